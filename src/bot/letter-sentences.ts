import { noticeCard } from '../cards/notice.ts'
import { cut } from '../cut.ts'
import { dutyInstance } from '../instances/evolve.ts'
import type { Instance } from '../instances/instance.ts'
import { objectTo } from '../instances/letter.ts'
import { owedTo } from '../people/addressing.ts'
import type { Person } from '../people/person.ts'
import { superiorOf } from '../people/superiors.ts'
import { dayOf } from '../time.ts'
import { titleOf } from '../views/duty-items.ts'
import { type Context, fieldText, type Reply, type Said } from './command.ts'
import { holderFor, refuseAtTablet, touchHolders } from './duty-sentences.ts'

/** Words that say no to a letter: its own answer, whatever else is in them. */
export const OBJECTS = /有异议|不同意|不[愿想能]?意?签|先不签/u

/** 有异议 with its reason is kept with the letter, signs nothing, and goes to whoever issued it (handbook §5.7, §15). */
export async function object(said: Said, context: Context, about: Instance, words: string): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const signer = await holderFor(context, about)
  refuseAtTablet(context, about)
  const reason = cut(fieldText(said, 'reason') || words, 500)
  if (reason === '' && !('reason' in said.fields)) return askWhy(context, about, '')
  const after = await work.change(dutyInstance, about.id, objectTo(reason, signer.id))
  touchHolders(context, after)
  const issuer = issuerOf(context, about, signer)
  if (issuer && after !== about) {
    const title = titleOf(directory, about, directory.duties.get(about.duty))
    const content = noticeCard('责任书有异议', 'warn', [
      `${signer.name}对「${title}」有异议，没有签字：${reason}`,
      '请和本人谈。谈好以后，由本人在自己的卡片上签字。',
    ])
    const owed = owedTo(directory, issuer, {
      once: `objected:${about.id}:${signer.id}:${after.objections?.length ?? 0}`,
      show: { card: 'fixed', content },
      urgency: 2,
      notBeforeMs: directory.calendar.afterQuiet(nowMs),
    })
    if (owed) work.owe(owed)
  }
  return {
    show: { card: 'today', person: speaker.id, day: dayOf(nowMs) },
    toast: { type: 'info', text: `异议已记下，没有签字${issuer ? `，已告诉${issuer.name}` : ''}` },
  }
}

/** The question, with the words that were typed in it. */
export const askWhy = ({ speaker, nowMs }: Context, about: Instance, words: string): Reply => ({
  show: {
    card: 'today',
    person: speaker.id,
    day: dayOf(nowMs),
    askedDuty: { id: about.id, what: 'objection', ...(words !== '' && { words }) },
  },
})

/** Who offers the letter: the owner of one with several signers, the holder of its post, else the next one up. */
function issuerOf({ directory }: Context, about: Instance, signer: Person): Person | undefined {
  const post = directory.duties.get(about.duty)?.post
  const issuers = [
    ...(about.others.length > 0 ? [directory.person(about.owner)] : []),
    ...(post === undefined ? [] : directory.holders(post)),
    superiorOf(directory, signer),
  ]
  return issuers.find((person) => person !== undefined && person.id !== signer.id)
}
