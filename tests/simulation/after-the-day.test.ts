import { beforeAll, expect, test } from 'vitest'
import type { Line } from '../../src/simulation/lines.ts'
import { play, told } from './play.ts'

test('ESC-DAILY: what is due after 17:00 is in the digest of the next school day', async () => {
  const lines = await play({ from: '2026-09-03', to: '2026-09-07', on: ['chk-homeroom-dismissal'] }, [])
  const digests = told(lines, 'chk-homeroom-dismissal').filter((line) => line.includes(' digest '))
  expect([...new Set(digests)]).toEqual(['09-04T18:00 digest P03', '09-07T18:00 digest P03'])
})

let holiday: Line[]
beforeAll(async () => {
  holiday = await play({ from: '2026-09-30', to: '2026-10-09', on: ['ptl-guard-five'] }, [])
}, 30_000)

test('ESC-PATROL: rounds missed in a holiday are told on the first workday after it (§10.4)', () => {
  const said = told(holiday, 'ptl-guard-five').filter((line) => line < '10-08T07:31' && line > '10-01')
  // 18:30 of September 30 belongs to the digest of October 8, 18:00, and so do the holiday's rounds due after 17:00.
  expect(counted(said)).toEqual({
    '10-08T07:30 digest G01': 7,
    '10-08T07:30 digest G03': 1,
    '10-08T07:30 overdue G01': 14,
    '10-08T07:30 reminder W01': 1,
  })
})

test('two days in a row without all rounds reach the vice principal, also when the days were off', () => {
  const escalated = told(holiday, 'ptl-guard-five').filter((line) => line.endsWith(' escalate P03'))
  expect([...new Set(escalated)]).toEqual(['10-08T18:00 escalate P03', '10-09T18:00 escalate P03'])
})

test('what waited for a workday is one message a person and minute', () => {
  const minutes = holiday.flatMap(({ type, at, to, on_card: onCard }) =>
    type === 'message' && !onCard ? [`${String(at)} ${String(to)}`] : [],
  )
  expect(minutes.filter((minute) => minute.startsWith('2026-10-08T07:30')).length).toBeGreaterThan(2)
  expect(new Set(minutes).size).toBe(minutes.length)
  expect(minutes.filter((minute) => minute > '2026-10-01T00:00' && minute < '2026-10-08T07:30')).toEqual([])
})

test('a weekend without rounds: each person hears once on Monday, and only who the policy names', async () => {
  const lines = await play({ from: '2026-09-04', to: '2026-09-07', on: ['ptl-guard-five'] }, [])
  const of = (minute: string) =>
    lines.flatMap(({ type, at, to, message }) =>
      type === 'message' && String(at).includes(minute)
        ? [`${String(to)} ${[...new Set([message].flat())].join()}`]
        : [],
    )
  expect(lines.filter(({ type, at }) => type === 'message' && /09-0[56]T/.test(String(at)))).toEqual([])
  expect(of('09-07T07:30').sort()).toEqual(['G01 overdue,digest', 'G03 digest', 'W01 reminder'])
  expect(of('09-07T18:00').sort()).toEqual(['G01 digest', 'G03 digest', 'P03 escalate', 'W01 reminder'])
})

const counted = (list: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(list, (line) => line)].map(([line, same]) => [line, same.length]))
