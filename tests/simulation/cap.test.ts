import { expect, test } from 'vitest'
import { everythingDone } from './everything-done.ts'
import { simulated } from './term.ts'

const DAYS = ['2026-09-07', '2026-09-18'] as const

/** What everybody would say who does everything as soon as it opens, and the heads who sign on the first day. */
async function everybodysWords() {
  const { lines } = await simulated(...DAYS)
  const heads = ['P02', 'G01', 'A01', 'M01', 'F01', 'E01']
  const signed = heads.map((person) => ({
    at: `${DAYS[0]}T08:00:00+08:00`,
    person,
    says: '/完成 签字确认',
    about: { duty: 'ltr-school-dept' },
  }))
  return [...everythingDone(lines, DAYS[0], 6), ...signed]
}

/** Calls that are not the daily card: urgent, assigned or overdue ones, and what was announced for others. */
const UNASKED = new Set(['card', 'reminder', 'notice'])

test('whoever does everything in time gets one message a school day', { timeout: 120_000 }, async () => {
  const actions = await everybodysWords()
  const { messages, lines } = await simulated(...DAYS, { actions })
  const refused = lines.filter(({ type }) => type === 'refused')
  const perDay = new Map<string, string[]>()
  for (const { at, to, message, on_card: onCard } of messages) {
    if (onCard || ![message].flat().every((word) => UNASKED.has(word))) continue
    const key = `${to[0]} ${at.slice(0, 10)}`
    perDay.set(key, [...(perDay.get(key) ?? []), `${at.slice(11, 16)} ${message}`])
  }
  expect([...perDay].filter(([, list]) => list.length > 1)).toEqual([])
  expect(perDay.size).toBeGreaterThan(300)
  const said = messages.flatMap(({ matters }) => matters.map(({ message, duty }) => `${message} ${duty}`))
  const climbing = said.filter((words) => /^(overdue|escalate|exception|digest|late|missed)/.test(words))
  expect([...new Set(climbing)], `nothing climbs; refused: ${JSON.stringify(refused.slice(0, 5))}`).toEqual(
    [],
  )
})
