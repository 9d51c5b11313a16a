import * as z from 'zod'
import { BadConfig, readInstant } from '../config.ts'

/** What a person says at a time (`contract.md`, simulate); `about` names the duty or record the words leave out. */
export interface Action {
  atMs: number
  person: string
  says: string
  fields: Record<string, string | string[] | boolean>
  about?: About
}

export interface About {
  duty?: string
  unit?: string
  period?: string
  record?: string
}

const word = z.union([z.string(), z.number().transform(String)])
const value: z.ZodType<unknown> = z.unknown()
const shape = z.object({
  at: z.string(),
  person: word,
  says: z.string(),
  fields: z.record(z.string(), value).optional(),
  about: z
    .union([
      word,
      z.object({
        duty: z.string().optional(),
        unit: word.optional(),
        period: word.optional(),
        record: word.optional(),
      }),
    ])
    .optional(),
})

/** Reads `--actions`, one JSON object a line, into the order of time. @throws BadConfig naming the line. */
export function readActions(text: string): Action[] {
  const actions = text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    const number = index + 1
    const read = shape.safeParse(parse(line, number))
    if (!read.success)
      throw new BadConfig(
        `--actions line ${number}: ${read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`,
      )
    const { at, person, says, fields = {}, about } = read.data
    const atMs = readInstant(at)
    if (atMs === undefined) throw new BadConfig(`--actions line ${number}: at "${at}" is no ISO instant`)
    return [
      { atMs, person, says, fields: plain(fields), ...(about !== undefined && { about: aboutOf(about) }) },
    ]
  })
  return actions.sort((one, other) => one.atMs - other.atMs)
}

function parse(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new BadConfig(`--actions line ${number}: not a whole JSON object`)
  }
}

/** Fields as a form gives them: words, lists of words, a tick. */
function plain(fields: Record<string, unknown>): Action['fields'] {
  const words = (value: unknown): string =>
    typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]) => [
        key,
        typeof value === 'boolean' ? value : Array.isArray(value) ? value.map(words) : words(value),
      ]),
  )
}

/** `chk-food-daily`, `ins-dept-weekly/finance`, `incident/3`, `3`. */
function aboutOf(about: string | Exclude<z.output<typeof shape>['about'], string | undefined>): About {
  if (typeof about !== 'string') {
    const { duty, unit, period, record } = about
    return {
      ...(duty !== undefined && { duty }),
      ...(unit !== undefined && { unit }),
      ...(period !== undefined && { period }),
      ...(record !== undefined && { record }),
    }
  }
  if (/^(?:(?:hazard|incident|sanction|listing)\/)?\d+$/.test(about))
    return { record: about.replace(/^.*\//, '') }
  const [duty = '', unit] = about.split('/')
  return { duty, ...(unit !== undefined && { unit }) }
}
