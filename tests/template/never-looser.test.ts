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
    expect(problemsOf('ESC-HAZ-MAJOR', alone('rectifier')).join('\n')).toMatch(
      /「no_listing_decision」没有一步通知责任人以上的人.+保留 vp_safety（分管安全副校长）、safety_office/,
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

describe('no ladder stays among those it is about (S1-17, S1-18)', () => {
  const toOwner = each(
    ({ to }) => to.length > 0,
    (step) => ({ ...step, to: step.message === 'receipt' ? step.to : ['owner'] }),
  )

  test.each(['ESC-DAILY', 'ESC-DUTY', 'ESC-PATROL'])('%s to the owner alone asks nobody above', (id) => {
    expect(problemsOf(id, toOwner).join('\n')).toMatch(
      /没有一步通知责任人以上的人：请至少在一步的收信人\(to\)里保留 \w+（.+）/,
    )
  })

  test.each(['ESC-STD', 'ESC-UP', 'ESC-MEETING', 'ESC-LETTER', 'ESC-COUNT', 'ESC-SANCTION'])(
    '%s keeps both heads where the catalogue names them',
    (id) => {
      const problems = problemsOf(id, toOwner).join('\n')
      expect(problems).toMatch(/不再通知校长：请在收信人\(to\)里写上 principal/)
      expect(problems).toMatch(/不再通知书记：请在收信人\(to\)里写上 party_secretary/)
    },
  )

  test('each condition is asked of somebody above on its own', () => {
    expect(
      problemsOf(
        'ESC-PATROL',
        each(
          ({ condition }) => condition === 'rounds_done<required',
          (step) => ({ ...step, to: ['owner'] }),
        ),
      ),
    ).toEqual([
      '策略「ESC-PATROL」：「rounds_done<required」没有一步通知责任人以上的人：请至少在一步的收信人(to)里保留 safety_office（安全办公室）',
    ])
  })

  test('one head left out is named, with the step', () => {
    const withoutSecretary = each(
      () => true,
      (step) => ({ ...step, to: step.to.filter((role) => role !== 'party_secretary') }),
    )
    expect(problemsOf('ESC-STD', withoutSecretary)).toEqual([
      '策略「ESC-STD」：「截止后 3 个工作日 09:00：校长、书记」这一步不再通知书记：请在收信人(to)里写上 party_secretary',
    ])
  })

  test('other people above, and others in the place of an office, are free', () => {
    const byOthers = each(
      ({ to }) => to.includes('supervisor') || to.includes('safety_office'),
      (step) => ({ ...step, to: ['owner', 'moral_director'] }),
    )
    expect(problemsOf('ESC-DAILY', byOthers)).toEqual([])
  })
})
