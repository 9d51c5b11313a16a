import { headsIn, saysTheSame } from './policy-above.ts'
import type { WrittenPolicy } from './policy-shape.ts'
import { sayRole, sayStep, sayWhen } from './policy-words.ts'
import { parseAt, parseRepeat, type StepAt } from './step-at.ts'

type Step = WrittenPolicy['steps'][number]

/** Somebody may be in danger now: what the law asks then is never set looser (handbook §9 V4, §10.4, §10.8). */
export const IN_DANGER = new Set(['ESC-INC', 'ESC-HAZ-MAJOR'])
/** The hour to report upward is the shortest limit of the law; an alarm that rings less often than that is none. */
const SLOWEST_ALARM_MINUTES = 60

const isTimed = ({ at, condition }: Step): boolean => condition !== 'always' && at !== 'reported'

/** What is later, rings less or leaves out a head where somebody may be in danger; nothing for the other policies. */
export function setLooser({ id, steps }: WrittenPolicy, stock: WrittenPolicy): string[] {
  if (!IN_DANGER.has(id)) return []
  const isAsked = ({ condition }: Step) => steps.some((each) => each.condition === condition)
  const lost = stock.steps
    .filter((usual) => isTimed(usual) && isAsked(usual))
    .filter((usual) => !steps.some((step) => isAsStrict(step, usual)))
  const late = [...steps.entries()].flatMap(([order, step]) => {
    const usual = stock.steps.filter((each) => isTimed(each) && saysTheSame(each, step))
    const last = usual.at(-1)
    return !last || usual.some((each) => isNotLater(step, each)) || lost.includes(last)
      ? []
      : [`第 ${order + 1} 步写成了${sayWhen(parseAt(step.at))}，放宽了：时间最晚是 ${last.at}`]
  })
  return [...lost.map(sayStrict), ...late]
}

const isAsStrict = (step: Step, usual: Step): boolean =>
  saysTheSame(step, usual) &&
  isNotLater(step, usual) &&
  (usual.set_flag === undefined || step.set_flag === usual.set_flag) &&
  headsIn(usual).every((head) => step.to.includes(head)) &&
  (usual.repeat === undefined || ringsOn(step))

function isNotLater(step: Step, usual: Step): boolean {
  const [at, limit] = [parseAt(step.at), parseAt(usual.at)]
  if (at.base !== limit.base) return false
  // What comes every day comes every day, whatever the hour.
  if (limit.offset === undefined) return at.offset === undefined
  const [amount, most] = [sizeOf(at), sizeOf(limit)]
  if (amount.unit !== most.unit) return false
  return amount.size < most.size || (amount.size === most.size && (at.time ?? '') <= (limit.time ?? ''))
}

/** Minutes are compared with hours; workdays have no length in either. */
function sizeOf({ offset }: StepAt): { size: number; unit: string } {
  const { amount = 0, unit = 'M' } = offset ?? {}
  return unit === 'H' ? { size: amount * 60, unit: 'M' } : { size: amount, unit }
}

function ringsOn({ repeat }: Step): boolean {
  const each = repeat === undefined ? undefined : parseRepeat(repeat)
  return each !== undefined && 'everyMinutes' in each && each.everyMinutes <= SLOWEST_ALARM_MINUTES
}

function sayStrict(usual: Step): string {
  const heads = headsIn(usual).map((head) => `${head}（${sayRole(head)}）`)
  return [
    `「${sayStep(usual)}」这一步放宽了：时间最晚是 ${usual.at}`,
    ...(heads.length > 0 ? [`收信人要有 ${heads.join('、')}`] : []),
    ...(usual.repeat === undefined ? [] : [`至少每 ${SLOWEST_ALARM_MINUTES} 分钟重复一次`]),
  ].join('，')
}
