import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { findingIn, isTrouble } from '../src/bot/duty-trouble.ts'
import { fileIfTrouble } from '../src/bot/free-words.ts'
import { firstWord } from '../src/bot/words.ts'
import { pointNamed } from '../src/patrols/patrols.ts'
import { isUnscanned } from '../src/patrols/round.ts'
import {
  type Came,
  type Coming,
  reportHappened,
  reportNormal,
  reportTrouble,
  type Trouble,
} from '../src/patrols/walk.ts'
import { mayPrintCodes, seesAll } from '../src/people/permissions.ts'
import type { PatrolPointEntry } from '../src/people/school-shape.ts'
import { namesNothing } from '../src/reading/finding.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'patrol',
  chinese: ['巡查', '巡检'],
  summary: '巡查到点：/巡查 XC-03 正常',
  examples: ['/patrol', '/巡查', '/巡查 XC-03 正常', '/巡查 XC-03 灯坏了', '/巡查 盲区', '/巡查 打印'],
  async run(said, context) {
    if (context.chat.type === 'group')
      return (
        (await fileIfTrouble(said, context, said.words)) ?? {
          text: '巡查请和我私聊，发送 /巡查。这里什么都没有记。',
        }
      )
    const [named, rest] = firstWord(said.words)
    switch (named) {
      case '':
        return { show: { card: 'patrols', person: context.speaker.id } }
      case '盲区':
        return askBlindSpots(context)
      case '打印':
        return askCodes(context)
      default:
        return atPointMeant(said, context, named, rest)
    }
  },
})

/** A sentence without a point is refused, unless it tells of danger: nobody looks up a number first. */
async function atPointMeant(said: Said, context: Context, named: string, rest: string): Promise<Reply> {
  const meant = pointMeant(context, named, rest)
  if (meant) return atPoint(said, context, ...meant)
  const filed = await fileIfTrouble(said, context, said.words)
  if (filed) return filed
  throw new Refusal(
    'no-such-point',
    `本校没有巡查点「${named.slice(0, 20)}」。请照码牌上的编号写，例如：/巡查 XC-03 正常；发送 /巡查 看有哪些点。`,
  )
}

/** `XC-03 灯坏了`, also without the blank between, also the other way round. */
function pointMeant(
  { directory }: Context,
  named: string,
  rest: string,
): [PatrolPointEntry, string] | undefined {
  const point = pointNamed(directory, named)
  if (point) return [point, rest]
  const [, code = '', words = ''] = /^([A-Za-z]+-?\d+)(\P{ASCII}.*)$/u.exec(named) ?? []
  const glued = code ? pointNamed(directory, code) : undefined
  if (glued) return [glued, `${words} ${rest}`.trim()]
  const last = /^(.*\s)?([A-Za-z]+-?\d+)$/u.exec(rest)
  const behind = last && pointNamed(directory, last[2]!)
  return behind ? [behind, `${named} ${last[1] ?? ''}`.trim()] : undefined
}

/** Who may see how the whole school is doing (handbook §4) sees where nobody looks. */
function askBlindSpots({ speaker, directory }: Context): Reply {
  if (!seesAll(speaker, directory))
    throw new Refusal('not-yours', '盲区由安全办公室、分管副校长、校长和书记看。您的巡查请发送 /巡查。')
  return { show: { card: 'blind-spots', for: speaker.id } }
}

function askCodes({ speaker, directory }: Context): Reply {
  if (!mayPrintCodes(speaker, directory))
    throw new Refusal('not-yours', '巡查码由安全办公室或分管副校长打印，请联系他们。')
  return { show: { card: 'point-codes', for: speaker.id } }
}

const ASK = /^问题 ?(\d{1,2})$/
const FILE = /^报隐患 ?(\d{1,2})$/

function atPoint(
  said: Said,
  context: Context,
  point: PatrolPointEntry,
  words: string,
): Promise<Reply> | Reply {
  const scanned = said.scanned === point.id
  const show = (more: object = {}): Reply => ({
    show: { card: 'point', point: point.id, ...(scanned && { scanned }), ...more },
  })
  if (words === '' || words === '返回') return show()
  const asked = ASK.exec(words)?.[1]
  if (asked !== undefined) return show({ asked: itemNumber(point, asked) })
  const coming: Coming = {
    speaker: context.speaker,
    point,
    how: scanned ? 'scan' : 'desk',
    photos: Array.isArray(said.fields.photos) ? said.fields.photos.map(String) : [],
    learnedAtMs: said.atMs,
  }
  const filing = FILE.exec(words)?.[1]
  if (filing !== undefined) return fromForm(said, context, coming, Number(filing), show())
  const finding = findingIn(context, words)
  // Neither: one question, with the words in it.
  if (finding === 'unclear') return show({ asked: 0, words })
  if (finding !== 'normal') return trouble(context, coming, { finding, text: words }, show())
  // 「正常」 pressed over a field that says otherwise: what was written is what counts.
  const text = fieldText(said, 'text')
  const beside = findingIn(context, text)
  return isTrouble(beside)
    ? trouble(context, coming, { finding: beside, text }, show())
    : normal(context, coming, show())
}

/** What the form says; an item already names the thing that is wrong with it. */
function fromForm(said: Said, context: Context, coming: Coming, asked: number, shown: Reply): Promise<Reply> {
  const item = coming.point.check_items[asked - 1]
  const text = fieldText(said, 'text')
  if (item === undefined && namesNothing(text))
    throw new Refusal('no-text', '请写一句什么东西、有什么问题，例如：灯坏了。')
  const finding = findingIn(context, text) === 'incident' ? 'incident' : 'hazard'
  return trouble(context, coming, { finding, text, ...(item !== undefined && { item }) }, shown)
}

const itemNumber = (point: PatrolPointEntry, said: string): number =>
  point.check_items[Number(said) - 1] === undefined ? 0 : Number(said)

async function normal({ work, directory }: Context, coming: Coming, shown: Reply): Promise<Reply> {
  const came = await reportNormal(work, directory, coming)
  return { ...shown, toast: { type: 'success', text: `已记到点：正常。${sayRound(came)}` } }
}

async function trouble(
  { work, directory }: Context,
  coming: Coming,
  { finding, ...found }: Trouble & { finding: 'hazard' | 'incident' },
  shown: Reply,
): Promise<Reply> {
  if (finding === 'incident') {
    const came = await reportHappened(work, directory, coming, found)
    const text = `已上报事件 ${came.incident}，负责的同事已收到。${sayRound(came)}`
    return { ...shown, toast: { type: 'success', text } }
  }
  const came = await reportTrouble(work, directory, coming, found)
  const told = came.joined
    ? `这里的隐患 ${came.hazard} 还没整改完，已补充到上面。`
    : `已登记隐患 ${came.hazard}，会有人处理。`
  const text = `${told}${sayRound(came)}`
  return { ...shown, toast: { type: 'success', text } }
}

/** What the visit did for the round it belongs to. */
function sayRound({ visit, round }: Came): string {
  if (!round) return '现在没有要走的巡查，记为临时巡查。'
  const done = round.status === 'done' || round.status === 'late'
  if (done && !isUnscanned(round)) return '本轮已完成。'
  return visit.how === 'desk' ? '没有扫码，本轮还要到点扫码。' : ''
}
