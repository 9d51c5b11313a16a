import { policyOf } from '../duties/policies.ts'
import type { Rule } from '../duties/rules.ts'
import { stockRules } from '../duties/rules.ts'
import { KINDS, type SettingKey, writtenSettings } from '../duties/settings.ts'
import { type StepAt, sayAt } from '../duties/step-at.ts'
import type { Directory } from '../people/directory.ts'
import type { Sections } from '../people/school-sections.ts'
import { policiesOf } from './export.ts'
import { policiesAfter, settingsAfter } from './rules.ts'

/** A number of handbook §7 that a school sets for itself, wherever it is written: a setting, or a step of a policy. */
export interface RuleNumber {
  key: string
  title: string
  /** Said behind the number: `个工作日`. */
  unit: string
  least: number
  most: number
  /** Why it is never looser than `most`, where that is not the product's own bound. */
  law?: string
  stock: number
  read(rule: Rule): number
  /** The sections of the school with another number. @throws Refusal('template') where the policies forbid it */
  write(directory: Directory, value: number): Sections
}

const UNITS = { PTH: '个工作小时', WD: '个工作日', '': '' }

const settings: RuleNumber[] = (Object.keys(KINDS) as SettingKey[]).map((key) => {
  const { title, unit, least, most, stock, law } = KINDS[key]
  return {
    key,
    title,
    unit: UNITS[unit],
    least,
    most,
    stock,
    ...(law !== undefined && { law }),
    read: ({ settings: now }) => now[key],
    write: ({ rules }, value) => ({
      settings: settingsAfter(writtenSettings({ ...rules.settings, [key]: value })),
    }),
  }
})

interface InPolicy {
  key: string
  title: string
  policy: string
  /** The first step that asks this carries the number. */
  condition: string
  /** The last one does, and those before it come as much earlier as they did. */
  isLast?: true
  unit: 'M' | 'H' | 'WD'
  least: number
  most: number
  law?: string
}

const STEPS: InPolicy[] = [
  {
    key: 'hazard.larger.control',
    title: '较大隐患管控时限',
    policy: 'ESC-HAZ-LARGER',
    condition: 'no_control_measure',
    unit: 'H',
    least: 1,
    most: 24,
  },
  {
    key: 'hazard.larger.plan',
    title: '较大隐患方案期限',
    policy: 'ESC-HAZ-LARGER',
    condition: 'no_plan',
    unit: 'WD',
    least: 1,
    most: 5,
  },
  {
    key: 'hazard.major.control',
    title: '重大隐患管控时限',
    policy: 'ESC-HAZ-MAJOR',
    condition: 'no_control_measure',
    unit: 'M',
    least: 5,
    most: 30,
    law: '重大隐患要立即管控',
  },
  {
    key: 'hazard.major.bureau_report',
    title: '重大隐患上报时限',
    policy: 'ESC-HAZ-MAJOR',
    condition: 'no_bureau_report',
    isLast: true,
    unit: 'H',
    least: 1,
    most: 24,
    law: '重大隐患要及时上报',
  },
]

const MINUTES = { M: 1, H: 60 }
const STEP_UNITS = { M: '分钟', H: '小时', WD: '个工作日' }

const steps: RuleNumber[] = STEPS.map((of) => {
  const read = (rule: Rule): number => {
    const asked = policyOf(of.policy, rule.policies).steps.filter(
      ({ condition }) => condition === of.condition,
    )
    const { amount, unit } = (of.isLast ? asked.at(-1) : asked[0])!.at.offset!
    if (of.unit === 'WD' || unit === 'WD' || unit === 'D') return amount
    return (amount * MINUTES[unit]) / MINUTES[of.unit]
  }
  return {
    key: of.key,
    title: of.title,
    unit: STEP_UNITS[of.unit],
    least: of.least,
    most: of.most,
    ...(of.law !== undefined && { law: of.law }),
    stock: read(stockRules),
    read,
    write: (directory, value) => ({ escalation_policies: policiesWith(directory, of, value) }),
  }
})

function policiesWith(directory: Directory, of: InPolicy, value: number) {
  const { steps: now } = policyOf(of.policy, directory.rules.policies)
  const asked = now.flatMap(({ condition }, i) => (condition === of.condition ? [i] : []))
  const carries = of.isLast ? asked.at(-1)! : asked[0]!
  const moved = (i: number): string =>
    sayAt({
      ...now[i]!.at,
      offset:
        i === carries
          ? { amount: value, unit: of.unit }
          : {
              amount: Math.round((minutesOf(now[i]!.at) * value * MINUTES.H) / minutesOf(now[carries]!.at)),
              unit: 'M',
            },
    })
  const written = policiesOf(directory).map((policy) => {
    if (policy.id !== of.policy) return policy
    const moves = (i: number) => i === carries || (of.isLast === true && asked.includes(i))
    return { ...policy, steps: policy.steps.map((step, i) => (moves(i) ? { ...step, at: moved(i) } : step)) }
  })
  return policiesAfter(written, [...directory.duties.values()])
}

const minutesOf = ({ offset }: StepAt): number => offset!.amount * MINUTES[offset!.unit as 'M' | 'H']

/** Every number there is, those of one kind together in the catalogue's order. */
export const ruleNumbers: readonly RuleNumber[] = [...settings, ...steps].sort(
  (one, other) => groupOf(one.key) - groupOf(other.key),
)

/** `hazard`, `incident`, whatever else: the part of the key before its first point. */
export const kindOfNumber = ({ key }: RuleNumber): string => key.split('.')[0]!

function groupOf(key: string): number {
  const order = ['hazard', 'incident', 'warning']
  const at = order.indexOf(key.split('.')[0]!)
  return at < 0 ? order.length : at
}

export const sayNumber = ({ unit }: Pick<RuleNumber, 'unit'>, value: number): string =>
  unit === '' ? String(value) : `${value} ${unit}`
