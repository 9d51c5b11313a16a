import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { duties } from '../../src/duties/duty.ts'
import file from '../../src/duties/duty-catalog.json' with { type: 'json' }
import { policies, policyOf, toldAtReport } from '../../src/duties/policies.ts'
import { parseAt, parseRepeat, type StepAt, sayAt } from '../../src/duties/step-at.ts'

describe('the grammar', () => {
  test('every step of all sixteen policies parses and says itself', () => {
    const written = file.escalation_policies.flatMap((policy) => policy.steps.map((step) => step.at))
    expect([policies.size, written.length]).toEqual([16, 97])
    expect(written.map((text) => sayAt(parseAt(text)))).toEqual(written)
    expect([...policies.values()].map((p) => p.steps.length)).toEqual(
      file.escalation_policies.map((policy) => policy.steps.length),
    )
  })

  test('every base and every unit that stands in the catalogue, by name', () => {
    const steps = [...policies.values()].flatMap((p) => p.steps)
    expect([...new Set(steps.map((s) => s.base))].sort()).toEqual([
      'accept_due',
      'asked',
      'checkpoint',
      'daily',
      'day_close',
      'day_end',
      'deadline',
      'due',
      'due_day',
      'follow_up',
      'friday',
      'last_checkpoint',
      'launch',
      'minutes_due',
      'next_day_close',
      'next_monday',
      'open',
      'pause_follow_up',
      'period_end',
      'receipt',
      'rectify_due',
      'reported',
      'round',
      'start',
      'verify_due',
    ])
    expect([...new Set(steps.map((s) => s.at.offset?.unit))].sort()).toEqual(['H', 'M', 'WD', undefined])
    expect(steps.flatMap((s) => s.at.name ?? [])).toEqual(['minutes_due', 'plan_due'])
    expect(steps.flatMap((s) => s.repeat ?? [])).toEqual([
      { everyMinutes: 10 },
      { dailyAt: '09:00', workdays: true },
      { dailyAt: '09:00', workdays: true, everyWorkdays: 5 },
      { dailyAt: '09:00', workdays: true },
      { dailyAt: '09:00', workdays: true },
      { everyMinutes: 15 },
      { dailyAt: '17:00', workdays: false },
    ])
  })

  test('what is said is read back', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}(_[a-z]{1,6})?$/)
    const amount = fc.integer({ min: 1, max: 120 }).chain((n) => fc.constantFrom(n, -n))
    const offset = fc.record({
      amount,
      unit: fc.constantFrom('M' as const, 'H' as const, 'WD' as const, 'D' as const),
    })
    const time = fc
      .integer({ min: 0, max: 23 * 60 + 59 })
      .map((m) => new Date(m * 60_000).toISOString().slice(11, 16))
    const step = fc.record({ name, base: name, offset, time }, { requiredKeys: ['base'] })
    fc.assert(
      fc.property(step, (given) => {
        expect(parseAt(sayAt(given as StepAt))).toEqual(given)
      }),
    )
  })

  test.each(['due+', 'due+3', 'due+3WD@9:00', 'Due', 'due +1WD', 'due+1WD@25:00', '', '=due', 'due-PT5S'])(
    '%j is outside the grammar',
    (text) => expect(() => parseAt(text)).toThrow('outside the grammar'),
  )

  test('a repeat that is neither is refused', () => {
    expect(() => parseRepeat('weekly')).toThrow('neither')
    expect(parseRepeat('PT1H')).toEqual({ everyMinutes: 60 })
  })
})

test('every duty’s policy exists; what is told at a report does not wait a day', () => {
  for (const { policy } of duties.values()) expect(policies.has(policy)).toBe(true)
  expect(toldAtReport(policyOf('ESC-HAZ-LARGER'))).toEqual([
    'assignee_dept_head',
    'safety_office',
    'vp_safety',
    'principal',
  ])
})
