import { describe, expect, test } from 'vitest'
import { policyOf } from '../../src/duties/policies.ts'
import { heldUntil } from '../../src/duties/step-times.ts'
import { instantOf, sayInstant } from '../../src/time.ts'
import { sampleCalendar } from '../calendar/sample.ts'
import { calendar } from './year.ts'

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
