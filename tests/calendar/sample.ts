import { readFileSync } from 'node:fs'
import { type CalendarInput, createCalendar } from '../../src/calendar/calendar.ts'

const file = new URL('../../src/people/sample-school.json', import.meta.url)
/** The sample school's calendar: 2025–2026 official, 2027 provisional. */
export const sampleInput = (): CalendarInput => JSON.parse(readFileSync(file, 'utf8')).calendar
export const sampleCalendar = (more: Partial<CalendarInput> = {}) =>
  createCalendar({ ...sampleInput(), ...more })
