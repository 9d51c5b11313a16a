import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import { type Instance, responsibleFor } from './instance.ts'
import { invited } from './meeting.ts'

/** What another calendar or other rules changed: the same instance, on another day or on none. */
export interface Moved {
  instance: Instance
  fromMs: number
  /** Null when its period has no valid day any more. */
  toMs: number | null
}

/** Each person once, what moved where (CAL-17): who answers for it, and whoever is to come; never at night. `once` names what moved it. */
export function oweMoved(work: Work, directory: Directory, moved: readonly Moved[], once: string): void {
  const each = moved.flatMap((move) => concerned(directory, move.instance).map((id) => ({ ...move, id })))
  for (const [id, own] of Map.groupBy(each, (move) => move.id)) {
    const to = directory.person(id)
    const moves = own.map(({ instance: { duty, unit }, fromMs, toMs }) => ({ duty, unit, fromMs, toMs }))
    const owed =
      to &&
      owedTo(directory, to, {
        once: `${once}:${id}`,
        show: { card: 'moved', moves },
        urgency: 2,
        notBeforeMs: directory.calendar.afterQuiet(work.nowMs),
      })
    if (owed) work.owe(owed)
  }
}

/** A meeting is an appointment of all who come; of anything else the day is its owner's business. */
const concerned = (directory: Directory, about: Instance): string[] =>
  directory.duties.get(about.duty)?.kind === 'meeting' ? invited(about) : [responsibleFor(about)]
