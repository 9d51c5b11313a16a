import { Refusal } from '../refusal.ts'
import { type Day, MINUTE_MS } from '../time.ts'

/** Clocks of phones and servers differ by a little. */
export const TOLERANCE_MS = MINUTE_MS

/** What somebody says was done lies behind us. @throws Refusal `future`, naming `what` was done */
export function mustBePast(what: string, atMs: number, nowMs: number): void {
  if (atMs > nowMs + TOLERANCE_MS) throw new Refusal('future', `${what}的时间还没有到，请核对。`)
}

/** The same of what is kept by its day: today counts. @throws Refusal `future` */
export function mustHaveCome(what: string, day: Day, today: Day): void {
  if (day > today) throw new Refusal('future', `${what}的日期还没有到，请核对。`)
}
