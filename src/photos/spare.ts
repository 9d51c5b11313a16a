import { HOUR_MS } from '../time.ts'

/** How many pictures that belong to no report yet may be kept, counted for everybody together. */
export interface Spare {
  /** Whether so many more fit within the hour; if so they are counted. */
  take(count: number, limit: number, nowMs: number): boolean
}

/** In memory, like mistyped codes: who sent them is not looked at. */
export function createSpare(): Spare {
  let at: number[] = []
  return {
    take(count, limit, nowMs) {
      at = at.filter((each) => each > nowMs - HOUR_MS)
      if (at.length + count > limit) return false
      at.push(...Array<number>(count).fill(nowMs))
      return true
    },
  }
}
