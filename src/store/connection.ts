import LibSql from 'libsql'
import type { Row, Value } from './database.ts'
import { isBusy } from './faults.ts'
import { bind, unbindRow } from './values.ts'

type Native = LibSql.Database
interface Prepared {
  statement: LibSql.Statement
  returnsRows: boolean
}

/** Enough for every statement of the product; a migration's one-off texts push each other out. */
const STATEMENTS_KEPT = 256

/** Of the file, at most; a school's morning stays in it whole, where SQLite's own 2 MB make a tenth of each answer reading. */
const CACHE_KB = 16_384

/**
 * One native connection to a libSQL file, synchronous: every call blocks until SQLite answers, and the busy timeout
 * is 0, so a locked file answers SQLITE_BUSY at once instead of stopping the event loop (platform-notes, "libSQL").
 *
 * Traps of libsql 0.5.29 this file exists for: a lone `Uint8Array` as argument aborts the process (arguments go as one
 * array); `.get()` leaves its statement open and adds `_metadata` (always `.all()`); a *prepared* statement that met
 * SQLITE_BUSY is never reset (BEGIN and COMMIT go through `exec`, which finalizes); a closed connection lives on, with
 * its locks, until its statements are collected (roll back before closing).
 */
export class Connection {
  readonly #native: Native
  readonly #prepared = new Map<string, Prepared>()

  /** A prepared statement met a lock: from here on this connection reports writes as done that are lost. */
  poisoned = false

  /** Throws SQLITE_BUSY when another process is just creating or recovering the file: try again. */
  constructor(path: string, synchronous: 'FULL' | 'NORMAL') {
    this.#native = new LibSql(path, { timeout: 0 })
    try {
      this.exec('PRAGMA journal_mode = WAL')
      this.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA foreign_keys = ON`)
      this.exec(`PRAGMA cache_size = -${CACHE_KB}`)
      const mode = this.run('PRAGMA journal_mode', [])[0]?.journal_mode
      if (mode !== 'wal' && mode !== 'memory') throw new Error(`${path}: cannot use WAL here (${mode})`)
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** Runs one statement; its rows, none for a statement that returns none. */
  run(sql: string, args: Value[]): Row[] {
    const { statement, returnsRows } = this.#prepare(sql)
    const bound = args.map(bind)
    try {
      if (returnsRows) return (statement.all(bound) as Record<string, unknown>[]).map(unbindRow)
      statement.run(bound)
      return []
    } catch (error) {
      throw this.#noted(error)
    }
  }

  exec(sql: string): void {
    this.#native.exec(sql)
  }

  get inTransaction(): boolean {
    return this.#native.inTransaction
  }

  commit(): void {
    try {
      this.exec('COMMIT')
    } catch (error) {
      throw this.#noted(error)
    }
  }

  /** Back to no transaction, if that is still possible; `inTransaction` tells. */
  rollBack(): void {
    try {
      if (this.inTransaction) this.exec('ROLLBACK')
    } catch {
      // What matters to callers is the error that led here.
    }
  }

  /** Roll back first: the native connection, locks and all, outlives this call until its statements are collected. */
  close(): void {
    this.#prepared.clear()
    this.#native.close()
  }

  /** A lock in the way of a statement leaves it open; in the way of COMMIT it means that one was left open before. */
  #noted(error: unknown): unknown {
    this.poisoned ||= isBusy(error)
    return error
  }

  #prepare(sql: string): Prepared {
    return this.#prepared.get(sql) ?? this.#fresh(sql)
  }

  /** The oldest makes room; keeping them in order of use would cost every call more than preparing one anew at times. */
  #fresh(sql: string): Prepared {
    const statement = this.#native.prepare(sql).safeIntegers(true)
    for (const oldest of this.#prepared.keys()) {
      if (this.#prepared.size < STATEMENTS_KEPT) break
      this.#prepared.delete(oldest)
    }
    const prepared = { statement, returnsRows: statement.reader }
    this.#prepared.set(sql, prepared)
    return prepared
  }
}
