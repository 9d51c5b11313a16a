import type { DaysFound } from '../../src/duty-beat.ts'

/** Nobody is called over a check-in, and nobody was ever away. */
export const NO_DAYS: DaysFound = { calls: [], outages: undefined }
