import { afterEach, expect, test } from 'vitest'
import type { Handover } from '../../src/handovers/handover.ts'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { stateOf } from '../states.ts'
import { openWorld, quietSchool, type World } from '../world.ts'

// Everything somebody has in hand goes with the post, or nothing (handbook §3, `peers.md` M13).

let world: World
afterEach(() => world.close())

const office = () => world.person('贺栎生')
const officer = () => world.person('杭砥平')
const giver = () => world.person('单念蘅')
const taker = () => world.person('安画桥')
const hazardOf = (id: string) => stateOf<Hazard>(world.town.db, 'hazards', id)
const handoverOf = async (of = 'T31'): Promise<Handover> =>
  JSON.parse(
    (await world.town.db.get<{ state: string }>('SELECT state FROM handovers WHERE giver = ?', [of]))!.state,
  )

const pointsOf = async (owner: string): Promise<number> =>
  (
    await world.town.db.all(
      "SELECT 1 FROM schools, json_each(schools.state, '$.file.patrol_points') WHERE json_extract(value, '$.owner') = ?",
      [owner],
    )
  ).length

/** Two hazards in her hands, one of them mended; then she teaches no more, and all of it goes to whoever has her class. */
const posted = async () => {
  await atWork()
  await office().says('/任职 单念蘅 食堂管理员')
  await office().says('/任职 安画桥 班主任 三(1)班 任课教师')
}
const atWork = async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: quietSchool() })
  for (const where of ['教学楼B一楼走廊有块地砖翘起来了', '教学楼B二楼走廊灯坏了'])
    await world.person('霍溪亭').says(`/隐患 ${where}`)
  for (const number of [1, 2]) await office().says(`/隐患 ${number} 接收 单念蘅`)
  await giver().says('/隐患 2 已整改 换了灯管')
  world.everybodyReads(/./)
}
const begun = async () => {
  await posted()
  const list = await office().says('/交接 单念蘅 安画桥 钥匙：教室钥匙2把')
  await world.town.settle()
  return list
}
const bothGot = () => {
  world.everybodyReads(/您的岗位有调整/)
  for (const who of [giver(), taker()]) who.gets('岗位交接')
}

test('one card lists all by its kind, long lists cut; what no record knows is added by hand', async () => {
  const list = await begun()
  bothGot()
  expect(list.text).toContain('隐患 2 项')
  expect(list.text).toContain('隐患 1 教学楼B一楼走廊')
  expect(list.text).toMatch(/值班值日 \d+ 项/)
  expect(list.text).toContain('9月3日 周四 教学楼B')
  expect(list.text).toMatch(/还有 \d+ 项没有列出/)
  expect(list.text).toContain('钥匙：教室钥匙2把')
  const more = await giver().submits('加上', { note: '平板1台\n班级档案一盒' })
  expect(more.toast).toBe('已加上')
  expect(more.text).toContain('钥匙、设备、文件 3 项')
  expect((await giver().says('/交接 备注')).text).toContain('请写要交的东西')
  expect((await taker().says('/交接 备注 再给一把')).text).toContain('由交出的人来写')
  const aside = await world.person('钟砚舟').says('/交接 单念蘅 安画桥 备注 再给一把')
  expect(aside.text, 'not by another way either').toContain('由交出的人来写')
  expect((await giver().says('/交接 备注 讲台抽屉钥匙')).text).toContain('讲台抽屉钥匙')
})

test('with the second word everything goes at once; whoever mended verifies nothing', async () => {
  await begun()
  bothGot()
  await giver().presses('确认移交')
  expect((await hazardOf('1')).rectifier).toBe('T31')
  const done = await taker().presses('确认接手')
  expect([done.toast, done.tags]).toEqual(['已交接', ['已交接']])
  expect(await hazardOf('1')).toMatchObject({ rectifier: 'S06', status: 'rectifying', transfers: 0 })
  expect(await hazardOf('2')).toMatchObject({ rectifier: 'S06', rectifiedBy: 'T31', status: 'rectified' })
  for (const who of [giver(), taker()])
    expect((await who.says('/隐患 2 通过')).text).toMatch(/整改人不能验收|验收由报告人/)
  expect((await taker().says('/隐患 1 已整改 铺平了')).tags).toContain('待验收')
  for (const who of [giver(), taker()])
    expect((await who.says('/隐患 1 通过')).text).toMatch(/整改人不能验收|验收由报告人/)
  for (const number of [1, 2]) expect((await officer().says(`/隐患 ${number} 通过`)).tags).toContain('已销号')
  expect((await giver().says('/值班 9月3日')).text).toContain('教学楼B')
  expect((await giver().says('/值班 9月3日')).text).toContain('安画桥')
  await world.town.settle()
  world.everybodyReads(/隐患 [12]/)
})

test('the point she looks after and the incident she answered go too', async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: quietSchool() })
  await world.person('霍溪亭').says('/上报 三(1)班一名学生在操场扭伤脚')
  await giver().says('/上报 1 收到')
  await office().says('/任职 单念蘅 食堂管理员')
  await office().says('/任职 安画桥 班主任 三(1)班 任课教师')
  world.everybodyReads(/./)
  const list = await office().says('/交接 单念蘅 安画桥')
  for (const kind of ['在办的事件 1 项', '巡查点 1 项']) expect(list.text).toContain(kind)
  await giver().says(`/交接 ${(await handoverOf()).id} 确认`)
  expect(await pointsOf('T31')).toBe(1)
  await taker().says(`/交接 ${(await handoverOf()).id} 确认`)
  expect([await pointsOf('T31'), await pointsOf('S06')]).toEqual([0, 1])
  const { state } = (await world.town.db.get<{ state: string }>('SELECT state FROM incidents'))!
  expect(JSON.parse(state)).toMatchObject({ handedOver: ['T31'] })
  expect(state).toContain('"person":"S06"')
  await world.town.settle()
  world.everybodyReads(/./)
})

test('the wrong person, twice, after the end: each hears what is so, and nothing changes', async () => {
  await begun()
  bothGot()
  const { id } = await handoverOf()
  for (const who of [office(), officer(), world.person('霍溪亭')])
    expect((await who.says(`/交接 ${id} 确认`)).text).toContain('要由交出的人和接手的人确认')
  expect((await world.person('霍溪亭').says(`/交接 ${id} 取消`)).text).toContain('由交出的人、接手的人')
  await taker().presses('确认接手')
  expect((await taker().says(`/交接 ${id} 确认`)).tags).toEqual(['待确认'])
  expect((await handoverOf()).confirmed).toHaveLength(1)
  // Something was added to what she said yes to: she is asked again.
  await giver().says('/交接 备注 平板1台')
  await world.town.settle()
  taker().gets('平板1台')
  expect((await handoverOf()).confirmed).toEqual([])
  await giver().presses('确认移交')
  await taker().presses('确认接手')
  expect((await giver().says(`/交接 ${id} 确认`)).tags).toEqual(['已交接'])
  expect((await giver().says(`/交接 ${id} 取消`)).text).toContain('已经办完')
  expect((await hazardOf('1')).menders).toEqual(['T31'])
})

test('cancelled, everything is as it was; a confirmation afterwards hears so', async () => {
  await begun()
  bothGot()
  const before = [await hazardOf('1'), await hazardOf('2')]
  await taker().presses('确认接手')
  const cancelled = await giver().presses('取消交接', undefined, true)
  expect(cancelled.tags).toEqual(['已取消'])
  const { id } = await handoverOf()
  for (const who of [giver(), taker()])
    expect((await who.says(`/交接 ${id} 确认`)).text).toContain('已经取消')
  expect([await hazardOf('1'), await hazardOf('2')]).toEqual(before)
  expect((await giver().says('/值班 9月3日')).text).toContain('单念蘅')
  await world.at('2026-09-08 10:00')
  // The ladder of the hazard names the old one still; of the handover nobody is reminded.
  expect(world.everybodyReads(/交接/)).toEqual([])
  expect(world.everybodyReads(/逾期|快到期/)).toContain('单念蘅')
  world.everybodyReads(/隐患|总结|周/)
})

test('nobody confirms: a reminder the next school day, the office on the third; two weeks late it is done all the same', async () => {
  await begun()
  bothGot()
  await world.at('2026-09-03 08:59')
  expect(world.everybodyReads(/交接/)).toEqual([])
  await world.at('2026-09-03 09:10')
  expect(giver().gets('还等您确认').buttons).toContain('确认移交')
  taker().gets('还等您确认')
  await taker().presses('确认接手')
  await world.at('2026-09-06 20:00')
  world.everybodyReads(/隐患|周/)
  expect(world.everybodyReads(/交接/)).toEqual([])
  await world.at('2026-09-07 09:10')
  for (const who of [office(), officer()]) expect(who.gets('三个上课日了').text).toContain('单念蘅')
  await world.at('2026-09-16 10:00')
  world.everybodyReads(/隐患|周/)
  const done = await giver().says(`/交接 ${(await handoverOf()).id} 确认`)
  expect(done.tags).toEqual(['已交接'])
  expect(await hazardOf('1')).toMatchObject({ rectifier: 'S06' })
  // What was on duty before stays so.
  expect((await giver().says('/值班 9月3日')).text).toContain('单念蘅')
  expect((await giver().says('/值班 9月17日')).text).toContain('安画桥')
})

test('who leaves is followed at once: somebody keeps it, the office gives the word; named another, he takes it', async () => {
  await atWork()
  await world.emulator.resign(world.person('鲁锦木').openId)
  await world.emulator.resign(giver().openId)
  await world.town.settleAnswers()
  await world.town.settle()
  const first = await handoverOf()
  // Her grade's leader, until there is somebody for it.
  expect([first.taker, first.openedBy]).toEqual(['S02', 'system'])
  expect(world.everybodyReads(/单念蘅 → 尤佩弦/)).toEqual(['贺栎生', '杭砥平', '尤佩弦'])
  expect(world.everybodyReads(/鲁锦木 → 贺栎生/).length).toBeGreaterThan(0)
  expect((await office().says('/值班 9月3日')).text).toContain('尤佩弦')
  expect((await office().says(`/交接 ${first.id} 取消`)).text).toContain('总要有人接')
  const list = await office().says('/交接 单念蘅 安画桥')
  expect(list.title).toContain('单念蘅 → 安画桥')
  await world.town.settle()
  taker().gets('单念蘅 → 安画桥')
  expect((await world.person('尤佩弦').says(`/交接 ${first.id} 确认`)).text).toContain(
    '要由交出的人和接手的人',
  )
  await officer().presses('确认移交')
  await taker().presses('确认接手')
  expect(await hazardOf('1')).toMatchObject({ rectifier: 'S06' })
  expect((await office().says('/值班 9月3日')).text).toContain('安画桥')
  const keeper = (await office().says('/巡查 XC-04')).text
  expect(keeper).not.toContain('鲁锦木')
  world.everybodyReads(/./)
  await expectRowsAreTheEvents(world.town.db)
})

test('an account closed by mistake: open again, everything is hers as before', async () => {
  await atWork()
  await world.emulator.resign(giver().openId)
  await world.town.settleAnswers()
  await world.town.settle()
  expect((await office().says('/值班 9月3日')).text).toContain('教学楼B：尤佩弦')
  world.everybodyReads(/岗位交接/)
  world.emulator.addUser({ openId: 'ou_demo_t31', name: '单念蘅' })
  await world.emulator.joined('ou_demo_t31')
  await world.town.settleAnswers()
  expect(await handoverOf()).toMatchObject({ status: 'cancelled', cancelled: { reason: '原责任人已返校' } })
  expect((await office().says('/值班 9月3日')).text).toContain('教学楼B：单念蘅')
  expect(await hazardOf('1')).toMatchObject({ rectifier: 'T31' })
})
