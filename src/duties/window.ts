import type { Calendar } from '../calendar/calendar.ts'
import { addDays, type Day, dayOf, instantOf, MINUTE_MS, timeOf } from '../time.ts'
import type { Duty } from './duty.ts'
import type { Occurrence } from './occurrence.ts'
import { slotSpans } from './slots.ts'
import type { DayOffset } from './window-shape.ts'

export interface Window {
  opensAtMs: number
  dueAtMs: number
}

/** One of the several windows of a day; `slot` is the time as the catalogue writes it: `07:20-07:40`, `09:30`. */
export interface Slot extends Window {
  slot: string
  /** The nominal time, the policies' `round`: a window may open before it. */
  roundAtMs: number
}

export interface ReminderTime {
  atMs: number
  /** As the catalogue writes it: `-3WD@09:00`, `-PT2H`, `open`. */
  label: string
}

/**
 * The window of a duty that falls on `day` (an event's duty: the event's day). Offsets count from that day, workdays
 * by CAL-5. A count runs from the first to the last day of its year (CAL-18).
 */
export function windowOf(duty: Duty, day: Day, calendar: Calendar): Window {
  const { open, due } = duty.dueWindow
  const opens = duty.recurrence.type === 'count_in_period' ? `${day.slice(0, 4)}-01-01` : day
  return {
    opensAtMs: instantOf(shiftDay(calendar, opens, open.offset), open.at),
    dueAtMs: instantOf(shiftDay(calendar, day, due.offset), due.at),
  }
}

/** The windows of a day: one, or one for each of the duty's times (rounds, shifts, posts). */
export function slotsOf(duty: Duty, day: Day, calendar: Calendar): Slot[] {
  const window = windowOf(duty, day, calendar)
  const spans = slotSpans(duty, calendar.isSchoolDay(day))
  if (!spans) {
    const slot = `${timeOf(window.opensAtMs)}-${duty.dueWindow.due.at}`
    return [{ slot, roundAtMs: window.opensAtMs, ...window }]
  }
  const midnight = instantOf(day)
  return spans.map(({ slot, opens, at, due }) => ({
    slot,
    roundAtMs: midnight + at * MINUTE_MS,
    opensAtMs: midnight + opens * MINUTE_MS,
    dueAtMs: midnight + due * MINUTE_MS,
  }))
}

/**
 * When a duty's owner is reminded, in order; two reminders of one minute are one. Days count from the due day and a
 * day off gives way to the workday before (CAL-16); `-PT` counts from the due time, for meetings from the start.
 */
export function remindersOf(duty: Duty, window: Window, calendar: Calendar): ReminderTime[] {
  const times = duty.reminders
    .map((reminder) => ({ atMs: reminderTime(duty, reminder, window, calendar), label: reminder.label }))
    .sort((a, b) => a.atMs - b.atMs)
  return times.filter(({ atMs }, i) => times[i - 1]?.atMs !== atMs)
}

function reminderTime(
  duty: Duty,
  reminder: Duty['reminders'][number],
  { opensAtMs, dueAtMs }: Window,
  calendar: Calendar,
): number {
  switch (reminder.kind) {
    case 'open':
      return opensAtMs
    case 'before':
      return (duty.kind === 'meeting' ? opensAtMs : dueAtMs) - reminder.ms
    case 'day': {
      const day = shiftDay(calendar, dayOfDeadline(dueAtMs), reminder.offset)
      return instantOf(calendar.reminderDay(day), reminder.at)
    }
  }
}

/** What a policy's steps count from, as far as the duty itself tells: see `stepInstant`. */
export const basesOf = (window: Window | Slot, { within }: Pick<Occurrence, 'within'>) => ({
  open: window.opensAtMs,
  start: window.opensAtMs,
  launch: window.opensAtMs,
  round: 'roundAtMs' in window ? window.roundAtMs : window.opensAtMs,
  due: window.dueAtMs,
  period_end: instantOf(within.end, '24:00'),
})

const shiftDay = (calendar: Calendar, day: Day, { amount, unit }: DayOffset): Day =>
  unit === 'WD' ? calendar.addWorkdays(day, amount) : addDays(day, amount)

/** 24:00 still belongs to the day it ends. */
export const dayOfDeadline = (ms: number): Day => dayOf(ms - 1)
