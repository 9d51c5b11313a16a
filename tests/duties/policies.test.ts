import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { duties } from '../../src/duties/duty.ts'
import file from '../../src/duties/duty-catalog.json' with { type: 'json' }
import { policies, policyOf, toldAtReport } from '../../src/duties/policies.ts'
import { parseAt, parseRepeat, type StepAt, sayAt } from '../../src/duties/step-at.ts'
import { type Bases, heldUntil, nextRepeat, stepInstant, withNamed } from '../../src/duties/step-times.ts'
import { basesOf, windowOf } from '../../src/duties/window.ts'
import { instantOf, sayInstant } from '../../src/time.ts'
import { sampleCalendar } from '../calendar/sample.ts'
import { calendar, duty } from './year.ts'

/** Every step of a policy at its instant, as `2月1日 09:00 due+1WD@09:00`. */
const ladder = (id: string, bases: Bases) => {
  const known = withNamed(policyOf(id), bases, calendar)
  return policyOf(id).steps.map((step) => {
    const atMs = stepInstant(step, known, calendar)
    return `${atMs === null ? '?' : sayInstant(atMs)} ${step.written}`
  })
}
const at = (text: string, bases: Bases, on = calendar) => {
  const ms = stepInstant({ at: parseAt(text) }, bases, on)
  return ms === null ? null : sayInstant(ms)
}

describe('the grammar', () => {
  test('every step of all fifteen policies parses and says itself', () => {
    const written = file.escalation_policies.flatMap((policy) => policy.steps.map((step) => step.at))
    expect([policies.size, written.length]).toEqual([15, 93])
    expect(written.map((text) => sayAt(parseAt(text)))).toEqual(written)
    expect([...policies.values()].map((p) => p.steps.length)).toEqual(
      file.escalation_policies.map((policy) => policy.steps.length),
    )
  })

  test('every base and every unit that stands in the catalogue, by name', () => {
    const steps = [...policies.values()].flatMap((p) => p.steps)
    expect([...new Set(steps.map((s) => s.base))].sort()).toEqual([
      'accept_due',
      'checkpoint',
      'daily',
      'day_close',
      'day_end',
      'deadline',
      'due',
      'due_day',
      'friday',
      'last_checkpoint',
      'launch',
      'minutes_due',
      'next_day_close',
      'next_monday',
      'open',
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

describe('the instants', () => {
  test('every step of every policy has one when its bases are known', () => {
    const noon = instantOf('2026-10-13', '12:00')
    const names = [
      'open',
      'due',
      'start',
      'round',
      'reported',
      'accept_due',
      'rectify_due',
      'verify_due',
      'launch',
    ]
    const more = ['receipt', 'checkpoint', 'last_checkpoint', 'period_end', 'deadline', 'week']
    const all = Object.fromEntries([...names, ...more].map((name) => [name, noon]))
    for (const id of policies.keys())
      expect(ladder(id, all).filter((line) => line.startsWith('?'))).toEqual([])
    for (const id of policies.keys())
      expect(ladder(id, {}).filter((line) => !line.startsWith('?'))).toEqual([])
  })

  test('ESC-STD counts workdays over the National Day', () => {
    expect(ladder('ESC-STD', { due: instantOf('2026-09-29', '17:30') })).toEqual([
      '9月30日 09:00 due+1WD@09:00',
      '10月8日 09:00 due+2WD@09:00',
      '10月9日 09:00 due+3WD@09:00',
      '10月12日 18:00 due+5WD@18:00',
    ])
  })

  test('ESC-MEETING names the minutes’ deadline and looks at the end of the month', () => {
    const of = duty('mtg-monthly-special')
    const bases = basesOf(windowOf(of, '2026-09-24', calendar), {
      within: { start: '2026-09-01', end: '2026-09-30' },
    })
    expect(ladder('ESC-MEETING', bases)).toEqual([
      '9月21日 09:00 start-3WD@09:00',
      '9月23日 15:00 start-1WD@15:00',
      '9月24日 13:30 start-PT2H',
      '9月24日 15:45 start+PT15M',
      '9月29日 17:30 minutes_due=start+2WD@17:30',
      '9月30日 09:00 minutes_due+1WD@09:00',
      '9月24日 09:00 period_end-3WD@09:00',
      '10月8日 09:00 period_end+1WD@09:00',
    ])
    expect(at('minutes_due+1WD@09:00', { minutes_due: instantOf('2026-10-09', '17:30') })).toBe(
      '10月10日 09:00',
    )
  })

  test('ESC-DAILY: the digest of the day, of the next school day for what is due after 17:00', () => {
    const daily = (due: string, day = '2026-09-01') =>
      ladder('ESC-DAILY', { due: instantOf(day, due), open: instantOf(day) })
    expect(daily('08:30')).toEqual([
      '9月1日 00:00 open',
      '9月1日 08:15 due-PT15M',
      '9月1日 08:45 due+PT15M',
      '9月1日 09:30 due+PT60M',
      '9月1日 18:00 day_close',
      '9月2日 00:00 day_end',
    ])
    expect(daily('17:00')[4]).toBe('9月1日 18:00 day_close')
    expect(daily('17:50', '2026-09-30')[4]).toBe('10月8日 18:00 day_close')
    expect(daily('17:50', '2027-01-22')[4]).toBe('1月25日 18:00 day_close')
    expect(daily('24:00')[5]).toBe('9月2日 00:00 day_end')
  })

  test('ESC-PATROL: the close of the day after', () => {
    const due = instantOf('2026-09-01', '16:00')
    expect(at('next_day_close', { due })).toBe('9月2日 18:00')
    expect(at('day_close', { due: instantOf('2026-09-01', '19:30') })).toBe('9月2日 18:00')
    expect(at('round+PT30M', { round: instantOf('2026-09-01', '18:30') })).toBe('9月1日 19:00')
  })

  test('ESC-COUNT: a checkpoint on a day off waits for the next workday', () => {
    expect(at('checkpoint@09:00', { checkpoint: instantOf('2026-10-31') })).toBe('11月2日 09:00')
    expect(at('last_checkpoint@09:00', { last_checkpoint: instantOf('2026-12-10') })).toBe('12月10日 09:00')
    expect(at('period_end+1WD@09:00', { period_end: instantOf('2025-12-31', '24:00') })).toBe('1月4日 09:00')
  })

  test('ESC-LISTED: Friday rolls back in its school week, Monday on', () => {
    const week = (day: string) => ({ week: instantOf(day, '12:00') })
    expect(at('friday@16:00', week('2026-09-21'))).toBe('9月24日 16:00')
    expect(at('friday@16:00', week('2026-10-05'))).toBe('10月9日 16:00')
    expect(at('next_monday@09:00', week('2026-09-28'))).toBe('10月8日 09:00')
    expect(at('next_monday@09:00', week('2026-09-20'))).toBe('9月28日 09:00')
    expect(at('friday@16:00', week('2026-02-15'))).toBe(null)
  })

  test('a Friday week with a makeup Saturday alone is answered on that Saturday', () => {
    const springFestival2026 = { week: instantOf('2026-02-24') }
    expect(at('friday@16:00', springFestival2026)).toBe('2月27日 16:00')
    const table = {
      year: 2027,
      holidays: [
        { name: '元旦', start: '2027-01-01', end: '2027-01-01' },
        { name: '劳动节', start: '2027-05-01', end: '2027-05-07' },
        { name: '国庆节', start: '2027-10-01', end: '2027-10-07' },
      ],
      makeupWorkdays: [{ date: '2027-05-08' }],
      source: '示例',
      note: '示例',
      date: '2026-11-20',
    }
    const on = sampleCalendar({ overrides: [table] })
    expect(at('friday@16:00', { week: instantOf('2027-05-04') }, on)).toBe('5月8日 16:00')
  })

  test('days counted in calendar days roll by CAL-16: before the base back, after it on', () => {
    const deadline = instantOf('2026-10-09', '17:30')
    expect(at('deadline-3D@09:00', { deadline })).toBe('9月30日 09:00')
    expect(at('deadline+2D@09:00', { deadline })).toBe('10月12日 09:00')
    expect(at('deadline+1D@09:00', { deadline })).toBe('10月10日 09:00')
  })

  test('a deadline at 24:00 ends its day, a report at 00:00 begins one', () => {
    const midnight = instantOf('2026-09-01', '24:00')
    expect(at('due+1WD@09:00', { due: midnight })).toBe('9月2日 09:00')
    expect(at('due_day@16:00', { due: midnight })).toBe('9月1日 16:00')
    expect(at('reported+1WD@17:30', { reported: midnight })).toBe('9月3日 17:30')
  })

  test('ESC-INC counts minutes on the clock, the follow-up every day at 17:00', () => {
    const reported = instantOf('2026-10-03', '17:00')
    expect(ladder('ESC-INC', { reported })).toEqual([
      '10月3日 17:00 reported',
      '10月3日 17:05 reported+PT5M',
      '10月3日 17:05 reported+PT5M',
      '10月3日 17:10 reported+PT10M',
      '10月3日 17:30 reported+PT30M',
      '10月3日 17:45 reported+PT45M',
      '10月3日 18:00 reported+PT60M',
      '10月3日 19:00 reported+PT120M',
      '10月4日 17:00 daily@17:00',
    ])
    expect(at('day_close', { reported })).toBe('10月3日 18:00')
    expect(at('day_close', { reported: instantOf('2026-10-03', '19:00') })).toBe('10月4日 18:00')
  })

  test('repeats', () => {
    const step = (id: string, written: string) => policyOf(id).steps.find((s) => s.written === written)!
    const last = instantOf('2026-09-30', '09:00')
    const next = (id: string, written: string) => {
      const ms = nextRepeat(step(id, written), last, calendar)
      return ms && sayInstant(ms)
    }
    expect(next('ESC-LISTED', 'deadline+1WD@09:00')).toBe('10月8日 09:00')
    expect(next('ESC-INC', 'reported+PT60M')).toBe('9月30日 09:15')
    expect(next('ESC-HAZ-MAJOR', 'reported+PT30M')).toBe('9月30日 09:10')
    expect(next('ESC-INC', 'daily@17:00')).toBe('9月30日 17:00')
    expect(next('ESC-STD', 'due+1WD@09:00')).toBeUndefined()
  })
})

describe('quiet hours (handbook §10.4)', () => {
  const held = (id: string, at: number, controlled = false, written?: string, on = calendar) =>
    sayInstant(
      heldUntil(
        policyOf(id),
        at,
        on,
        controlled,
        policyOf(id).steps.find((s) => s.written === written),
      ),
    )
  const holiday = instantOf('2026-10-03', '10:00')
  const evening = instantOf('2026-09-30', '20:00')

  test('respect waits for 07:30 of the next workday', () => {
    expect(held('ESC-STD', holiday)).toBe('10月8日 07:30')
    expect(held('ESC-STD', evening)).toBe('10月8日 07:30')
    expect(held('ESC-STD', evening - 1)).toBe('9月30日 19:59')
    expect(held('ESC-DAILY', instantOf('2026-09-30', '24:00'), false, 'day_end')).toBe('10月1日 00:00')
  })

  test('urgent and on-shift ladders do not wait', () => {
    for (const id of ['ESC-INC', 'ESC-HAZ-MAJOR', 'ESC-DUTY']) expect(held(id, holiday)).toBe('10月3日 10:00')
  })

  test('a larger hazard: first notice and control check at once, the rest in working time', () => {
    expect(held('ESC-HAZ-LARGER', holiday, false, 'reported')).toBe('10月3日 10:00')
    expect(held('ESC-HAZ-LARGER', holiday, false, 'reported+PT2H')).toBe('10月3日 10:00')
    expect(held('ESC-HAZ-LARGER', holiday, false, 'rectify_due-1WD@09:00')).toBe('10月8日 07:30')
    expect(held('ESC-HAZ-LARGER', holiday, true)).toBe('10月8日 07:30')
  })

  test('a Saturday with extra lessons is no day off for its check-in', () => {
    const on = sampleCalendar({ extra_school_days: ['2026-09-19'] })
    expect(held('ESC-DAILY', instantOf('2026-09-19', '07:40'), false, 'open', on)).toBe('9月19日 07:40')
    expect(held('ESC-DAILY', instantOf('2026-09-19', '21:00'), false, 'open', on)).toBe('9月20日 07:30')
  })
})

test('every duty’s policy exists; what is told at a report does not wait a day', () => {
  for (const { policy } of duties.values()) expect(policies.has(policy)).toBe(true)
  expect(toldAtReport('ESC-HAZ-LARGER')).toEqual([
    'assignee_dept_head',
    'safety_office',
    'vp_safety',
    'principal',
  ])
})
