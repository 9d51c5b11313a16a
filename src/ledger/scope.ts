import type { Directory } from '../people/directory.ts'
import { isDepartmentHead, seesAll } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import type { Scope } from './filter.ts'

/** The departments whose head somebody is. */
export const departmentsOf = (directory: Directory, who: Person): string[] =>
  directory.school.file.departments
    .map(({ id }) => id)
    .filter((department) => isDepartmentHead(who, department, directory))

/** The grades somebody leads. */
export const gradesOf = (directory: Directory, who: Person): number[] => [
  ...new Set(
    directory.classes
      .map(({ grade }) => grade)
      .filter((grade) => directory.gradeLeader(grade)?.id === who.id),
  ),
]

/** Row by row of handbook §4: everybody the own, heads their department, grade leaders their grade, the office and above all. */
export function scopesOf(directory: Directory, who: Person): Scope[] {
  const leads = departmentsOf(directory, who).length + gradesOf(directory, who).length > 0
  return [
    'mine',
    ...(leads ? (['department'] as const) : []),
    ...(seesAll(who, directory) ? (['all'] as const) : []),
  ]
}

/** How the middle scope is called for this person: 本部门, 本年级. */
export function sayDepartment(directory: Directory, who: Person): string {
  const words = [
    departmentsOf(directory, who).length > 0 && '本部门',
    gradesOf(directory, who).length > 0 && '本年级',
  ]
  return words.filter(Boolean).join('、') || '本部门'
}

/** @throws Refusal naming what he may ask for instead. */
export function mustSee(directory: Directory, who: Person, scope: Scope): void {
  const own = scopesOf(directory, who)
  if (own.includes(scope)) return
  const instead = own.includes('department') ? '/隐患清单 本部门' : '/隐患清单 我的'
  throw new Refusal(
    'not-yours',
    scope === 'all'
      ? `全校的隐患清单给安全办公室和校领导看。您可以发送 ${instead}。`
      : '这份清单给部门负责人和年级组长看。您可以发送 /隐患清单 我的。',
  )
}

/** Row "export ledger": the widest somebody may take out; undefined for those who may not. */
export const exportScope = (directory: Directory, who: Person): Scope | undefined =>
  scopesOf(directory, who).findLast((scope) => scope !== 'mine')
