import { sayWeekday } from '../coverage/hours.ts'
import { posts } from '../duties/catalogue.ts'
import type { Directory } from '../people/directory.ts'
import { inSchoolFile } from '../people/in-school-file.ts'
import { mayLeadTheDay } from '../people/permissions.ts'
import type { School } from '../people/school.ts'
import { type Roster, rosterOf } from './export.ts'
import type { Template } from './template.ts'

type Points = School['file']['patrol_points']
interface Filled<T> {
  section: T
  notes: string[]
}

/** Whom a post of the template means here: whoever sits there already and holds it, else its only holder. */
function personFor({ holders }: Directory, post: string, now: string | undefined): string | undefined {
  const held = holders(post)
  if (now !== undefined && held.some(({ id }) => id === now)) return now
  return held.length === 1 ? held[0]!.id : undefined
}

const sayPost = (post: string): string => posts.get(post)?.name ?? post
const unclear = (directory: Directory, where: string, post: string): string =>
  `${where}写的是${sayPost(post)}，本校有 ${directory.holders(post).length} 人：保持原样，要改${inSchoolFile('里写明由谁负责')}`

/** Points with the ids of the template are taken over, others stay; codes on the walls and owners stay the school's. */
export function pointsAfter(
  directory: Directory,
  given: NonNullable<Template['patrol_points']>,
): Filled<Points> {
  const own = directory.school.file.patrol_points
  const notes: string[] = []
  const taken = given.map(({ owner: post, qr: _, ...point }) => {
    const known = own.find(({ id }) => id === point.id)
    const owner = post === undefined ? known?.owner : personFor(directory, post, known?.owner)
    if (post !== undefined && owner === undefined)
      notes.push(unclear(directory, `巡查点「${point.name}」的责任人`, post))
    const kept = owner ?? known?.owner
    return { ...point, ...(kept !== undefined && { owner: kept }), ...(known?.qr && { qr: known.qr }) }
  })
  const ids = new Set(given.map(({ id }) => id))
  const order = new Map(own.map(({ id }, place) => [id, place]))
  const section = [...own.filter(({ id }) => !ids.has(id)), ...taken].toSorted(
    (one, other) => (order.get(one.id) ?? own.length) - (order.get(other.id) ?? own.length),
  )
  return { section, notes }
}

/** Places and times of the template, none taken away; people by their posts where that is clear, else as the school has them. */
export function rosterAfter(
  directory: Directory,
  given: NonNullable<Template['duty_roster']>,
): Filled<Roster> {
  const own = directory.school.file.duty_roster
  const notes: string[] = []
  const leaders = Object.entries(given.duty_leader_by_weekday).flatMap(([weekday, post]) => {
    const now = own.duty_leader_by_weekday[weekday]
    const found = leaderFor(directory, post, now, `${sayWeekday(Number(weekday))}值班领导`, notes)
    const leader = found ?? now
    return leader === undefined ? [] : [[weekday, leader] as const]
  })
  const added = given.duty_teacher_posts.filter((place) => !own.duty_teacher_posts.includes(place))
  if (added.length > 0)
    notes.push(
      `值日岗${added.map((place) => `「${place}」`).join('')}是新的：${inSchoolFile('里写上由谁值日')}`,
    )
  if (isTold(given.duty_teacher_by_weekday, rosterOf(directory).duty_teacher_by_weekday))
    notes.push('值日教师按岗位分不清是谁，没有带入：本校的保持原样。')
  const off = weekendAfter(directory, given.duty_leader_weekend, notes)
  return {
    section: {
      ...own,
      duty_leader_by_weekday: { ...own.duty_leader_by_weekday, ...Object.fromEntries(leaders) },
      ...(off && { duty_leader_weekend: off }),
      // People stand by the order of the places: new ones come last.
      duty_teacher_posts: [...own.duty_teacher_posts, ...added],
      guard_shifts: shiftsAfter(own.guard_shifts, given.guard_shifts, notes),
      ...(given.makeup_day_rule !== undefined && { makeup_day_rule: given.makeup_day_rule }),
    },
    notes,
  }
}

/** Whether a template says something of it that the school does not say already. */
const isTold = (given: object, own: object | undefined): boolean =>
  Object.keys(given).length > 0 && JSON.stringify(given) !== JSON.stringify(own)

function leaderFor(
  directory: Directory,
  post: string,
  now: string | undefined,
  where: string,
  notes: string[],
): string | undefined {
  const found = personFor(directory, post, now)
  const leader = directory.person(found ?? '')
  if (!leader) notes.push(unclear(directory, where, post))
  else if (mayLeadTheDay(leader, directory)) return leader.id
  else notes.push(`${where}写的是${sayPost(post)}，不能带班：保持原样。`)
  return undefined
}

/** All of those who lead on days off in turn, or none: half a list would pass somebody's turn on. */
function weekendAfter(
  directory: Directory,
  given: Roster['duty_leader_weekend'],
  notes: string[],
): Roster['duty_leader_weekend'] {
  const own = rosterOf(directory).duty_leader_weekend
  if (!given || JSON.stringify(given.default) === JSON.stringify(own?.default)) return undefined
  const found = given.default.map((post) =>
    leaderFor(directory, post, undefined, '双休日和节假日值班领导', notes),
  )
  const people = found.filter((id) => id !== undefined)
  return people.length === found.length && people.length > 0 ? { ...given, default: people } : undefined
}

/** Times by the ids of the shifts; whom they are stays the school's, and so does a shift the template does not have. */
function shiftsAfter(
  own: Roster['guard_shifts'],
  given: Roster['guard_shifts'],
  notes: string[],
): Roster['guard_shifts'] {
  const taken = given.map((shift) => {
    const staff = own.find(({ id }) => id === shift.id)?.staff ?? []
    if (staff.length === 0) notes.push(`保安班次「${shift.id}」还没有人：${inSchoolFile('里写上由谁值')}`)
    return { ...shift, staff }
  })
  const fresh = taken.filter(({ id }) => !own.some((shift) => shift.id === id))
  return [...own.map((shift) => taken.find(({ id }) => id === shift.id) ?? shift), ...fresh]
}
