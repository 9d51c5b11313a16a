import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { answer, commitTogether, type Pending } from './commit.ts'
import { Connection } from './connection.ts'
import { type Database, DatabaseDown, type Row, type Statement, type Value } from './database.ts'
import { isBusy, isConstraint, isFull, isStorageFault, takenOr } from './faults.ts'

export interface FileOptions {
  /** FULL (default): a write is on the disk when it resolves. NORMAL: it survives the process, not the power. */
  synchronous?: 'FULL' | 'NORMAL'
  /** How long a call waits for a lock held by another process before `DatabaseDown`. Default 15,000 ms. */
  patienceMs?: number
  /** How to wait for a lock; tests hand in their own. */
  wait?: (ms: number) => Promise<unknown>
}
export interface FileDatabase extends Database {
  /** Commits made so far: one for all the writes of an event-loop turn. */
  readonly commits: number
}

/**
 * A libSQL file with shared commits: all writes asked for in one turn of the event loop become durable with one sync,
 * and are answered only then. Nothing is opened before the first call. A locked file is waited for without blocking.
 * Throws `DatabaseDown` when locked beyond patience, out of space, unreachable or closed; it works again when the
 * cause is gone. Other errors of SQLite come as they are.
 */
export const openFile = (path: string, options: FileOptions = {}): FileDatabase =>
  new SharedCommits(path, options)

/** Bounds how long one commit holds up the event loop; a larger one gains little (performance.md). */
const LARGEST_COMMIT = 512
const LONGEST_PAUSE_MS = 25

/** 1, 2, 4 … 25 ms, minus up to half, so that two waiting processes do not keep in step. Whole, so that sums are exact. */
const pauseMs = (misses: number) =>
  Math.ceil(Math.min(2 ** misses, LONGEST_PAUSE_MS) * (1 - Math.random() / 2))

class SharedCommits implements FileDatabase {
  readonly kind = 'file'
  commits = 0
  readonly #open: () => Connection
  readonly #patienceMs: number
  readonly #wait: (ms: number) => Promise<unknown>
  #connection: Connection | undefined
  #queue: Pending[] = []
  #draining: Promise<void> | undefined
  #closed = false

  constructor(path: string, { synchronous = 'FULL', patienceMs = 15_000, wait = sleep }: FileOptions) {
    this.#open = () => new Connection(path, synchronous)
    this.#patienceMs = patienceMs
    this.#wait = wait
  }

  async all<T = Row>(sql: string, args: Value[] = []): Promise<T[]> {
    for (let misses = 0, waitedMs = 0; ; misses++) {
      if (this.#closed) throw closed()
      try {
        const connection = this.#connected()
        // After a lock ask first in a way that cannot poison: each poisoned connection keeps its files open for a while.
        if (misses > 0) connection.exec('BEGIN IMMEDIATE; ROLLBACK')
        return connection.run(sql, args) as T[]
      } catch (error) {
        const fault = this.#recover(error)
        if (!isBusy(fault)) throw fault
        if (waitedMs >= this.#patienceMs) throw this.#locked(fault)
        waitedMs += await this.#pause(misses, waitedMs)
      }
    }
  }

  async get<T = Row>(sql: string, args: Value[] = []): Promise<T | undefined> {
    return (await this.all<T>(sql, args))[0]
  }

  write(statements: Statement[]): Promise<Row[][]> {
    if (this.#closed) return Promise.reject(closed())
    if (statements.length === 0) return Promise.resolve([])
    return new Promise((resolve, reject) => {
      this.#queue.push({ statements, resolve, reject, outcome: undefined, waitedMs: 0 })
      this.#draining ??= this.#drain()
    })
  }

  /** Writes already accepted are finished first. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#draining
    this.#connection?.close()
    this.#connection = undefined
  }

  async #drain(): Promise<void> {
    await nextTurn()
    for (let misses = 0; this.#queue.length > 0; ) {
      const batch = this.#queue.splice(0, LARGEST_COMMIT)
      const busy = this.#settle(batch)
      if (busy === undefined) {
        misses = 0
        await nextTurn()
      } else {
        this.#queue.unshift(...batch)
        await this.#beforeNextTry(misses++, busy)
      }
    }
    this.#draining = undefined
  }

  /** Commits a batch and answers everybody in it, or returns the lock that was in the way and leaves the unanswered in it. */
  #settle(batch: Pending[]): unknown {
    try {
      commitTogether(this.#connected(), batch)
      this.commits++
      answer(batch)
    } catch (error) {
      const fault = this.#recover(error)
      if (isBusy(fault)) return fault
      if (isConstraint(fault) && batch.length > 1) return this.#settleOneByOne(batch)
      for (const write of batch) write.reject(fault)
    }
    return undefined
  }

  /** A deferred constraint shows only at COMMIT and does not say whose it is: each write gets a commit of its own. */
  #settleOneByOne(batch: Pending[]): unknown {
    for (let next = batch.shift(); next; next = batch.shift()) {
      const busy = this.#settle([next])
      if (busy === undefined) continue
      batch.unshift(next)
      return busy
    }
    return undefined
  }

  /** Sends away those whose patience is over, then waits a little with the rest. */
  async #beforeNextTry(misses: number, busy: unknown): Promise<void> {
    const over = (write: Pending) => write.waitedMs >= this.#patienceMs
    for (const write of this.#queue.filter(over)) write.reject(this.#locked(busy))
    this.#queue = this.#queue.filter((write) => !over(write))
    if (this.#queue.length === 0) return
    const longestMs = this.#queue.reduce((most, { waitedMs }) => Math.max(most, waitedMs), 0)
    const pausedMs = await this.#pause(misses, longestMs)
    for (const write of this.#queue) write.waitedMs += pausedMs
  }

  async #pause(misses: number, waitedMs: number): Promise<number> {
    const ms = Math.min(pauseMs(misses), this.#patienceMs - waitedMs)
    await this.#wait(ms)
    return ms
  }

  #connected(): Connection {
    this.#connection ??= this.#open()
    return this.#connection
  }

  /** After a failed call: throws a connection away that cannot be trusted any more, and says what the caller should see. */
  #recover(error: unknown): unknown {
    const connection = this.#connection
    connection?.rollBack()
    const broken = isStorageFault(error) && !isFull(error)
    if (connection && (connection.poisoned || connection.inTransaction || broken)) {
      this.#connection = undefined
      connection.close()
    }
    return isStorageFault(error)
      ? new DatabaseDown('the database file cannot be used', error)
      : takenOr(error)
  }

  #locked = (cause: unknown) =>
    new DatabaseDown(`the database file stayed locked for ${this.#patienceMs} ms`, cause)
}

const closed = () => new DatabaseDown('the database is closed')
