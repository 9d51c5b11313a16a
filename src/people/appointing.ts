import { posts } from '../duties/catalogue.ts'
import type { Work } from '../log/work.ts'
import { Refusal } from '../refusal.ts'
import type { Directory, SchoolClass } from './directory.ts'
import { HEAD_POSTS, mayPostHeads } from './permissions.ts'
import { givePosts, type Person, type Posting, person } from './person.ts'

/**
 * Whether `by`, who may settle posts (`mayPost`), may make these changes of `before` into `after` (handbook §4).
 * Nobody changes his own posts; those of the principal, the secretary and the vice principal in charge are given and
 * taken by a head alone, because with them goes the word on incidents, listings and excuses. The legal representative
 * and the first responsible are the principal (§2, §3), so that seat stands for all three. Throws `Refusal`.
 */
export function refuseAppointment(
  before: Directory,
  after: Directory,
  changed: readonly Person[],
  by: Person,
): void {
  if (changed.some(({ id }) => id === by.id))
    throw new Refusal('own-posts', '自己的岗位要由别人来定。请校长、书记或安全办公室的同事发送 /任职。')
  if (changed.some((each) => changesHead(before.person(each.id), each)) && !mayPostHeads(by, before))
    throw new Refusal('heads', '校长、书记和分管安全副校长由校长或书记任免，请他们来发送 /任职。')
  const emptied = keptSeats(before).find(({ isHeld }) => isHeld(before) && !isHeld(after))
  if (emptied) throw new Refusal('empty-seat', emptied.says)
}

/**
 * Gives somebody his posts from now on. A class has one homeroom teacher: whoever had it gives it up.
 * @returns everybody whose posts are others now
 */
export async function appoint(
  work: Work,
  directory: Directory,
  who: Person,
  posting: Posting,
  by: Person,
): Promise<Person[]> {
  const changed = [await work.change(person, who.id, givePosts(posting, by.id))]
  const before = posting.homeroomClass ? directory.class(posting.homeroomClass)?.homeroom : undefined
  if (!before || before === who.id) return changed
  const left = (directory.person(before)?.posts ?? []).filter((post) => post !== 'homeroom_teacher')
  const gaveUp = await work.change(person, before, givePosts({ posts: left, homeroomClass: null }, by.id))
  return [...changed, gaveUp]
}

/** Classes that a change of posts leaves without a homeroom teacher: nobody is asked for them until one is named. */
export const classesLeft = (before: Directory, after: Directory): SchoolClass[] =>
  after.classes.filter(({ id }) => hasTeacher(before, id) && !hasTeacher(after, id))

/** Of somebody who left, whoever keeps his things is asked: only a class that names nobody has no teacher. */
export const hasTeacher = (directory: Directory, id: string): boolean =>
  directory.person(directory.class(id)?.homeroom ?? '') !== undefined

const changesHead = (before: Person | undefined, after: Person): boolean =>
  HEAD_POSTS.some((post) => (before?.posts.includes(post) ?? false) !== after.posts.includes(post))

interface KeptSeat {
  isHeld(directory: Directory): boolean
  /** Who must be named first. */
  says: string
}

/** The seats of handbook §3 that must never be empty. */
const keptSeats = ({ school }: Directory): KeptSeat[] => [
  ...['principal', 'vp_safety'].map((post) => ({
    isHeld: ({ holders }: Directory) => holders(post).length > 0,
    says: sayFirst(post),
  })),
  ...[...posts.values()]
    .filter(({ level }) => level === 'dept_head')
    .map(({ id, department }) => ({
      isHeld: (directory: Directory) => directory.departmentHead(department) !== undefined,
      says: sayFirst(id),
    })),
  ...school.file.duty_roster.guard_shifts.map(({ id, staff, start, end }) => ({
    isHeld: ({ holders }: Directory) => holders(GUARD).some((guard) => staff.includes(guard.id)),
    says: `这样 ${start && end ? `${start}–${end} 这一班` : `班次「${id}」`}就没有${nameOf(GUARD)}了。请管理员先在保安班次里排上另一位，再来调整。`,
  })),
]

const GUARD = 'gate_guard'
const nameOf = (post: string): string => posts.get(post)?.name ?? post
const sayFirst = (post: string): string =>
  `这样就没有${nameOf(post)}了。请先任命新的${nameOf(post)}（发送 /任职 姓名 今后的全部岗位），再来调整。`
