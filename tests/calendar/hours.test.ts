import { describe, expect, test } from 'vitest'
import { instantOf } from '../../src/time.ts'
import { sampleCalendar } from './sample.ts'

const calendar = sampleCalendar()

describe('quiet hours (§10.4)', () => {
  const at = (day: string, time: string) => calendar.afterQuiet(instantOf(day, time))

  test('evening and night wait until 07:30 of the next workday', () => {
    expect(at('2026-09-02', '19:59')).toBe(instantOf('2026-09-02', '19:59'))
    expect(at('2026-09-02', '20:00')).toBe(instantOf('2026-09-03', '07:30'))
    expect(at('2026-09-03', '00:00')).toBe(instantOf('2026-09-03', '07:30'))
    expect(at('2026-09-03', '06:59')).toBe(instantOf('2026-09-03', '07:30'))
    expect(at('2026-09-03', '07:00')).toBe(instantOf('2026-09-03', '07:00'))
  })

  test('days not worked wait for the next one that is, be it a Saturday', () => {
    expect(at('2026-09-30', '20:00')).toBe(instantOf('2026-10-08', '07:30'))
    expect(at('2026-10-09', '21:00')).toBe(instantOf('2026-10-10', '07:30'))
  })

  test('trap 14: 16:30 UTC on Friday is already Saturday here', () => {
    expect(calendar.isQuiet(Date.parse('2026-09-11T16:30:00Z'))).toBe(true)
    expect(calendar.afterQuiet(Date.parse('2026-09-13T16:30:00Z'))).toBe(instantOf('2026-09-14', '07:30'))
  })

  test('a school may keep other hours', () => {
    const late = sampleCalendar({ quiet_hours: { from: '22:00', until: '06:00', resume: '08:00' } })
    expect(late.isQuiet(instantOf('2026-09-02', '21:00'))).toBe(false)
    expect(late.afterQuiet(instantOf('2026-09-02', '22:00'))).toBe(instantOf('2026-09-03', '08:00'))
  })
})
