import type { Work } from '../log/work.ts'
import { jitter, owedTo } from '../people/addressing.ts'
import { hasTeacher } from '../people/appointing.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { holdersOf, resolveRoles } from '../people/roles.ts'
import { addDays, dayOf, instantOf } from '../time.ts'
import { find, fresh, type Gap, gapDay } from './gap-day.ts'

/**
 * Puts gaps on the one card a day that the safety office gets of them (handbook §10.9). What turns up after the card of
 * the day went out, and was not on it, is on the next workday's.
 */
export async function noteGaps(work: Work, directory: Directory, gaps: readonly Gap[]): Promise<void> {
  if (gaps.length === 0) return
  const atMs = cardAt(directory, work.nowMs)
  const today = await work.state(gapDay, dayOf(atMs))
  const added = fresh(gaps, today)
  const isOut = today !== undefined && today.atMs < work.nowMs
  if (added.length > 0)
    await onCard(
      work,
      directory,
      added,
      isOut ? cardAt(directory, instantOf(addDays(dayOf(atMs), 1))) : (today?.atMs ?? atMs),
    )
}

/** Never in people's rest; in the crowded minute of a step no sooner than other messages. */
const cardAt = ({ calendar }: Directory, ms: number): number => {
  const atMs = calendar.afterQuiet(ms)
  return jitter(atMs, `gaps ${dayOf(atMs)}`)
}

async function onCard(work: Work, directory: Directory, gaps: readonly Gap[], atMs: number): Promise<void> {
  const day = dayOf(atMs)
  await work.change(gapDay, day, find(gaps, atMs))
  for (const to of whoMends(directory, day)) {
    const owed = owedTo(directory, to, {
      once: `gaps:${day}:${to.id}`,
      show: { card: 'gaps', day },
      urgency: 2,
      notBeforeMs: atMs,
    })
    if (owed) work.owe(owed)
  }
}

/** The safety office, or the first above it whom a message reaches: a gap of the office itself is told too. */
function whoMends(directory: Directory, day: string): Person[] {
  const reached = (role: string) =>
    resolveRoles([role], directory, { day }).filter((person) => directory.addressee(person))
  return (
    ['safety_office', 'vp_safety', 'principal', 'party_secretary']
      .map(reached)
      .find((people) => people.length > 0) ?? []
  )
}

/** Whether it is still so: nobody is asked to mend what was mended since. */
export function isOpen(directory: Directory, { kind, who, of = '' }: Gap): boolean {
  if (kind === 'unheld' && who === 'homeroom_teacher') return !hasTeacher(directory, of)
  if (kind === 'unheld') return holdersOf(who, directory, { day: of, department: of }).length === 0
  const person = directory.person(who)
  return person !== undefined && !directory.addressee(person)
}
