import { MINUTE_MS } from '../time.ts'
import file from './duty-catalog.json' with { type: 'json' }

/** One rung of a ladder: when, on what condition, to whom, as which message (handbook §10). */
export interface PolicyStep {
  /** What the time counts from: `open`, `due`, `reported`, `day_close`, `day_end` … */
  base: string
  offsetMs: number
  condition: string
  to: string[]
  message: string
}

export interface Policy {
  id: string
  name: string
  quiet: 'respect' | 'ignore' | 'ignore_until_controlled' | 'ignore_on_shift'
  steps: PolicyStep[]
}

const SIMPLE = /^([a-z_]+)(?:([+-])PT(\d+)([MH]))?$/

/** `due-PT15M` → base `due`, −15 minutes. Steps in workdays or at a clock time belong to deadlines and are kept by text. */
function parseStep(step: { at: string; condition: string; to: string[]; message: string }): PolicyStep[] {
  const match = SIMPLE.exec(step.at)
  if (!match) return []
  const [, base = '', sign, amount, unit] = match
  const size = Number(amount ?? 0) * (unit === 'H' ? 60 : 1) * MINUTE_MS
  return [
    {
      base,
      offsetMs: sign === '-' ? -size : size,
      condition: step.condition,
      to: step.to,
      message: step.message,
    },
  ]
}

export const policies: ReadonlyMap<string, Policy> = new Map(
  file.escalation_policies.map((policy) => [
    policy.id,
    {
      id: policy.id,
      name: policy.name_zh,
      quiet: policy.respects_quiet_hours as Policy['quiet'],
      steps: policy.steps.flatMap(parseStep),
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
      step.base === 'reported' && step.offsetMs === 0 && step.message !== 'receipt' ? step.to : [],
    ),
  ),
]
