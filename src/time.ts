import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc.js'

dayjs.extend(utc)

/**
 * Instants are epoch milliseconds; school days are `YYYY-MM-DD` in Asia/Shanghai, which has been UTC+8
 * without daylight saving since 1992 (handbook §8). Fixed offset arithmetic keeps the process zone out.
 */
export type Day = string
export const SECOND_MS = 1000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
const ZONE_MINUTES = 8 * 60

// dayjs' utcOffset() looks at the process zone around its clock changes; shifting the instant does not.
const local = (ms: number) => dayjs.utc(ms + ZONE_MINUTES * MINUTE_MS)

/** The school day an instant belongs to: 16:00Z is already tomorrow. */
export function dayOf(ms: number): Day {
  return dayAt(epochDayOf(ms))
}

function dayAt(epochDay: number): Day {
  const known = days.get(epochDay)
  if (known !== undefined) return known
  const day = new Date(epochDay * DAY_MS).toISOString().slice(0, 10)
  days.set(epochDay, day)
  return day
}

/** Days, midnights and times once worked out: a simulated term asks for the same few again and again. */
const days = new Map<number, Day>()
const midnights = new Map<Day, number>()
const clocks = new Map<string, number>()
const times = new Map<number, string>()

/** The instant of a wall-clock time `HH:mm` on a day; `24:00` is the next midnight. */
export function instantOf(day: Day, time = '00:00'): number {
  let midnight = midnights.get(day)
  if (midnight === undefined) {
    midnight = Date.parse(`${day}T00:00:00+08:00`)
    // A nonsense day is nobody's to keep.
    if (!Number.isNaN(midnight)) midnights.set(day, midnight)
  }
  return midnight + clockMs(time)
}

/** Milliseconds from midnight to a wall-clock time `HH:mm`. */
export function clockMs(time: string): number {
  const known = clocks.get(time)
  if (known !== undefined) return known
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const ms = hours * HOUR_MS + minutes * MINUTE_MS
  // Every minute of a day, and nothing else.
  if (/^(?:[01]\d|2[0-4]):[0-5]\d$/.test(time)) clocks.set(time, ms)
  return ms
}

export const yearOf = (day: Day): number => Number(day.slice(0, 4))

/** ISO weekday: 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: Day): number => dayjs.utc(day).day() || 7

export const addDays = (day: Day, days: number): Day => dayAt(Math.floor(Date.parse(day) / DAY_MS) + days)

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** `HH:mm` of an instant. */
export function timeOf(ms: number): string {
  const minute = Math.floor(msOfDay(ms) / MINUTE_MS)
  const known = times.get(minute)
  if (known !== undefined) return known
  const time = new Date(minute * MINUTE_MS).toISOString().slice(11, 16)
  times.set(minute, time)
  return time
}

/** The end of a window: midnight is 24:00 of the day before. */
export const endOf = (ms: number): string => (msOfDay(ms) === 0 ? '24:00' : timeOf(ms))

/** `9月1日 周二`, as a school writes a date. */
export const sayDay = (day: Day): string =>
  `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日 周${'一二三四五六日'[weekdayOf(day) - 1]}`

/** `2026年9月1日`, as official papers date. */
export const sayDate = (day: Day): string =>
  `${yearOf(day)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** `9月1日 07:40`, as a school writes a moment. */
export const sayInstant = (ms: number): string => local(ms).format('M月D日 HH:mm')

/** ISO 8601 with the school's offset, for people's scripts and exports. */
export const toIso = (ms: number): string =>
  `${dayOf(ms)}T${timeOf(ms)}:${String(Math.floor(msOfDay(ms) / SECOND_MS) % 60).padStart(2, '0')}+08:00`

/** True for a real calendar day written `YYYY-MM-DD`. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  dayjs.utc(text).isValid() &&
  dayjs.utc(text).format('YYYY-MM-DD') === text

/** Days since 1970-01-01 in the school's zone, by arithmetic alone: cheap in loops and deaf to the process zone. */
export const epochDayOf = (ms: number): number => Math.floor((ms + ZONE_MINUTES * MINUTE_MS) / DAY_MS)

/** Milliseconds since the school's midnight; the counterpart of `epochDayOf`. */
export const msOfDay = (ms: number): number => ms + ZONE_MINUTES * MINUTE_MS - epochDayOf(ms) * DAY_MS

/** The instant at which an epoch day begins in the school's zone. */
export const startOfEpochDay = (epochDay: number): number => epochDay * DAY_MS - ZONE_MINUTES * MINUTE_MS
