import { standInFor } from '../leaves/stand-in.ts'
import type { Outages } from '../outages/outage.ts'
import { outagesOf } from '../outages/outages.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { resolveRoles } from '../people/roles.ts'
import type { Database } from '../store/database.ts'
import { DAY_MS, dayOf } from '../time.ts'
import { graceFor } from './clock.ts'
import { dutiesToFill, rolesThatFill } from './duties-in-force.ts'
import { type Instance, type InstanceEvent, isOwed, known, responsibleFor } from './instance.ts'
import { instancesOfDuty } from './instances.ts'

/**
 * Whether this person may take a post nobody came to (catalogue, note of ESC-DUTY): nobody was missing while there was
 * no way to say that he had come.
 */
export function mayFill(
  who: Person,
  about: Instance,
  directory: Directory,
  outages: Outages | undefined,
  nowMs: number,
): boolean {
  const roles = rolesThatFill(about.policy)
  if (roles.length === 0 || !isOwed(about)) return false
  if (nowMs <= about.dueAtMs + graceFor(about, outages, nowMs)) return false
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
  const all = await Promise.all(
    dutiesToFill(directory).map((id) => instancesOfDuty(db, id, nowMs - DAY_MS, nowMs)),
  )
  const outages = await outagesOf(db)
  return all.flat().filter((about) => mayFill(who, about, directory, outages, nowMs))
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
