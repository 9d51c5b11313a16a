import { type Check, CODE, isObject } from './validate-checks.ts'

/** Chart types of `feishu.md` §14.4 and the fields each one cannot be drawn without. */
const FIELDS: Record<string, string[]> = {
  line: ['xField', 'yField'],
  area: ['xField', 'yField'],
  bar: ['xField', 'yField'],
  scatter: ['xField', 'yField'],
  pie: ['valueField', 'categoryField'],
  funnel: ['valueField', 'categoryField'],
  radar: ['valueField', 'categoryField'],
  linearProgress: [],
  circularProgress: [],
  wordCloud: ['nameField'],
  common: ['series'],
}

/** The shape of a VChart spec: known type, data with values, and the fields that say what is what. */
export const chartSpec: Check = (value, path, inspection) => {
  const wrong = (text: string, found?: unknown) =>
    inspection.error(path, CODE.chart, `chart spec is invalid: ${text}`, found)
  if (!isObject(value)) return wrong('not an object', value)
  const { type } = value
  const fields = typeof type === 'string' && Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined
  if (!fields) return wrong('unknown type', type)
  for (const field of fields) if (value[field] === undefined) wrong(`${field} missing`)
  const sets = type === 'common' && value.data === undefined ? [] : [value.data].flat()
  if (type !== 'common' && value.data === undefined) wrong('data missing')
  for (const data of sets) {
    if (!isObject(data) || !Array.isArray(data.values)) wrong('data without values')
    else checkRows(data.values, value, fields, wrong)
  }
}

/** A field that no row has draws an empty chart. */
function checkRows(
  rows: unknown[],
  spec: Record<string, unknown>,
  fields: string[],
  wrong: (text: string, found?: unknown) => void,
): void {
  if (rows.some((row) => !isObject(row))) wrong('values must be objects')
  if (rows.length === 0) return
  for (const field of fields.filter((name) => name !== 'series')) {
    for (const name of [spec[field]].flat()) {
      const found = rows.some((row) => isObject(row) && typeof name === 'string' && Object.hasOwn(row, name))
      if (!found) wrong(`no value has the ${field}`, name)
    }
  }
}
