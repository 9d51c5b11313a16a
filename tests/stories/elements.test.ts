import { afterEach, expect, test } from 'vitest'
import { elementsOf } from '../../src/elements/elements.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import { setAside } from './school-day.ts'

// 安全文化、制度、责任、设备、投入 on one card, each number counted from the records (S2-097).

let world: World
afterEach(() => world.close())

const counted = async (sql: string): Promise<number> =>
  Number((await world.town.db.get<{ n: number }>(sql))!.n)

test('five lines counted from the records; a bill and a broken asset change theirs', async () => {
  world = await openWorld({
    at: '2026-09-01 07:20',
    school: schoolWith('chk-staff-daily', 'ptl-fire-daily', 'drl-evac-monthly'),
  })
  const vice = world.person('聂怀谷')
  expect((await vice.says('/五要素')).text).toContain('培训、演练还没有到点的')
  await world.at('09:30')
  await world.person('鲁锦木').says('/完成 防火巡查 正常')
  await world.at('2026-09-03 08:00')
  setAside(world)
  const teacher = world.person('单念蘅')
  await teacher.says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  await world.person('贺栎生').says('/隐患 1 接收')
  await world.person('贺栎生').says('/隐患 1 投入 350 地砖')
  await teacher.says('/三防 一键报警 坏了 按下没反应')
  setAside(world)

  const card = await vice.says('/五要素')
  const rounds = "duty = 'ptl-fire-daily' AND due_at < 1788393600000"
  const patrols = await counted(`SELECT count(*) AS n FROM duty_instances WHERE ${rounds}`)
  const checkins = await counted("SELECT count(*) AS n FROM checkins WHERE day < '2026-09-03'")
  expect([patrols, checkins > 50]).toEqual([2, true])
  expect(card.text).toContain(`会议、签到、巡查、检查 ${patrols + checkins} 项，办好 1 项`)
  expect(card.text).toMatch(/三防设施 \d+ 项，坏了 1 项/)
  expect(card.text).toContain('350 元，用于 1 条隐患')
  expect(card.buttons).toEqual(['看无盲点', '看三防', '导出台账'])

  const { db, directory, now } = world.town
  const all = await elementsOf(db, await directory(), now())
  for (const { due, done, undone } of [all.culture, all.rules, all.responsibility])
    expect(done + undone).toBe(due)
  // Another year begins with nothing.
  const later = await elementsOf(db, await directory(), Date.parse('2027-01-01T08:00:00+08:00'))
  expect([later.investment, later.responsibility.due]).toEqual([{ fen: 0, hazards: 0 }, 0])
})

test('for the leaders and the office; in a group nothing', async () => {
  world = await openWorld({ at: '2026-09-01 10:30', school: schoolWith() })
  expect((await world.person('单念蘅').says('/五要素')).text).toContain('五要素给校领导和安全办公室看')
  const group = await world.person('钟砚舟').says('/五要素', { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(group.text).toContain('请私聊我')
})
