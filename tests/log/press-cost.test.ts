import { afterEach, expect, test } from 'vitest'
import type { Statement, Value } from '../../src/store/database.ts'
import { checkinOf, classCheckin, morning, setAside } from '../stories/school-day.ts'
import type { World } from '../world.ts'

let world: World
afterEach(() => world.close())

/** What is asked of the database and written to it from here on; each is a good part of what an answer costs. */
function listen() {
  const { db } = world.town
  const [all, write] = [db.all.bind(db), db.write.bind(db)]
  const heard = { reads: [] as string[], writes: [] as string[][] }
  db.all = <T>(sql: string, args?: Value[]) => {
    heard.reads.push(sql)
    return all<T>(sql, args)
  }
  db.write = (statements: Statement[]) => {
    heard.writes.push(statements.map(({ sql }) => sql))
    return write(statements)
  }
  return heard
}

test('a press costs ten reads and one write of five statements, and wakes nobody it owes nothing', async () => {
  world = await morning()
  const { openId, unread } = world.person('单念蘅')
  expect(unread()).toEqual([])
  const { message_id } = (await world.town.db.get<{ message_id: string }>(
    'SELECT message_id FROM posts WHERE about = ?',
    [`today/${(await checkinOf(world, classCheckin('C301'))).owner}/2026-09-01`],
  ))!
  const heard = listen()
  const { toast } = await world.emulator.press(openId, message_id, { label: '全班正常' })
  expect(toast?.content).toBe('已记录，谢谢')
  expect(heard.writes.map((statements) => statements.map((sql) => sql.split(' ')[2]))).toEqual([
    ['causes', 'events', 'checkins', 'posts', 'outbox'],
  ])
  expect(heard.reads.length).toBeLessThanOrEqual(10)
  expect(heard.reads.filter((sql) => /lease_until|FROM inbox/.test(sql))).toEqual([])
  setAside(world)
})
