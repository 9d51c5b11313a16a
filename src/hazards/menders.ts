import type { Hazard } from './hazard.ts'

/**
 * Whoever had a hand in mending, in whichever round: he has it or shares it, said that it is mended, or had it before it
 * went on to somebody else. He verifies it never, and allows himself no more time (handbook §4).
 */
export const hasMended = (
  { rectifier, rectifiedBy, menders = [], coOwners = [] }: Hazard,
  who: string,
): boolean =>
  who === rectifier ||
  who === rectifiedBy ||
  menders.includes(who) ||
  coOwners.some(({ person }) => person === who)

/** Everybody of whom that is so. */
export const mendersOf = ({ rectifier, rectifiedBy, menders = [], coOwners = [] }: Hazard): string[] => [
  ...new Set(
    [rectifier, rectifiedBy, ...menders, ...coOwners.map(({ person }) => person)].filter(
      (who) => who !== undefined,
    ),
  ),
]
