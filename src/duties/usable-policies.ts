import { type Policy, policies } from './policies.ts'
import type { Recurrence } from './recurrence-shape.ts'

/** Conditions of steps that a duty's own record answers (`holds` of its ladder). */
const CONDITIONS = [
  'always',
  'not_done',
  'rounds_done<required',
  'no_minutes',
  'not_held',
  'count<expected',
  'count<min',
  'draft_missing',
  'two_consecutive_days_below_required',
] as const
export type DutyCondition = (typeof CONDITIONS)[number]

export const isDutyCondition = (condition: string): condition is DutyCondition =>
  (CONDITIONS as readonly string[]).includes(condition)

/** What the steps of a duty that comes round by itself can count from (`basesOf`, and days named after them). */
const BASES = ['open', 'start', 'launch', 'round', 'due', 'period_end', 'due_day', 'day_close', 'day_end']
const KNOWN = new Set([...BASES, 'next_day_close'])
/** A count alone has days on which it is looked at. */
const OF_COUNTS = new Set(['checkpoint', 'last_checkpoint'])

/** Policies whose every step a duty of this rhythm has the times and the answers for. */
export function usablePolicies(recurrence: Recurrence): string[] {
  const parts = recurrence.type === 'combined' ? recurrence.parts : [recurrence]
  const counts = parts.every(({ type }) => type === 'count_in_period')
  return [...policies.values()].filter((policy) => isUsable(policy, counts)).map(({ id }) => id)
}

function isUsable({ steps }: Policy, counts: boolean): boolean {
  const named = new Set(steps.flatMap(({ at }) => at.name ?? []))
  return steps.every(
    ({ base, condition }) =>
      isDutyCondition(condition) && (KNOWN.has(base) || named.has(base) || (counts && OF_COUNTS.has(base))),
  )
}
