import { type MeetingAsk, type MeetingItem, meetingMovedCard, meetingsCard } from '../cards/meeting.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { type Instance, isDone, isOwed, responsibleFor } from '../instances/instance.ts'
import { doorIsOpen, doorOpensAt, hasMinutes, invited, regretOf, wasHeld } from '../instances/meeting.ts'
import { callsIt, concerning, mayMove, meetingsAround } from '../instances/meetings.ts'
import { missingProofs } from '../instances/prove.ts'
import { beginWork } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { dayOf } from '../time.ts'
import { titleOf } from './duty-items.ts'
import { type Reader, type View, viewerOf } from './view.ts'

/** More on one card is a list nobody reads. */
const MOST_MEETINGS = 5

const instanceOf = ({ db, nowMs }: Reader, id: string): Promise<Instance | undefined> =>
  beginWork(db, nowMs, null).state(dutyInstance, id)

/** What somebody calls or attends next; with `id` that meeting first, whatever became of it. */
export const meetingsView: View = {
  async draw(reader, show) {
    const viewer = viewerOf(reader, show) ?? reader.directory.person(String(show.person))
    if (!viewer) return undefined
    const all = await meetingsAround(reader.db, reader.directory, reader.nowMs)
    const named = all.find(({ id }) => id === show.id)
    const mine = concerning(all, viewer, reader.nowMs).filter(({ id }) => id !== named?.id)
    const shown = [...(named ? [named] : []), ...mine].slice(0, MOST_MEETINGS)
    return meetingsCard({
      items: shown.map((meeting) => itemOf(reader.directory, meeting, viewer, reader.nowMs)),
      ...(named && show.what !== undefined && { asked: { id: named.id, what: show.what as MeetingAsk } }),
      round: String(show.round ?? 0),
    })
  },
}

function itemOf(directory: Directory, meeting: Instance, viewer: Person, nowMs: number): MeetingItem {
  const started = nowMs >= doorOpensAt(meeting)
  const present = meeting.attended.includes(viewer.id)
  return {
    id: meeting.id,
    title: titleOf(directory, meeting, directory.duties.get(meeting.duty)),
    opensAtMs: meeting.opensAtMs,
    day: dayOf(meeting.opensAtMs),
    calledBy: directory.person(responsibleFor(meeting))?.name ?? '',
    invited: invited(meeting).length,
    attended: meeting.attended.length,
    present,
    excused: regretOf(meeting, viewer.id) !== undefined,
    state: stateOf(meeting, nowMs),
    may: {
      attend: !present && invited(meeting).includes(viewer.id) && doorIsOpen(meeting, nowMs),
      regret:
        invited(meeting).includes(viewer.id) &&
        !callsIt(viewer, meeting) &&
        regretOf(meeting, viewer.id) === undefined &&
        !present &&
        isOwed(meeting) &&
        nowMs < meeting.opensAtMs,
      move: mayMove(viewer, meeting) && isOwed(meeting) && !wasHeld(meeting),
      minutes: callsIt(viewer, meeting) && started && isOwed(meeting) && !hasMinutes(meeting),
    },
    photos: missingProofs(meeting).some(({ type }) => type === 'photo'),
    period: { from: meeting.periodStart, to: meeting.periodEnd },
  }
}

function stateOf(meeting: Instance, nowMs: number): MeetingItem['state'] {
  if (isDone(meeting)) return 'done'
  if (!isOwed(meeting)) return 'over'
  if (nowMs < doorOpensAt(meeting)) return 'coming'
  return nowMs < meeting.dueAtMs ? 'door' : 'held'
}

/** Drawn from the record: one that was moved on meanwhile has a message of its own. */
export const meetingMovedView: View = {
  async draw(reader, show, sending) {
    const meeting = await instanceOf(reader, String(show.id))
    if (!meeting || (sending && (meeting.opensAtMs !== show.opensAtMs || !isOwed(meeting)))) return undefined
    return meetingMovedCard({
      id: meeting.id,
      title: titleOf(reader.directory, meeting, reader.directory.duties.get(meeting.duty)),
      fromMs: Number(show.fromMs),
      opensAtMs: Number(show.opensAtMs),
      reason: String(show.reason),
    })
  },
}
