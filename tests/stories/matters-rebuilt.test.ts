import { expect, test } from 'vitest'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { openWorld, PHOTO, type World } from '../world.ts'

/** What becomes of a hazard that waits, goes to other hands and other dates, and is opened again. */
async function wait(world: World): Promise<void> {
  const [teacher, head] = [world.person('单念蘅'), world.person('贺栎生')]
  const [electrician, leader] = [world.person('鲁锦木'), world.person('聂怀谷')]
  await head.says('/隐患 1 重开 又闪了')
  await electrician.says('/隐患 1 延期 9月9日 灯管要订货')
  await leader.says('/隐患 1 准延期')
  await electrician.says('/隐患 1 延期 9月11日 还没到')
  await leader.says('/隐患 1 不准延期 先用备用的')
  await electrician.says('/隐患 1 暂停 承包方 等灯管 9月8日')
  await leader.says('/隐患 1 准暂停')
  await leader.says('/隐患 1 继续暂停 9月9日')
  await electrician.says('/隐患 1 恢复')
  await electrician.says('/隐患 1 协办 蔡大嵩')
  await world.person('蔡大嵩').says('/隐患 1 已完成')
  await electrician.says('/隐患 1 已整改 换了灯')
  await teacher.says('/隐患 1 通过')
  await teacher.says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  await head.says('/隐患 3 周边')
  await leader.says('/隐患 3 联系 城管 9月8日')
  await leader.says('/隐患 3 回复 会来看 9月9日')
  await leader.says('/隐患 3 不接 归总务处')
}

/** A day on which everything happens to hazards, incidents, pictures, people and groups. */
async function live(world: World): Promise<void> {
  const teacher = world.person('单念蘅')
  const head = world.person('贺栎生')
  const electrician = world.person('鲁锦木')
  await teacher.sendsPhoto()
  await teacher.says('/隐患 灯坏了')
  await teacher.says('教学楼B二楼男厕')
  await head.says('/隐患 1 转交 鲁锦木 请电工')
  await electrician.says('/隐患 1 转交 蔡大嵩 不归我')
  await world.person('聂怀谷').says('/隐患 1 接收 鲁锦木')
  await electrician.says('/隐患 1 已管控 已断电')
  await electrician.sendsPhoto(new Uint8Array([...PHOTO, 1]))
  await electrician.sendsPhoto(new Uint8Array([...PHOTO, 2]))
  await electrician.says('/隐患 1 遮照片 2 1-3')
  await world.person('杭砥平').says('/隐患 1 恢复照片 2')
  await electrician.says('/隐患 1 删照片 3 重复了')
  await electrician.says('/隐患 1 已整改 换灯管')
  await teacher.says('/隐患 1 退回 还闪')
  await electrician.says('/隐患 1 已整改 换镇流器')
  await teacher.says('/隐患 1 通过')
  await teacher.says('操场单杠底座松了')
  await teacher.says('/隐患 2 撤回')
  await wait(world)
  await teacher.says('/隐患 六(2)有个学生情绪低落')
  await world.person('岑南屏').says('/隐患 4 接收')
  await electrician.says('/巡查 XC-17 正常')
  await electrician.says('/巡查 XC-17 灯坏了')
  await teacher.says('/上报 三(2)班一名学生在操场扭伤脚')
  await world.person('温杏檐').says('/上报 1 收到')
  await world.person('温杏檐').says('/上报 1 已告知家长 10:31')
  await world.person('温杏檐').says('/上报 1 升级')
  await world.person('聂怀谷').says('/上报 1 已报上级 区教育局 10:30')
  await world.person('聂怀谷').says('/上报 1 书面报告 情况报告')
  await world.person('钟砚舟').says('/上报 1 降级 只是扭伤')
  await world.person('温杏檐').says('/上报 1 结束 家长接走')
  world.emulator.addUser({ openId: 'ou_stranger', name: '新来的' })
  await world.emulator.say('ou_stranger', '你好')
  await world.emulator.resign('ou_demo_e02')
  await world.emulator.removeBotFromGroup('oc_demo_leaders', 'ou_demo_p01')
  await world.emulator.addBotToGroup('oc_demo_leaders', 'ou_demo_p01')
  await world.town.settleAnswers()
  world.everybodyReads(/./)
}

test('all rows of such a day are what the events make of them, also after a restart; the seals hold', async () => {
  const world = await openWorld({ at: '2026-09-01 10:30' })
  await live(world)
  await world.town.restart()
  expect((await world.person('单念蘅').says('/隐患 1')).tags).toContain('已销号')
  const kinds = await world.town.db.all<{ kind: string }>('SELECT DISTINCT kind FROM events')
  expect(kinds.length).toBeGreaterThan(40)
  expect(kinds.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['photo.masked', 'photo.unmasked', 'photo.removed', 'hazard.photo-removed']),
  )
  await expectRowsAreTheEvents(world.town.db)
  await world.close()
})
