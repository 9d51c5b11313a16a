import type { Database, Statement } from '../store/database.ts'
import { type Change, changeStatements } from './change.ts'
import type { Happening, Noun } from './noun.ts'
import {
  type Owed,
  oweStatement,
  type Shown,
  shownStatement,
  touchStatement,
  undrawnStatement,
} from './owed.ts'

export type { Owed, Show } from './owed.ts'

/** A noun's row as it is stored. */
export interface StoredRow {
  id: string
  version: number
  state: string
}

/**
 * One unit of work: what a sentence or a tick reads, decides and owes, before any of it is written. When somebody else
 * was first it is thrown away and the sentence runs again on a fresh one.
 */
export interface Work {
  readonly db: Database
  readonly nowMs: number
  readonly actor: string | null
  /** The current state inside this work: stored rows plus what this work has already changed. */
  state<S, E extends Happening>(noun: Noun<S, E>, id: string): Promise<S | undefined>
  /** Reads many records with one question, where each of them is about to be looked at. */
  readAhead(noun: { table: string }, ids: readonly string[]): Promise<void>
  /** Rows that were read just now for another reason: this work need not read them again. */
  hasRead(noun: { table: string }, rows: readonly StoredRow[]): void
  /** Decides on the current state, evolves it and keeps the events. No events: no change. Returns the state after. */
  change<S, E extends Happening>(
    noun: Noun<S, E>,
    id: string,
    decide: (state: S | undefined) => E[],
  ): Promise<S>
  owe(...owed: Owed[]): void
  /** Cards that show `about` are kept true: they are redrawn unless it is the very card being pressed. */
  touch(about: string): void
  /** A pressed message shows this from now on: it becomes, or ceases to be, one of the cards kept true. */
  shows(post: Shown): void
  /** The highest number a noun has given out, plus one; for this work to make something new under. */
  nextNumber(
    table: 'hazards' | 'incidents' | 'sanctions' | 'listings' | 'doubles' | 'sweeps',
  ): Promise<number>
  /** Drops everything decided and owed so far: a refused sentence leaves no trace but its answer. */
  forget(): void
  /** Whether it owes anybody something of its own; cards it touches are found when it is written. */
  readonly isOwing: boolean
  statements(cause: string, exceptMessageId?: string): Statement[]
}

export function beginWork(db: Database, nowMs: number, actor: string | null): Work {
  const changes = new Map<string, Change>()
  const owes = new Map<string, Owed>()
  const touched = new Set<string>()
  const given = new Set<string>()
  /** Rows read before they were asked for; what is changed keeps the order in which it was asked for. */
  const ahead = new Map<string, StoredRow | undefined>()
  const shown = new Map<string, Shown>()

  const stored = (table: string, id: string): StoredRow | undefined | Promise<StoredRow | undefined> =>
    ahead.has(`${table}/${id}`)
      ? ahead.get(`${table}/${id}`)
      : db.get<StoredRow>(`SELECT id, version, state FROM ${table} WHERE id = ?`, [id])

  async function load<S, E extends Happening>(noun: Noun<S, E>, id: string): Promise<Change> {
    const key = `${noun.table}/${id}`
    const known = changes.get(key)
    if (known) return known
    // A number just given out has no state for us; if somebody else took it meanwhile, the write says so and we retry.
    const row = given.has(key) ? undefined : await stored(noun.table, id)
    const change: Change = {
      noun: noun as unknown as Noun<never, never>,
      id,
      version: row?.version ?? 0,
      events: [],
      state: row ? JSON.parse(row.state) : undefined,
    }
    changes.set(key, change)
    return change
  }

  return {
    db,
    nowMs,
    actor,
    async state<S, E extends Happening>(noun: Noun<S, E>, id: string) {
      return (await load(noun, id)).state as S | undefined
    },
    async readAhead({ table }, ids) {
      const unknown = ids.filter((id) => !changes.has(`${table}/${id}`))
      if (unknown.length === 0) return
      const rows = await db.all<StoredRow>(
        `SELECT id, version, state FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(unknown)],
      )
      for (const id of unknown) ahead.set(`${table}/${id}`, undefined)
      this.hasRead({ table }, rows)
    },
    hasRead({ table }, rows) {
      for (const row of rows) ahead.set(`${table}/${row.id}`, row)
    },
    async change<S, E extends Happening>(
      noun: Noun<S, E>,
      id: string,
      decide: (state: S | undefined) => E[],
    ) {
      const change = await load(noun, id)
      const events = decide(change.state as S | undefined)
      for (const event of events) {
        change.state = noun.evolve(change.state as S | undefined, event, { id, atMs: nowMs, actor })
        change.events.push(event)
      }
      return change.state as S
    },
    owe(...list) {
      for (const owed of list) owes.set(owed.once, owed)
    },
    touch: (about) => void touched.add(about),
    shows: (post) => void shown.set(post.messageId, post),
    async nextNumber(table) {
      const row = await db.get<{ last: number | null }>(`SELECT max(number) AS last FROM ${table}`)
      let number = Number(row?.last ?? 0) + 1
      while (given.has(`${table}/${number}`)) number += 1
      given.add(`${table}/${number}`)
      return number
    },
    forget() {
      changes.clear()
      owes.clear()
      touched.clear()
      given.clear()
      ahead.clear()
      shown.clear()
    },
    get isOwing() {
      return owes.size > 0
    },
    statements(cause, exceptMessageId) {
      const list: Statement[] = []
      for (const change of changes.values()) list.push(...changeStatements(change, cause, nowMs, actor))
      for (const owed of owes.values()) list.push(oweStatement(owed, nowMs))
      for (const post of shown.values()) list.push(shownStatement(post, nowMs))
      // The pressed message shows the answer from now on, not what we drew before.
      if (exceptMessageId && !shown.has(exceptMessageId)) list.push(undrawnStatement(exceptMessageId))
      if (touched.size > 0) list.push(touchStatement([...touched], cause, nowMs, exceptMessageId))
      return list
    },
  }
}
