import { expect, test } from 'vitest'
import { play, refused } from './play.ts'

// A number that changes on a day to come, in the time of a simulation: what began before keeps its own.

const said = (at: string, person: string, says: string) => ({ at: `${at}:00+08:00`, person, says })
const days = { from: '2026-09-01', to: '2026-09-11', on: [] }
const actions = [
  said('2026-09-01T09:00', 'G01', '/规则 一般隐患整改 1 从 2026-09-03 起'),
  said('2026-09-01T09:01', 'G01', '/规则 生效'),
  said('2026-09-02T10:00', 'S09', '/隐患 教学楼B一楼走廊有块地砖翘起来了'),
  said('2026-09-03T10:00', 'S09', '/隐患 图书馆的书架松了一颗螺丝'),
  said('2026-09-03T10:01', 'S09', '/规则 一般隐患整改 2'),
]

test('each is overdue by the rule it was reported under, and twice played it is the same', async () => {
  const lines = await play(days, actions)
  expect(refused(lines)).toHaveLength(1)
  const overdue = lines.filter(
    ({ type, message }) => type === 'message' && [message].flat().includes('overdue'),
  )
  // Reported on Wednesday with three workdays, overdue the day after Monday; on Thursday with one, after Friday.
  expect([...new Set(overdue.map(({ at }) => String(at).slice(0, 10)))]).toEqual(['2026-09-07', '2026-09-08'])
  expect(await play(days, actions)).toEqual(lines)
})
