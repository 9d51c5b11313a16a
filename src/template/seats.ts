import { sayWeekday } from '../coverage/hours.ts'
import { posts } from '../duties/catalogue.ts'
import type { Directory } from '../people/directory.ts'
import type { School } from '../people/school.ts'
import type { Template } from './template.ts'

type Roster = School['file']['duty_roster']
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
  `${where}写的是${sayPost(post)}，本校有 ${directory.holders(post).length} 人：保持原样，请在学校里写明由谁负责。`

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
    const found = personFor(directory, post, now)
    if (found === undefined) notes.push(unclear(directory, `${sayWeekday(Number(weekday))}值班领导`, post))
    const leader = found ?? now
    return leader === undefined ? [] : [[weekday, leader] as const]
  })
  const shifts = given.guard_shifts.map((shift) => {
    const staff = own.guard_shifts.find(({ id }) => id === shift.id)?.staff ?? []
    if (staff.length === 0) notes.push(`保安班次「${shift.id}」还没有人：请在值班安排里写明由谁值。`)
    return { ...shift, staff }
  })
  const added = given.duty_teacher_posts.filter((place) => !own.duty_teacher_posts.includes(place))
  if (added.length > 0)
    notes.push(`值日岗${added.map((place) => `「${place}」`).join('')}是新的：请写明由谁值日。`)
  return {
    section: {
      ...own,
      duty_leader_by_weekday: {
        ...own.duty_leader_by_weekday,
        ...Object.fromEntries(leaders),
      },
      // People stand by the order of the places: new ones come last.
      duty_teacher_posts: [...own.duty_teacher_posts, ...added],
      guard_shifts: shifts.length > 0 ? shifts : own.guard_shifts,
    },
    notes,
  }
}
