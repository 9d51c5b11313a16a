import { HOUR_MS, MINUTE_MS } from '../time.ts'
import file from './duty-catalog.json' with { type: 'json' }
import { parseAt, parseRepeat, type StepAt, type StepRepeat } from './step-at.ts'

/** One rung of a ladder: when, on what condition, to whom, as which message (handbook §10). */
export interface PolicyStep {
  /** The time as the catalogue writes it; it names the step within its policy. */
  written: string
  at: StepAt
  /** What the time counts from: `open`, `due`, `reported`, `day_close`, `day_end` … */
  base: string
  /** The wall-clock part of the offset; 0 when the step counts days (`at.offset`). */
  offsetMs: number
  condition: string
  to: string[]
  message: string
  repeat?: StepRepeat
  /** What the instance becomes: `overdue`, `missed`, `late_flagged`. */
  setStatus?: string
  setFlag?: string
  suggest?: string
}

export interface Policy {
  id: string
  name: string
  quiet: 'respect' | 'ignore' | 'ignore_until_controlled' | 'ignore_on_shift'
  steps: PolicyStep[]
}

interface WrittenStep {
  at: string
  condition: string
  to: string[]
  message: string
  repeat?: string
  set_status?: string
  set_flag?: string
  suggest?: string
}

function stepOf({ at: written, condition, to, message, ...more }: WrittenStep): PolicyStep {
  const at = parseAt(written)
  const { base, offset, time } = at
  const repeat = more.repeat ?? (base === 'daily' && time ? `daily@${time}` : undefined)
  return {
    written,
    at,
    base,
    offsetMs: offset?.unit === 'M' || offset?.unit === 'H' ? offset.amount * UNIT_MS[offset.unit] : 0,
    condition,
    to,
    message,
    ...(repeat !== undefined && { repeat: parseRepeat(repeat) }),
    ...(more.set_status !== undefined && { setStatus: more.set_status }),
    ...(more.set_flag !== undefined && { setFlag: more.set_flag }),
    ...(more.suggest !== undefined && { suggest: more.suggest }),
  }
}

const UNIT_MS = { M: MINUTE_MS, H: HOUR_MS }

export const policies: ReadonlyMap<string, Policy> = new Map(
  file.escalation_policies.map((policy) => [
    policy.id,
    {
      id: policy.id,
      name: policy.name_zh,
      quiet: policy.respects_quiet_hours as Policy['quiet'],
      steps: (policy.steps as WrittenStep[]).map(stepOf),
    },
  ]),
)

export function policyOf(id: string): Policy {
  const policy = policies.get(id)
  if (!policy) throw new Error(`the catalogue has no policy ${id}`)
  return policy
}

/** The roles told the moment something is reported, receipt apart. */
export const toldAtReport = (id: string): string[] => [
  ...new Set(
    policyOf(id).steps.flatMap((step) =>
      step.written === 'reported' && step.message !== 'receipt' ? step.to : [],
    ),
  ),
]

/** The policy of a thing reported, without the steps taken in the write of the report itself. */
export function afterReport(id: string): Policy {
  const policy = policyOf(id)
  return { ...policy, steps: policy.steps.filter(({ written }) => written !== 'reported') }
}
