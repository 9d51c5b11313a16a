import type { Ids } from './ids.ts'

/**
 * Valid JSON that no serialiser would write again: spaces, `\u` escapes, `\/`, shuffled keys (feishu.md §18.4), so
 * that a bot which hashes re-serialised bytes fails here and not at the school.
 */
export function oddJson(value: unknown, ids: Ids): string {
  const gap = () => (ids.random() < 0.25 ? [' ', '  ', '\n', '\t'][ids.int(4)]! : '')
  const write = (item: unknown): string => {
    if (typeof item === 'string') return oddString(item, ids)
    if (Array.isArray(item)) return `[${gap()}${item.map(write).join(`${gap()},${gap()}`)}${gap()}]`
    if (typeof item === 'object' && item !== null) {
      const pairs = Object.entries(item).filter(([, held]) => held !== undefined)
      const members = ids
        .shuffled(pairs)
        .map(([key, held]) => `${oddString(key, ids)}${gap()}:${gap()}${write(held)}`)
      return `{${gap()}${members.join(`${gap()},${gap()}`)} }`
    }
    return JSON.stringify(item ?? null)
  }
  return write(value)
}

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

function oddString(text: string, ids: Ids): string {
  let out = '"'
  for (let at = 0; at < text.length; at++) {
    const unit = text[at]!
    if (unit === '/') out += ids.random() < 0.5 ? '\\/' : '/'
    else if (unit === '"' || unit === '\\' || unit < ' ') out += escaped(unit)
    // Half a surrogate pair cannot stand in UTF-8 by itself, so both halves are written as escapes.
    else if (unit >= '\ud800' && unit <= '\udfff') out += escaped(unit)
    else out += ids.random() < (unit > '~' ? 0.4 : 0.04) ? escaped(unit) : unit
  }
  return `${out}"`
}
