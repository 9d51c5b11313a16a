import type { Noun } from '../log/noun.ts'

/** An account that spoke to us and is nobody we know: the safety office is told once. Its id is the account. */
export interface Stranger {
  firstSeenMs: number
  name?: string
}

export type StrangerEvent = { kind: 'stranger.seen'; name?: string }

export const stranger: Noun<Stranger, StrangerEvent> = {
  name: 'stranger',
  table: 'strangers',
  evolve: (state, event, { atMs }) => state ?? { firstSeenMs: atMs, ...(event.name && { name: event.name }) },
  columns: () => ({}),
}

export const see =
  (name: string | undefined) =>
  (state: Stranger | undefined): StrangerEvent[] =>
    state ? [] : [{ kind: 'stranger.seen', ...(name && { name }) }]
