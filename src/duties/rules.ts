import { type Policy, policyFrom, policyOf, policies as stock } from './policies.ts'
import type { WrittenPolicy } from './policy-shape.ts'
import { readSettings, type Settings, type WrittenSetting } from './settings.ts'

/** What a school lays over the catalogue's policies and numbers: only what differs. */
export interface OwnRules {
  escalation_policies?: WrittenPolicy[] | undefined
  settings?: WrittenSetting[] | undefined
}

/** The policies and numbers that something is judged by. */
export interface Rule {
  policies: ReadonlyMap<string, Policy>
  settings: Settings
}

/** A school's rules through time, numbered: those it began with are 0. A record keeps the number it began under. */
export interface Rules extends Rule {
  /** What a record that begins now keeps. */
  readonly version: number
  /** The number since which this policy reads as it does now: other rules may change and the record stays the same. */
  since(policy: string): number
  /** The rules of a number; without one, those the school began with. */
  at(version: number | undefined): Rule
  /** The policy as it stood then. */
  policy(id: string, version: number | undefined): Policy
}

/** @param former what held before each change, oldest first; `now` what holds since the last one. */
export function rulesThrough(former: readonly OwnRules[], now: OwnRules): Rules {
  const all = [...former, now]
  const versions = all.map(ruleOf)
  const version = all.length - 1
  const at = (number = 0): Rule => versions[Math.min(number, version)]!
  const wordsOf = (number: number, id: string) =>
    JSON.stringify(all[number]!.escalation_policies?.find((policy) => policy.id === id))
  return {
    ...versions[version]!,
    version,
    at,
    policy: (id, number) => policyOf(id, at(number).policies),
    since(id) {
      let since = version
      while (since > 0 && wordsOf(since - 1, id) === wordsOf(version, id)) since -= 1
      return since
    },
  }
}

/** The rules of a school that changed nothing of the catalogue's. */
export const stockRules: Rules = rulesThrough([], {})

function ruleOf({ escalation_policies: own = [], settings = [] }: OwnRules): Rule {
  return {
    policies:
      own.length === 0
        ? stock
        : new Map([...stock, ...own.map((policy) => [policy.id, policyFrom(policy)] as const)]),
    settings: readSettings(settings).settings,
  }
}
