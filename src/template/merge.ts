import { type Calendar, type CalendarInput, createCalendar } from '../calendar/calendar.ts'
import { calendarProblems } from '../calendar/calendar-problems.ts'
import { dailyProblems } from '../duties/daily.ts'
import { dutiesWith, writtenDuties } from '../duties/duty.ts'
import type { Directory } from '../people/directory.ts'
import { directoryWith } from '../people/directory-with.ts'
import type { School } from '../people/school.ts'
import type { Sections } from '../people/school-sections.ts'
import { Refusal } from '../refusal.ts'
import { type Entry, ownEntries } from './own-entries.ts'
import { policiesAfter, settingsAfter } from './rules.ts'
import { pointsAfter, rosterAfter } from './seats.ts'
import { newMistakes } from './switching.ts'
import { refuse, type Template } from './template.ts'

type SchoolCalendar = School['file']['calendar']

/** What a template makes of a school: the sections as they will stand, the school with them, and what to know about it. */
export interface Merged {
  sections: Sections
  before: Directory
  after: Directory
  calendar: Calendar
  /** What the template leaves to the school, a sentence each. */
  notes: string[]
}

/**
 * A template for this school. The catalogue is taken over whole; points, terms and other dates are added or replaced by
 * their ids and never taken away.
 * @throws Refusal('template') naming every problem: nothing of it may apply then
 */
export function merge(
  template: Template,
  before: Directory,
  makeCalendar: (calendar: SchoolCalendar) => Calendar = calendarOf,
): Merged {
  const { file } = before.school
  const problems: string[] = []
  const duties = template.duties && saying(problems, () => dutiesAfter(template.duties!, file))
  const inForce = [...(duties ? dutiesWith(duties) : before.duties).values()]
  const policies =
    template.escalation_policies &&
    saying(problems, () => policiesAfter(template.escalation_policies!, inForce))
  const settings = template.settings && saying(problems, () => settingsAfter(template.settings!))
  const calendar = template.calendar && calendarAfter(file.calendar, template.calendar)
  if (calendar) problems.push(...calendarProblems(calendar).map((problem) => `calendar：${problem}`))
  if (problems.length > 0) throw refuse(problems)
  const points = template.patrol_points && pointsAfter(before, template.patrol_points)
  const roster = template.duty_roster && rosterAfter(before, template.duty_roster)
  const sections: Sections = {
    ...(duties && { duties }),
    ...(policies && { escalation_policies: policies }),
    ...(settings && { settings }),
    ...(calendar && { calendar }),
    ...(points && { patrol_points: points.section }),
    ...(roster && { duty_roster: roster.section }),
  }
  const made = calendar ? makeCalendar(calendar) : before.calendar
  const after = directoryWith(before, sections, made)
  const wrong = newMistakes(before, after)
  if (wrong.length > 0) throw refuse(wrong)
  const notes = [...(points?.notes ?? []), ...(roster?.notes ?? [])]
  return { sections, before, after, calendar: made, notes }
}

/**
 * What the last change of the rules replaced, as a template would bring it.
 * @throws Refusal when the rules were never changed
 */
export function former(before: Directory, makeCalendar: (calendar: SchoolCalendar) => Calendar): Merged {
  const sections = replacedIn(before.school)
  const calendar = sections.calendar ? makeCalendar(sections.calendar) : before.calendar
  return { sections, before, after: directoryWith(before, sections, calendar), calendar, notes: [] }
}

/** The way back; duties that came since are switched off and keep their name. @throws Refusal when there is none */
export function replacedIn({ replaced, file }: School): Sections {
  if (!replaced) throw new Refusal('nothing-to-undo', '学校的规则还没有改过，没有可以撤销的。')
  const duties = replaced.duties && ownEntries(writtenDuties(replaced.duties), (file.duties ?? []) as Entry[])
  return { ...replaced, ...(duties && { duties }) }
}

const calendarOf = (calendar: SchoolCalendar): Calendar => createCalendar(calendar as CalendarInput)

/** The lines of a refusal of one section, among those of the others. */
function saying<T>(problems: string[], make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    problems.push(...error.message.split('\n').slice(1))
    return undefined
  }
}

function dutiesAfter(given: readonly Entry[], { duties = [] }: School['file']): Entry[] {
  const own = ownEntries(given, duties as Entry[])
  const daily = dailyProblems(dutiesWith(own))
  if (daily.length > 0) throw refuse(daily)
  return own
}

/** Lists are added to; a term or a day that is there under the same id or date is replaced. */
function calendarAfter(own: SchoolCalendar, given: NonNullable<Template['calendar']>): SchoolCalendar {
  const merged = Object.entries(given).map(([key, value]) => {
    const before = own[key as keyof SchoolCalendar]
    if (!Array.isArray(value) || !Array.isArray(before)) return [key, value]
    const ids = new Set(value.map(idOf))
    const all = [...before.filter((each) => !ids.has(idOf(each))), ...value]
    return [key, all.toSorted((one, other) => dateOf(one).localeCompare(dateOf(other)))]
  })
  return { ...own, ...(Object.fromEntries(merged) as Partial<SchoolCalendar>) }
}

function idOf(each: unknown): string {
  if (typeof each !== 'object' || each === null) return String(each)
  const { id, date } = each as { id?: string; date?: string }
  return id ?? date ?? JSON.stringify(each)
}

function dateOf(each: unknown): string {
  if (typeof each !== 'object' || each === null) return String(each)
  const { start, date } = each as { start?: string; date?: string }
  return start ?? date ?? ''
}
