import { HOUR_MS } from '../time.ts'

/** Codes that were none, counted for everybody together: who typed them is not looked at. */
export interface Tries {
  wrong(nowMs: number): void
  /** So many within the last hour that whoever mistypes one more is told to wait. */
  areTooMany(limit: number, nowMs: number): boolean
}

/** In memory: a restart forgives what was mistyped, and ten letters are not guessed meanwhile. */
export function createTries(): Tries {
  let at: number[] = []
  const recent = (nowMs: number) => {
    at = at.filter((each) => each > nowMs - HOUR_MS)
    return at
  }
  return {
    wrong: (nowMs) => void recent(nowMs).push(nowMs),
    areTooMany: (limit, nowMs) => recent(nowMs).length >= limit,
  }
}
