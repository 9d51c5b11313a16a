import { beforeAll, expect, test } from 'vitest'
import { type Simulated, simulated } from './term.ts'

/** Nobody does anything for six weeks of the autumn term. */
let silent: Simulated
beforeAll(async () => {
  silent = await simulated('2026-09-01', '2026-10-16')
}, 60_000)

const due = (duty: string) =>
  silent.instances.filter((line) => line.duty === duty).map((line) => line.due.slice(0, 10))

test('every duty falls on its days: the meeting before Mid-Autumn, the report on the third workday', () => {
  expect(due('mtg-monthly-special')).toEqual(['2026-09-24'])
  expect(due('rpt-monthly-bureau')).toEqual(['2026-09-03', '2026-10-10'])
  expect(new Set(due('ltr-school-staff'))).toEqual(new Set(['2026-09-15']))
  expect(due('ins-before-holiday')).toEqual(['2026-09-24', '2026-09-30'])
  expect(
    due('ptl-guard-five').filter((day) => day === '2026-09-05'),
    'a Saturday has two rounds',
  ).toHaveLength(2)
  expect(due('ptl-guard-five').filter((day) => day === '2026-09-07')).toHaveLength(5)
})

test('ESC-UP: the report nobody sends climbs on its day, at 17:30 and the next workday', () => {
  expect(silent.toldBy('urgent', 'rpt-monthly-bureau')).toEqual({
    '2026-09-03 16:00': ['G01', 'P01', 'P03'],
    '2026-10-10 16:00': ['G01', 'P01', 'P03'],
  })
  expect(silent.toldBy('late_risk', 'rpt-monthly-bureau')['2026-09-03 17:30']).toEqual(['G01', 'P01', 'P02'])
  expect(silent.toldBy('late', 'rpt-monthly-bureau')['2026-09-04 09:00']).toEqual([
    'G01',
    'P01',
    'P02',
    'P03',
  ])
  expect(
    silent.told('G01', 'rpt-monthly-bureau').slice(0, 4),
    'what was due before the first day is not said',
  ).toEqual([
    '2026-09-02 09:00 reminder',
    '2026-09-03 09:00 reminder',
    '2026-09-03 14:00 reminder',
    '2026-09-03 16:00 urgent',
  ])
})

test('ESC-MEETING: notice, reminder, absent list, minutes, and the period that ends without one', () => {
  const principal = silent.told('P01', 'mtg-monthly-special')
  expect(principal).toEqual([
    '2026-09-21 09:00 notice',
    '2026-09-23 15:00 reminder',
    '2026-09-24 09:00 not_held',
    '2026-09-24 13:30 reminder',
    '2026-09-30 09:00 overdue',
    '2026-10-08 09:00 missed',
  ])
  expect(silent.told('P03', 'mtg-monthly-special')).toContain('2026-09-24 15:45 absent_list')
})

test('ESC-DAILY: card, reminder, the next one up, the office, the vice principal', () => {
  expect(silent.toldBy('overdue', 'ptl-fire-daily')['2026-09-02 10:15']).toEqual(['G01', 'G04'])
  expect(silent.toldBy('exception', 'ptl-fire-daily')['2026-09-02 11:00']).toEqual(['G01', 'G03'])
  expect(silent.toldBy('digest', 'ptl-fire-daily')['2026-09-02 18:00']).toEqual(['P03'])
})

test('nobody is escalated to himself', () => {
  const climbing = new Set(['escalate', 'exception', 'digest', 'fill_post'])
  // A roster's post is somebody else's every day: only what is the same person's all the time can be told by its unit.
  const steady = silent.instances.filter(
    ({ unit }) => unit !== 'duty_leader' && unit !== 'gate_guard' && unit !== '校门口',
  )
  const owner = new Map(
    steady
      .filter(({ duty }) => duty !== 'chk-meal-accompany')
      .map((line) => [`${line.duty} ${line.unit}`, line.owner]),
  )
  const said = silent.messages.flatMap(({ to, matters }) =>
    matters.map((matter) => ({ to: to[0], ...matter })),
  )
  const climbed = said.filter(
    ({ message, duty, unit }) => climbing.has(message) && owner.has(`${duty} ${unit}`),
  )
  expect(climbed.length).toBeGreaterThan(500)
  expect(climbed.filter(({ to, duty, unit }) => owner.get(`${duty} ${unit}`) === to)).toEqual([])
})

test('one message a person and minute; one card of the day', () => {
  const seen = new Map<string, number>()
  const cards = new Map<string, number>()
  for (const { at, to, message, on_card: onCard } of silent.messages) {
    if (onCard) continue
    const key = `${to[0]} ${at}`
    seen.set(key, (seen.get(key) ?? 0) + 1)
    const card = `${to[0]} ${at.slice(0, 10)}`
    if (message === 'card') cards.set(card, (cards.get(card) ?? 0) + 1)
  }
  expect([...seen].filter(([, count]) => count > 1)).toEqual([])
  expect([...cards].filter(([, count]) => count > 1)).toEqual([])
})
