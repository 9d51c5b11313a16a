import { speaksFor } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
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
export const submitsMonth = (who: Person, report: Instance, directory: Directory): boolean =>
  seesAll(who, directory) || speaksFor(directory, who, responsibleFor(report))

/** Whose turn it is: the vice principal reads, the principal signs, then the owner sends it. */
export const whoseTurn = (report: Instance, directory: Directory): Person[] =>
  report.approved
    ? unique([directory.person(responsibleFor(report))])
    : directory.holders(report.reviewed ? 'principal' : 'vp_safety')

/** Whether this person's 审核通过 is awaited now; also when it went out without. */
export function awaitsPass(who: Person, report: Instance): boolean {
  if (!isOwed(report) && !isDone(report)) return false
  if (reviewsMonth(who) && !report.reviewed) return true
  return approvesMonth(who) && report.reviewed !== undefined && !report.approved
}
