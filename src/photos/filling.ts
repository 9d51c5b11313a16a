import type { Noun } from '../log/noun.ts'

/** What a person last began to fill in: a document sent within ten minutes belongs to it. */
export interface Filling {
  about: string
  atMs: number
}

export interface FillingEvent {
  kind: 'filling.begun'
  about: string
}

/** One per person, by person id. */
export const filling: Noun<Filling, FillingEvent> = {
  name: 'filling',
  table: 'fillings',
  evolve: (_state, { about }, { atMs }) => ({ about, atMs }),
  columns: () => ({}),
}

export const beginFilling = (about: string) => (): FillingEvent[] => [{ kind: 'filling.begun', about }]
