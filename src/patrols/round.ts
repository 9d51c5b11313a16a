import { type Instance, isDone, isOwed } from '../instances/instance.ts'
import type { PatrolPointEntry } from '../people/school-shape.ts'
import { HOUR_MS } from '../time.ts'
import type { Visit } from './patrol.ts'

/** The part of the school a point lies in: its building. Points without one are one zone together. */
export const zoneOf = (point: Pick<PatrolPointEntry, 'building'>): string => point.building ?? '未分区'

/** How far a round has got. */
export interface Walked {
  /** The round's points in the school's order, each with who was there. */
  legs: { point: PatrolPointEntry; visit: Visit | undefined }[]
  /** Visits of points that are not the round's own. */
  beyond: Visit[]
  /** Zones without a single scan: the round is no proof there yet. */
  zonesLeft: string[]
  leftOut: PatrolPointEntry[]
  /** Where somebody was, by scan. */
  scanned: number
}

/** Compares where somebody was with where the round leads. */
export function walked(points: readonly PatrolPointEntry[], visits: readonly Visit[]): Walked {
  const legs = points.map((point) => ({ point, visit: visits.find((visit) => visit.point === point.id) }))
  const scans = visits.filter(({ how }) => how === 'scan')
  const zones = [...new Set(points.map(zoneOf))]
  return {
    legs,
    beyond: visits.filter((visit) => !points.some(({ id }) => id === visit.point)),
    zonesLeft: zones.filter((zone) => !scans.some((visit) => visit.zone === zone)),
    leftOut: legs.flatMap(({ point, visit }) => (visit ? [] : [point])),
    scanned: scans.length,
  }
}

/** Walked well enough to count: at least one scan in each zone, so that no desk can tick a whole round (handbook §5.3). */
export const isProof = ({ scanned, zonesLeft }: Walked): boolean => scanned > 0 && zonesLeft.length === 0

/** Answered, but nobody showed that somebody went: 未扫码. */
export const isUnscanned = (round: Instance): boolean =>
  isDone(round) && !round.proofs.some(({ how }) => how === 'scan')

/** A late round is walked to its end within this long after it counted as done. */
const LATE_WALK_MS = HOUR_MS

/** Over and done: whoever comes by now is on no round. */
const isOver = (round: Instance, nowMs: number): boolean =>
  round.dueAtMs < nowMs && !isOwed(round) && (round.doneAtMs ?? 0) < nowMs - LATE_WALK_MS

/**
 * Which of a person's rounds a visit counts for: one whose window is open now before one that is late, one whose holder
 * looks after the point before another, then the one that opened last. None of those that are over.
 */
export function roundFor(
  rounds: readonly Instance[],
  nowMs: number,
  isHolders: (round: Instance) => boolean,
): Instance | undefined {
  const place = (round: Instance): number[] => [
    round.dueAtMs >= nowMs ? 0 : 1,
    round.dueAtMs < nowMs && !isOwed(round) ? 1 : 0,
    isHolders(round) ? 0 : 1,
    -round.opensAtMs,
  ]
  return rounds
    .filter((round) => !isOver(round, nowMs))
    .sort((one, other) => compare(place(one), place(other)))[0]
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, order) => value !== other[order])
  return at < 0 ? 0 : one[at]! - other[at]!
}
