import { afterAll, beforeAll, expect, test } from 'vitest'
import { timeOf } from '../../src/time.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import { countOf, setAside } from './school-day.ts'

/** One early morning for all of them: what is refused leaves nothing, what is understood is taken back. */
let world: World
beforeAll(async () => {
  world = await openWorld({ at: '2026-09-01 05:40' })
})
afterAll(() => world.close())

const teacher = () => world.person('单念蘅')

test.each([
  ['/请假 2026-02-30 发烧', '没看懂日期「2026-02-30」'],
  ['/请假 2026-13-01 发烧', '没看懂日期「2026-13-01」'],
  ['/请假 9月31日 发烧', '没看懂日期「9月31日」'],
  ['/请假 45号 发烧', '没看懂日期「45号 发烧」'],
  ['/请假 下个月 发烧', '没看懂日期「下个月 发烧」'],
  ['/请假 国庆节 探亲', '没看懂日期「国庆节 探亲」'],
  ['/请假 昨天 发烧', '8月31日 周一已经过去，不能补请。'],
  ['/请假 2025-09-01 发烧', '已经过去，不能补请。'],
  ['/请假 2126-09-01 发烧', '太远了，请核对年份。'],
  ['/请假 9月1日至2027年6月30日 进修', '一次最多请一个学期'],
  ['/请假 9月5日至9月3日 发烧', '结束日期早于开始日期'],
  ['/请假 今天 单念蘅 发烧', '替岗人不能是本人'],
  ['/请假 今天 侯芹芳 发烧', '侯芹芳没有应用账号，请另选替岗人。'],
  ['/请假 今天 顾鹿蓁', '请写一句请假事由'],
  ['/请假 今天', '请写一句请假事由'],
  ['/请假 constructor 准假', '没有找到这张假条。'],
  ['/请假 取消', '没有找到您还没结束的假条。'],
  ['/请假 2026-09-01.T31.1 取消', '没有找到您还没结束的假条。'],
])('nonsense gets one clear sentence: %s', async (said, sentence) => {
  const before = await countOf(world, 'leaves')
  const answer = await teacher().says(said)
  expect(answer.text).toContain(sentence)
  expect(await countOf(world, 'leaves')).toBe(before)
  expect(world.unread()).toEqual([])
})

test.each([
  ['/请假 9月3日 顾鹿蓁 复查', '2026-09-03', '2026-09-03', 'T32', '复查'],
  ['/请假 顾鹿蓁替岗 明天 去医院', '2026-09-02', '2026-09-02', 'T32', '去医院'],
  ['/请假明天由顾鹿蓁老师代课发烧', '2026-09-02', '2026-09-02', 'T32', '发烧'],
  ['/请假 9月7日-9月9日 外出培训', '2026-09-07', '2026-09-09', 'S02', '外出培训'],
  ['/请假 从9月7日到9月9日 外出培训', '2026-09-07', '2026-09-09', 'S02', '外出培训'],
  ['/请假 2026/9/3 事假', '2026-09-03', '2026-09-03', 'S02', '事假'],
  ['/请假 下周一 事假', '2026-09-07', '2026-09-07', 'S02', '事假'],
  ['/请假 周五 事假', '2026-09-04', '2026-09-04', 'S02', '事假'],
  ['/请假 1月5日 婚假', '2027-01-05', '2027-01-05', 'S02', '婚假'],
  ['/请假 9/3 事假', '2026-09-03', '2026-09-03', 'S02', '事假'],
  ['/请假 今天 constructor', '2026-09-01', '2026-09-01', 'S02', 'constructor'],
  ['/请假 发烧38.5度', '2026-09-01', '2026-09-01', 'S02', '发烧38.5度'],
  ['/请假 血压180/110，休息1-2天', '2026-09-01', '2026-09-01', 'S02', '血压180/110，休息1-2天'],
])('as people write it: %s', async (said, firstDay, lastDay, stand, reason) => {
  await teacher().says(said)
  const row = await world.town.db.get<{ state: string }>("SELECT state FROM leaves WHERE status = 'asked'")
  expect(JSON.parse(row!.state)).toMatchObject({ firstDay, lastDay, substitute: stand, reason })
  await teacher().says('/请假 取消')
  await world.at(timeOf(world.town.now() + 60_000))
  setAside(world)
})

test('a name with a sign in it is a name', async () => {
  const file = schoolWith()
  const staff = file.staff.map((each) => (each.id === 'T32' ? { ...each, name: '顾(鹿蓁' } : each))
  const own = await openWorld({ at: '2026-09-01 05:40', school: { ...file, staff } })
  const card = await own.person('单念蘅').says('/请假 今天 由顾(鹿蓁老师代班 发烧')
  expect(card.text).toContain('顾(鹿蓁')
  expect(card.text).toContain('发烧')
  setAside(own)
  await own.close()
})
