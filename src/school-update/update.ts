import { createCalendar } from '../calendar/calendar.ts'
import type { Directory } from '../people/directory.ts'
import { withPeople } from '../people/directory.ts'
import { directoryWith } from '../people/directory-with.ts'
import { personOf } from '../people/load-school.ts'
import { followFile, leave, type Person, type PersonEvent, person } from '../people/person.ts'
import type { SchoolFile } from '../people/school-file.ts'
import type { Sections } from '../people/school-sections.ts'
import { Refusal } from '../refusal.ts'

/** What a school file read anew makes of a running school. */
export interface SchoolUpdate {
  sections: Sections
  /** Everybody it changes, with what happens and how they are afterwards, in the file's order; who is gone comes last. */
  people: { id: string; before: Person | undefined; after: Person; events: PersonEvent[] }[]
  before: Directory
  after: Directory
}

/** Rules have a way of their own (`npm run template`), and a group is named in the chat. */
const SECTIONS = [
  'school',
  'calendar',
  'departments',
  'lead_group',
  'grade_leaders',
  'classes',
  'patrol_points',
  'duty_roster',
  'assets',
  'externals',
] as const satisfies (keyof SchoolFile)[]

/**
 * Compares a checked school file with the school as it stands. `written` are the sections the file has: what it leaves
 * out stays as it is. Pure; the same file again changes nothing.
 * @throws Refusal for a file that knows less than half of the people: it is another school's, or not whole
 */
export function updateOf(
  before: Directory,
  file: SchoolFile,
  written: ReadonlySet<string>,
  override: object = {},
): SchoolUpdate {
  const sections = Object.fromEntries(
    SECTIONS.filter((key) => written.has(key) && sorted(file[key]) !== sorted(before.school.file[key])).map(
      (key) => [key, file[key]],
    ),
  ) as Sections
  const people = peopleOf(before, file)
  const calendar =
    sections.calendar &&
    createCalendar({ ...sections.calendar, ...override } as Parameters<typeof createCalendar>[0])
  const after = withPeople(
    directoryWith(before, sections, calendar),
    people.map((each) => each.after),
  )
  return { sections, people, before, after }
}

export const isNothing = ({ sections, people }: SchoolUpdate): boolean =>
  Object.keys(sections).length === 0 && people.length === 0

function peopleOf(before: Directory, file: SchoolFile): SchoolUpdate['people'] {
  const listed = new Set(file.staff.map(({ id }) => id))
  const here = before.people.filter(({ active }) => active)
  const gone = here.filter(({ id }) => !listed.has(id))
  if (gone.length * 2 > here.length)
    throw new Refusal(
      'other-school',
      `本校现在的 ${here.length} 人里，这份资料少了 ${gone.length} 人：可能拿错了文件，没有改动。请核对教职工名单(staff)。`,
    )
  const wished: [string, (state: Person | undefined) => PersonEvent[]][] = [
    ...file.staff.map((entry): [string, (state: Person | undefined) => PersonEvent[]] => [
      entry.id,
      followFile(personOf(entry)),
    ]),
    ...gone.map(({ id }): [string, typeof leave] => [id, leave]),
  ]
  return wished.flatMap(([id, decide]) => {
    const known = before.person(id)
    const events = decide(known)
    if (events.length === 0) return []
    const after = events.reduce<Person | undefined>(
      (state, event) => person.evolve(state, event, { id, atMs: 0, actor: null }),
      known,
    )!
    return [{ id, before: known, after, events }]
  })
}

/** The same content in whatever order its keys were written. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  ) ?? ''
