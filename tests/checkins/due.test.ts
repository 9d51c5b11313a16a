import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { daySteps, lateFrom, stepsOf } from '../../src/checkins/due.ts'
import { dailyDutiesOf } from '../../src/duties/daily.ts'
import { duties } from '../../src/duties/duty.ts'
import { afterOutages, type Outages, outageWithin } from '../../src/outages/outage.ts'
import { jitter } from '../../src/people/addressing.ts'
import { instantOf, MINUTE_MS, timeOf } from '../../src/time.ts'

const DAY = '2026-09-01'
const DUTIES = dailyDutiesOf(duties)
const MIDNIGHT = instantOf(DAY)
const anyDay = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
const minute = fc.integer({ min: 0, max: 24 * 60 })
const span = fc.tuple(minute, fc.integer({ min: 1, max: 300 })).map(([from, length]) => ({
  fromMs: MIDNIGHT + from * MINUTE_MS,
  toMs: MIDNIGHT + (from + length) * MINUTE_MS,
}))
const outages: fc.Arbitrary<Outages> = fc.array(span, { maxLength: 6 }).map((past) => ({ past }))
const HOURS = { quietFrom: '20:00', dayClose: '18:00' }
const END = instantOf(DAY, '24:00')

test('the steps of a school day, in order', () => {
  expect(daySteps(DAY, DUTIES, '18:00').map((step) => `${timeOf(step.atMs)} ${step.key}`)).toEqual([
    '07:40 chk-homeroom-morning/open',
    '08:15 chk-homeroom-morning/remind-15',
    '08:45 chk-homeroom-morning/overdue',
    '09:30 chk-homeroom-morning/exception',
    '14:30 chk-staff-daily/open',
    '16:00 chk-staff-daily/remind-30',
    '16:15 chk-staff-daily/remind-15',
    '16:45 chk-staff-daily/overdue',
    '17:30 chk-staff-daily/exception',
    '18:00 digest',
    '00:00 end',
  ])
})

test('outages move steps, never before their time, never past each other, and never change which there are before quiet hours', () => {
  fc.assert(
    fc.property(outages, (away) => {
      const planned = new Map(daySteps(DAY, DUTIES, '18:00').map((step) => [step.key, step.atMs]))
      const moved = stepsOf(DAY, DUTIES, away, END, HOURS)
      for (const step of moved) {
        expect(step.atMs).toBeGreaterThanOrEqual(planned.get(step.key)!)
        if (!step.duty) expect(step.atMs).toBe(planned.get(step.key))
        else expect(timeOf(step.atMs) < '20:00').toBe(true)
      }
      for (const duty of ['chk-homeroom-morning', 'chk-staff-daily']) {
        const keys = moved.filter((step) => step.duty?.id === duty).map((step) => step.key)
        expect(keys).toEqual([...planned.keys()].filter((key) => key.startsWith(duty)).slice(0, keys.length))
      }
    }),
  )
})

test('a school that rests from 17:00 hears nothing after it', () => {
  const last = stepsOf(DAY, DUTIES, undefined, END, { ...HOURS, quietFrom: '17:00' }).map(
    (step) => `${timeOf(step.atMs)} ${step.key}`,
  )
  expect(last.slice(-2)).toEqual(['16:45 chk-staff-daily/overdue', '00:00 end'])
})

test('no outage, no change', () => {
  expect(stepsOf(DAY, DUTIES, undefined, END, HOURS)).toEqual(daySteps(DAY, DUTIES, '18:00'))
  expect(stepsOf(DAY, DUTIES, { past: [] }, END, HOURS)).toEqual(daySteps(DAY, DUTIES, '18:00'))
})

test('the clock of a duty stands still during an outage: between opening and the moved instant lies the planned time', () => {
  fc.assert(
    fc.property(outages, minute, fc.integer({ min: 0, max: 400 }), (away, from, length) => {
      const fromMs = MIDNIGHT + from * MINUTE_MS
      const plannedMs = fromMs + length * MINUTE_MS
      const movedMs = afterOutages(away, fromMs, plannedMs, END)
      expect(movedMs - fromMs - outageWithin(away, fromMs, movedMs, END)).toBe(plannedMs - fromMs)
    }),
  )
})

test('no minute of outage counts twice, and none outside the window counts', () => {
  fc.assert(
    fc.property(outages, minute, minute, (away, one, other) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)]
      let counted = 0
      for (let at = from; at < to; at++) {
        const ms = MIDNIGHT + at * MINUTE_MS
        if (away.past.some((each) => each.fromMs <= ms && ms < each.toMs)) counted += 1
      }
      const within = outageWithin(away, MIDNIGHT + from * MINUTE_MS, MIDNIGHT + to * MINUTE_MS, END)
      expect(within).toBe(counted * MINUTE_MS)
    }),
  )
})

test('while an outage goes on, nothing planned inside it becomes due', () => {
  fc.assert(
    fc.property(
      minute,
      fc.integer({ min: 1, max: 600 }),
      fc.integer({ min: 1, max: 600 }),
      (since, planned, elapsed) => {
        const sinceMs = MIDNIGHT + since * MINUTE_MS
        const nowMs = sinceMs + elapsed * MINUTE_MS
        expect(
          afterOutages({ sinceMs, past: [] }, sinceMs, sinceMs + planned * MINUTE_MS, nowMs),
        ).toBeGreaterThan(nowMs)
      },
    ),
  )
})

test('late begins at the due time, moved', () => {
  const window = { opensAtMs: instantOf(DAY, '07:40'), dueAtMs: instantOf(DAY, '08:30') }
  const away = (from: string, to: string): Outages => ({
    past: [{ fromMs: instantOf(DAY, from), toMs: instantOf(DAY, to) }],
  })
  const late = (state: Outages | undefined) => timeOf(lateFrom(window, state, END))
  expect(late(undefined)).toBe('08:30')
  expect(late(away('08:10', '08:30'))).toBe('08:50')
  expect(late(away('08:20', '09:20'))).toBe('09:30')
  expect(late(away('06:00', '07:50'))).toBe('08:40')
  expect(late(away('08:30', '12:00')), 'an outage after the due time excuses nobody').toBe('08:30')
})

test('messages leave one to seven minutes after their time and never at :00 or :30', () => {
  fc.assert(
    fc.property(anyDay, minute, fc.string({ maxLength: 30 }), (day, at, seed) => {
      const policyMs = Math.floor(day.getTime() / 86_400_000) * 86_400_000 + at * MINUTE_MS
      const sentMs = jitter(policyMs, seed)
      expect(Math.floor(sentMs / MINUTE_MS) % 30).not.toBe(0)
      expect(sentMs - policyMs).toBeGreaterThanOrEqual(MINUTE_MS)
      expect(sentMs - policyMs).toBeLessThan(7 * MINUTE_MS)
    }),
  )
})
