import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { type RoleContext, resolveRoles } from '../people/roles.ts'
import type { Hazard } from './hazard.ts'
import { scopeOf } from './waits.ts'

/** Whose post keeps in touch with town, police and urban management is whoever owes them this report (S1-61). */
const LIAISON_DUTY = 'rpt-liaison-monthly'

type Where = Pick<Hazard, 'scope' | 'category' | 'department'>

/** Who hands out the mending: the head of the department; around the school whoever keeps in touch outside (S1-43). */
export function ownerOf(directory: Directory, about: Where): Person | undefined {
  const head = directory.departmentHead(about.department)
  if (scopeOf(about) === 'on_campus') return head
  const post = directory.duties.get(LIAISON_DUTY)?.post ?? 'vp_safety'
  return directory.holders(post)[0] ?? head
}

/** From hand to hand, it lies with the leader who decides where it goes (S2-108). */
export function liesWithCoordinator(
  directory: Directory,
  { transfers, rectifier, assignee }: Pick<Hazard, 'transfers' | 'rectifier' | 'assignee'>,
): boolean {
  const coordinator = directory.holders('vp_safety')[0]
  return coordinator !== undefined && transfers > 0 && (rectifier ?? assignee) === coordinator.id
}

/** Id of whose it is once its class or place is another: its owner's, but a correction takes it from no coordinator. */
export const ownerOnceCorrected = (directory: Directory, about: Hazard, to: Where): string | undefined =>
  liesWithCoordinator(directory, about) ? about.assignee : ownerOf(directory, to)?.id

/** The persons of a policy's roles for one hazard: its owner stands where the policy says the department's head. */
export const personsFor = (
  directory: Directory,
  about: Where,
  roles: readonly string[],
  context: Omit<RoleContext, 'department'>,
): Person[] =>
  roles.flatMap((role) => {
    const owner = role === HEAD && scopeOf(about) === 'surroundings' && ownerOf(directory, about)
    return owner ? [owner] : resolveRoles([role], directory, { ...context, department: about.department })
  })

const HEAD = 'assignee_dept_head'
