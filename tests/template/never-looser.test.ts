import { describe, expect, test } from 'vitest'
import { stockPolicies } from '../../src/duties/policies.ts'
import { readPolicies } from '../../src/duties/policy-problems.ts'
import type { WrittenPolicy } from '../../src/duties/policy-shape.ts'

type Step = WrittenPolicy['steps'][number]

const problemsOf = (id: string, change: (policy: WrittenPolicy) => void): string[] => {
  const written = structuredClone(stockPolicies.get(id)!)
  change(written)
  return readPolicies([written]).problems
}
/** Every step that fits, changed alike. */
const each =
  (fits: (step: Step) => boolean, change: (step: Step) => Step) =>
  (policy: WrittenPolicy): void => {
    policy.steps = policy.steps.map((step) => (fits(step) ? change(step) : step))
  }
const afterReport = ({ at }: Step): boolean => at.startsWith('reported+')

describe('where people may be in danger nothing is set looser (handbook §9 V4, §10.8)', () => {
  test('the upward report after an hour cannot be given a week', () => {
    const problems = problemsOf(
      'ESC-INC',
      each(afterReport, (step) => ({ ...step, at: 'reported+PT168H' })),
    )
    expect(problems).toContain(
      '策略「ESC-INC」：「上报后 60 分钟，之后每 15 分钟：校长、书记、分管安全副校长」这一步放宽了：时间最晚是 reported+PT60M，收信人要有 principal（校长）、party_secretary（书记），至少每 60 分钟重复一次',
    )
    // A reminder on the way to it, the written report and the bells are as fixed.
    expect(problems.join('\n')).toMatch(/最晚是 reported\+PT30M[\s\S]+最晚是 reported\+PT120M/)
  })

  test('a second, later end of the hour is none either, wherever it stands', () => {
    const late = (flag: string | undefined) => (policy: WrittenPolicy) => {
      const end = policy.steps.findIndex(({ message }) => message === 'upward_breach')
      policy.steps.splice(end, 0, { ...policy.steps[end]!, at: 'reported+PT168H', set_flag: flag })
    }
    for (const flag of [undefined, '迟报风险'])
      expect(problemsOf('ESC-INC', late(flag))).toEqual([
        '策略「ESC-INC」：第 7 步写成了上报后 168 小时，放宽了：时间最晚是 reported+PT60M',
      ])
  })

  test('alarms to the duty leader alone, or to who mends it, leave out the heads', () => {
    const alone = (to: string) => each(afterReport, (step) => ({ ...step, to: [to] }))
    expect(problemsOf('ESC-INC', alone('duty_leader')).join('\n')).toMatch(
      /上报后 45 分钟.+收信人要有 principal（校长）、party_secretary（书记）/,
    )
    expect(problemsOf('ESC-HAZ-MAJOR', alone('rectifier')).join('\n')).toMatch(
      /上报后 30 分钟.+收信人要有 principal（校长）、party_secretary（书记）/,
    )
  })

  test('an alarm that rang again rings again, hourly at least', () => {
    const repeats = ({ repeat }: Step) => repeat !== undefined
    for (const repeat of [undefined, 'PT24H'])
      expect(
        problemsOf(
          'ESC-HAZ-MAJOR',
          each(repeats, (step) => ({ ...step, repeat })),
        ),
      ).toEqual([expect.stringContaining('至少每 60 分钟重复一次')])
  })

  test('a decision within a workday is not moved to another day', () => {
    const listing = ({ condition }: Step) => condition === 'no_listing_decision'
    const moved = (at: string) =>
      problemsOf(
        'ESC-HAZ-MAJOR',
        each(listing, (step) => ({ ...step, at })),
      )
    expect(moved('reported+1WD@12:00')).toEqual([])
    for (const at of ['reported+2WD@09:00', 'reported+1WD@18:00', 'daily@17:00'])
      expect(moved(at).join('\n')).toMatch(/1 个工作日 17:30.+|算不出来/)
  })

  test('sooner, more often and to more people is free', () => {
    const stricter = each(afterReport, (step) => ({
      ...step,
      ...(step.at === 'reported+PT60M' && { at: 'reported+PT50M' }),
      to: [...new Set([...step.to, 'principal', 'party_secretary', 'vp_safety'])],
    }))
    expect(problemsOf('ESC-INC', stricter)).toEqual([])
  })
})
