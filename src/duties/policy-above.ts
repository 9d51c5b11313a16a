import { posts } from './catalogue.ts'
import type { WrittenPolicy } from './policy-shape.ts'
import { sayRole, sayStep } from './policy-words.ts'

type Step = WrittenPolicy['steps'][number]

/** Both of them answer for the school: a ladder ends at both (S1-17). */
const HEADS = ['principal', 'party_secretary']
/** Who is above whoever owes something, besides the posts of leaders and heads of departments (S1-18). */
const ABOVE = new Set([
  'supervisor',
  'safety_office',
  'duty_leader',
  'lead_group',
  'assignee_dept_head',
  'counterpart_leader',
])
const LEADING = new Set(['leader', 'dept_head'])

export const saysTheSame = (one: Step, other: Step): boolean =>
  one.condition === other.condition && one.message === other.message

export const headsIn = ({ to }: Step): string[] => HEADS.filter((head) => to.includes(head))

const isAbove = (role: string): boolean => ABOVE.has(role) || LEADING.has(posts.get(role)?.level ?? '')

/** The catalogue's steps that a policy still asks about; what it dropped whole is said by itself. */
const askedIn = (steps: readonly Step[], stock: WrittenPolicy): Step[] =>
  stock.steps.filter(({ condition }) => steps.some((step) => step.condition === condition))

/** Conditions that nobody above hears of any more. */
export function nobodyAbove({ steps }: WrittenPolicy, stock: WrittenPolicy): string[] {
  const asked = askedIn(steps, stock)
  const rolesOf = (of: readonly Step[], condition: string) => [
    ...new Set(of.flatMap((step) => (step.condition === condition ? step.to.filter(isAbove) : []))),
  ]
  return [...new Set(asked.map(({ condition }) => condition))].flatMap((condition) => {
    const usual = rolesOf(asked, condition)
    if (usual.length === 0 || rolesOf(steps, condition).length > 0) return []
    const some = usual.map((role) => `${role}（${sayRole(role)}）`).join('、')
    return [`「${condition}」没有一步通知责任人以上的人：请至少在一步的收信人(to)里保留 ${some}`]
  })
}

/** Steps that leave out a head whom the catalogue names there; the report itself is looked at by itself. */
export function headsLeftOut({ steps }: WrittenPolicy, stock: WrittenPolicy): string[] {
  const said = new Set<string>()
  return askedIn(steps, stock).flatMap((usual) => {
    if (usual.at === 'reported') return []
    const now = new Set(steps.filter((step) => saysTheSame(step, usual)).flatMap(({ to }) => to))
    return headsIn(usual).flatMap((head) => {
      const kind = `${usual.condition} ${usual.message} ${head}`
      if (now.has(head) || said.has(kind)) return []
      said.add(kind)
      return [`「${sayStep(usual)}」这一步不再通知${sayRole(head)}：请在收信人(to)里写上 ${head}`]
    })
  })
}
