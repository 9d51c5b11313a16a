/**
 * The grammar of the policies' `step.at` (catalogue `meta.legend.at_grammar`): `[NAME=]BASE[±OFFSET][@HH:MM]`.
 * `minutes_due=start+2WD@17:30` also names the instant, for steps that count from it.
 */
export interface StepAt {
  /** The name this step gives to its instant. */
  name?: string
  base: string
  offset?: { amount: number; unit: 'M' | 'H' | 'WD' | 'D' }
  /** `HH:mm` on the day reached. */
  time?: string
}

const AT =
  /^(?:(?<name>[a-z_]+)=)?(?<base>[a-z_]+)(?:(?<sign>[+-])(?:PT(?<span>\d{1,4})(?<clock>[MH])|(?<days>\d{1,3})(?<unit>WD|D)))?(?:@(?<time>(?:[01]\d|2[0-3]):[0-5]\d|24:00))?$/

/** @throws Error for a text outside the grammar: the catalogue itself would be wrong. */
export function parseAt(text: string): StepAt {
  const found = AT.exec(text)?.groups
  if (!found?.base) throw new Error(`the step time ${text} is outside the grammar BASE[±OFFSET][@HH:MM]`)
  const amount = Number(`${found.sign ?? ''}${found.span ?? found.days ?? 0}`)
  const unit = (found.clock ?? found.unit) as 'M' | 'H' | 'WD' | 'D' | undefined
  return {
    ...(found.name !== undefined && { name: found.name }),
    base: found.base,
    ...(unit && { offset: { amount, unit } }),
    ...(found.time !== undefined && { time: found.time }),
  }
}

/** The text of a parsed step time. */
export function sayAt({ name, base, offset, time }: StepAt): string {
  return `${name ? `${name}=` : ''}${base}${offset ? sayOffset(offset) : ''}${time ? `@${time}` : ''}`
}

function sayOffset({ amount, unit }: NonNullable<StepAt['offset']>): string {
  const size = Math.abs(amount)
  return `${amount < 0 ? '-' : '+'}${unit === 'M' || unit === 'H' ? `PT${size}${unit}` : `${size}${unit}`}`
}

/** How a step comes again while its condition holds: every so many minutes, or daily at a time, on each or every nth workday. */
export type StepRepeat =
  | { everyMinutes: number }
  | { dailyAt: string; workdays: boolean; everyWorkdays?: number }

const EVERY = /^PT(\d{1,4})([MH])(?: until .+)?$/
const WORKDAYS = /^every (\d{1,2})WD@((?:[01]\d|2[0-3]):[0-5]\d)$/
const DAILY = /^daily@((?:[01]\d|2[0-3]):[0-5]\d)( on workdays)?$/

/** `PT15M until recorded or decided`, `daily@09:00 on workdays`, `every 5WD@09:00`. @throws Error as `parseAt` does. */
export function parseRepeat(text: string): StepRepeat {
  const [, amount, unit] = EVERY.exec(text) ?? []
  if (amount) return { everyMinutes: Number(amount) * (unit === 'H' ? 60 : 1) }
  const [, time, workdays] = DAILY.exec(text) ?? []
  if (time) return { dailyAt: time, workdays: workdays !== undefined }
  const [, days, at] = WORKDAYS.exec(text) ?? []
  if (at && Number(days) > 0) return { dailyAt: at, workdays: true, everyWorkdays: Number(days) }
  throw new Error(`the repeat ${text} is neither PTnM nor daily@HH:MM nor every nWD@HH:MM`)
}
