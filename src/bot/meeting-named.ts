import { type Instance, isOwed } from '../instances/instance.ts'
import { doorIsOpen, doorOpensAt, hasMinutes, wasHeld } from '../instances/meeting.ts'
import { callsIt, goesToIt, mayMove, meetingsAround } from '../instances/meetings.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import { sayInstant } from '../time.ts'
import { titleOf } from '../views/duty-items.ts'
import type { Context } from './command.ts'
import { isNamed } from './duty-sentences.ts'
import { firstWord } from './words.ts'

export const MEETING_VERBS = ['改期', '到会', '请假', '纪要', '返回'] as const
export type MeetingVerb = (typeof MEETING_VERBS)[number]

/** What a sentence says of a meeting: `named` before the verb, or the name first among the words after it. */
export interface MeetingSaid {
  named: string
  verb: MeetingVerb
  rest: string
  period: string
  /** Everything is said: it is done at once, without a form on which the meeting can be seen first. */
  isWhole: boolean
}

/**
 * The meeting a sentence is about, and the words that are left: by the instance's id, by the duty (its id, `duty/unit`
 * or words of its title) and the period, or the one near in time that the speaker calls or attends.
 * @throws Refusal where several could be put off or excused: the wrong one would call everybody off
 */
export async function meetingMeant(
  context: Context,
  said: MeetingSaid,
): Promise<{ meeting: Instance; rest: string }> {
  const { work, directory, speaker, nowMs } = context
  const { verb, period } = said
  const all = await meetingsAround(work.db, directory, nowMs)
  const [ahead, after] = said.named === '' ? nameAhead(context, all, said) : ['', said.rest]
  const named = said.named || ahead
  const fits = (named === '' ? all : meetingsCalled(context, all, named)).filter(
    (meeting) => period === '' || meeting.period === period,
  )
  const mine = fits.filter(
    (meeting) => goesToIt(speaker, meeting) || (named !== '' && mayMove(speaker, meeting)),
  )
  const pool = mine.length > 0 || named === '' ? mine : fits
  const asksFor = nearest(
    pool.filter((meeting) => isAskedNow(verb, meeting, speaker, nowMs)),
    nowMs,
  )
  if (named === '' && verb === '到会' && asksFor.length > 1)
    throw new Refusal('which', '您现在有几个会，请发送 /会议，在卡片上点「到会」。')
  const own = verb === '改期' ? asksFor.filter((meeting) => callsIt(speaker, meeting)) : []
  const meant = own.length > 0 ? own : asksFor
  if (said.isWhole && (verb === '改期' || verb === '请假'))
    refuseSeveral(context, meant, { ...said, rest: after })
  const [first] = meant.length > 0 ? meant : nearest(pool, nowMs)
  if (!first)
    throw new Refusal(
      'no-meeting',
      `没有找到${period}${named === '' ? '您的' : '这个'}会议，发送 /会议 看看近期有哪些。`,
    )
  return { meeting: first, rest: after }
}

const nearest = (meetings: readonly Instance[], nowMs: number): Instance[] =>
  meetings.toSorted((one, other) => Math.abs(one.opensAtMs - nowMs) - Math.abs(other.opensAtMs - nowMs))

/** `总务处 处室安全例会`: several departments hold one of the same name. */
const nameOf = ({ directory }: Context, meeting: Instance): string =>
  titleOf(directory, meeting, directory.duties.get(meeting.duty))

const namesOf = (context: Context, meeting: Instance): string[] => [
  nameOf(context, meeting),
  context.directory.duties.get(meeting.duty)?.title ?? '',
]

/** A whole name means what has it, not what has a longer one. */
function meetingsCalled(context: Context, all: readonly Instance[], named: string): Instance[] {
  const whole = all.filter((meeting) => namesOf(context, meeting).includes(named))
  return whole.length > 0 ? whole : all.filter((meeting) => isNamed(context, meeting, named))
}

/** A meeting's name in front of what is said of it: its whole name, or a word of it. */
function nameAhead(
  context: Context,
  all: readonly Instance[],
  { verb, rest }: MeetingSaid,
): [string, string] {
  const [whole] = all
    .flatMap((meeting) => namesOf(context, meeting))
    .filter((name) => name !== '' && rest.startsWith(name))
    .sort((one, other) => other.length - one.length)
  if (whole) return [whole, rest.slice(whole.length).trim()]
  const [word, after] = firstWord(rest)
  // 「请假 学校派我外出」 begins with a word of many a title, and is a reason.
  const isReason = verb === '请假' && /\p{Script=Han}/u.test(word) && !word.includes('会')
  return !isReason && word !== '' && meetingsCalled(context, all, word).length > 0
    ? [word, after]
    : ['', rest]
}

/** More are not listed: the sentence has to be read on a phone. */
const LISTED = 4

/** @throws Refusal where it could be one or another; of each kind the next one is meant */
function refuseSeveral(context: Context, meant: readonly Instance[], { verb, rest }: MeetingSaid): void {
  const kinds = [...Map.groupBy(meant, ({ duty, unit }) => `${duty}/${unit}`).values()].map(([next]) => next!)
  if (kinds.length < 2) return
  const listed = kinds
    .slice(0, LISTED)
    .map((each) => `${nameOf(context, each)}（${sayInstant(each.opensAtMs)}）`)
  const more = kinds.length > LISTED ? '等' : ''
  throw new Refusal(
    'which',
    `您近期有 ${kinds.length} 个会：${listed.join('、')}${more}。请写明是哪一个，例如：/会议 ${verb} ${nameOf(context, kinds[0]!)} ${rest}`.trim(),
  )
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
