import type { Calendar } from '../calendar/calendar.ts'
import type { Work } from '../log/work.ts'
import { climb, ladder, raiseAnew } from './ladder.ts'
import type { Source } from './source.ts'
import { nextStep } from './steps-ahead.ts'

/** Begins a ladder, or begins it anew under another policy or for another round, in the write of its reason. */
export async function startLadder(
  work: Work,
  calendar: Calendar,
  id: string,
  source: Source,
  since: { sinceMs: number; fromMs?: number },
): Promise<void> {
  const nextMs = nextStep({ id, ...since, taken: {}, nextMs: null }, source, calendar)
  await work.change(ladder, id, raiseAnew({ ...since, nextMs }))
}

/** What a ladder climbs for has changed: when it is looked at next is known in the same write. */
export async function keepLadder(work: Work, calendar: Calendar, id: string, source: Source): Promise<void> {
  const state = await work.state(ladder, id)
  if (state) await work.change(ladder, id, climb([], nextStep(state, source, calendar)))
}
