import { Refusal } from '../refusal.ts'
import { type Decide, stillOpen } from './decide.ts'
import type { Hazard } from './hazard.ts'
import { notRectified } from './not-rectified.ts'

/**
 * Somebody shares the mending: it counts as mended only when he confirms his part too (S2-107, handbook §3).
 * @param mends Whether `by` mends it, or speaks for who does: he takes the verification from nobody who reported it.
 * @throws Refusal('rectified' | 'same-person' | 'verifies')
 */
export const addCoOwner =
  (person: string, by: string, mends: boolean): Decide =>
  (state) => {
    const known = stillOpen(state)
    notRectified(known)
    if (person === known.rectifier) throw new Refusal('same-person', '他就是整改人，不用再加协办。')
    if (mends && (person === known.reporter || person === known.verifier))
      throw new Refusal(
        'verifies',
        '报告人要来验收，不能由整改人请来协办。确实需要，请部门负责人或安全办公室来加。',
      )
    const there = known.coOwners?.some((each) => each.person === person)
    return there ? [] : [{ kind: 'hazard.co-owned', person, by }]
  }

/** @throws Refusal('rectified' | 'no-part') */
export const removeCoOwner =
  (person: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    notRectified(known)
    if (!known.coOwners?.some((each) => each.person === person))
      throw new Refusal('no-part', `他不是隐患 ${known.number} 的协办人，请核对姓名。`)
    return [{ kind: 'hazard.co-owner-removed', person, by }]
  }

export const doPart =
  (person: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    const part = known.coOwners?.find((each) => each.person === person)
    if (!part) throw new Refusal('no-part', '您不是这条隐患的协办人。整改完成请说「已整改」。')
    return part.doneAtMs === undefined ? [{ kind: 'hazard.part-done', person, by }] : []
  }

/** Who has not confirmed his part of this round; whoever mends the whole says so of all of it. */
export const partsMissing = ({
  coOwners = [],
  rectifier,
}: Pick<Hazard, 'coOwners' | 'rectifier'>): string[] =>
  coOwners
    .filter(({ person, doneAtMs }) => doneAtMs === undefined && person !== rectifier)
    .map(({ person }) => person)
