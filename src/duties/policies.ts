import { HOUR_MS, MINUTE_MS } from '../time.ts'
import file from './duty-catalog.json' with { type: 'json' }
import { policyShape, type WrittenPolicy } from './policy-shape.ts'
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
  quiet: WrittenPolicy['respects_quiet_hours']
  steps: PolicyStep[]
}

function stepOf({
  at: written,
  condition,
  to,
  message,
  ...more
}: WrittenPolicy['steps'][number]): PolicyStep {
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

/** What a policy in the catalogue's words asks for. */
export const policyFrom = (written: WrittenPolicy): Policy => ({
  id: written.id,
  name: written.name_zh,
  quiet: written.respects_quiet_hours,
  steps: written.steps.map(stepOf),
})

/** The catalogue's policies in its own words, by their ids and in its order. */
export const stockPolicies: ReadonlyMap<string, WrittenPolicy> = new Map(
  file.escalation_policies.map((policy) => [policy.id, policyShape.parse(policy)]),
)

export const policies: ReadonlyMap<string, Policy> = new Map(
  [...stockPolicies].map(([id, written]) => [id, policyFrom(written)]),
)

/** @throws Error for an id that is none of the catalogue's. */
export function policyOf(id: string, among = policies): Policy {
  const policy = among.get(id)
  if (!policy) throw new Error(`the catalogue has no policy ${id}`)
  return policy
}

/** The roles told the moment something is reported, receipt apart. */
export const toldAtReport = ({ steps }: Policy): string[] => [
  ...new Set(
    steps.flatMap((step) => (step.written === 'reported' && step.message !== 'receipt' ? step.to : [])),
  ),
]

/** The policy of a thing reported, without the steps taken in the write of the report itself. */
export const afterReport = (policy: Policy): Policy => ({
  ...policy,
  steps: policy.steps.filter(({ written }) => written !== 'reported'),
})
