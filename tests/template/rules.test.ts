import { describe, expect, test } from 'vitest'
import { policies, stockPolicies } from '../../src/duties/policies.ts'
import { readPolicies } from '../../src/duties/policy-problems.ts'
import type { WrittenPolicy } from '../../src/duties/policy-shape.ts'
import { rulesThrough, stockRules } from '../../src/duties/rules.ts'
import { readSettings, stockSettings, writtenSettings } from '../../src/duties/settings.ts'

const policy = (id: string, change: (policy: WrittenPolicy) => void = () => {}): WrittenPolicy => {
  const written = structuredClone(stockPolicies.get(id)!)
  change(written)
  return written
}
const problemsOf = (id: string, change: (policy: WrittenPolicy) => void): string =>
  readPolicies([policy(id, change)]).problems.join('\n')

describe('a school’s own policies', () => {
  test('the catalogue’s own are without a fault', () => {
    expect(readPolicies([...stockPolicies.values()]).problems).toEqual([])
  })

  test('recipients, minutes, repeats and quiet rules may change', () => {
    const read = readPolicies([
      policy('ESC-DAILY', ({ steps }) => {
        steps[2] = { ...steps[2]!, at: 'due+PT30M', to: ['owner', 'grade_leader'] }
      }),
      policy('ESC-STD', (each) => {
        each.respects_quiet_hours = 'ignore'
      }),
      policy('ESC-HAZ-MAJOR', ({ steps }) => {
        steps[2]!.repeat = 'PT15M'
      }),
    ])
    expect(read.problems).toEqual([])
    expect(read.policies).toHaveLength(3)
  })

  const WRONG: [string, string, (policy: WrittenPolicy) => void, RegExp][] = [
    [
      'a recipient nobody knows',
      'ESC-STD',
      ({ steps }) => {
        steps[0]!.to = ['astronaut']
      },
      /策略「ESC-STD」：第 1 步没有收信人「astronaut」：可以写 owner（责任人）.+或岗位目录里的编号/,
    ],
    [
      'nobody at all',
      'ESC-STD',
      ({ steps }) => {
        steps[0]!.to = []
      },
      /第 1 步没有收信人\(to\)：请至少写一个/,
    ],
    [
      'minutes before the report',
      'ESC-INC',
      ({ steps }) => {
        steps[1]!.at = 'reported-PT5M'
      },
      /第 2 步写成了上报前 5 分钟：那时还没有这件事，请把减号改成加号/,
    ],
    [
      'overdue before it is due',
      'ESC-DAILY',
      ({ steps }) => {
        steps[2]!.at = 'due-PT15M'
      },
      /第 3 步在截止前 15 分钟就算逾期/,
    ],
    [
      'a repeat without an end',
      'ESC-DAILY',
      ({ steps }) => {
        steps[0]!.repeat = 'PT15M'
      },
      /第 1 步会一直重复下去：.+请去掉重复/,
    ],
    [
      'a repeat every minute',
      'ESC-HAZ-MAJOR',
      ({ steps }) => {
        steps[2]!.repeat = 'PT1M'
      },
      /每 1 分钟重复一次太密：至少隔 5 分钟/,
    ],
    [
      'a repeat by minutes of what nobody is in danger by',
      'ESC-DAILY',
      ({ steps }) => {
        steps[2]!.repeat = 'PT5M'
      },
      /第 3 步不能隔几分钟就重复：请写成 daily@09:00 这样每天一次，或去掉重复\(repeat\)/,
    ],
    [
      'a ladder without its end',
      'ESC-DAILY',
      (each) => {
        each.steps = each.steps.filter(({ set_status: status }) => status !== 'missed')
      },
      /没有尽头：请保留 set_status 为 missed 的一步/,
    ],
    [
      'a step left out',
      'ESC-INC',
      (each) => {
        each.steps = each.steps.filter(({ condition }) => condition !== 'no_written_report')
      },
      /没有一步再问「no_written_report」/,
    ],
    [
      'heads who hear nothing',
      'ESC-INC',
      ({ steps }) => {
        steps[0]!.to = ['duty_leader', 'safety_office']
      },
      /上报时没有通知校长：请在 reported 的一步里写上 principal/,
    ],
    [
      'an incident that waits for the morning',
      'ESC-INC',
      (each) => {
        each.respects_quiet_hours = 'respect'
      },
      /不能等安静时段过去：安静时段请写 ignore/,
    ],
    [
      'a time nothing counts from',
      'ESC-STD',
      ({ steps }) => {
        steps[0]!.at = 'reported+1WD@09:00'
      },
      /第 1 步的时间 reported\+1WD@09:00 在这里算不出来：请从 due 算起/,
    ],
    [
      'a name nobody gives',
      'ESC-MEETING',
      ({ steps }) => {
        steps[4]!.at = 'start+2WD@17:30'
      },
      /第 6 步的时间 minutes_due\+1WD@09:00 在这里算不出来/,
    ],
    [
      'a countdown that follows the clock',
      'ESC-INC',
      ({ steps }) => {
        steps[6]!.at = 'daily@17:00'
      },
      /第 7 步是倒计时：要写成 reported\+PT30M 这样/,
    ],
    [
      'a month too late',
      'ESC-STD',
      ({ steps }) => {
        steps[0]!.at = 'due+90WD@09:00'
      },
      /太远了，最多 20，请改小/,
    ],
    [
      'another message',
      'ESC-STD',
      ({ steps }) => {
        steps[0]!.message = 'hello'
      },
      /的条件（not_done）和消息（hello）不是这条策略里的一步/,
    ],
    [
      'a time outside the grammar',
      'ESC-STD',
      ({ steps }) => {
        steps[0]!.at = 'tomorrow?'
      },
      /时间\(at\)要写成 due\+PT15M/,
    ],
    [
      'no steps',
      'ESC-STD',
      (each) => {
        each.steps = []
      },
      /步骤\(steps\)不能为空/,
    ],
    [
      'a name too long',
      'ESC-STD',
      (each) => {
        each.name_zh = '长'.repeat(21)
      },
      /名称\(name_zh\)太长，最多 20 个字/,
    ],
    [
      'one of their own',
      'ESC-STD',
      (each) => {
        each.id = 'ESC-OWN'
      },
      /没有这条升级策略，可用的有：ESC-DAILY/,
    ],
  ]
  test.each(WRONG)('%s is said with how to mend it', (_name, id, change, said) => {
    expect(problemsOf(id, change)).toMatch(said)
  })

  test('the same twice, and rows of another kind', () => {
    expect(readPolicies([policy('ESC-STD'), policy('ESC-STD')]).problems).toEqual([
      '策略「ESC-STD」：写了两遍，请只留一条',
    ])
    expect(readPolicies(['x', null]).problems).toHaveLength(2)
  })
})

test('settings are read in their unit and within what the law and a school bear', () => {
  expect(readSettings(writtenSettings(stockSettings))).toEqual({ settings: stockSettings, problems: [] })
  const read = readSettings([
    { key: 'hazard.general.rectify_days', value: '5WD' },
    { key: 'hazard.verify_days', value: '2' },
    { key: 'incident.supplement_days', value: 60 },
    { key: 'hazard.general.rectify_days', value: '5WD' },
    { key: 'moon', value: 1 },
  ])
  expect(read.settings['hazard.general.rectify_days']).toBe(5)
  expect(read.problems).toEqual([
    '设置「hazard.verify_days」（隐患验收期限）要写成 2WD 这样',
    '设置「incident.supplement_days」（伤亡变化补报天数）要在 1 到 30 之间',
    expect.stringMatching(/^没有设置项「moon」，可用的有：hazard\.general\.accept/),
    '设置「hazard.general.rectify_days」写了两遍，请只留一个',
  ])
})

test('a record finds the rules of its number; a policy keeps its number while other rules change', () => {
  const std = policy('ESC-STD', ({ steps }) => {
    steps[0]!.at = 'due+2WD@09:00'
  })
  const rules = rulesThrough([{}, { escalation_policies: [std] }], {
    escalation_policies: [std],
    settings: [{ key: 'hazard.verify_days', value: '4WD' }],
  })
  expect(rules.version).toBe(2)
  expect([rules.since('ESC-STD'), rules.since('ESC-DAILY')]).toEqual([1, 0])
  expect(rules.policy('ESC-STD', undefined)).toEqual(policies.get('ESC-STD'))
  expect(rules.policy('ESC-STD', 1).steps[0]!.written).toBe('due+2WD@09:00')
  expect([0, 1, 2].map((number) => rules.at(number).settings['hazard.verify_days'])).toEqual([2, 2, 4])
  expect(stockRules.policies).toBe(policies)
})
