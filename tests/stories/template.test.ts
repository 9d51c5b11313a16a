import { afterEach, expect, test } from 'vitest'
import type { Instance } from '../../src/instances/instance.ts'
import { findState } from '../states.ts'
import { openWorld, schoolWith, type World, wholeSchool } from '../world.ts'

let world: World
afterEach(() => world.close())

const MEETING = 'mtg-monthly-special.school.2026-09'
const instance = (id: string) => findState<Instance>(world.town.db, 'duty_instances', id)
const office = () => world.person('贺栎生')
const applied = async (): Promise<number> =>
  Number(
    (await world.town.db.get<{ n: number }>(
      "SELECT count(*) AS n FROM events WHERE kind = 'school.template-applied'",
    ))!.n,
  )

test('a meeting is switched off after a look at the coming month, and on again', async () => {
  world = await openWorld({ at: '2026-09-22 12:00', school: schoolWith('mtg-monthly-special') })
  world.everybodyReads(/./)
  expect(await instance(MEETING)).toMatchObject({ status: 'scheduled' })
  const preview = await office().says('/模板 停用 每月安全专题会议')
  expect(preview.title).toBe('停用 · 每月安全专题会议')
  expect(preview.tags).toEqual(['还没有改'])
  expect(preview.text).toContain('未来 31 天会少掉')
  expect(preview.text).toContain('项目：1 项\n责任人：1 人\n连同参与的人：4 人\n日子：9月24日 周四')
  expect([await applied(), (await instance(MEETING))!.status]).toEqual([0, 'scheduled'])
  const done = await office().presses('就这样改', preview)
  expect([done.toast, done.title]).toEqual(['已停用', '已停用 · 每月安全专题会议'])
  expect(done.text).toContain('还没开始的 1 项已取消')
  expect(await instance(MEETING)).toMatchObject({ status: 'cancelled' })
  const again = await office().says('/模板 停用 每月安全专题会议 确认')
  expect(again.text).toContain('已经停用，没有改动')
  expect(await applied()).toBe(1)
  const list = await office().says('/模板')
  expect(list.text).toMatch(/已停用（\d+）/)
  const back = await office().presses('改回来', done)
  expect(back.title).toBe('启用 · 每月安全专题会议')
  expect((await office().presses('就这样改', back)).toast).toBe('已启用')
  expect(await instance(MEETING)).toMatchObject({ status: 'scheduled' })
  await world.at('2026-09-24 18:00')
  expect(await instance(MEETING)).toMatchObject({ status: 'open' })
  expect(world.everybodyReads(/专题会议/).length).toBeGreaterThan(5)
  world.everybodyReads(/./)
})

test('what has begun is finished by the rule it began with; tomorrow there is none', async () => {
  world = await openWorld({ at: '2026-09-02 09:00', school: schoolWith('ptl-fire-daily') })
  world.everybodyReads(/./)
  const today = 'ptl-fire-daily.school.2026-09-02'
  const rule = (await instance(today))!
  expect(rule.status).toBe('open')
  await world.person('钟砚舟').says('/模板 停用 防火巡查 确认')
  expect(await instance(today)).toEqual(rule)
  await world.at('2026-09-03 20:00')
  expect(await instance('ptl-fire-daily.school.2026-09-03')).toBeUndefined()
  expect((await instance(today))!.status).not.toBe('cancelled')
  const card = await world.person('聂怀谷').says('/模板 启用 ptl-fire-daily')
  expect(card.text).toMatch(/会多出：\n项目：\d\d 项\n责任人：1 人\n日子：9月4日 周五、.+等 \d\d 天/)
  world.everybodyReads(/./)
})

test('a school like the catalogue is told so; others and a group are sent elsewhere, wrong names are named', async () => {
  world = await openWorld({ at: '2026-09-02 12:02', school: wholeSchool() })
  world.everybodyReads(/./)
  expect((await world.person('沈听澜').says('职责模板')).tags).toEqual(['与通用目录相同'])
  const teacher = await world.person('单念蘅').says('/模板 停用 每月安全专题会议 确认')
  expect(teacher.text).toContain('由安全办公室和校领导管理')
  const inGroup = await office().says('/模板', { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(inGroup.text).toContain('私聊')
  expect((await office().says('/模板 停用 火星巡查')).text).toContain('没有找到这一项职责')
  expect((await office().says('/模板 停用 巡查')).text).toMatch(/有几项都含「巡查」：.+请写完整的名称/)
  expect((await office().says('/模板 停用')).text).toContain('没有找到')
  expect((await office().says('/模板 导入')).text).toContain('请这样写')
  expect(await applied()).toBe(0)
})

test('a duty that nobody could owe says whom to find first', async () => {
  world = await openWorld({ at: '2026-09-02 12:02', school: wholeSchool() })
  world.everybodyReads(/./)
  const card = await office().says('/模板 启用 校车出车前检查与随车清点')
  expect(card.text).toContain('请先发送「/任职 姓名')
})
