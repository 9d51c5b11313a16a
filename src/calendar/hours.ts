import { clockMs, HOUR_MS, MINUTE_MS, msOfDay, startOfEpochDay } from '../time.ts'
import type { Almanac } from './almanac.ts'
import type { SchoolCalendar } from './school-calendar.ts'

/** Quiet hours (handbook §10.4) and the working-hours clock (§10.6), on instants. */
export function hours(almanac: Almanac, school: Pick<SchoolCalendar, 'quiet_hours' | 'working_hours'>) {
  const quiet = {
    from: clockMs(school.quiet_hours.from),
    until: clockMs(school.quiet_hours.until),
    resume: clockMs(school.quiet_hours.resume),
  }
  const work = { from: clockMs(school.working_hours.from), until: clockMs(school.working_hours.until) }
  const isWorkdayAt = (index: number) => almanac.workday[index] === 1
  const instantAt = (index: number, ms: number) => startOfEpochDay(almanac.first + index) + ms

  function isQuiet(ms: number): boolean {
    const time = msOfDay(ms)
    return time < quiet.until || time >= quiet.from || !isWorkdayAt(almanac.indexAt(ms))
  }

  function workdayFrom(index: number): number {
    let i = index
    while (!isWorkdayAt(i)) i = almanac.indexAt(instantAt(i + 1, 0))
    return i
  }

  function afterQuiet(ms: number): number {
    if (!isQuiet(ms)) return ms
    const today = almanac.indexAt(ms)
    const tooLate = msOfDay(ms) >= quiet.from
    return instantAt(workdayFrom(tooLate ? today + 1 : today), quiet.resume)
  }

  /** The working time left on the day of `index` from `time` on. */
  const leftOnDay = (index: number, time: number) =>
    isWorkdayAt(index) ? Math.max(0, work.until - Math.max(time, work.from)) : 0

  function addWorkingHours(ms: number, count: number): number {
    let left = Math.round(count * HOUR_MS)
    if (left <= 0) return ms
    let index = almanac.indexAt(ms)
    let time = msOfDay(ms)
    while (left > leftOnDay(index, time)) {
      left -= leftOnDay(index, time)
      index = almanac.indexAt(instantAt(index + 1, 0))
      time = 0
    }
    return instantAt(index, Math.max(time, work.from) + left)
  }

  function workingMinutesBetween(fromMs: number, toMs: number): number {
    if (toMs < fromMs) return -workingMinutesBetween(toMs, fromMs)
    const last = almanac.indexAt(toMs)
    let total = -leftOnDay(last, msOfDay(toMs))
    let time = msOfDay(fromMs)
    for (let i = almanac.indexAt(fromMs); i <= last; i++) {
      total += leftOnDay(i, time)
      time = 0
    }
    return total / MINUTE_MS
  }

  return { isQuiet, afterQuiet, addWorkingHours, workingMinutesBetween }
}
