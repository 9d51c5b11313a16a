import type { Noun } from '../log/noun.ts'

/**
 * What happened to one asset of 人防/物防/技防 (S1-54). What it is called and where it stands is the school file's, and
 * whether it is broken now is told by its hazards: neither is kept here.
 */
export interface Asset {
  /** As in the school file. */
  id: string
  /** The last time somebody looked after it. */
  maintained?: { by: string; atMs: number; words?: string }
  /** Numbers of the hazards it was found broken with, oldest first. */
  hazards: number[]
}

export type AssetEvent =
  | { kind: 'asset.maintained'; by: string; words?: string }
  | { kind: 'asset.broken'; by: string; hazard: number }

export const asset: Noun<Asset, AssetEvent> = {
  name: 'asset',
  table: 'assets',
  evolve(state = { id: '', hazards: [] }, event, { id, atMs }) {
    switch (event.kind) {
      case 'asset.maintained': {
        const { by, words } = event
        return { ...state, id, maintained: { by, atMs, ...(words && { words }) } }
      }
      case 'asset.broken':
        return { ...state, id, hazards: [...state.hazards, event.hazard] }
    }
  },
  columns: () => ({}),
}

type Decide = (state: Asset | undefined) => AssetEvent[]

/** Looked after; a broken one too, which stays broken until its hazard is over. */
export const maintain =
  (by: string, words: string): Decide =>
  () => [{ kind: 'asset.maintained', by, ...(words.trim() && { words: words.trim() }) }]

/** Found broken; told once more under the same hazard it is nothing new. */
export const breakDown =
  (by: string, hazard: number): Decide =>
  (state) =>
    state?.hazards.includes(hazard) ? [] : [{ kind: 'asset.broken', by, hazard }]
