import { describe, expect, test } from 'vitest'
import { duties } from '../../src/duties/duty.ts'
import { remindersOf, slotsOf, windowOf } from '../../src/duties/window.ts'
import { type Day, instantOf, sayInstant } from '../../src/time.ts'
import { calendar, duty } from './year.ts'

const window = (id: string, day: Day) => {
  const { opensAtMs, dueAtMs } = windowOf(duty(id), day, calendar)
  return `${sayInstant(opensAtMs)} – ${sayInstant(dueAtMs)}`
}
const reminders = (id: string, day: Day) => {
  const of = duty(id)
  return remindersOf(of, windowOf(of, day, calendar), calendar).map((r) => `${sayInstant(r.atMs)} ${r.label}`)
}
const slots = (id: string, day: Day) =>
  slotsOf(duty(id), day, calendar).map(
    (s) => `${s.slot} ${sayInstant(s.opensAtMs)} – ${sayInstant(s.dueAtMs)}`,
  )

describe('windows', () => {
  test('open days count back in workdays over holidays and makeup days', () => {
    expect(window('rpt-monthly-bureau', '2026-10-10')).toBe('9月30日 09:00 – 10月10日 17:30')
    expect(window('rpt-jan10', '2026-01-09')).toBe('12月18日 09:00 – 1月9日 17:30')
  })

  test('the eight duties of events count from the event’s day', () => {
    const event = (id: string) => window(id, '2026-09-24')
    expect([...duties.values()].filter((d) => d.tier === 'event')).toHaveLength(8)
    expect(event('rpt-activity-plan')).toBe('9月11日 09:00 – 9月18日 17:30')
    expect(event('asm-special')).toBe('9月24日 09:00 – 10月15日 17:30')
    expect(event('rep-incident-up')).toBe('9月24日 00:00 – 9月24日 23:59')
    expect(event('rep-sanction-20wd')).toBe('9月24日 09:00 – 10月29日 17:30')
    expect(window('rep-sanction-20wd', '2026-03-02')).toBe('3月2日 09:00 – 3月30日 17:30')
    expect(event('rep-self-exam')).toBe('9月24日 09:00 – 10月9日 17:30')
    expect(event('rep-major-hazard')).toBe('9月24日 00:00 – 9月25日 23:59')
    expect(event('rep-infectious')).toBe('9月24日 00:00 – 9月24日 23:59')
    expect(event('rep-superior-task')).toBe('9月24日 09:00 – 9月24日 17:30')
  })

  test('a count is open all its year', () => {
    expect(window('ins-leader-two', '2026-12-31')).toBe('1月1日 00:00 – 12月31日 17:30')
  })

  test('no window of the catalogue closes before it opens', () => {
    for (const of of duties.values()) {
      for (const day of ['2026-09-20', '2026-10-10', '2027-01-08', '2026-10-01'])
        for (const { opensAtMs, dueAtMs } of [windowOf(of, day, calendar), ...slotsOf(of, day, calendar)])
          expect(opensAtMs, of.id).toBeLessThan(dueAtMs)
    }
  })
})

describe('slots', () => {
  test('a duty without times has one slot, its window', () => {
    expect(slots('chk-homeroom-morning', '2026-09-01')).toEqual(['07:40-08:30 9月1日 07:40 – 9月1日 08:30'])
  })

  test('a window that covers all times gives each its margins', () => {
    expect(slots('ptl-recess-posts', '2026-09-01')).toEqual([
      '09:00-09:10 9月1日 08:55 – 9月1日 09:15',
      '09:50-10:20 9月1日 09:45 – 9月1日 10:25',
      '14:10-14:20 9月1日 14:05 – 9月1日 14:25',
      '15:00-15:10 9月1日 14:55 – 9月1日 15:15',
    ])
  })

  test('a window of the first time is the pattern of the others', () => {
    expect(slots('ptl-gate-escort', '2026-09-01')).toEqual([
      '07:30-08:20 9月1日 07:25 – 9月1日 07:40',
      '16:20-17:30 9月1日 16:15 – 9月1日 16:30',
    ])
    expect(slots('chk-dorm-night', '2026-09-01')).toEqual([
      '21:30-22:00 9月1日 21:30 – 9月1日 22:00',
      '23:30-24:00 9月1日 23:30 – 9月2日 00:00',
    ])
  })

  test('a window that ends with the first time ends with each, however long', () => {
    const of = duty('chk-bus-daily')
    const times = ['06:20-07:10', '16:20-18:00']
    const longer = {
      ...of,
      recurrence: { ...of.recurrence, type: 'daily' as const, day_basis: 'school_day' as const, times },
    }
    expect(slotsOf(longer, '2026-09-01', calendar).map((s) => sayInstant(s.dueAtMs))).toEqual([
      '9月1日 07:10',
      '9月1日 18:00',
    ])
  })

  test('guards walk five rounds on a school day, two on any other', () => {
    const rounds = (day: Day) => slotsOf(duty('ptl-guard-five'), day, calendar)
    expect(rounds('2026-09-01').map((s) => s.slot)).toEqual(['07:00', '09:30', '12:30', '15:00', '18:30'])
    expect(rounds('2026-09-20')).toHaveLength(5)
    expect(rounds('2026-10-01').map((s) => s.slot)).toEqual(['09:00', '20:00'])
    expect(rounds('2026-09-01').map((s) => s.roundAtMs)).toContain(instantOf('2026-09-01', '09:30'))
  })
})

describe('reminders', () => {
  test('a meeting’s hours count from its start, its days in workdays', () => {
    expect(reminders('mtg-monthly-special', '2026-10-30')).toEqual([
      '10月27日 09:00 -3WD@09:00',
      '10月29日 15:00 -1WD@15:00',
      '10月30日 13:30 -PT2H',
    ])
    expect(reminders('mtg-monthly-special', '2026-10-10')[0]).toBe('9月30日 09:00 -3WD@09:00')
  })

  test('other duties count from the due time', () => {
    expect(reminders('chk-homeroom-morning', '2026-09-01')).toEqual([
      '9月1日 07:40 open',
      '9月1日 08:15 -PT15M',
    ])
    expect(reminders('rpt-monthly-bureau', '2026-10-10')).toEqual([
      '9月28日 09:00 -5WD@09:00',
      '9月30日 09:00 -3WD@09:00',
      '10月9日 09:00 -1WD@09:00',
      '10月10日 09:00 0D@09:00',
      '10月10日 14:00 0D@14:00',
    ])
  })

  test('CAL-16: a reminder on a day off moves to the workday before and meets no twin there', () => {
    const of = { ...duty('rep-superior-task'), kind: 'report' as const }
    const window = windowOf(of, '2026-10-04', calendar)
    expect(remindersOf(of, window, calendar).map((r) => `${sayInstant(r.atMs)} ${r.label}`)).toEqual([
      '9月23日 09:00 -5WD@09:00',
      '9月28日 09:00 -3WD@09:00',
      '9月30日 09:00 -1WD@09:00',
      '9月30日 14:00 0D@14:00',
    ])
  })

  test('each shift of a day has its own', () => {
    const of = duty('chk-duty-leader-shift')
    const evening = slotsOf(of, '2026-09-01', calendar)[1]
    expect(evening && remindersOf(of, evening, calendar).map((r) => sayInstant(r.atMs))).toEqual([
      '9月1日 17:40',
      '9月1日 17:55',
    ])
  })

  test('a deadline at midnight belongs to the day it ends', () => {
    const of = { ...duty('rpt-archive-monthly') }
    const window = { opensAtMs: instantOf('2026-09-29'), dueAtMs: instantOf('2026-09-30', '24:00') }
    expect(remindersOf(of, window, calendar).map((r) => sayInstant(r.atMs))).toEqual(['9月29日 09:00'])
  })
})
