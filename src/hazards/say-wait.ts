import { sayDay } from '../time.ts'
import { isOver } from './decide.ts'
import type { Hazard } from './hazard.ts'
import { pauseOf, waitsOutside } from './waits.ts'

/**
 * What stands where else its deadline would, while the clock stands still or somebody outside has to answer; undefined
 * where the deadline counts. `party` stands for whoever is outside.
 */
export function sayWait(about: Hazard, party?: string): string | undefined {
  if (isOver(about) || about.status === 'rectified') return undefined
  const [pause, outside] = [pauseOf(about), waitsOutside(about)]
  if (pause) return `暂停中，${sayDay(pause.followUp)} 跟进`
  return outside && `等${party ?? outside.party}答复，${sayDay(outside.followUp)} 跟进`
}
