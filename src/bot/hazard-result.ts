import type { Hazard } from '../hazards/hazard.ts'
import { owedTo } from '../people/addressing.ts'
import type { Context } from './command.ts'

/**
 * Whoever reported it hears once what became of it, with the picture of the mending; never at night, and not when he
 * verified it himself.
 */
export function tellResult({ work, directory, speaker }: Context, after: Hazard): void {
  const reporter = directory.person(after.reporter ?? '')
  if (!reporter || reporter.id === speaker.id) return
  const owed = owedTo(directory, reporter, {
    once: `hazard:${after.id}:result:${after.reopens ?? 0}`,
    show: { card: 'hazard-result', id: after.id },
    urgency: 2,
    notBeforeMs: directory.calendar.afterQuiet(work.nowMs),
  })
  if (owed && owed.recipient !== `person:${speaker.id}`) work.owe(owed)
}
