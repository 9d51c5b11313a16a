import { type Decide, isOver } from './decide.ts'
import type { Hazard, HazardPart } from './hazard.ts'

/** Whoever had a hand in mending: he has it, said that it is mended, or had it before it was handed over with his post. */
export const hasMended = ({ rectifier, rectifiedBy, menders = [] }: Hazard, who: string): boolean =>
  who === rectifier || who === rectifiedBy || menders.includes(who)

/** What of it somebody has in hand; the verifying only once it is mended, and only if nobody has it instead of the reporter. */
export function partsOf(about: Hazard, who: string): HazardPart[] {
  if (isOver(about)) return []
  const verifies = about.status === 'rectified' && (about.verifier ?? about.reporter) === who
  return [
    ...(about.assignee === who ? (['assignee'] as const) : []),
    ...(about.rectifier === who ? (['rectifier'] as const) : []),
    ...(verifies ? (['verifier'] as const) : []),
  ]
}

/**
 * A post went to somebody else, and what it had of a hazard goes with it: no transfer, nobody passed it on. Whoever mends
 * or mended it does not verify it; that part stays with the office and the leaders (handbook §4).
 */
export const handOverHazard =
  (from: string, to: string, parts: readonly HazardPart[], reason: string, by: string): Decide =>
  (state) => {
    if (!state) return []
    const held = partsOf(state, from).filter((part) => parts.includes(part))
    const mends = held.includes('rectifier') || hasMended(state, to)
    const moved = held.filter((part) => part !== 'verifier' || !mends)
    return moved.length > 0 ? [{ kind: 'hazard.handed-over', from, to, parts: moved, reason, by }] : []
  }
