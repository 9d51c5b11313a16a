import { describe, expect, test } from 'vitest'
import { policies, policyOf } from '../../src/duties/policies.ts'
import { parseAt } from '../../src/duties/step-at.ts'
import { type Bases, nextRepeat, stepInstant, withNamed } from '../../src/duties/step-times.ts'
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
    const waiting = ['asked', 'pause_follow_up', 'follow_up']
    const more = ['receipt', 'checkpoint', 'last_checkpoint', 'period_end', 'deadline', 'week']
    const all = Object.fromEntries([...names, ...waiting, ...more].map((name) => [name, noon]))
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
    const granted = { ...bases, minutes_due: instantOf('2026-10-09', '17:30') }
    expect(ladder('ESC-MEETING', granted)[5]).toBe('10月10日 09:00 minutes_due+1WD@09:00')
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
