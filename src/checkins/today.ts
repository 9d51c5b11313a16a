import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Day } from '../time.ts'

const onceToday = (addressee: Person, day: Day) => `today:${addressee.id}:${day}`

/** The one card of the day: owed once per person, kept true in place afterwards. */
export function oweToday(
  work: Work,
  directory: Directory,
  to: Person,
  day: Day,
  notBeforeMs: number,
  again?: { once: string; why: string },
): void {
  const addressee = directory.addressee(to)
  if (!addressee) return
  const owed = owedTo(directory, addressee, {
    once: again?.once ?? onceToday(addressee, day),
    show: { card: 'today', person: addressee.id, day, ...(again && { why: again.why }) },
    urgency: 2,
    notBeforeMs,
  })
  if (owed) work.owe(owed)
  touchToday(work, directory, to, day)
}

/** Whoever looks at this person's day sees it change. */
export function touchToday(work: Work, directory: Directory, who: Person | undefined, day: Day): void {
  for (const viewer of unique([who, who && directory.addressee(who)])) work.touch(`today/${viewer.id}/${day}`)
}

/**
 * The substitute gets a 今日 card at once; a second one if the first was sent before, because a card that changes in
 * place is not noticed. `cause` names the leave.
 */
export async function oweSubstitute(
  work: Work,
  directory: Directory,
  owner: Person,
  to: Person,
  day: Day,
  cause: string,
): Promise<void> {
  touchToday(work, directory, owner, day)
  const addressee = directory.addressee(to) ?? to
  const had = await work.db.get('SELECT id FROM outbox WHERE once = ?', [onceToday(addressee, day)])
  const once = had ? `substitute:${cause}:${day}` : onceToday(addressee, day)
  oweToday(work, directory, to, day, work.nowMs, { once, why: 'substitute' })
}
