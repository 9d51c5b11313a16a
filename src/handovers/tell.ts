import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Handover } from './handover.ts'

/** Asked again when somebody else is to take it, or something was added; never in people's rest. */
export function tell(work: Work, directory: Directory, about: Handover, to: Person): void {
  const added = about.notes?.length ? `:${about.notes.length}` : ''
  const round = about.redirects ? `${added}:to-${about.redirects}` : added
  const owed = owedTo(directory, to, {
    once: `handover:${about.id}:${to.id}${round}`,
    show: { card: 'handover', id: about.id },
    urgency: 1,
    notBeforeMs: directory.calendar.afterQuiet(work.nowMs),
  })
  if (owed) work.owe(owed)
}

/** It is not his to take any more, or nobody takes it: said once, because a card that changes in place is not noticed. */
export function tellReleased(work: Work, directory: Directory, about: Handover, to: Person): void {
  const owed = owedTo(directory, to, {
    once: `released:${about.id}:${to.id}:${about.redirects ?? 0}`,
    show: { card: 'released', id: about.id, to: about.taker },
    urgency: 2,
    notBeforeMs: directory.calendar.afterQuiet(work.nowMs),
  })
  if (owed) work.owe(owed)
}
