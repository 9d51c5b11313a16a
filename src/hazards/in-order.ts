import type { Decide } from './decide.ts'
import { hazard } from './evolve.ts'
import type { Hazard, HazardEvent } from './hazard.ts'

/** Several wishes as one: each is decided on what the ones before it made, and one that is refused refuses all. */
export const inOrder =
  (nowMs: number, ...wishes: Decide[]): Decide =>
  (state) => {
    const events: HazardEvent[] = []
    let now: Hazard | undefined = state
    for (const decide of wishes)
      for (const event of decide(now)) {
        now = hazard.evolve(now, event, { id: now?.id ?? '', atMs: nowMs, actor: null })
        events.push(event)
      }
    return events
  }
