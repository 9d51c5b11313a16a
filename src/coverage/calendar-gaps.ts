import type { Calendar } from '../calendar/calendar.ts'
import { inSchoolFile } from '../people/in-school-file.ts'
import { addDays, daysBetween } from '../time.ts'

/** A summer is nine weeks; more than this between two terms is a term that nobody wrote down. */
const LONGEST_BREAK_DAYS = 75

/** Where a calendar has no term although there must be one: no duty of a school day falls due there. */
export function gapsOf({ terms }: Calendar): string[] {
  return terms.slice(1).flatMap((later, order) => {
    const earlier = terms[order]!
    const days = daysBetween(earlier.end, later.start) - 1
    if (days <= LONGEST_BREAK_DAYS) return []
    const span = `${addDays(earlier.end, 1)} 到 ${addDays(later.start, -1)}`
    const between = `「${earlier.name}」和「${later.name}」之间`
    const mend = inSchoolFile('的校历(calendar)里补上中间的学期')
    return [`校历从 ${span} 有 ${days} 天没有学期（${between}），这些天上课日的职责都不会安排：${mend}`]
  })
}
