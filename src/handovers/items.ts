import type { Turn } from '../rosters/turns.ts'
import type { Day } from '../time.ts'

/** What can be in somebody's hands, in the order a card lists it. */
const ITEM_KINDS = [
  'duty',
  'stand-in',
  'shared',
  'signature',
  'checkin',
  'hazard',
  'verify',
  'listing',
  'incident',
  'turn',
  'swap',
  'point',
  'class',
] as const
export type ItemKind = (typeof ITEM_KINDS)[number]

export interface Item {
  kind: ItemKind
  /** The record's; of a turn `校门口@2026-09-03`. */
  id: string
}

export const keyOf = ({ kind, id }: Item): string => `${kind}/${id}`

/** An instance alone, without its kind, is a duty: so they were kept at first. */
export function itemOf(key: string): Item {
  const at = key.indexOf('/')
  const kind = ITEM_KINDS.find((each) => each === key.slice(0, at))
  return kind ? { kind, id: key.slice(at + 1) } : { kind: 'duty', id: key }
}

export const turnKey = ({ seat, day }: Pick<Turn, 'seat' | 'day'>): string => `${seat}@${day}`
export function turnNamed(id: string): { seat: string; day: Day } {
  const at = id.lastIndexOf('@')
  return { seat: id.slice(0, at), day: id.slice(at + 1) }
}
