import type { Bases } from '../duties/step-times.ts'
import { ladder, move } from '../ladders/ladder.ts'
import { rungsOf } from '../ladders/rungs.ts'
import type { Source } from '../ladders/source.ts'
import { keepLadder } from '../ladders/start-ladder.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Hazard } from './hazard.ts'
import { climbFor, ladderOf } from './ladder.ts'

/**
 * The ladder follows a hazard that changed: steps that count from another instant now are taken again at their new time,
 * the others are left alone. Sent back, it hears what was silent while it waited for its verification, since its clock
 * ran on: at once, in working time.
 */
export async function followLadder(
  work: Work,
  directory: Directory,
  before: Hazard | undefined,
  after: Hazard,
): Promise<void> {
  const { calendar } = directory
  const id = ladderOf(after)
  const source = climbFor(directory, after, work.nowMs)
  const state = await work.state(ladder, id)
  const moved = movedBases(before && climbFor(directory, before, work.nowMs), source)
  const missedSinceMs = after.status === 'returned' ? before?.rectifiedAtMs : undefined
  if (!state || (moved.size === 0 && (missedSinceMs === undefined || before?.status !== 'rectified')))
    return keepLadder(work, calendar, id, source)

  const stepOf = (key: string) => source.climb.policy.steps[Number.parseInt(key, 10)]
  const isMoved = (key: string) => moved.has(stepOf(key)?.base ?? '')
  const wasSilent = (key: string, atMs: number) =>
    missedSinceMs !== undefined && atMs >= missedSinceMs && stepOf(key)?.condition === 'not_rectified'
  const kept = Object.entries(state.taken).filter(([key, atMs]) => !isMoved(key) && !wasSilent(key, atMs))
  const past = rungsOf(source.climb, {}, calendar)
    .filter(({ key, atMs }) => isMoved(key) && atMs <= work.nowMs)
    .map(({ key, atMs }) => [key, atMs] as const)
  const taken = Object.fromEntries([...kept, ...past])
  const since =
    missedSinceMs === undefined
      ? { sinceMs: state.sinceMs }
      : { sinceMs: calendar.afterQuiet(work.nowMs), fromMs: missedSinceMs }
  await work.change(ladder, id, move(since.sinceMs, taken, null, since.fromMs))
  await keepLadder(work, calendar, id, source)
}

/** The names of the instants that are others now, or are no more, or only now. */
function movedBases(before: Source | undefined, after: Source): Set<string> {
  const [was, is]: [Bases, Bases] = [before?.climb.bases ?? {}, after.climb.bases]
  const names = new Set([...Object.keys(was), ...Object.keys(is)])
  return new Set([...names].filter((name) => was[name] !== is[name]))
}
