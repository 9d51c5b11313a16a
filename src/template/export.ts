import { posts } from '../duties/catalogue.ts'
import { duties as stock, stockEntry, writtenDuties } from '../duties/duty.ts'
import { dutyShape } from '../duties/duty-shape.ts'
import { stockPolicies } from '../duties/policies.ts'
import type { WrittenPolicy } from '../duties/policy-shape.ts'
import { writtenSettings } from '../duties/settings.ts'
import type { Directory } from '../people/directory.ts'
import type { School } from '../people/school.ts'
import type { Entry } from './own-entries.ts'
import { TEMPLATE_VERSION } from './template.ts'

/** Keys of a duty that are rules or wording; whatever else a school noted beside them stays with the school. */
const DUTY_KEYS = new Set([
  ...Object.keys(dutyShape.shape),
  ...Object.keys(stockEntry('chk-staff-daily') ?? {}),
])

/**
 * The school's catalogue, rules, patrol points, roster and calendar as another school can take them over: posts instead of
 * people, no accounts, no phone numbers, no codes of the points. Days off of the whole country are not the school's.
 */
export function templateOf(directory: Directory): object {
  const { file } = directory.school
  const { holidays: _, makeup_workdays: __, provisional_years: ___, ...calendar } = file.calendar
  return withoutPeople(directory, {
    template_version: TEMPLATE_VERSION,
    duties: writtenDuties((file.duties ?? []) as Entry[])
      .filter(isOffered)
      .map(onlyRules),
    escalation_policies: policiesOf(directory),
    settings: writtenSettings(directory.rules.settings),
    duty_roster: rosterOf(directory),
    patrol_points: file.patrol_points.map(({ owner, qr: ____, ...point }) => ({
      ...point,
      ...(owner !== undefined && { owner: postOf(directory, owner) }),
    })),
    calendar,
  }) as object
}

/** A duty of the school's own that it gave up is nobody else's. */
const isOffered = ({ id, default_on: on }: Entry): boolean => on !== false || stock.has(String(id))

/** All of the catalogue's, the school's words in place of those it changed. */
export function policiesOf({ school }: Directory): WrittenPolicy[] {
  const own = (school.file.escalation_policies ?? []) as WrittenPolicy[]
  return [...stockPolicies.values()].map((policy) => own.find(({ id }) => id === policy.id) ?? policy)
}

const onlyRules = (entry: Entry): Entry =>
  Object.fromEntries(Object.entries(entry).filter(([key]) => DUTY_KEYS.has(key)))

export type Roster = School['file']['duty_roster']

/** The duty roster with posts in the place of people. */
export function rosterOf(directory: Directory): Roster {
  const { duty_roster: roster } = directory.school.file
  const postsFor = (ids: readonly string[]) => ids.map((id) => postOf(directory, id))
  const perDay = <T, R>(days: Record<string, T> | undefined, say: (value: T) => R) =>
    Object.fromEntries(Object.entries(days ?? {}).map(([weekday, value]) => [weekday, say(value)]))
  const weekend = roster?.duty_leader_weekend
  return {
    duty_leader_by_weekday: perDay(roster?.duty_leader_by_weekday, (id) => postOf(directory, id)),
    ...(weekend && { duty_leader_weekend: { ...weekend, default: postsFor(weekend.default) } }),
    duty_teacher_posts: roster?.duty_teacher_posts ?? [],
    duty_teacher_by_weekday: perDay(roster?.duty_teacher_by_weekday, postsFor),
    guard_shifts: (roster?.guard_shifts ?? []).map((shift) => ({ ...shift, staff: postsFor(shift.staff) })),
    ...(roster?.makeup_day_rule && { makeup_day_rule: roster.makeup_day_rule }),
  }
}

/** The post somebody is named for: the first held alone, since that one means the same person elsewhere too. */
function postOf({ person, holders }: Directory, id: string): string {
  const held = (person(id)?.posts ?? []).filter((post) => posts.has(post))
  return held.find((post) => holders(post).length === 1) ?? held[0] ?? 'subject_teacher'
}

const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g

/** Names and numbers that a school wrote into its own words. */
function withoutPeople({ people }: Directory, value: unknown): unknown {
  const known = people.flatMap(({ name, posts: [post], mobile, account }) => [
    [name, posts.get(post ?? '')?.name ?? '教职工'] as const,
    ...[mobile, account].flatMap((private_) => (private_ ? [[private_, '（略）'] as const] : [])),
  ])
  const clean = (text: string): string =>
    known
      .reduce((so, [word, instead]) => (word ? so.replaceAll(word, instead) : so), text)
      .replace(MOBILE, '（略）')
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === 'string' ? clean(each) : each,
  )
}
