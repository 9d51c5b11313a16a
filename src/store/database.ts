/**
 * The database as the rest of the product sees it: reads, and one atomic write. Two kinds implement it: a libSQL file
 * (`file.ts`, shared commits) and a remote libSQL (`remote.ts`). There is no interactive transaction on purpose:
 * a batch is one round trip on Workers and never interleaves (platform-notes, "libSQL").
 */
export type Value = string | number | bigint | null | Uint8Array
export type Row = Record<string, Value>
export interface Statement {
  sql: string
  args: Value[]
}
export interface Database {
  readonly kind: 'file' | 'remote'
  all<T = Row>(sql: string, args?: Value[]): Promise<T[]>
  /** First row or undefined. */
  get<T = Row>(sql: string, args?: Value[]): Promise<T | undefined>
  /**
   * All statements or none, durable when it resolves. Returns each statement's rows (RETURNING) in order.
   * Throws `Taken` when a unique key already exists; concurrent writes share a commit but never a failure.
   */
  write(statements: Statement[]): Promise<Row[][]>
  close(): Promise<void>
}

/** A unique key was already there: somebody was first. `table` says whose key. */
export class Taken extends Error {
  readonly table: string
  constructor(table: string, cause?: unknown) {
    super(`already there: ${table}`, { cause })
    this.name = 'Taken'
    this.table = table
  }
}

/** The database cannot be reached or is locked beyond patience; nothing of the write happened as far as we know. */
export class DatabaseDown extends Error {
  constructor(why: string, cause?: unknown) {
    super(why, { cause })
    this.name = 'DatabaseDown'
  }
}
