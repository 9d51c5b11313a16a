import type { Duty } from '../duties/duty.ts'
import { remindersOf } from '../duties/window.ts'
import { ladder, move } from '../ladders/ladder.ts'
import { rungsOf } from '../ladders/rungs.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { climbOf } from './climb.ts'
import type { Instance } from './instance.ts'

/**
 * After a new window: the steps of an instance's ladder count from it. Steps whose new instant is still to come are
 * taken again, although they were taken for the old one; steps whose new instant has passed are nobody's, because the
 * message of the move tells everybody anyway (CAL-17, ESC-MEETING).
 */
export async function moveLadder(work: Work, directory: Directory, of: Instance, duty: Duty): Promise<void> {
  const before = await work.state(ladder, of.ladder)
  if (!before) return
  const { calendar } = directory
  const climb = climbOf(directory.rules, of, remindersOf(duty, of, calendar))
  const now = new Map(rungsOf(climb, before.taken, calendar).map(({ key, atMs }) => [key, atMs]))
  const taken = Object.fromEntries(
    Object.entries(before.taken).filter(
      ([key, atMs]) => now.get(key) === atMs || (now.get(key) ?? 0) < work.nowMs,
    ),
  )
  const next = rungsOf(climb, taken, calendar).find(
    ({ key, atMs }) => atMs >= work.nowMs && taken[key] === undefined,
  )
  await work.change(ladder, of.ladder, move(work.nowMs, taken, next?.atMs ?? null))
}
