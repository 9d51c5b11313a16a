import { addDays, clockMs, type Day, dayOf, instantOf, isDay } from '../time.ts'

const DATE = '(?:(\\d{4})-(\\d{1,2})-(\\d{1,2})[ T]|(今天|昨天|前天))?'
const CLOCK =
  '(凌晨|早上|上午|中午|下午|傍晚|晚上)?(\\d{1,2})(?::(\\d{2})(?::\\d{2}(?:\\.\\d+)?)?|[点时](?:(\\d{1,2})分?|(半))?)'
const MOMENT = new RegExp(`^${DATE} *${CLOCK} *(Z|[+-]\\d{2}:?\\d{2})?$`)
const AFTERNOON = ['下午', '傍晚', '晚上']

/**
 * A time as people write it: `10:20`, `上午10点半`, `昨天 17:05`, `2026-09-01 10:20`, 刚才; as a program writes it, the
 * zone it names counts: `2026-09-01T02:20:00Z` is 10:20 at school. Undefined when it is none: a time is never guessed.
 */
export function momentFrom(words: string, nowMs: number): number | undefined {
  const even = words.normalize('NFKC').trim()
  if (['刚才', '刚刚', '现在'].includes(even)) return nowMs
  const match = MOMENT.exec(even)
  if (!match) return undefined
  const [, year, month, date, word, part = '', hours = '', minutes, minutesSaid, half, zone] = match
  const day = year ? `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}` : dayNamed(word, nowMs)
  const hour = hourOf(Number(hours), part)
  const minute = half ? 30 : Number(minutes ?? minutesSaid ?? 0)
  if (!isDay(day) || hour > 23 || minute > 59) return undefined
  const midnightMs = zone === undefined ? instantOf(day) : midnightIn(zone, day)
  return Number.isNaN(midnightMs) ? undefined : midnightMs + clockMs(`${hour}:${minute}`)
}

/** Not a number for an offset that no place has. */
const midnightIn = (zone: string, day: Day): number =>
  Date.parse(`${day}T00:00:00${zone.replace(/^(...)(\d{2})$/, '$1:$2')}`)

const dayNamed = (word: string | undefined, nowMs: number): string =>
  addDays(dayOf(nowMs), word === '昨天' ? -1 : word === '前天' ? -2 : 0)

function hourOf(hour: number, part: string): number {
  if (part === '中午') return hour < 3 ? hour + 12 : hour
  return AFTERNOON.includes(part) && hour < 12 ? hour + 12 : hour
}
