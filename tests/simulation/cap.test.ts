import { expect, test } from 'vitest'
import { simulated } from './term.ts'

const DAYS = ['2026-09-07', '2026-09-18'] as const

/** What everybody would say who does everything as soon as it opens: made from a first run's windows. */
async function everythingDone() {
  const { lines } = await simulated(...DAYS)
  const heads = ['P02', 'G01', 'A01', 'M01', 'F01', 'E01']
  const signed = heads.map((person) => ({
    at: `${DAYS[0]}T08:00:00+08:00`,
    person,
    says: '/完成 签字确认',
    about: { duty: 'ltr-school-dept' },
  }))
  const own = lines.flatMap((line, order) => {
    if (line.type !== 'instance' || !line.opens) return []
    const { duty, unit, owner, opens } = line as unknown as Record<string, string>
    const atMs = Math.max(Date.parse(opens!), Date.parse(`${DAYS[0]}T00:01:00+08:00`)) + 60_000
    const at = new Date(atMs).toISOString()
    const checkin = duty === 'chk-homeroom-morning' || duty === 'chk-staff-daily'
    const proof = {
      text: '正常',
      topics: '安全工作',
      deployments: '按计划落实',
      checklist: '全部正常',
      location: '到岗',
      number: '0',
      attendance: '20',
      file: '材料.docx',
      receipt: `回执-${order}`,
      signature: '签字',
      photos: Array.from({ length: 6 }, (_, picture) => `p${order}.${picture}`),
    }
    return [
      checkin
        ? {
            at,
            person: owner,
            says: duty === 'chk-homeroom-morning' ? '/打卡 全班正常' : '/打卡 无异常',
            about: { duty, unit },
          }
        : { at, person: owner, says: '/完成 正常', about: { duty, unit }, fields: proof },
    ]
  })
  return [...own, ...signed]
}

/** Calls that are not the daily card: urgent, assigned or overdue ones, and what was announced for others. */
const UNASKED = new Set(['card', 'reminder', 'notice'])

test('whoever does everything in time gets one message a school day', { timeout: 120_000 }, async () => {
  const actions = await everythingDone()
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
