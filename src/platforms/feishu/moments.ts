/** Feishu writes instants in seconds, milliseconds or microseconds, as text or number (`feishu.md` §2): told apart by size. */
const SECONDS_END = 1e11
const MILLIS_END = 1e14

/** Epoch milliseconds of whatever the platform wrote; `otherwise` when it wrote nothing usable. */
export function instantMs(written: string | number | undefined | null, otherwise: number): number {
  const number = Number(written)
  if (written === undefined || written === null || written === '') return otherwise
  if (!Number.isFinite(number) || number <= 0) return otherwise
  if (number < SECONDS_END) return number * 1000
  if (number < MILLIS_END) return number
  return Math.floor(number / 1000)
}

const SCHOOL_OFFSET_MINUTES = 8 * 60
const DAY_MINUTES = 24 * 60
const PICKED = /^(\d{4}-\d{2}-\d{2})?(?:(?:^|\s)(\d{2}):(\d{2}))?\s([+-])(\d{2}):?(\d{2})$/

/**
 * The school's local text of a picker value: `2024-04-29 07:07 +0800` → `2024-04-29 07:07`, `08:30 +0800` → `08:30`,
 * `2024-04-01 +0800` → `2024-04-01` (`feishu.md` §6.1). Another offset is converted; a date alone has no instant and
 * stays. Any other text comes back unchanged.
 */
export function pickedText(value: string): string {
  const match = PICKED.exec(value)
  if (!match) return value
  const [, day, hours, minutes, sign, offsetHours, offsetMinutes] = match
  if (hours === undefined || minutes === undefined) return day ?? value
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1)
  const shift = SCHOOL_OFFSET_MINUTES - offset
  if (day === undefined) {
    const minute = (Number(hours) * 60 + Number(minutes) + shift + 2 * DAY_MINUTES) % DAY_MINUTES
    const two = (part: number) => String(part).padStart(2, '0')
    return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
  }
  const instant = Date.parse(`${day}T${hours}:${minutes}:00Z`) + shift * 60_000
  return Number.isNaN(instant) ? value : new Date(instant).toISOString().slice(0, 16).replace('T', ' ')
}
