import { readFileSync } from 'node:fs'

// What is red, worked out from the two JSON files alone and without a line of the product.
const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
const school = read('../../src/people/sample-school.json') as Sample
const catalogue = read('../../src/duties/duty-catalog.json') as Catalogue

interface Sample {
  staff: { id: string; posts: string[]; homeroom_class?: string }[]
  classes: { id: string; grade: number; homeroom?: string }[]
  departments: { id: string; head: string }[]
  grade_leaders: Record<string, string>
  patrol_points: { id: string; owner: string }[]
  duty_roster: {
    duty_leader_by_weekday: Record<string, string>
    duty_leader_weekend: { default: string[] }
    duty_teacher_posts: string[]
    duty_teacher_by_weekday: Record<string, string[]>
    guard_shifts: { id: string; staff: string[] }[]
  }
}
interface Catalogue {
  posts: { id: string; department: string }[]
  duties: {
    id: string
    post: string
    co_posts?: string[]
    exclude_posts?: string[]
    scope: string
    default_on?: boolean
    recurrence: { type: string }
  }[]
}

export const staffIds = school.staff.map(({ id }) => id)
export const dutyIds = catalogue.duties.filter(({ default_on }) => default_on !== false).map(({ id }) => id)

/** The sample school has neither bus nor boarding. */
const NOT_HERE = ['bus_keeper', 'dorm_keeper']
const leaders = school.duty_roster.duty_leader_by_weekday
const teachers = school.duty_roster.duty_teacher_by_weekday
const offDays = school.duty_roster.duty_leader_weekend.default

/**
 * The keys of all red cells on Tuesday 1 September 2026, when `gone` have left and `off` are switched off, and the guards
 * in `reposted` have become something else.
 */
export function redOf(
  gone: ReadonlySet<string>,
  off: ReadonlySet<string>,
  reposted: ReadonlySet<string> = new Set(),
): Set<string> {
  const here = (id: string | undefined) => id !== undefined && !gone.has(id)
  const held = (post: string) =>
    school.staff.some(
      (p) => here(p.id) && p.posts.includes(post) && !(post === 'gate_guard' && reposted.has(p.id)),
    )
  const homeroom = (id: string) => school.staff.find((p) => p.homeroom_class === id)?.id
  const on = (id: string) => dutyIds.includes(id) && !off.has(id)
  const inForce = catalogue.duties.filter(({ id }) => on(id))
  const red = new Set<string>()
  const check = (key: string, green: boolean) => void (green || red.add(key))

  for (const { id } of catalogue.posts) {
    if (NOT_HERE.includes(id)) continue
    const filled =
      id === 'legal_vp'
        ? true
        : id === 'duty_leader'
          ? [...Object.values(leaders), ...offDays].some(here)
          : id === 'duty_teacher'
            ? Object.values(teachers).flat().some(here)
            : held(id)
    check(`post/${id}/held`, filled)
    check(
      `post/${id}/duties`,
      inForce.some((d) => d.scope !== 'all_staff' && [d.post, ...(d.co_posts ?? [])].includes(id)),
    )
  }
  for (const { id, posts } of school.staff.filter((p) => here(p.id)))
    check(
      `person/${id}/safety`,
      inForce.some(
        (d) =>
          d.scope !== 'all_staff' &&
          [d.post, ...(d.co_posts ?? [])].some((post) => posts.includes(post)) &&
          !(d.exclude_posts ?? []).some((post) => posts.includes(post)),
      ),
    )
  // The next holiday of the watch is Friday 25 September; every other shift is today, a Tuesday.
  const leading = (weekday: string) =>
    here(leaders[weekday]) || held('vp_safety') || held('principal') || held('party_secretary')
  const owed = (d: Catalogue['duties'][number]): boolean => {
    const posts = [d.post, ...(d.co_posts ?? [])]
    if (d.recurrence.type === 'on_event') return posts.some(held)
    // On days off the leaders take turns, whoever of them is there.
    if (d.id === 'ptl-holiday-watch')
      return school.duty_roster.duty_leader_weekend.default.some(here) || leading('5')
    if (d.post === 'duty_leader') return leading('2')
    if (d.id === 'ptl-gate-escort') return here(teachers['2']![0])
    if (d.post === 'duty_teacher') return teachers['2']!.some(here)
    switch (d.scope) {
      case 'school':
        return d.post === 'legal_vp' ? held(d.co_posts![0]!) : held(d.post)
      case 'department':
        return posts.some(
          (post) =>
            held(post) ||
            school.departments.some(
              ({ id, head }) =>
                id === catalogue.posts.find((known) => known.id === post)?.department && here(head),
            ),
        )
      case 'grade':
        return Object.values(school.grade_leaders).some(here)
      case 'class':
        return school.classes.some(({ id }) => here(homeroom(id)))
      case 'all_staff':
        return school.staff.some(({ id }) => here(id))
      case 'shift':
        return held(d.post)
      default:
        return school.staff.some(
          ({ id, posts: own }) =>
            here(id) &&
            own.some((post) => posts.includes(post)) &&
            !own.some((post) => (d.exclude_posts ?? []).includes(post)),
        )
    }
  }
  for (const d of catalogue.duties)
    if (dutyIds.includes(d.id) && !NOT_HERE.includes(d.post)) check(`duty/${d.id}`, on(d.id) && owed(d))

  for (const { id, head } of school.departments) check(`department/${id}`, here(head))
  for (const [grade, id] of Object.entries(school.grade_leaders)) check(`grade/${grade}`, here(id))
  for (const { id } of school.classes) check(`class/${id}`, here(homeroom(id)))
  for (const { id, owner } of school.patrol_points) check(`point/${id}`, here(owner))

  check('roster/off/leader', offDays.some(here))
  const [dayShift, nightShift] = school.duty_roster.guard_shifts
  for (const weekday of ['1', '2', '3', '4', '5']) {
    check(`roster/${weekday}/leader`, here(leaders[weekday]))
    for (const [order, place] of school.duty_roster.duty_teacher_posts.entries())
      check(`roster/${weekday}/${place}`, here(teachers[weekday]![order]))
    for (let at = 390; at < 1170; at += 30) {
      const overlaps = (from: number, until: number) => from < at + 30 && at < until
      const from = on('chk-duty-leader-shift') ? 440 : on('ptl-duty-leader-rounds') ? 540 : undefined
      const leader = from !== undefined && overlaps(from, 1080) && here(leaders[weekday])
      const atGate = on('ptl-gate-escort') && (overlaps(445, 500) || overlaps(975, 1050))
      const guards = (at < 1140 ? dayShift! : nightShift!).staff.some((id) => here(id) && !reposted.has(id))
      const time = `${String(Math.floor(at / 60)).padStart(2, '0')}:${at % 60 === 0 ? '00' : '30'}`
      check(`time/${weekday}/${time}`, leader || (atGate && teachers[weekday]!.some(here)) || guards)
    }
  }
  return red
}
