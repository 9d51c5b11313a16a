import { Refusal } from '../refusal.ts'
import type { Hazard } from './hazard.ts'

/** @throws Refusal while it waits for its verification: nothing of the mending changes until it is sent back. */
export function notRectified({ number, status }: Hazard): void {
  if (status === 'rectified') throw new Refusal('rectified', `隐患 ${number} 已报整改，正在等验收。`)
}
