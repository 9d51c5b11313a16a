import type { Finding } from '../ladders/source.ts'
import { standInFor } from '../leaves/stand-in.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { resolveRoles, type Unheld } from '../people/roles.ts'
import { chainAbove } from '../people/superiors.ts'
import { type Day, dayOf } from '../time.ts'
import { awaitedCoOwners, type Instance, responsibleFor } from './instance.ts'
import { missingProofs } from './prove.ts'

/** Roles that are the person's own; everybody else is somebody it is told to. */
const OWN_ROLES = new Set(['owner', 'co_owner', 'unsigned', 'attendees'])
/** Messages that carry a matter past the person: never to himself (handbook §3). */
const ESCALATIONS = new Set([
  'overdue',
  'overdue_list',
  'exception',
  'digest',
  'escalate',
  'fill_post',
  'missed',
])

/** The persons a step of an instance's ladder is for, never the one it is escalated over. */
export function whoIsTold(
  { directory, unheld }: Pick<Finding, 'directory' | 'unheld'>,
  entry: Instance,
  post: string,
  roles: readonly string[],
  message: string,
): Person[] {
  const day = dayOf(entry.dueAtMs - 1)
  const own = roles.filter((role) => OWN_ROLES.has(role)).flatMap((role) => ownRole(directory, entry, role))
  const listed = roles.filter((role) => !OWN_ROLES.has(role))
  const above = unique(listed.flatMap((role) => roleAbove({ directory, unheld }, entry, post, role, day)))
  if (!ESCALATIONS.has(message)) return unique([...own, ...above])
  const others = above.filter(({ id }) => id !== responsibleFor(entry))
  const owner = directory.person(responsibleFor(entry))
  const instead = above.length > 0 && others.length === 0 && owner ? chainAbove(directory, owner, post) : []
  const told = unique([...own, ...others, ...instead.slice(0, 1)])
  return told.length === 0 && listed.includes('supervisor') ? otherHead(directory, entry) : told
}

/** Nobody is above a head of the school: what would then reach nobody reaches the other one (handbook §10.9). */
const otherHead = (directory: Directory, entry: Instance): Person[] =>
  unique(['principal', 'party_secretary'].flatMap((post) => directory.holders(post)))
    .filter(({ id }) => id !== responsibleFor(entry))
    .slice(0, 1)

function ownRole(directory: Directory, entry: Instance, role: string): Person[] {
  switch (role) {
    case 'attendees':
      return persons(directory, [...entry.others, entry.owner])
    case 'unsigned':
      return persons(
        directory,
        missingProofs(entry).flatMap(({ type, of }) =>
          type === 'signature' && of !== undefined ? [of] : [],
        ),
      )
    case 'co_owner':
      return persons(directory, awaitedCoOwners(entry))
    default:
      return persons(directory, [responsibleFor(entry)])
  }
}

const persons = (directory: Directory, ids: readonly string[]): Person[] =>
  unique(ids.map((id) => directory.person(id))).filter((person) => person.active)

function roleAbove(
  { directory, unheld }: { directory: Directory; unheld: Unheld | undefined },
  entry: Instance,
  post: string,
  role: string,
  day: Day,
): Person[] {
  const holders = (of: string) => resolveRoles([of], directory, { day, ...(unheld && { unheld }) })
  const owner = directory.person(entry.owner)
  switch (role) {
    case 'supervisor': {
      const held = owner?.posts.includes(post) ? post : (owner?.posts[0] ?? post)
      const chain = owner ? chainAbove(directory, owner, held) : []
      const above = chain.find(
        (person) => person.id !== responsibleFor(entry) && !directory.leaveOf(person.id, day),
      )
      return above ? [above] : []
    }
    case 'substitute': {
      const stand = owner && standInFor(directory, owner, day)
      return stand ? [stand] : []
    }
    case 'counterpart_leader':
      return holders(owner?.posts.includes('party_secretary') ? 'principal' : 'party_secretary')
    case 'duty_leader': {
      // 责任人本身是值班领导时，第一步改发 vp_safety (note of ESC-DUTY).
      const self = directory.dutyLeader(day)?.id === responsibleFor(entry)
      return holders(self ? 'vp_safety' : 'duty_leader')
    }
    default:
      return holders(role)
  }
}
