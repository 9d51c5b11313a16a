import type { Directory } from '../people/directory.ts'
import { addDays, type Day } from '../time.ts'
import { isListed, type Listing } from './listing.ts'

/** The deadline passed while it stands on the board: red until it is removed (handbook §5.5). `deadline` itself counts. */
export const isOverdue = (about: Listing, today: Day): boolean =>
  isListed(about) && about.board !== undefined && about.board.deadline < today

/** Overdue, or removed too late: the law is stricter with it, and an assessment says so (S2-070). */
export const isAggravated = (about: Listing, today: Day): boolean =>
  isOverdue(about, today) ||
  (about.board !== undefined && about.removed !== undefined && about.removed.day > about.board.deadline)

/** Workdays until the deadline, that day counted; negative when it is over; undefined when it is on no board. */
export function workdaysLeft({ calendar }: Directory, about: Listing, today: Day): number | undefined {
  const deadline = isListed(about) ? about.board?.deadline : undefined
  if (deadline === undefined) return undefined
  return deadline >= today
    ? calendar.workdaysBetween(addDays(today, 1), deadline).length
    : -calendar.workdaysBetween(addDays(deadline, 1), today).length
}
