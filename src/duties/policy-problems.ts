import { shapeProblems } from '../shape-problems.ts'
import { stockPolicies } from './policies.ts'
import { headsLeftOut, nobodyAbove } from './policy-above.ts'
import { IN_DANGER, setLooser } from './policy-floor.ts'
import { POLICY_WORDS, policyShape, type WrittenPolicy } from './policy-shape.ts'
import { stepProblems } from './policy-step-problems.ts'
import { sayRole } from './policy-words.ts'

type Step = WrittenPolicy['steps'][number]

export interface ReadPolicies {
  policies: WrittenPolicy[]
  problems: string[]
}

/**
 * A school's own words of the catalogue's policies. They may change when, whom, how often and whether quiet hours count;
 * what a step asks and what it makes of the matter stays, and nothing the catalogue asks for may fall silent.
 */
export function readPolicies(entries: readonly unknown[]): ReadPolicies {
  const policies: WrittenPolicy[] = []
  const problems: string[] = []
  for (const [order, json] of entries.entries()) {
    const id = (json as { id?: unknown } | null)?.id
    const name = typeof id === 'string' && id ? `策略「${id}」` : `第 ${order + 1} 条策略`
    const read = policyShape.safeParse(json)
    const found = read.success
      ? problemsOf(read.data, policies)
      : shapeProblems(read.error, json, POLICY_WORDS)
    problems.push(...found.map((problem) => `${name}：${problem}`))
    if (read.success) policies.push(read.data)
  }
  return { policies, problems }
}

function problemsOf(policy: WrittenPolicy, before: readonly WrittenPolicy[]): string[] {
  const stock = stockPolicies.get(policy.id)
  if (!stock) return [`没有这条升级策略，可用的有：${[...stockPolicies.keys()].join('、')}`]
  return [
    ...(before.some(({ id }) => id === policy.id) ? ['写了两遍，请只留一条'] : []),
    ...policy.steps.flatMap((step, order) =>
      stepProblems(step, policy, stock).map((problem) => `第 ${order + 1} 步${problem}`),
    ),
    ...silenced(policy, stock),
    ...(IN_DANGER.has(policy.id) ? setLooser(policy, stock) : headsLeftOut(policy, stock)),
    ...nobodyAbove(policy, stock),
    ...quietProblems(policy, stock),
  ]
}

/** What the catalogue asks for and nobody would ask any more; without its last status a ladder never ends. */
function silenced({ steps }: WrittenPolicy, stock: WrittenPolicy): string[] {
  const missing = (of: (step: Step) => string | undefined) => {
    const kept = new Set(steps.map(of))
    return [...new Set(stock.steps.map(of))].filter((word) => word !== undefined && !kept.has(word))
  }
  return [
    ...missing(({ set_status: status }) => status).map((status) =>
      status === 'overdue'
        ? '没有一步记为逾期：请保留 set_status 为 overdue 的一步'
        : `没有尽头：请保留 set_status 为 ${status} 的一步`,
    ),
    ...missing(({ set_flag: flag }) => flag).map((flag) => `没有一步记「${flag}」：请保留这一步`),
    ...missing(({ condition }) => condition).map(
      (condition) => `没有一步再问「${condition}」：可以改时间和收信人，请不要整步删掉`,
    ),
    ...atReport(steps, stock),
  ]
}

/** Who reports gets a receipt, and whom the catalogue alarms at once of the heads is alarmed at once (S1-17). */
function atReport(steps: readonly Step[], stock: WrittenPolicy): string[] {
  const told = (of: readonly Step[]) =>
    new Set(
      of.filter(({ at, condition }) => at === 'reported' && condition === 'always').flatMap(({ to }) => to),
    )
  const now = told(steps)
  return [...told(stock.steps)]
    .filter((role) => ['reporter', 'principal', 'party_secretary'].includes(role) && !now.has(role))
    .map((role) => `上报时没有通知${sayRole(role)}：请在 reported 的一步里写上 ${role}`)
}

function quietProblems({ id, respects_quiet_hours: quiet }: WrittenPolicy, stock: WrittenPolicy): string[] {
  const usual = stock.respects_quiet_hours
  if (quiet === usual) return []
  if (IN_DANGER.has(id)) return ['关系到人的安全，不能等安静时段过去：安静时段请写 ignore']
  return quiet === 'respect' || quiet === 'ignore'
    ? []
    : [`的安静时段不能写 ${quiet}：请写 respect 或 ignore`]
}
