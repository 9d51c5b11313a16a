import { afterEach, expect, test } from 'vitest'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { openWorld, quietSchool, schoolWith, type World } from '../world.ts'

// What gets worse is said once a week, with its numbers, and only when there is something to say.

let world: World
afterEach(() => world.close())

const LEADERS = 'oc_demo_leaders'
const teacher = () => world.person('单念蘅')
const principal = () => world.person('钟砚舟')
const summary = () => world.group(LEADERS).gets('每周安全小结')

/** One report a day in the canteen, each of another thing. */
async function reportsOn(days: readonly string[], words: (order: number) => string): Promise<void> {
  for (const [order, day] of days.entries()) {
    await world.at(`${day} 10:00`)
    await teacher().says(`/隐患 ${words(order)}`)
    world.everybodyReads(/./)
  }
}
const THINGS = ['下水道堵了', '灯管不亮了', '水龙头滴水', '纱窗破了', '桌腿松了', '门把手掉了']
const inCanteen = (order: number) => `食堂就餐区${THINGS[order]}`

async function becomesRestricted(number: number): Promise<void> {
  const form = await principal().says(`/隐患 ${number} 要改级`)
  await principal().submits('提交', { category: 'student_behavior', severity: 'general' }, form)
}

async function untilFriday(day: string) {
  await world.at(`${day} 16:29`)
  world.everybodyReads(/./)
  await world.at(`${day} 16:40`)
  const card = summary()
  world.everybodyReads(/./)
  return card
}

test('five in the canteen after one: the group reads a line, its readers the list, nobody else', async () => {
  world = await openWorld({ at: '2026-09-01 07:30', school: quietSchool() })
  await reportsOn(['2026-10-13'], () => '食堂就餐区地砖松了')
  const calm = await untilFriday('2026-10-16')
  expect([calm.text.includes('预警'), calm.buttons]).toEqual([false, []])
  await reportsOn(['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'], inCanteen)
  const card = await untilFriday('2026-11-13')
  expect(card.text).toContain('预警\n- 食堂 4 周内 5 条（前 4 周 1 条）')
  expect(card.buttons).toEqual(['看清单'])
  expect(card.text).not.toMatch(/单念蘅|下水道/)

  const pressed = await principal().presses('看清单', card)
  expect(pressed.toast).toBe('清单已私聊发给您。')
  expect(world.group(LEADERS).unread()).toEqual([])
  const list = principal().gets('预警 · 11月8日–11月14日')
  expect(list.text).toContain('食堂 4 周内 5 条（前 4 周 1 条）\n- 隐患 2　食堂就餐区')
  expect(list.text).toContain('隐患 6　食堂就餐区')
  expect(list.text).not.toContain('隐患 1　')
  expect(list.text).toContain('10月18日–11月14日，和之前的 9月20日–10月17日')

  // Later reports, closings and other classes change nothing of that week.
  await becomesRestricted(3)
  await world.at('2026-11-16 09:00')
  await teacher().says('/隐患 食堂操作间的门关不上')
  world.everybodyReads(/./)
  expect((await principal().says('/周报 2026-11-13')).card).toEqual(card.card)
  const again = await principal().says('/预警 2026-11-13')
  expect(again.text).toContain('食堂 4 周内 5 条（前 4 周 1 条）')
  expect(again.text).toContain('另有 1 条已转为受限事项')
  expect(again.text).not.toContain('隐患 3')
  expect((await teacher().says('/预警')).text).toContain('给校领导和处室负责人看')
  expect((await principal().says('/预警 明年')).text).toContain('没看懂')
  world.everybodyReads(/./)
  await expectRowsAreTheEvents(world.town.db)
})

test('what turned out to be restricted, or no hazard, is not counted', async () => {
  world = await openWorld({ at: '2026-09-01 07:30', school: quietSchool() })
  await reportsOn(['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'], inCanteen)
  await becomesRestricted(1)
  await principal().says('/隐患 2 不是隐患 看错了')
  const card = await untilFriday('2026-11-13')
  expect(card.text).not.toContain('预警')
})

test('with a lower bound of its own the school hears earlier; the week before is judged as it was', async () => {
  world = await openWorld({ at: '2026-09-01 07:30', school: quietSchool() })
  await reportsOn(['2026-11-05', '2026-11-06'], inCanteen)
  const before = await untilFriday('2026-11-06')
  expect(before.text).not.toContain('预警')
  const office = world.person('贺栎生')
  await office.presses('就这样生效', await office.says('/规则 预警最少条数 2'))
  await world.at('2026-11-09 10:00')
  world.everybodyReads(/./)
  const after = await untilFriday('2026-11-13')
  expect(after.text).toContain('食堂 4 周内 2 条（前 4 周 0 条）')
  expect(after.text).toContain('本周改了规则：预警最少条数 4 → 2。')
  expect((await principal().says('/周报 2026-11-06')).card).toEqual(before.card)
})

test('sent back twice and still open is said', async () => {
  world = await openWorld({ at: '2026-09-01 07:30', school: quietSchool() })
  await world.at('2026-09-08 10:00')
  world.everybodyReads(/./)
  await teacher().says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  const head = world.person('贺栎生')
  await head.says('/隐患 1 接收')
  for (const reason of ['没有铺平', '又翘了']) {
    await head.says('/隐患 1 已整改 铺好了')
    await teacher().says(`/隐患 1 退回 ${reason}`)
    world.everybodyReads(/./)
  }
  const card = await untilFriday('2026-09-11')
  expect(card.text).toContain('预警\n- 未销号隐患：多次退回 1 条')
  expect((await principal().says('/预警')).text).toContain('隐患 1　教学楼B一楼走廊与西楼梯　已退回')
})

test('given back counts as handed on', async () => {
  world = await openWorld({ at: '2026-09-01 07:30', school: quietSchool() })
  await world.at('2026-09-08 10:00')
  world.everybodyReads(/./)
  await teacher().says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  await world.person('贺栎生').says('/隐患 1 不接 不归我们')
  await world.person('杭砥平').says('/隐患 1 转交 贺栎生 就是你们的')
  world.everybodyReads(/./)
  const card = await untilFriday('2026-09-11')
  expect(card.text).toContain('预警\n- 未销号隐患：多次转交 1 条')
})

test('points nobody visits are said where rounds are planned, once they were for a week', async () => {
  world = await openWorld({ at: '2026-08-31 07:30', school: schoolWith('ptl-fire-daily') })
  const first = await untilFriday('2026-09-04')
  expect(first.text).not.toContain('预警')
  const second = await untilFriday('2026-09-11')
  expect(second.text).toContain('24 个巡查点 7 天没有人到')
  expect((await principal().says('/预警')).text).toContain('XC-01 正校门与门卫室　还没有人到过')
  world.everybodyReads(/./)
}, 240_000)
