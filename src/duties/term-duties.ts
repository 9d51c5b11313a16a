import type { Calendar } from '../calendar/calendar.ts'
import { seasonOf } from '../calendar/terms.ts'
import type { Occurrence } from './occurrence.ts'
import type { RecurrenceOf } from './recurrence-shape.ts'

/** CAL-14: once in every term (of the season asked for); the period is the term's id. */
export function termOccurrences(rule: RecurrenceOf<'per_term'>, calendar: Calendar): Occurrence[] {
  const season =
    rule.anchor === 'autumn_start' ? 'autumn' : rule.anchor === 'spring_start' ? 'spring' : undefined
  const anchor = rule.anchor === 'term_end' ? 'term_end' : 'term_start'
  return calendar.terms
    .filter((term) => season === undefined || seasonOf(term) === season)
    .map((term) => {
      const day = calendar.termDay(term, anchor, rule.offset, rule.unit)
      const edge = anchor === 'term_start' ? term.start : term.end
      return {
        period: term.id,
        day: day ?? null,
        ...(day === undefined && { why: `${term.name}的日子不够数，本期没有可安排的日子` }),
        provisional: calendar.isProvisional(edge) || (day !== undefined && calendar.isProvisional(day)),
        within: {
          start: day !== undefined && day < term.start ? day : term.start,
          end: day !== undefined && day > term.end ? day : term.end,
        },
      }
    })
}
