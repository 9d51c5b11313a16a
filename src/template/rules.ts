import type { Duty } from '../duties/duty.ts'
import { stockPolicies } from '../duties/policies.ts'
import { readPolicies } from '../duties/policy-problems.ts'
import type { WrittenPolicy } from '../duties/policy-shape.ts'
import { readSettings, stockSettings, type WrittenSetting, writtenSettings } from '../duties/settings.ts'
import { refuse } from './template.ts'

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Hazards, their listings and incidents climb by these, whatever the duties say. */
const OF_RECORDS = /^ESC-(?:HAZ|INC|LISTED)/

/**
 * What a school keeps of all policies of a template: those that differ from the catalogue's.
 * @throws Refusal('template') naming every problem, also a policy that is needed and not written
 */
export function policiesAfter(given: readonly unknown[], duties: readonly Duty[]): WrittenPolicy[] {
  const { policies, problems } = readPolicies(given)
  const ids = new Set(given.map((each) => (each as { id?: unknown } | null)?.id))
  const missing = [...stockPolicies.keys()].flatMap((id) => {
    const using = duties.filter(({ policy, defaultOn }) => defaultOn && policy === id)
    if (ids.has(id) || (using.length === 0 && !OF_RECORDS.test(id))) return []
    const who = using[0] ? `「${using[0].title}」等 ${using.length} 项职责在用` : '隐患和事件在用'
    return [`策略「${id}」没有写，${who}：请把这条策略补上`]
  })
  const all = [...problems, ...missing]
  if (all.length > 0) throw refuse(all)
  return policies.filter((policy) => !same(policy, stockPolicies.get(policy.id)))
}

/** What a school keeps of the settings of a template. @throws Refusal('template') naming every wrong one */
export function settingsAfter(given: readonly WrittenSetting[]): WrittenSetting[] {
  const { settings, problems } = readSettings(given)
  if (problems.length > 0) throw refuse(problems)
  const usual = writtenSettings(stockSettings)
  return writtenSettings(settings).filter((setting, order) => !same(setting, usual[order]))
}
