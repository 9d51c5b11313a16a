import type { Row, Value } from './database.ts'

/**
 * A value as both drivers should get it. Left alone they bind every JavaScript number as REAL: 5 becomes '5.0' in a
 * text column, 7/2 becomes 3.5. Whole numbers therefore go as INTEGER. Throws on what would come
 * back changed: NaN, infinities, integers over 64 bits, text with NUL (the file driver cuts it off there), undefined, objects.
 */
export function bind(value: Value): Value {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return BigInt(value)
    if (Number.isFinite(value)) return value
    throw new RangeError(`a database cannot hold ${value}`)
  }
  if (typeof value === 'bigint') {
    if (BigInt.asIntN(64, value) === value) return value
    throw new RangeError('a database integer has 64 bits')
  }
  if (typeof value === 'string' && value.includes('\0'))
    throw new RangeError('a database text ends at NUL: remove it first')
  if (value === null || typeof value === 'string' || value instanceof Uint8Array) return value
  throw new TypeError(`a database cannot hold ${typeof value}`)
}

/** What a driver in bigint mode hands back → `number` where that is exact, `bigint` beyond 2^53; blobs as Uint8Array. */
export function unbind(value: unknown): Value {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value
  }
  return value instanceof ArrayBuffer ? new Uint8Array(value) : (value as Value)
}

/** `unbind` in place, for rows that belong to nobody else yet. */
export function unbindRow(row: Record<string, unknown>): Row {
  for (const column in row) {
    const value = row[column]
    if (typeof value === 'bigint' || typeof value === 'object') row[column] = unbind(value)
  }
  return row as Row
}
