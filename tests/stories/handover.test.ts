import { afterEach, expect, test } from 'vitest'
import { instanceOf } from '../states.ts'
import { openWorld, type World, wholeSchool } from '../world.ts'
import { checkinOf, classCheckin } from './school-day.ts'

let world: World
afterEach(() => world.close())

const ROUND = 'ptl-fire-daily.school.2026-09-02'
const instance = (id: string) => instanceOf(world, id)
const office = () => world.person('贺栎生')
const before = () => world.person('鲁锦木')
const after = () => world.person('毕云栈')

const morning = async () => {
  world = await openWorld({ at: '2026-09-02 07:30', school: wholeSchool() })
  await world.at('08:00')
  world.everybodyReads(/./)
}
const posted = async () => {
  await morning()
  await office().says('/任职 毕云栈 水电工 任课教师')
  return office().says('/任职 鲁锦木 保洁员')
}

test('both confirm, and only then the open items change hands; the next round comes to the new holder', async () => {
  const said = await posted()
  expect(said.text).toContain('鲁锦木：保洁员。')
  expect(said.text).toContain('鲁锦木手里还没办完的，已请毕云栈接手')
  expect((await instance(ROUND)).owner).toBe('G04')
  const list = await office().says('/交接 鲁锦木 毕云栈')
  expect(list.title).toBe('岗位交接 · 鲁锦木 → 毕云栈')
  expect(list.text).toContain('每日防火巡查')
  expect(list.buttons).toEqual([])
  await world.at('08:01')
  before().gets('岗位交接')
  after().gets('岗位交接')
  after().gets('您的岗位有调整')
  expect((await before().presses('确认移交')).toast).toBe('已确认，等对方确认')
  expect((await instance(ROUND)).owner).toBe('G04')
  const done = await after().presses('确认接手')
  expect([done.toast, done.tags]).toEqual(['已交接', ['已交接']])
  expect(await instance(ROUND)).toMatchObject({
    owner: 'E02',
    transfers: [{ from: 'G04', to: 'E02', reason: '换岗交接', by: 'E02' }],
  })
  await world.at('08:05')
  world.everybodyReads(/./)
  expect((await before().says(`/完成 ${ROUND} 正常`)).text).toContain('由毕云栈来办')
  await after().says(`/完成 ${ROUND} 正常`)
  expect(await instance(ROUND)).toMatchObject({ doneBy: 'E02' })
  await world.at('2026-09-03 09:00')
  world.everybodyReads(/./)
  expect(await instance('ptl-fire-daily.school.2026-09-03')).toMatchObject({ owner: 'E02', transfers: [] })
})

test('what was done meanwhile stays under the old name; somebody else confirms nothing', async () => {
  await posted()
  await office().says('/交接 鲁锦木 毕云栈')
  await world.at('08:01')
  world.everybodyReads(/./)
  const { id } = (await world.town.db.get<{ id: string }>('SELECT id FROM handovers'))!
  expect((await world.person('单念蘅').says(`/交接 ${id} 确认`)).text).toContain('要由交出的人和接手的人确认')
  expect((await office().says(`/交接 ${id} 确认`)).text).toContain('要由交出的人和接手的人确认')
  await before().says(`/完成 ${ROUND} 正常`)
  await before().says(`/交接 ${id} 确认`)
  await after().says(`/交接 ${id} 确认`)
  expect((await after().says(`/交接 ${id} 确认`)).tags).toEqual(['已交接'])
  expect(await instance(ROUND)).toMatchObject({ owner: 'G04', doneBy: 'G04', transfers: [] })
  world.everybodyReads(/./)
})

test('of somebody who left the office gives the word', async () => {
  await morning()
  await world.emulator.resign(before().openId)
  await world.town.settleAnswers()
  await office().says('/任职 毕云栈 水电工 任课教师')
  const list = await office().says('/交接 鲁锦木 毕云栈')
  expect(list.text).toContain('已离校')
  expect(list.buttons).toEqual(['确认移交', '加上'])
  await office().presses('确认移交', list)
  await world.at('08:02')
  world.everybodyReads(/./)
  await after().presses('确认接手')
  expect((await instance(ROUND)).owner).toBe('E02')
  world.everybodyReads(/./)
})

test('a class goes to a new homeroom teacher: tomorrow’s report is asked of her, yesterday’s stays', async () => {
  await morning()
  const said = await office().says('/任职 安画桥 班主任 三(1)班 任课教师')
  expect(said.text).toContain('安画桥：班主任、任课教师。')
  expect(said.text).toContain('单念蘅：任课教师。')
  // This afternoon's has not begun: it is hers within the same minute.
  expect((await instance('chk-homeroom-dismissal.C301.2026-09-02')).owner).toBe('S06')
  await world.at('2026-09-03 07:50')
  world.everybodyReads(/./)
  const owner = async (day: string) => (await checkinOf(world, classCheckin('C301', day))).owner
  expect([await owner('2026-09-02'), await owner('2026-09-03')]).toEqual(['T31', 'S06'])
  expect((await office().says('/任职 安画桥 班主任 三(1)班 任课教师')).text).toContain('还没开始的 0 项')
})

test('only the office and the heads give posts, and only posts there are', async () => {
  await morning()
  expect((await world.person('单念蘅').says('/任职 单念蘅 校长')).text).toContain(
    '由安全办公室和校长、书记调整',
  )
  expect((await world.person('单念蘅').says('/交接 鲁锦木 单念蘅')).text).toContain('由本人、安全办公室')
  expect((await office().says('/任职 单念蘅 船长')).text).toContain('没有「船长」')
  expect((await office().says('/任职 单念蘅 班主任')).text).toContain('班主任请写上班级')
  expect((await office().says('/任职 单念蘅')).text).toContain('请写姓名和今后的全部岗位')
  expect((await office().says('/交接 鲁锦木 毕云栈')).text).toContain('没有要移交的事项')
})
