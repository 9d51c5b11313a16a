import type { HazardLoop } from '../cards/hazard-loop.ts'
import type { LoopAct } from '../cards/hazard-loop-buttons.ts'
import { clocksOf } from '../hazards/clocks.ts'
import { followUpDay } from '../hazards/follow-up.ts'
import type { Hazard } from '../hazards/hazard.ts'
import type { HazardRights } from '../hazards/rights.ts'
import { pauseOf, scopeOf } from '../hazards/waits.ts'
import type { Directory } from '../people/directory.ts'

/** What is waited for from this viewer in particular: before everything else he might do. */
export function awaitedActs(about: Hazard, rights: HazardRights): [LoopAct, boolean][] {
  const asked = rights.approves ? about.ask?.what : undefined
  const paused = pauseOf(about) !== undefined
  return [
    ['grantExtension', asked === 'extension'],
    ['denyExtension', asked === 'extension'],
    ['grantPause', asked === 'pause'],
    ['denyPause', asked === 'pause'],
    ['resume', paused && (rights.mends || rights.approves)],
    ['keepPaused', paused && rights.approves],
    ['partDone', about.status !== 'rectified' && rights.part !== undefined],
  ]
}

/** What this viewer may do with a hazard beside the straight way, right now (handbook §4). */
export function loopActs(about: Hazard, rights: HazardRights): [LoopAct, boolean][] {
  const { status, ask } = about
  const mended = status === 'rectified'
  const inHand = status === 'rectifying' || status === 'returned'
  const paused = pauseOf(about) !== undefined
  const around = scopeOf(about) === 'surroundings'
  const hands = rights.handles || rights.mends
  const begun = about.namedBy === undefined || about.rectifiedBy !== undefined
  const given = status === 'assigned' || (status === 'rectifying' && !paused && !begun)
  return [
    ['contact', around && !mended && hands],
    ['reply', around && !mended && about.outside !== undefined && hands],
    [
      'refuse',
      given && !about.binding && !rights.liesWithCoordinator && (rights.responsible || rights.rectifies),
    ],
    ['extend', inHand && !paused && ask?.what !== 'pause' && rights.mends],
    ['pause', inHand && !paused && ask?.what !== 'extension' && rights.mends],
    ['coOwn', inHand && (rights.assigns || rights.rectifies)],
    ['toSurroundings', !around && !mended && rights.decides && !rights.hasMended],
    ['toCampus', around && !mended && rights.decides],
  ]
}

export const hazardLoop = (
  directory: Directory,
  about: Hazard,
  nowMs: number,
  rights: HazardRights | undefined,
): HazardLoop => ({
  bringsRecords:
    rights !== undefined &&
    (rights.handles || rights.mends || (rights.verifies && about.status === 'rectified')),
  clocks: about.waits ? clocksOf(about, directory.calendar, nowMs) : undefined,
  followUp: followUpDay(directory, about, undefined, nowMs).followUp,
  nameOf: (person) => directory.person(person)?.name ?? '已离校的同事',
})
