import { Taken } from './database.ts'

const codeOf = (error: unknown): string => {
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : ''
}

/** Somebody else holds a lock. A prepared statement that met this is never reset (platform-notes, "libSQL"). */
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))

/** The storage underneath failed, not the statement: disk full, I/O error, file unreachable or read-only. */
export const isStorageFault = (error: unknown): boolean =>
  /^SQLITE_(FULL|IOERR|CANTOPEN|PROTOCOL|READONLY)/.test(codeOf(error)) ||
  // What libsql says, without a code, when it cannot open a file.
  (error instanceof Error && error.message.startsWith('ConnectionFailed'))

/** The one storage fault after which the same connection is as good as a new one. */
export const isFull = (error: unknown): boolean => codeOf(error) === 'SQLITE_FULL'

export const isConstraint = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_CONSTRAINT')

/**
 * `Taken` for a unique violation, anything else as it is. The message is the only thing a file and sqld share
 * (over http the extended code is missing): `UNIQUE constraint failed: events.noun, events.id`, or
 * `… failed: index 'by_expression'` for an index over an expression, whose name then stands in for the table.
 */
export function takenOr(error: unknown): unknown {
  if (!isConstraint(error)) return error
  const [, index, table] =
    /UNIQUE constraint failed: (?:index '([^']+)'|([^.,]+)\.)/.exec((error as Error).message) ?? []
  const name = index ?? table
  return name === undefined ? error : new Taken(name, error)
}
