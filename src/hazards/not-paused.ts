import { Refusal } from '../refusal.ts'
import type { Hazard } from './hazard.ts'
import { pauseOf } from './waits.ts'

/** @throws Refusal while it is paused: first its clock goes on, then it goes to other hands or other dates. */
export function notPaused(known: Hazard): void {
  if (pauseOf(known))
    throw new Refusal('paused', `隐患 ${known.number} 正在暂停，请先说：/隐患 ${known.number} 恢复`)
}
