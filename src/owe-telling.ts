import { partsOf } from './about.ts'
import { oweToday } from './checkins/today.ts'
import type { Telling } from './ladders/telling.ts'
import type { Show, Work } from './log/work.ts'
import { jitter, owedTo } from './people/addressing.ts'
import type { Directory } from './people/directory.ts'
import { dayOf } from './time.ts'

/**
 * The message of a telling: drawn when it is sent, from what still holds then. What can ride on the card of the day
 * does; a message of its own only for what cannot wait for it (design §1.1).
 */
export function oweTelling(work: Work, directory: Directory, telling: Telling): void {
  const { to, atMs, told, urgent } = telling
  const day = dayOf(atMs)
  const [first] = told
  if (!first) return
  if (told.every(({ rides }) => rides)) {
    oweToday(work, directory, to, day, Math.max(work.nowMs, jitter(atMs, `${to.id}${day}`)))
    return
  }
  const owed = owedTo(directory, to, {
    once: `told:${to.id}:${atMs}:${first.ladder}:${first.message}`,
    show: showOf(telling),
    urgency: urgent ? 0 : 2,
    notBeforeMs: urgent ? work.nowMs : Math.max(work.nowMs, jitter(atMs, `${to.id}${atMs}`)),
  })
  if (owed) work.owe(owed)
}

/** What is the person's own comes on the card where it is done; check-ins are listed for whoever looks after them. */
function showOf({ to, atMs, told }: Telling): Show {
  const day = dayOf(atMs)
  const duties = new Set(told.map(({ duty }) => duty))
  const messages = new Set(told.map(({ message }) => message))
  const checkins = told.every(({ ladder }) => ladder.startsWith('checkin/')) && messages.size === 1
  const [duty] = duties
  const [why] = messages
  const [record] = told
  // One hazard or incident comes as its own card, which can be answered and stays true.
  const alone = record?.record !== undefined && told.every((each) => each.ladder === record.ladder)
  if (alone && !record.sealed && record.message !== 'digest')
    return { card: partsOf(record.ladder).noun, id: record.record, why: record.message, told }
  if (checkins && (why === 'reminder' || why === 'overdue') && duties.size === 1)
    return { card: 'today', person: to.id, day, why, duty }
  if (checkins && (why === 'exception' || why === 'digest'))
    return { card: 'missing', day, why, ...(why === 'exception' && duties.size === 1 && { duty }) }
  const own = told.every(({ mine, message }) => mine && (message === 'reminder' || message === 'overdue'))
  if (own)
    return { card: 'today', person: to.id, day, why: messages.has('overdue') ? 'overdue' : 'reminder', told }
  return { card: 'told', person: to.id, atMs, told }
}
