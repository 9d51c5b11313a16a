/**
 * The building blocks of the card validator (`feishu.md` §18.6): a check looks at one value and tells what the platform
 * would say about it. The other `validate-*.ts` files put
 * them together into one table per tag.
 */
export interface ValidationContext {
  /** Picture keys that exist; unset means any. */
  imageKeys?: ReadonlySet<string>
  /** Accounts that exist; unset means any. */
  users?: ReadonlySet<string>
  /** CardKit has error codes of its own for a few limits. */
  surface?: 'message' | 'cardkit'
}

export interface Problem {
  /** As the platform writes it: `ROOT -> body -> elements -> [2](tag: chart)`. */
  path: string
  /** The platform's sub code, or the outer one where there is no sub code (230025). */
  code: number
  /** `error`: rejected by documentation or several reports; `warning`: works, but is unwise. */
  severity: 'error' | 'warning'
  text: string
  /** What was found there, shortened. */
  value?: string
}

/** Codes of `feishu.md` §14.7 and §9. */
export const CODE = {
  several: 11310,
  user: 100290,
  chart: 200550,
  image: 200570,
  property: 200621,
  tag: 200861,
  tableRows: 200914,
  tableNames: 200915,
  formName: 200530,
  elementId: 300301,
  updateMulti: 300302,
  schema: 300303,
  elements: 300305,
  size: 230025,
  cardkitSize: 200860,
} as const

/** Where a component stands, as far as nesting rules ask (§14.3). */
export interface Place {
  parent: 'body' | 'form' | 'column' | 'collapsible_panel' | 'interactive_container'
  inForm: boolean
  depth: number
}

/** One validation in progress. */
export class Inspection {
  readonly problems: Problem[] = []
  readonly names = new Set<string>()
  readonly elementIds = new Set<string>()
  readonly context: ValidationContext
  nodes = 0
  tables = 0
  charts = 0
  markdownLength = 0
  deepest = 0

  constructor(context: ValidationContext) {
    this.context = context
  }

  error(path: string, code: number, text: string, value?: unknown): void {
    this.add('error', path, code, text, value)
  }

  warn(path: string, code: number, text: string, value?: unknown): void {
    this.add('warning', path, code, text, value)
  }

  private add(severity: Problem['severity'], path: string, code: number, text: string, value: unknown): void {
    const shown = value === undefined ? {} : { value: (JSON.stringify(value) ?? '').slice(0, 80) }
    this.problems.push({ path, code, severity, text, ...shown })
  }
}

export type Check = (value: unknown, path: string, inspection: Inspection, place: Place) => void
export interface Shape {
  required?: string[]
  properties: Record<string, Check>
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const must =
  (fits: (value: unknown) => boolean, wanted: string): Check =>
  (value, path, inspection) => {
    if (!fits(value)) inspection.error(path, CODE.property, `wrong value, expected ${wanted}`, value)
  }

export const anything: Check = () => {}
export const text = must((value) => typeof value === 'string', 'a string')
export const filledText = must(
  (value) => typeof value === 'string' && value !== '',
  'a string that is not empty',
)
export const flag = must((value) => typeof value === 'boolean', 'a boolean')
export const whole = (min: number, max: number): Check =>
  must((value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max, `${min}..${max}`)
export const fraction = must((value) => typeof value === 'number' && value >= 0 && value <= 1, '0..1')
export const oneOf = (...words: (string | number)[]): Check =>
  must((value) => words.includes(value as string), words.join(' | '))
export const matching = (pattern: RegExp, wanted: string): Check =>
  must((value) => typeof value === 'string' && pattern.test(value), wanted)

/** `8px`, within limits. */
export const pixels = (min: number, max: number): Check =>
  must((value) => {
    const match = typeof value === 'string' ? /^(\d+)px$/.exec(value) : null
    return match !== null && Number(match[1]) >= min && Number(match[1]) <= max
  }, `${min}px..${max}px`)

/** One to four lengths: `4px 8px`. */
export const lengths = (min: number, max: number): Check =>
  must((value) => {
    const parts = typeof value === 'string' ? value.trim().split(/\s+/) : []
    const fits = (part: string) =>
      /^-?\d+px$/.test(part) && Number.parseInt(part, 10) >= min && Number.parseInt(part, 10) <= max
    return parts.length >= 1 && parts.length <= 4 && parts.every(fits)
  }, `1 to 4 lengths of ${min}px..${max}px`)

/** Passes when one of the checks does; otherwise says what the last one says. */
export const either =
  (...checks: Check[]): Check =>
  (value, path, inspection, place) => {
    const results = checks.map((check) => {
      const trial = new Inspection(inspection.context)
      check(value, path, trial, place)
      return trial.problems
    })
    if (results.every((problems) => problems.length > 0)) inspection.problems.push(...(results.at(-1) ?? []))
  }

/** An object with these properties and no other (§14.1: unknown properties are rejected). */
export const object =
  (shape: Shape): Check =>
  (value, path, inspection, place) => {
    if (!isObject(value))
      return inspection.error(path, CODE.property, 'wrong value, expected an object', value)
    checkProperties(shape, value, path, inspection, place)
  }

export function checkProperties(
  shape: Shape,
  value: Record<string, unknown>,
  path: string,
  inspection: Inspection,
  place: Place,
): void {
  for (const name of shape.required ?? []) {
    if (value[name] === undefined) {
      inspection.error(path, CODE.property, `required property missing, property: ${name}, path: ${path}`)
    }
  }
  for (const [name, inner] of Object.entries(value)) {
    const check = Object.hasOwn(shape.properties, name) ? shape.properties[name] : undefined
    if (check) check(inner, `${path} -> ${name}`, inspection, place)
    else inspection.error(path, CODE.property, `unknown property, property: ${name}, path: ${path}`, inner)
  }
}

/** A list of at most `max` items, each fitting `check`. */
export const list =
  (check: Check, max = Number.POSITIVE_INFINITY, min = 0): Check =>
  (value, path, inspection, place) => {
    if (!Array.isArray(value))
      return inspection.error(path, CODE.property, 'wrong value, expected an array', value)
    if (value.length > max || value.length < min) {
      inspection.error(path, CODE.property, `${value.length} items, expected ${min}..${max}`)
    }
    for (const [index, item] of value.entries()) check(item, `${path} -> [${index}]`, inspection, place)
  }

/** Texts no two of which are the same. */
export const uniqueBy =
  (key: string, check: Check): Check =>
  (value, path, inspection, place) => {
    check(value, path, inspection, place)
    if (!Array.isArray(value)) return
    const seen = new Set<unknown>()
    for (const item of value) {
      const own = isObject(item) ? item[key] : undefined
      if (own !== undefined && seen.has(own)) {
        inspection.error(path, CODE.property, `${key} must be unique: ${String(own)}`, own)
      }
      seen.add(own)
    }
  }
