import type { Calendar } from '../calendar/calendar.ts'
import type { Hazard } from './hazard.ts'
import type { Clock } from './waits.ts'

export type Clocks = Record<Clock, number>

/**
 * Working minutes a hazard has taken so far, by whom it waited for: the school itself, a contractor, a superior. Each
 * stretch of its time is on one clock; what it lay closed is on none (handbook §10.6).
 */
export function clocksOf(about: Hazard, calendar: Calendar, nowMs: number): Clocks {
  const untilMs = Math.max(about.reportedAtMs, about.closedAtMs ?? nowMs)
  const stretches: { fromMs: number; toMs: number; clock: Clock | undefined }[] = [
    ...(about.waits ?? []).map(({ clock, fromMs, toMs = untilMs }) => ({ fromMs, toMs, clock })),
    ...(about.idle ?? []).map((gap) => ({ ...gap, clock: undefined })),
  ].sort((one, other) => one.fromMs - other.fromMs)
  const clocks: Clocks = { school: 0, contractor: 0, superior: 0 }
  let atMs = about.reportedAtMs
  for (const { fromMs, toMs, clock } of stretches) {
    clocks.school += calendar.workingMinutesBetween(atMs, fromMs)
    if (clock) clocks[clock] += calendar.workingMinutesBetween(fromMs, toMs)
    atMs = toMs
  }
  clocks.school += calendar.workingMinutesBetween(atMs, untilMs)
  return clocks
}
