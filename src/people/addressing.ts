import type { Owed, Show } from '../log/work.ts'
import { MINUTE_MS, SECOND_MS } from '../time.ts'
import type { Directory } from './directory.ts'
import type { Person } from './person.ts'

/** Stable small number from a text (FNV-1a): spreads people over minutes, the same way on every run. */
export function scatter(text: string, buckets: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash % buckets
}

/**
 * The minute a person's ordinary message goes out: the policy's minute plus one to six minutes, never :00 or :30, when
 * the platform is busiest (`feishu.md` §13.1).
 */
export function jitter(policyMs: number, seed: string): number {
  const at = policyMs + MINUTE_MS + scatter(seed, 300) * SECOND_MS
  return Math.floor(at / MINUTE_MS) % 30 === 0 ? at + MINUTE_MS : at
}

/** A person without the app speaks through the proxy (handbook §3); the record keeps who pressed. */
export function speaksFor(directory: Directory, who: Person, id: string | undefined): boolean {
  if (id === undefined) return false
  const person = directory.person(id)
  return id === who.id || (person !== undefined && directory.addressee(person)?.id === who.id)
}

/**
 * One card owed to a person, or to the proxy of somebody without the app. Undefined when nobody can be reached: the
 * caller lists the gap instead of losing it.
 */
export function owedTo(
  directory: Directory,
  to: Person,
  owed: { once: string; show: Show; urgency: Owed['urgency']; notBeforeMs: number },
): Owed | undefined {
  const addressee = directory.addressee(to)
  if (!addressee) return undefined
  return {
    ...owed,
    kind: 'send',
    recipient: `person:${addressee.id}`,
    show: { ...owed.show, for: addressee.id },
  }
}
