import { Refusal } from '../refusal.ts'
import { type Decide, isOver, stillOpen } from './decide.ts'
import { type Hazard, type HazardEvent, placeKey, type Supplement } from './hazard.ts'
import { mustLeaveBoardFirst } from './listed.ts'
import { mendersOf } from './menders.ts'
import { isUntaken } from './status.ts'

/** Further words on an open hazard, and the pictures beside them, which show the hazard and never its mending. */
export const supplement =
  (said: Omit<Supplement, 'atMs'>, photos: readonly string[]): Decide =>
  (state) => {
    const known = stillOpen(state)
    const fresh = photos.filter((id) => !known.photos.some((entry) => entry.id === id))
    return [
      ...(isSaidAlready(known, said) ? [] : [{ kind: 'hazard.supplemented' as const, ...said }]),
      ...fresh.map((photo): HazardEvent => ({ kind: 'hazard.photographed', photo, phase: 'before' })),
    ]
  }

/** The same words of the same person say nothing new; somebody else's say that he has seen it too. */
function isSaidAlready(
  { text, reporter, supplements = [] }: Hazard,
  said: Omit<Supplement, 'atMs'>,
): boolean {
  const all = [{ text, by: reporter }, ...supplements]
  return all.some((entry) => entry.text === said.text && entry.by === said.by)
}

/** Hears what becomes of it. Whoever reported it does so anyway; once is enough. */
export const follow =
  (by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    return known.reporter === by || (known.followers ?? []).includes(by)
      ? []
      : [{ kind: 'hazard.followed', by }]
  }

export const unfollow =
  (by: string): Decide =>
  (state) =>
    state && !isOver(state) && (state.followers ?? []).includes(by) ? [{ kind: 'hazard.unfollowed', by }] : []

/** Several wishes on one state, none of which depends on another. */
export const together =
  (...wishes: readonly Decide[]): Decide =>
  (state) =>
    wishes.flatMap((wish) => wish(state))

/** Found at its place to be the same as another: over, with the words kept there. */
export const mergedInto =
  (into: Hazard, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (into.number === known.number) throw new Refusal('same-hazard', '不能并入它自己，请写另一条的编号。')
    if (isOver(into)) throw new Refusal('closed', `隐患 ${into.number} 已经结束，不能再并入。`)
    if (into.restricted || known.restricted) throw new Refusal('restricted', '受限事项各自处理，不合并。')
    if (!isUntouched(known)) throw new Refusal('accepted', `隐患 ${known.number} 已有人接收，不再合并。`)
    mustLeaveBoardFirst(known, '并入别的隐患')
    if (into.status === 'rectified')
      throw new Refusal(
        'rectified',
        `隐患 ${into.number} 已报整改，正在等验收。没整改好的，请先退回它，再并入；不然隐患 ${known.number} 单独整改。`,
      )
    if (!mayBeOneMatter(known, into))
      throw new Refusal(
        'another-matter',
        `隐患 ${known.number} 和隐患 ${into.number} 不在同一处或不是同一类，不能并入。确是同一件，请先改正地点和类别。`,
      )
    const reason = `与隐患 ${into.number} 是同一件事，已并入`
    return [{ kind: 'hazard.dismissed', reason, by, into: into.number }]
  }

/** Nobody has begun with it: whoever mended it would verify it as the other one. */
export const isUntouched = (known: Hazard): boolean => isUntaken(known) && mendersOf(known).length === 0

/** Of one place and category, or marked as alike when it was reported: a slip of the finger makes no danger disappear. */
function mayBeOneMatter(one: Hazard, other: Hazard): boolean {
  const marked = one.maybeSame === other.number || other.maybeSame === one.number
  const key = placeKey(one.place)
  return marked || (key !== null && key === placeKey(other.place) && one.category === other.category)
}

/** Marked as maybe the same as an open one, for the office to see. */
export const suspect =
  (of: number): Decide =>
  (state) =>
    stillOpen(state).maybeSame === of ? [] : [{ kind: 'hazard.suspected', of }]

/** The same place and category again within the window: counted, and told on the card. */
export const repeat =
  (earlier: readonly number[]): Decide =>
  (state) =>
    earlier.length === 0 || stillOpen(state).repeats
      ? []
      : [{ kind: 'hazard.repeated', earlier: [...earlier] }]
