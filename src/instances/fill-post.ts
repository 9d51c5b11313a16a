import { policies } from '../duties/policies.ts'
import { standInFor } from '../leaves/stand-in.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { resolveRoles } from '../people/roles.ts'
import type { Database } from '../store/database.ts'
import { DAY_MS, type Day, dayOf, instantOf } from '../time.ts'
import { type Instance, type InstanceEvent, isOwed, known, responsibleFor } from './instance.ts'
import { instancesOfDuty } from './instances.ts'

/** Who is asked to step in where somebody has not come, as the duty's policy says; nobody for other policies. */
const rolesThatFill = (policy: string): string[] =>
  policies.get(policy)?.steps.find(({ message }) => message === 'fill_post')?.to ?? []

/** Whether this person may take a post nobody came to (catalogue, note of ESC-DUTY). */
export function mayFill(who: Person, about: Instance, directory: Directory, nowMs: number): boolean {
  const roles = rolesThatFill(about.policy)
  if (roles.length === 0 || !isOwed(about) || nowMs <= about.dueAtMs) return false
  const day = dayOf(about.dueAtMs - 1)
  const owner = directory.person(about.owner)
  const stand = owner && standInFor(directory, owner, day)
  const others = resolveRoles(
    roles.filter((role) => role !== 'substitute'),
    directory,
    { day },
  )
  return unique([stand, ...others]).some(
    (person) => person.id === who.id || directory.addressee(person)?.id === who.id,
  )
}

/** Posts of today nobody came to, which this person may take. */
export async function postsToFill(
  db: Database,
  directory: Directory,
  who: Person,
  nowMs: number,
): Promise<Instance[]> {
  const posts = await postsBetween(db, directory, nowMs - DAY_MS, nowMs)
  return posts.filter((about) => mayFill(who, about, directory, nowMs))
}

/** Posts of a day somebody else took because this person had not come. */
export async function postsFilledFor(
  db: Database,
  directory: Directory,
  who: Person,
  day: Day,
): Promise<Instance[]> {
  const posts = await postsBetween(db, directory, instantOf(day), instantOf(day, '24:00'))
  return posts.filter(({ absent }) => absent?.person === who.id)
}

async function postsBetween(
  db: Database,
  directory: Directory,
  fromMs: number,
  toMs: number,
): Promise<Instance[]> {
  const duties = [...directory.duties.values()].filter(({ policy }) => rolesThatFill(policy).length > 0)
  const all = await Promise.all(duties.map(({ id }) => instancesOfDuty(db, id, fromMs, toMs)))
  return all.flat()
}

/** 补岗: whoever had it was absent, and it is in the hands of who came. Whether he may is asked before. */
export const fillPost =
  (by: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const post = known(state)
    return isOwed(post) && responsibleFor(post) !== by
      ? [{ kind: 'duty.post-filled', by, absent: responsibleFor(post) }]
      : []
  }
