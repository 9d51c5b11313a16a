import { isAlike } from '../alike.ts'
import { type Calendar, type CalendarInput, createCalendar } from '../calendar/calendar.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { directoryWith } from '../people/directory-with.ts'
import { school, THE_SCHOOL } from '../people/school.ts'
import { type Proposal, propose, type Sections } from '../people/school-sections.ts'
import { Refusal } from '../refusal.ts'
import { dayOf, sayDay } from '../time.ts'
import { applyToSchool } from './apply.ts'
import { policiesOf } from './export.ts'
import { replacedIn } from './merge.ts'
import { monthAhead, previewEnd } from './month-ahead.ts'
import { effectOf, type Part } from './report.ts'
import { PREVIEW_DAYS } from './switching.ts'

/** New rules somebody wants to look at: kept until they apply, or anything else changes the rules. */
export async function proposeSections(
  work: Work,
  by: string,
  sections: Sections,
  number?: Proposal['number'],
): Promise<void> {
  const id = work.nowMs.toString(36)
  await work.change(school, THE_SCHOOL, propose({ id, by, sections, ...(number && { number }) }))
}

/** What is being looked at. @throws Refusal when nothing is, or the rules have changed since */
export async function proposal(work: Work, id?: string): Promise<Proposal> {
  const proposed = (await work.state(school, THE_SCHOOL))?.proposed
  if (proposed && (id === undefined || proposed.id === id)) return proposed
  throw new Refusal(
    'stale-preview',
    id === undefined
      ? '现在没有在看的模板。请把模板文件（.json）私聊发给我。'
      : '预览之后学校的规则又改过，或者有人在看另一份模板：没有生效。请把模板文件再发一次，重新看预览。',
  )
}

/** What the proposed rules do to the coming month, part by part; only what changes. */
export function effectAhead(directory: Directory, { sections }: Proposal, nowMs: number): Part[] {
  const calendar = calendarWith(sections)
  const after = directoryWith(directory, sections, calendar)
  const to = previewEnd(nowMs, PREVIEW_DAYS)
  return effectOf(monthAhead(directory, nowMs, to), monthAhead(after, nowMs, to), [], dayOf(nowMs)).filter(
    ({ rows }) => rows.length > 0,
  )
}

/** Whether the school has all of it already: in force, not in how it is written down. */
export function changesNothing(directory: Directory, { sections }: Proposal): boolean {
  const inForce = (of: Directory) => {
    const { patrol_points: points, duty_roster: roster, calendar } = of.school.file
    const duties = Object.fromEntries(of.duties)
    return { duties, policies: policiesOf(of), settings: of.rules.settings, points, roster, calendar }
  }
  const after = directoryWith(directory, sections, calendarWith(sections))
  return isAlike(inForce(directory), inForce(after))
}

/** The proposed rules from now on. Returns how many instances changed. @throws Refusal when the look is stale */
export async function applyProposal(work: Work, directory: Directory, id: string): Promise<number> {
  const { sections, number } = await proposal(work, id)
  if (number?.from !== undefined && number.from > dayOf(work.nowMs))
    throw new Refusal('for-later', `这一项定在${sayDay(number.from)}起，请发送 /规则 生效。`)
  return applyToSchool(work, directory, sections, calendarWith(sections))
}

/** What the last change of the rules replaced, to be looked at like any template. */
export async function proposeFormer(work: Work, by: string): Promise<void> {
  await proposeSections(work, by, replacedIn((await work.state(school, THE_SCHOOL))!))
}

const calendarWith = ({ calendar }: Sections): Calendar | undefined =>
  calendar && createCalendar(calendar as CalendarInput)
