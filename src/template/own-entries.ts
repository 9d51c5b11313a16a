import { type Duty, dutiesWith, duties as stock, stockEntry } from '../duties/duty.ts'

export type Entry = Record<string, unknown>

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * What a school keeps of a whole catalogue: its own duties, and of the stock ones only what differs. A duty of its own
 * that the catalogue no longer has is switched off instead of forgotten, so that its records keep their name.
 * @throws Refusal('duty-data') naming every problem
 */
export function ownEntries(catalogue: readonly Entry[], before: readonly Entry[]): Entry[] {
  const read = dutiesWith(catalogue)
  const given = new Set(catalogue.map(({ id }) => String(id)))
  const kept = catalogue.filter(({ id }) => !same(read.get(String(id)), stock.get(String(id))))
  const gone = before.filter(({ id }) => !stock.has(String(id)) && !given.has(String(id)))
  return [...kept.map(differing), ...gone.map((entry) => ({ ...entry, default_on: false }))]
}

function differing(entry: Entry): Entry {
  const written = stockEntry(String(entry.id))
  if (!written) return entry
  const changed = Object.entries(entry).filter(([key, value]) => !same(value, written[key]))
  return { id: entry.id, ...Object.fromEntries(changed) }
}

/** The school's entries with one duty switched on or off. */
export function switched(own: readonly Entry[], { id }: Duty, on: boolean): Entry[] {
  const known = own.find((entry) => entry.id === id)
  const changed: Entry = { ...(known ?? { id }), default_on: on }
  const entries = known ? own.map((entry) => (entry === known ? changed : entry)) : [...own, changed]
  return ownEntries(entries, own)
}
