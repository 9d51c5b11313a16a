import { posts } from './catalogue.ts'
import { stockPolicies } from './policies.ts'
import type { WrittenPolicy } from './policy-shape.ts'
import { sayRole, sayWhen } from './policy-words.ts'
import { parseAt, parseRepeat, type StepAt } from './step-at.ts'

type Step = WrittenPolicy['steps'][number]

/** Somebody interrupted more often than this cannot do what he is asked. */
const LEAST_REPEAT_MINUTES = 5
/** A step further away belongs to nothing anybody remembers; a lead longer than this is not planned for. */
const MOST = { M: 10_080, H: 168, D: 30, WD: 20 }
/** Nothing happens before these: they are when we hear of it. */
const BEGINNINGS = new Set(['open', 'launch', 'round', 'reported', 'receipt'])
/** A countdown in the record counts from the report: these steps are its end. */
const COUNTDOWNS = new Set(['no_control_measure', 'no_upward_record_or_decision', 'no_written_report'])
/** Policies that speak of the same kind of matter share the roles they may name. */
const familyOf = (id: string): string => /^ESC-(HAZ|INC|LISTED)/.exec(id)?.[1] ?? 'duty'

const rolesFor = (id: string): Set<string> =>
  new Set(
    [...stockPolicies.values()]
      .filter((other) => familyOf(other.id) === familyOf(id))
      .flatMap(({ steps }) => steps.flatMap(({ to }) => to)),
  )

/** What is wrong with one step of a school's own policy, each with how to mend it. */
export function stepProblems(step: Step, policy: WrittenPolicy, stock: WrittenPolicy): string[] {
  const at = parseAt(step.at)
  const known = new Set(stock.steps.map((each) => parseAt(each.at).base))
  const named = new Set(policy.steps.map((each) => parseAt(each.at).name))
  const names = new Set(stock.steps.map((each) => parseAt(each.at).name).filter(Boolean))
  return [
    ...(known.has(at.base) && (!names.has(at.base) || named.has(at.base))
      ? []
      : [`的时间 ${step.at} 在这里算不出来：请从 ${[...known].join('、')} 算起`]),
    ...offsetProblems(step),
    ...countdownProblems(step, at),
    ...roleProblems(step, policy.id),
    ...(alike(step, stock)
      ? []
      : [
          `的条件（${step.condition}）和消息（${step.message}）不是这条策略里的一步：只能改时间、收信人、重复和安静时段`,
        ]),
    ...repeatProblems(step, at.base, stock),
  ]
}

/** A step of the catalogue that asks and does the same. */
const alike = (step: Step, { steps }: WrittenPolicy): boolean =>
  steps.some(
    (each) =>
      each.condition === step.condition &&
      each.message === step.message &&
      (step.set_status === undefined || each.set_status === step.set_status) &&
      (step.set_flag === undefined || each.set_flag === step.set_flag),
  )

function offsetProblems({ at, set_status: status, set_flag: flag }: Step): string[] {
  const { base, offset } = parseAt(at)
  if (!offset) return []
  const said = sayWhen({ base, offset })
  const early = offset.amount < 0
  if (early && BEGINNINGS.has(base)) return [`写成了${said}：那时还没有这件事，请把减号改成加号`]
  if (early && (status !== undefined || flag !== undefined))
    return [`在${said}就算逾期：请改成期限之后的时间`]
  return Math.abs(offset.amount) > MOST[offset.unit]
    ? [`写成了${said}：太远了，最多 ${MOST[offset.unit]}，请改小`]
    : []
}

const countdownProblems = ({ condition }: Step, { base, offset, time }: StepAt): string[] =>
  !COUNTDOWNS.has(condition) ||
  (base === 'reported' && time === undefined && (offset?.unit === 'M' || offset?.unit === 'H'))
    ? []
    : ['是倒计时：要写成 reported+PT30M 这样，从上报算起几分钟或几小时']

function roleProblems({ to, message }: Step, policy: string): string[] {
  if (message !== 'none' && to.length === 0) return ['没有收信人(to)：请至少写一个']
  const roles = rolesFor(policy)
  const unknown = to.filter((role) =>
    role === 'reporter' ? message !== 'receipt' : !roles.has(role) && !posts.has(role),
  )
  if (unknown.length === 0) return []
  const some = [...roles].filter((role) => !posts.has(role) && role !== 'reporter')
  return unknown.map(
    (role) =>
      `没有收信人「${role}」：可以写 ${some.map((each) => `${each}（${sayRole(each)}）`).join('、')}，或岗位目录里的编号`,
  )
}

function repeatProblems(
  { repeat, condition, message }: Step,
  base: string,
  { steps }: WrittenPolicy,
): string[] {
  if (repeat === undefined && base !== 'daily') return []
  const each = repeat === undefined ? undefined : parseRepeat(repeat)
  const isUsual = steps.some(
    (usual) =>
      usual.condition === condition &&
      usual.message === message &&
      usual.repeat !== undefined &&
      'everyMinutes' in parseRepeat(usual.repeat),
  )
  return [
    ...(condition === 'always' ? ['会一直重复下去：条件是 always 的一步不能重复，请去掉重复(repeat)'] : []),
    // Where nobody is in danger an alarm every few minutes is a flood, and nothing ends it before the duty is done.
    ...(each && 'everyMinutes' in each && condition !== 'always' && !isUsual
      ? ['不能隔几分钟就重复：请写成 daily@09:00 这样每天一次，或去掉重复(repeat)']
      : []),
    ...(each && 'everyMinutes' in each && each.everyMinutes < LEAST_REPEAT_MINUTES
      ? [`每 ${each.everyMinutes} 分钟重复一次太密：至少隔 ${LEAST_REPEAT_MINUTES} 分钟`]
      : []),
  ]
}
