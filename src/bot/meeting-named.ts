import { type Instance, isOwed } from '../instances/instance.ts'
import { doorIsOpen, doorOpensAt, hasMinutes, wasHeld } from '../instances/meeting.ts'
import { callsIt, goesToIt, mayMove, meetingsAround } from '../instances/meetings.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import type { Context } from './command.ts'
import { isNamed } from './duty-sentences.ts'

export const MEETING_VERBS = ['改期', '到会', '请假', '纪要', '返回'] as const
export type MeetingVerb = (typeof MEETING_VERBS)[number]

/**
 * The meeting a sentence is about: by the instance's id, by the duty (its id, `duty/unit` or words of its title) and the
 * period, or the one near in time that the speaker calls or attends.
 */
export async function meetingMeant(
  context: Context,
  named: string,
  period: string,
  verb: MeetingVerb,
): Promise<Instance> {
  const { work, directory, speaker, nowMs } = context
  const all = await meetingsAround(work.db, directory, nowMs)
  const fits = all.filter(
    (meeting) =>
      (named === '' || isNamed(context, meeting, named)) && (period === '' || meeting.period === period),
  )
  const mine = fits.filter(
    (meeting) => goesToIt(speaker, meeting) || (named !== '' && mayMove(speaker, meeting)),
  )
  const pool = mine.length > 0 || named === '' ? mine : fits
  const asksFor = pool.filter((meeting) => isAskedNow(verb, meeting, speaker, nowMs))
  if (named === '' && verb === '到会' && asksFor.length > 1)
    throw new Refusal('which', '您现在有几个会，请发送 /会议，在卡片上点「到会」。')
  const near = (meeting: Instance) => Math.abs(meeting.opensAtMs - nowMs)
  const [first] = (asksFor.length > 0 ? asksFor : pool).sort((one, other) => near(one) - near(other))
  if (!first)
    throw new Refusal(
      'no-meeting',
      `没有找到${period}${named === '' ? '您的' : '这个'}会议，发送 /会议 看看近期有哪些。`,
    )
  return first
}

/** Which of several meetings a verb can be meant for at this moment. */
function isAskedNow(verb: MeetingVerb, meeting: Instance, who: Person, nowMs: number): boolean {
  switch (verb) {
    case '到会':
      return doorIsOpen(meeting, nowMs) && !meeting.attended.includes(who.id)
    case '纪要':
      return isOwed(meeting) && nowMs >= doorOpensAt(meeting) && !hasMinutes(meeting) && callsIt(who, meeting)
    default:
      return isOwed(meeting) && !wasHeld(meeting) && meeting.dueAtMs > nowMs
  }
}
