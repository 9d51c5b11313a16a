import { afterEach, expect, test } from 'vitest'
import { instantOf } from '../../src/time.ts'
import { openWorld, quietSchool, type World } from '../world.ts'
import { inWords, sorted, TILE, WINDOW } from './in-words.ts'

let world: World
const open = async (at = '2026-09-15 15:30') => {
  world = await openWorld({ at, school: quietSchool() })
}
afterEach(async () => {
  world.everybodyReads(/每周/)
  await world.close()
})

const { say, told, inHand } = inWords(() => world, /^隐患 1 · /)

test('nobody accepts it: after four working hours the vice principal and the office, not its own department head', async () => {
  await open()
  await say('单念蘅', TILE)
  expect(told()).toEqual(sorted('贺栎生', '杭砥平'))
  // Two hours on Tuesday, two on Wednesday (handbook §10.6).
  await world.at('2026-09-16 09:29')
  expect(told()).toEqual([])
  await world.at('2026-09-16 09:40')
  const called = world.person('聂怀谷').gets('隐患 1')
  expect(called.text).toContain('过了接收时限还没有人接收')
  expect(told()).toEqual(['杭砥平'])
  // Accepted, the same card no longer says so.
  await say('贺栎生', '/隐患 1 接收')
  await world.at('09:50')
  expect(world.person('聂怀谷').sees(called).text).not.toContain('接收时限')
})

test('accepted in time nobody is called; overdue it climbs from the mender to the heads, once a day at nine', async () => {
  await open('2026-09-14 09:00')
  await inHand()
  // Three workdays: due Thursday 17 at 17:30; the reminder is a workday before.
  await world.at('2026-09-16 08:59')
  expect(told()).toEqual([])
  await world.at('2026-09-16 09:10')
  expect(world.person('鲁锦木').gets('隐患 1').text).toContain('整改期限快到了')
  await world.at('2026-09-18 09:10')
  expect(told()).toEqual(sorted('鲁锦木', '贺栎生'))
  await world.at('2026-09-20 12:00')
  // Sunday 20 is a makeup workday: the second workday after.
  expect(told()).toEqual(sorted('聂怀谷', '贺栎生', '杭砥平'))
  await world.at('2026-09-21 12:00')
  expect(told()).toEqual(sorted('钟砚舟', '沈听澜'))
  // Mended, it waits two workdays to be verified; then the vice principal hears.
  await say('鲁锦木', '/隐患 1 已整改 重新铺平')
  told()
  await world.at('2026-09-24 12:00')
  expect(world.person('聂怀谷').gets('隐患 1').text).toContain('还没有人验收')
  await say('单念蘅', '/隐患 1 通过')
  await world.at('2026-09-30 12:00')
  expect(told()).toEqual([])
})

test('a larger one nobody controls: the heads after two hours, at night as well; then the plan', async () => {
  await open('2026-09-15 21:00')
  await say('单念蘅', WINDOW)
  expect(told()).toEqual(sorted('贺栎生', '杭砥平', '聂怀谷', '钟砚舟'))
  await world.at('23:01')
  expect(world.person('钟砚舟').gets('隐患 1').text).toContain('还没有登记临时管控')
  expect(told()).toEqual(['沈听澜'])
  await world.at('2026-09-16 17:20')
  expect(told()).toEqual([])
  await world.at('2026-09-16 17:40')
  const head = world.person('贺栎生')
  const called = head.gets('隐患 1')
  expect(called.text).toContain('还没有登记整改方案')
  // What it asks for is not behind 更多.
  expect(called.buttons.indexOf('整改方案')).toBeLessThan(called.buttons.indexOf('转交'))
  expect(told()).toEqual(['聂怀谷'])
  expect((await say('单念蘅', '/隐患 1 方案 换限位器')).text).toContain('整改方案还缺')
  const form = await head.presses('整改方案', await head.says('/隐患 1'))
  expect((await head.submits('提交', { measure: '换限位器' }, form)).toast).toContain('还缺：责任人、资金')
  const again = await head.presses('整改方案', await head.says('/隐患 1'))
  const plan = { measure: '换限位器', person: '鲁锦木', money: '300', date: '2026-09-18' }
  const planned = await head.submits('提交', plan, again)
  expect(planned.toast).toBe('已登记方案')
  expect(planned.text).toContain('换限位器（鲁锦木，资金 300，9月18日 周五前）')
  const typed = '/隐患 1 方案 措施：换新限位器 责任人：鲁锦木 资金：500 日期：9月20日'
  expect((await say('贺栎生', typed)).text).toContain('换新限位器（鲁锦木，资金 500，9月20日 周日前）')
  const theirs = '/隐患 1 方案 措施：加锁，完成后复查；负责人：鲁锦木；经费：90；完成：9月21日'
  expect((await say('贺栎生', theirs)).text).toContain('加锁，完成后复查（鲁锦木，资金 90，9月21日 周一前）')
  await say('贺栎生', '/隐患 1 已管控 锁住窗户')
})

test('controlled in time it is quiet; what waits for the day is not said at night', async () => {
  await open('2026-09-15 21:00')
  await say('单念蘅', WINDOW)
  await say('贺栎生', '/隐患 1 已管控 锁住窗户')
  told()
  await world.at('2026-09-16 07:29')
  expect(told()).toEqual([])
})

test('a major one: every ten minutes until it is controlled; the bureau within a day; the decision about listing', async () => {
  await open('2026-09-15 11:00')
  await say('单念蘅', '/隐患 教学楼C唯一的楼梯门被锁死，孩子都在上课')
  const card = await say('聂怀谷', '/隐患 1 改级 等级')
  if (!card.tags.includes('重大')) {
    const form = await world.person('聂怀谷').presses('改类别等级', await say('聂怀谷', '/隐患 1'))
    await world.person('聂怀谷').submits('提交', { category: 'fire', severity: 'major' }, form)
  }
  told()
  const heads = sorted('钟砚舟', '沈听澜', '聂怀谷')
  await world.at('11:31')
  expect(told()).toEqual(heads)
  await world.at('11:41')
  expect(told()).toEqual(heads)
  await say('贺栎生', '/隐患 1 已管控 已开门')
  // In the same write: the next thing to look at is the report to the bureau, no repeat any more.
  const row = await world.town.db.get<{ next_at: number }>(
    "SELECT next_at FROM ladders WHERE id = 'hazard/1'",
  )
  expect(Number(row!.next_at)).toBe(instantOf('2026-09-15', '23:00'))
  await world.at('22:50')
  expect(told()).toEqual([])
  await world.at('23:01')
  expect(told()).toEqual(sorted('钟砚舟', '聂怀谷'))
  await world.at('2026-09-16 10:01')
  expect([...new Set(told())]).toEqual(heads)
  await world.at('2026-09-16 11:01')
  expect(told()).toEqual(sorted('钟砚舟', '沈听澜'))
  expect((await say('鲁锦木', '/隐患 1 已报上级 区教育局 11:00')).text).toContain('由校长、书记、分管副校长')
  expect((await say('聂怀谷', '/隐患 1 已报上级 区教育局')).text).toContain('几点报的')
  const recorded = await say('聂怀谷', '/隐患 1 已报上级 区教育局 11:00 电话')
  expect(recorded.text).toContain('区教育局 9月16日 11:00 电话')
  expect(recorded.buttons).not.toContain('已报上级')
  await world.at('2026-09-16 17:40')
  expect(told()).toEqual(sorted('聂怀谷', '贺栎生', '杭砥平'))
  expect((await say('杭砥平', '/隐患 1 不挂牌 已开门')).text).toContain('由校长、书记或分管副校长决定')
  expect((await say('钟砚舟', '/隐患 1 不挂牌 已换成逃生锁')).text).toContain('已换成逃生锁')
})

test('raised, the other policy takes over with its times from the report', async () => {
  await open('2026-09-15 10:00')
  await say('单念蘅', TILE)
  await say('贺栎生', '/隐患 1 接收')
  told()
  await world.at('10:20')
  const office = world.person('杭砥平')
  const form = await office.presses('改类别等级', await office.says('/隐患 1'))
  await office.submits('提交', { category: 'facility', severity: 'larger' }, form)
  expect(told()).toEqual(sorted('聂怀谷', '钟砚舟'))
  await world.at('11:59')
  expect(told()).toEqual([])
  await world.at('12:01')
  expect(told()).toEqual(sorted('钟砚舟', '沈听澜'))
  // Raised once more long after its half hour: asked for at once, and every ten minutes from then.
  await world.at('12:30')
  const again = await office.presses('改类别等级', await office.says('/隐患 1'))
  await office.submits('提交', { category: 'facility', severity: 'major' }, again)
  await world.at('12:31')
  expect([...new Set(told())]).toEqual(sorted('钟砚舟', '沈听澜', '聂怀谷'))
  await world.at('12:39')
  expect(told()).toEqual([])
  await world.at('12:41')
  expect(told()).toEqual(sorted('钟砚舟', '沈听澜', '聂怀谷'))
  await say('贺栎生', '/隐患 1 已管控 围起来')
})

test('closed or no hazard at all, nothing more comes of it', async () => {
  await open('2026-09-15 10:00')
  await say('单念蘅', WINDOW)
  await say('杭砥平', '/隐患 1 不是隐患 施工中')
  told()
  await world.at('2026-09-18 12:00')
  expect(told()).toEqual([])
})
