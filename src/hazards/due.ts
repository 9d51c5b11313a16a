import { instantOf } from '../time.ts'
import { isOver } from './decide.ts'
import type { Hazard } from './hazard.ts'
import { pauseOf, waitsOutside } from './waits.ts'

/**
 * Until when something has to be done about it: mended, or looked after where somebody outside has to answer; undefined
 * while its clock stands still, or when it is mended or over.
 */
export function dueMsOf(about: Hazard): number | undefined {
  if (isOver(about) || about.status === 'rectified' || pauseOf(about)) return undefined
  const outside = waitsOutside(about)
  return outside ? instantOf(outside.followUp, '24:00') : about.rectifyDueMs
}

export const isOverdue = (about: Hazard, atMs: number): boolean => (dueMsOf(about) ?? atMs) < atMs
