import { type Post, posts } from '../duties/catalogue.ts'
import { type Duty, duties as stock } from '../duties/duty.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'

/** Posts a school has only with the thing they look after (handbook §16: canteen, bus, boarding yes or no). */
const ONLY_WITH: Record<string, 'has_canteen' | 'has_bus' | 'has_boarding'> = {
  canteen_manager: 'has_canteen',
  canteen_worker: 'has_canteen',
  food_safety_director: 'has_canteen',
  bus_keeper: 'has_bus',
  dorm_keeper: 'has_boarding',
}

const isWanted = (post: string, { school }: Directory): boolean => {
  const thing = ONLY_WITH[post]
  return thing === undefined || school.file.school[thing] === true
}

/** The catalogue's posts this school must fill, in the catalogue's order: those that a duty of its own needs too. */
export function wantedPosts(directory: Directory): Post[] {
  const own = new Set([...directory.duties.values()].filter(isOwnWish).map(({ post }) => post))
  return [...posts.values()].filter(({ id }) => isWanted(id, directory) || own.has(id))
}

/** In force because the school said so: the catalogue asks it of nobody, or of another post. */
const isOwnWish = ({ id, post, defaultOn }: Duty): boolean => {
  const known = stock.get(id)
  return defaultOn && (known?.defaultOn !== true || known.post !== post)
}

/** Who fills a post: its holders; for the posts that go round, everybody on the roster. */
export function fillersOf(post: Post, directory: Directory): Person[] {
  const roster = directory.school.file.duty_roster
  const listed = (ids: (string | undefined)[]) =>
    unique(ids.map((id) => directory.person(id ?? ''))).filter(({ active }) => active)
  if (post.id === 'duty_leader')
    return listed([
      ...Object.values(roster?.duty_leader_by_weekday ?? {}),
      ...(roster?.duty_leader_weekend?.default ?? []),
    ])
  if (post.id === 'duty_teacher') return listed(Object.values(roster?.duty_teacher_by_weekday ?? {}).flat())
  return directory.holders(post.id)
}

/** Somebody from outside the school who fills a post of that kind (`externals` of the school file). */
export const outsider = (post: Post, { school }: Directory): string | undefined =>
  post.level === 'external' ? school.file.externals?.find(({ type }) => type === post.id)?.name : undefined

/** Whether a duty falls to holders of a post; what everybody owes alike is nobody's own. */
export const fallsTo = (duty: Duty, post: string): boolean =>
  duty.scope !== 'all_staff' && (duty.post === post || duty.coPosts.includes(post))

/** The duties of a person's own: of one of the posts held, and not covered by another of them. */
export const ownsDuty = (duty: Duty, { posts: held }: Person): boolean =>
  held.some((post) => fallsTo(duty, post)) && !duty.excludePosts.some((post) => held.includes(post))

/**
 * The duties that must be somebody's: in force here, in force by the catalogue, or of what only this school has. A duty
 * the school switched off stays on the list, so that nobody forgets it was.
 */
export const wantedDuties = (directory: Directory): Duty[] =>
  [...directory.duties.values()].filter(
    (duty) =>
      isOwnWish(duty) ||
      (isWanted(duty.post, directory) &&
        (duty.defaultOn || stock.get(duty.id)?.defaultOn === true || duty.post in ONLY_WITH)),
  )
