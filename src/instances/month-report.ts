import type { Directory } from '../people/directory.ts'
import { isVpSafety, seesAll } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import { DAY_MS } from '../time.ts'
import { type Instance, isDone, isOwed, responsibleFor } from './instance.ts'
import { instancesOfDuty } from './instances.ts'
import { MONTH_REPORT } from './passes.ts'

/** All that were laid out within a year, the oldest first. */
export const monthReports = (db: Database, nowMs: number): Promise<Instance[]> =>
  instancesOfDuty(db, MONTH_REPORT, nowMs - 366 * DAY_MS, nowMs + 60 * DAY_MS)

/** 总务主任核数 → 分管副校长审核 → 校长签发 (note of the duty). One person in both posts does both at once. */
export const reviewsMonth = (who: Person): boolean => isVpSafety(who)
export const approvesMonth = (who: Person): boolean => who.posts.includes('principal')

/** Whoever holds it, the office and the heads may say that it went out (handbook §4, "upload proof"). */
export const submitsMonth = (who: Person, report: Instance, directory: Directory): boolean => {
  const holder = directory.person(responsibleFor(report))
  return (
    seesAll(who, directory) ||
    holder?.id === who.id ||
    (holder !== undefined && directory.addressee(holder)?.id === who.id)
  )
}

/** Whether this person's 审核通过 is awaited now; also when it went out without. */
export function awaitsPass(who: Person, report: Instance): boolean {
  if (!isOwed(report) && !isDone(report)) return false
  if (reviewsMonth(who) && !report.reviewed) return true
  return approvesMonth(who) && report.reviewed !== undefined && !report.approved
}
