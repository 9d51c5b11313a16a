import type { Value } from '../store/database.ts'
import type { SealedContent } from './seal-hash.ts'

/** What every event is, besides its own fields: `kind` is `<noun>.<past participle>`. */
export interface Happening {
  kind: string
}

/** Who, when and to what an event happened; handed to `evolve` beside the event. */
export interface Circumstances {
  id: string
  atMs: number
  /** Person id, the tablet it was entered at (`tablet/门岗`), or null when time itself did it. */
  actor: string | null
}

/**
 * A noun of the trade as the log sees it. `evolve` is pure and total: replaying all events of an id through it gives
 * its state, and the state gives its row, live or rebuilt (design §3.2, §3.4).
 */
export interface Noun<State, Event extends Happening> {
  readonly name: string
  readonly table: string
  evolve(state: State | undefined, event: Event, circumstances: Circumstances): State
  /** Columns beside id, version and state that readers filter by. */
  columns(state: State): Record<string, Value>
}

/** An event as the log keeps it. `data` is null once its content was erased. */
export interface LoggedEvent extends Omit<SealedContent, 'data'> {
  seq: number
  data: string | null
  salt: Uint8Array | null
  hash: Uint8Array
}
