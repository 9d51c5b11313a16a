import { sayButtons } from '../cards/duty-items.ts'
import {
  beyondNormal,
  type FormField,
  filledFields,
  formGives,
  readForm,
  TROUBLE_FIELD,
} from '../duties/form.ts'
import { type Instance, isOwed } from '../instances/instance.ts'
import { isLetter } from '../instances/letter.ts'
import { missingProofs } from '../instances/prove.ts'
import { type Finding, namesNothing } from '../reading/finding.ts'
import { isNoAccount } from '../reading/no-account.ts'
import { Refusal } from '../refusal.ts'
import { dayOf } from '../time.ts'
import { itemOf } from '../views/duty-items.ts'
import { type Context, fieldText, type Reply, type Said } from './command.ts'
import { formProofs, NUMBER, proofsFrom } from './duty-proofs.ts'
import { giveProofs, holderFor, sayMissing } from './duty-sentences.ts'
import { asksIfNormal, findingIn, isTrouble, reportTrouble, tellsMatter } from './duty-trouble.ts'
import { askWhy, OBJECTS } from './letter-sentences.ts'

/**
 * Words about a duty: normality is its proof, trouble is reported in the same write (handbook §5.2), a description is
 * kept where the duty asks for one. Anything else is asked back with the words in the question.
 */
export async function answerDuty(
  said: Said,
  context: Context,
  about: Instance,
  words: string,
): Promise<Reply> {
  const finding = findingIn(context, words)
  const letter = isLetter(about) && isOwed(about)
  if (letter && (OBJECTS.test(words) || finding === 'unclear') && words !== '' && !said.pressed)
    return askWhy(context, about, words)
  if (isTrouble(finding)) return reportTrouble(said, context, about, { finding, text: words, said: [] })
  await holderFor(context, about)
  const fields = formOf(context, about)
  const typed = !said.pressed && Object.keys(said.fields).length === 0
  if (typed && isOwed(about)) {
    // Somebody's own signature is a press on the card that shows what is signed.
    const signs = about.required.includes('signature') && finding === 'normal'
    if (signs || words === '') return showButtons(context, about)
    if (beyondNormal(fields).length > 0) return showForm(context, about, words, finding)
  }
  const counts = about.required.includes('number') && NUMBER.test(words.normalize('NFKC'))
  if (words !== '' && finding === 'unclear' && !counts)
    if (asksIfNormal(context, about) || isCheckin(context, about) || isNoAccount(words))
      return askWhich(context, about, words)
  if (words === '' && fields.some(({ key }) => said.fields[key] !== undefined))
    return answerForm(said, context, about, fields)
  return giveWords(said, context, about, { words, finding })
}

/** What its form still asks: nothing once the proofs are there that the form gives. */
function formOf({ directory }: Context, about: Instance): FormField[] {
  const duty = directory.duties.get(about.duty)
  const fields = duty ? filledFields(duty) : []
  const gives = formGives(fields, about.required)
  return missingProofs(about).some(({ type }) => gives.has(type)) ? fields : []
}

/** 「正常」 or a description: kept as the proof of what is asked, and reported where a field says otherwise. */
async function giveWords(
  said: Said,
  context: Context,
  about: Instance,
  { words, finding }: { words: string; finding: Finding },
): Promise<Reply> {
  const given = await proofsFrom(said, context, about, { words, normal: finding === 'normal' })
  // 「正常」 pressed over a field that says otherwise: both were said, so both are recorded.
  const chosen = fieldText(said, 'checklist').includes('异常')
  const text = fieldText(said, TROUBLE_FIELD) || fieldText(said, 'text')
  if (chosen && namesNothing(text)) throw new Refusal('no-text', '选了「有异常」，请写一句：哪里、什么情况。')
  const paper = PAPERS.has(context.directory.duties.get(about.duty)?.kind ?? '')
  const beside = paper ? 'unclear' : findingIn(context, text)
  if (!chosen && !isTrouble(beside)) return giveProofs(context, about, given)
  const told = tellsMatter(context, about)
  return reportTrouble(said, context, about, {
    finding: beside === 'incident' ? 'incident' : 'hazard',
    text,
    said: [],
    given: given.filter(({ type }) => type !== 'text' || !told),
  })
}

/** The duty's own form: every required field read by itself, a choice that says something is wrong reported. */
async function answerForm(
  said: Said,
  context: Context,
  about: Instance,
  fields: FormField[],
): Promise<Reply> {
  const answer = readForm(fields, (name) => fieldText(said, name))
  const { wrong, note, noteIsHazard, outbreak, numbers } = answer
  const what = wrong.join('、')
  if (what !== '' && namesNothing(note))
    throw new Refusal('no-text', `「${what}」有异常，请在说明里写一句：哪里、什么情况。`)
  const form = formProofs(answer, about)
  const read = findingIn(context, note)
  const given = await proofsFrom(said, context, about, { words: '', normal: false, form })
  if (outbreak)
    return reportTrouble(said, context, about, {
      finding: 'incident',
      text: `学生因病缺勤达到聚集标准：${numbers.map(({ label, value }) => `${label} ${value} 人`).join('，')}。${note}`,
      as: { category: 'infectious', level: 'serious' },
      said: [],
      given,
    })
  const filed = what !== '' || isTrouble(read) || (noteIsHazard && read === 'unclear' && !namesNothing(note))
  if (!filed) {
    const remark = note === '' ? [] : [{ type: 'text' as const, value: note }]
    return giveProofs(context, about, [...given, ...remark])
  }
  return reportTrouble(said, context, about, {
    finding: read === 'incident' ? 'incident' : 'hazard',
    text: what === '' ? note : `${what}：${note}`,
    said: [],
    given,
  })
}

/** Typed, where 「正常」 leaves something open: the form, with the words in it. */
function showForm({ speaker, nowMs }: Context, about: Instance, words: string, finding: Finding): Reply {
  const told = finding === 'unclear' && !NUMBER.test(words.normalize('NFKC'))
  const askedDuty = { id: about.id, what: 'proof', ...(told && { words }) }
  return {
    show: { card: 'today', person: speaker.id, day: dayOf(nowMs), askedDuty },
    toast: { type: 'info', text: '这一项要逐项填，填好再点「提交」。' },
  }
}

/** What they tell of is the past year. */
const PAPERS: ReadonlySet<string> = new Set(['report', 'assessment'])

/** A shift taken, a meal shared: what is not plainly well there may be somebody in danger. */
const isCheckin = ({ directory }: Context, { duty }: Instance): boolean =>
  directory.duties.get(duty)?.kind === 'checkin'

/** Named and not answered: the duty by itself, with the buttons that do it. */
function showButtons({ directory, speaker }: Context, about: Instance): Reply {
  const ways = sayButtons(itemOf(directory, about, speaker))
  return {
    show: { card: 'duty', id: about.id },
    toast: { type: 'info', text: `还要：${sayMissing(about)}。请点${ways}。` },
  }
}

function askWhich({ speaker, nowMs }: Context, about: Instance, words: string): Reply {
  if (!isOwed(about))
    throw new Refusal(
      'unclear',
      `没有看懂「${words.slice(0, 20)}」。有情况请直接写在哪里、什么情况，例如：一楼灯坏了。`,
    )
  const askedDuty = { id: about.id, what: 'unclear', words }
  return { show: { card: 'today', person: speaker.id, day: dayOf(nowMs), askedDuty } }
}
