import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { dutyNamed } from '../src/bot/duty-named.ts'
import { thanks, touchHolders } from '../src/bot/duty-sentences.ts'
import { firstWord } from '../src/bot/words.ts'
import { noticeCard } from '../src/cards/notice.ts'
import { graceFor } from '../src/instances/clock.ts'
import { confirmSharing, declineSharing, finishShare, releaseCoOwner } from '../src/instances/co-owners.ts'
import { dutyInstance } from '../src/instances/evolve.ts'
import { coordinatorOf } from '../src/instances/hand-overs.ts'
import { type Instance, isDone, responsibleFor } from '../src/instances/instance.ts'
import { askToShare, mayAskToShare, shareIn } from '../src/instances/sharing.ts'
import { outagesOf } from '../src/outages/outages.ts'
import { owedTo } from '../src/people/addressing.ts'
import { unique } from '../src/people/directory.ts'
import { personNamed } from '../src/people/person-named.ts'
import { Refusal } from '../src/refusal.ts'
import { dayOf } from '../src/time.ts'
import { titleOf } from '../src/views/duty-items.ts'

export default defineCommand({
  name: 'share',
  chinese: ['协办'],
  summary: '请同事协办一项职责，各自确认：/协办 防火巡查 邱穗和',
  examples: ['/share', '/协办 防火巡查 邱穗和 单念蘅'],
  async run(said, context) {
    if (context.chat.type === 'group') return { text: '协办请和我私聊说。' }
    const [named, rest] = firstWord(said.words)
    if (named === '' || rest === '') return { text: '请写明哪一项、请谁协办，例如：/协办 防火巡查 邱穗和。' }
    const { directory, speaker } = context
    const about = await dutyNamed(
      context,
      { named, period: fieldText(said, 'period'), whose: undefined },
      (each) => responsibleFor(each) === speaker.id,
      (each) => shareIn(directory, each, speaker) !== undefined,
      (each) => mayAskToShare(speaker, each, directory),
    )
    const [verb, words] = firstWord(rest)
    switch (verb) {
      case '同意':
        return agree(context, about)
      case '不能':
        return decline(context, about, fieldText(said, 'reason') || words, said)
      case '完成':
        return finish(context, about)
      case '不等':
        return release(context, about, words)
      default:
        return ask(context, about, rest.split(/[\s、，,]+/u).filter(Boolean))
    }
  },
})

const reply = (after: Instance, text: string): Reply => ({
  show: { card: 'duty', id: after.id },
  toast: { type: 'success', text },
})

const graceOf = async ({ work, nowMs }: Context, about: Instance): Promise<number> =>
  graceFor(about, await outagesOf(work.db), nowMs)

async function ask(context: Context, about: Instance, names: string[]): Promise<Reply> {
  const { work, directory, speaker } = context
  if (!mayAskToShare(speaker, about, directory)) {
    const holder = directory.person(responsibleFor(about))?.name ?? '别的同事'
    throw new Refusal('not-yours', `请谁协办由责任人${holder}或分管副校长定。`)
  }
  const people = unique(names.map((name) => personNamed(directory, name)))
  const after = await askToShare(work, directory, about, people, speaker)
  touchHolders(context, after)
  return reply(after, `已请${people.map(({ name }) => name).join('、')}协办，等各自确认`)
}

/** The co-owner the speaker speaks as: himself, or somebody without the app he enters for. */
function sharer({ directory, speaker }: Context, about: Instance): string {
  const share = shareIn(directory, about, speaker)
  if (!share) throw new Refusal('not-asked', '这一项没有请您协办。')
  return share.person
}

async function agree(context: Context, about: Instance): Promise<Reply> {
  const after = await context.work.change(dutyInstance, about.id, confirmSharing(sharer(context, about)))
  touchHolders(context, after)
  return reply(after, '已同意协办，做完请点「我这部分完成」')
}

async function decline(context: Context, about: Instance, reason: string, said: Said): Promise<Reply> {
  const { work, directory, nowMs } = context
  const person = sharer(context, about)
  if (reason === '' && said.pressed && !('reason' in said.fields))
    return { show: { card: 'duty', id: about.id, asked: 'decline' } }
  const judgedAtMs = nowMs - (await graceOf(context, about))
  const after = await work.change(dutyInstance, about.id, declineSharing(person, reason, judgedAtMs))
  touchHolders(context, after)
  if (after === about) return reply(after, '已记下，责任人知道了')
  const name = directory.person(person)?.name ?? person
  const title = titleOf(directory, about, directory.duties.get(about.duty))
  const content = noticeCard('协办被推辞', 'warn', [
    `${name}不能协办「${title}」：${reason}`,
    `要另请一位，请发送 /协办 ${directory.duties.get(about.duty)?.title ?? about.id} 姓名。`,
  ])
  const holder = directory.person(responsibleFor(about))
  const owed =
    holder &&
    owedTo(directory, holder, {
      once: `share-declined:${about.id}:${person}:${nowMs}`,
      show: { card: 'fixed', content },
      urgency: 2,
      notBeforeMs: Math.min(directory.calendar.afterQuiet(nowMs), Math.max(nowMs, about.dueAtMs)),
    })
  if (owed) work.owe(owed)
  return reply(after, '已告诉责任人')
}

async function finish(context: Context, about: Instance): Promise<Reply> {
  const { work, nowMs } = context
  const person = sharer(context, about)
  const after = await work.change(
    dutyInstance,
    about.id,
    finishShare(person, nowMs, await graceOf(context, about)),
  )
  touchHolders(context, after)
  const text = isDone(after) ? thanks(after) : '您的部分已记下，谢谢'
  return {
    show: { card: 'today', person: context.speaker.id, day: dayOf(nowMs) },
    toast: { type: 'success', text },
  }
}

/** Breaking a tie: the coordinating leader lets the duty be done without somebody who does not confirm (handbook §3). */
async function release(context: Context, about: Instance, named: string): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const leader = coordinatorOf(about, directory)
  if (leader?.id !== speaker.id)
    throw new Refusal(
      'not-yours',
      `不等谁由${leader?.name ?? '分管副校长'}定，请找${leader?.name ?? '分管副校长'}。`,
    )
  if (named === '') throw new Refusal('no-words', '请写明不等谁，例如：/协办 防火巡查 不等 邱穗和。')
  // Who left the school keeps nobody waiting.
  const person = directory.byName(named) ?? personNamed(directory, named)
  const judgedAtMs = nowMs - (await graceOf(context, about))
  const after = await work.change(dutyInstance, about.id, releaseCoOwner(person.id, speaker.id, judgedAtMs))
  touchHolders(context, about)
  return reply(after, `不再等${person.name}`)
}
