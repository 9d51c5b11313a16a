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

/**
 * It goes on to `to`: whoever had it and began, having taken it on himself, mended it all the same. Who was only named
 * and did nothing did not.
 */
export function handedOn(before: Hazard, to?: string): Pick<Hazard, 'menders'> {
  const { rectifier, namedBy, menders = [] } = before
  const leaves = rectifier !== undefined && rectifier !== to && namedBy === undefined
  return leaves ? withMender(before, rectifier) : { ...(menders.length > 0 && { menders }) }
}

export const withMender = ({ menders = [] }: Hazard, who: string): Pick<Hazard, 'menders'> => ({
  menders: menders.includes(who) ? menders : [...menders, who],
})

/** Everybody of whom that is so. */
export const mendersOf = ({ rectifier, rectifiedBy, menders = [], coOwners = [] }: Hazard): string[] => [
  ...new Set(
    [rectifier, rectifiedBy, ...menders, ...coOwners.map(({ person }) => person)].filter(
      (who) => who !== undefined,
    ),
  ),
]
