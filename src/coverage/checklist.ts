import { posts } from '../duties/catalogue.ts'
import type { Duty } from '../duties/duty.ts'
import { occurrences } from '../duties/recurrence.ts'
import { slotsOf } from '../duties/window.ts'
import type { Directory } from '../people/directory.ts'
import { inSchoolFile } from '../people/in-school-file.ts'
import { nextDayOf } from '../people/own-duties.ts'
import { type Setup, type SetupItem, setupItems } from '../people/school-warnings.ts'
import { type Day, yearOf } from '../time.ts'
import { gapsOf } from './calendar-gaps.ts'
import { ownersOf } from './coverage.ts'
import { fillersOf, outsider, wantedPosts } from './posts.ts'
import { twoPlaces } from './two-places.ts'

/** An item of the first-run checklist with the duties that stay off until it is there (handbook §16). */
export interface CheckItem extends SetupItem {
  staysOff: string[]
}

/** The school as it stands today, item by item; a duty that nobody owes stands at the item that would bring it somebody. */
export function checklistOf(directory: Directory, today: Day): CheckItem[] {
  const off = dutiesOff(directory, today)
  const unfilled = wantedPosts(directory).filter(
    (post) =>
      !post.rotating && fillersOf(post, directory).length === 0 && outsider(post, directory) === undefined,
  )
  const items: SetupItem[] = [
    ...setupItems(setupOf(directory)),
    {
      key: 'posts',
      title: '每个岗位有人',
      missing: unfilled.map(({ name }) => `${name}还没有人。`),
    },
  ]
  return items.map((each) => ({
    ...each,
    staysOff: off.filter(({ waitsFor }) => waitsFor === each.key).map(({ duty }) => duty.title),
  }))
}

/** Duties in force that nobody owes or that have no day, and what each of them waits for. */
function dutiesOff(directory: Directory, today: Day): { duty: Duty; waitsFor: string }[] {
  return [...directory.duties.values()]
    .filter(({ defaultOn }) => defaultOn)
    .flatMap((duty) => {
      const next = nextDayOf(duty, directory, today)?.day
      const unknown = next === undefined && duty.recurrence.type !== 'on_event'
      const noTerm = unknown && directory.calendar.terms.length === 0
      // A roster is read for a day: without a term there is none to read it for.
      if (noTerm && posts.get(duty.post)?.rotating) return [{ duty, waitsFor: 'terms' }]
      if (ownersOf(duty, directory, next ?? today).length === 0) return [{ duty, waitsFor: seatOf(duty) }]
      return noTerm ? [{ duty, waitsFor: 'terms' }] : []
    })
}

/** The item of the checklist that names whoever would owe a duty. */
function seatOf({ scope, post }: Duty): string {
  if (scope === 'class') return 'classes'
  if (scope === 'grade') return 'grades'
  if (scope === 'department') return 'heads'
  if (posts.get(post)?.rotating) return 'roster'
  if (post === 'gate_guard') return 'guards'
  return post === 'principal' || post === 'vp_safety' ? 'leaders' : 'posts'
}

function setupOf(directory: Directory): Setup {
  const { file } = directory.school
  return {
    ...file,
    terms: [...directory.calendar.terms],
    departments: file.departments.map(({ head: _, ...rest }) => {
      const head = directory.departmentHead(rest.id)
      return { ...rest, ...(head && { head: head.id }) }
    }),
    classes: file.classes.map(({ homeroom: _, ...rest }) => {
      const teacher = directory.person(directory.class(rest.id)?.homeroom ?? '')
      return { ...rest, ...(teacher?.active && { homeroom: teacher.id }) }
    }),
    grade_leaders: Object.fromEntries(
      directory.classes.flatMap(({ grade }) => {
        const leader = directory.gradeLeader(grade)
        return leader ? [[String(grade), leader.id]] : []
      }),
    ),
    patrol_points: file.patrol_points.map(({ owner, ...rest }) =>
      directory.person(owner ?? '')?.active ? { ...rest, owner } : rest,
    ),
    chats: directory.school.leadersChat ? [{ ...directory.school.leadersChat, purpose: 'leaders' }] : [],
    staff: directory.people
      .filter(({ active }) => active)
      .map(({ hasApp, account, proxy, mobile, ...rest }) => ({
        ...rest,
        has_app: hasApp,
        account: account !== undefined,
        mobile,
        ...(proxy !== undefined && { proxy }),
      })),
  }
}

/** What contradicts itself although nothing is missing, a sentence each with how to mend it. */
export const contradictionsOf = (directory: Directory): string[] => [
  ...directory.calendar.disagreements,
  ...gapsOf(directory.calendar),
  ...mistakesOf(directory),
]

/** Those that no date mends: a rhythm without a day, a person at two places at once. */
export const mistakesOf = (directory: Directory): string[] => [
  ...neverDue(directory),
  ...closedEarly(directory),
  ...twoPlaces(directory),
]

/** The years the school's terms lie in. */
function yearsKnown({ calendar: { terms } }: Directory): [from: Day, to: Day] | undefined {
  const [first, last] = [terms[0], terms.at(-1)]
  return first && last && [`${yearOf(first.start)}-01-01`, `${yearOf(last.end)}-12-31`]
}

const roundDuties = (directory: Directory): Duty[] =>
  [...directory.duties.values()].filter(
    ({ defaultOn, recurrence }) => defaultOn && recurrence.type !== 'on_event',
  )

/** Duties whose window is over before it opens on some of their days: workdays here, calendar days there. */
function closedEarly(directory: Directory): string[] {
  const [from, to] = yearsKnown(directory) ?? []
  if (from === undefined || to === undefined) return []
  const { calendar } = directory
  return roundDuties(directory)
    .filter(({ dueWindow: { open, due } }) => open.offset.unit !== due.offset.unit)
    .flatMap((duty) => {
      const shut = occurrences(duty.recurrence, calendar, from, to).find(
        ({ day }) =>
          day !== null && slotsOf(duty, day, calendar).some(({ opensAtMs, dueAtMs }) => opensAtMs >= dueAtMs),
      )
      return shut?.day
        ? [
            `「${duty.title}」有的日子（如 ${shut.day}）还没开始就截止了，这些日子不会安排：请改它的时间窗(due_window)。`,
          ]
        : []
    })
}

/** Duties whose rhythm finds no day. */
function neverDue(directory: Directory): string[] {
  const [from, to] = yearsKnown(directory) ?? []
  if (from === undefined || to === undefined) return []
  return roundDuties(directory)
    .filter(({ recurrence }) =>
      occurrences(recurrence, directory.calendar, from, to).every(({ day }) => day === null),
    )
    .map(
      ({ title }) =>
        `「${title}」在校历（${from} 至 ${to}）里一次也排不上：请改它的周期（npm run template -- --import），或${inSchoolFile('的校历里补上学期')}`,
    )
}
