import type { Decide } from './decide.ts'
import { hazard } from './evolve.ts'
import type { Hazard, HazardEvent } from './hazard.ts'

/** Several wishes as one: each is decided on what the ones before it made, and one that is refused refuses all. */
export const inOrder =
  (nowMs: number, ...wishes: Decide[]): Decide =>
  (state) => {
    const events: HazardEvent[] = []
    let now: Hazard | undefined = state
    for (const decide of wishes) {
      const decided = decide(now)
      events.push(...decided)
      now = evolved(now, decided, nowMs)
    }
    return events
  }

/** The hazard as a wish would make it, for what has to be looked up before the next wish can be said. */
export const asAfter = (about: Hazard, decide: Decide, nowMs: number): Hazard =>
  evolved(about, decide(about), nowMs)!

const evolved = (state: Hazard | undefined, events: readonly HazardEvent[], nowMs: number) =>
  events.reduce(
    (now, event) => hazard.evolve(now, event, { id: now?.id ?? '', atMs: nowMs, actor: null }),
    state,
  )
