import { afterEach, expect, test } from 'vitest'
import type { Handover } from '../../src/handovers/handover.ts'
import { instanceOf } from '../states.ts'
import { openWorld, schoolWith, type World } from '../world.ts'

// A change of posts meets a leave or a closed account: each duty ends with whoever has the post and is there.

const DISMISSAL = 'chk-homeroom-dismissal.C301.2026-09-01'
let world: World
afterEach(() => {
  world.everybodyReads(/./)
  return world.close()
})

const office = () => world.person('贺栎生')
const hands = async () => {
  const { owner, substitute } = await instanceOf(world, DISMISSAL)
  return [owner, substitute ?? owner]
}
const handover = async () =>
  JSON.parse((await world.town.db.get<{ state: string }>('SELECT state FROM handovers'))!.state) as Handover
const confirm = async (name: string) => world.person(name).says(`/交接 ${(await handover()).id} 确认`)
const afternoon = async () => {
  world = await openWorld({ at: '2026-09-01 16:00', school: schoolWith('chk-homeroom-dismissal') })
  await world.at('16:40')
}
const reposted = async () => {
  await office().says('/任职 安画桥 班主任 三(1)班 任课教师')
  await world.at('16:45')
}
const account = async (name: string, openId: string, change: 'resign' | 'joined') => {
  if (change === 'resign') await world.emulator.resign(openId)
  else {
    world.emulator.addUser({ openId, name })
    await world.emulator.joined(openId)
  }
  await world.town.settleAnswers()
  await world.town.settle()
}

test('a duty lent for a leave goes with the post, and is not the old holder’s when the leave ends', async () => {
  await afternoon()
  await world.person('单念蘅').says('/请假 今天 雷骁屿 发烧')
  expect(await hands()).toEqual(['T31', 'S09'])
  await reposted()
  for (const name of ['单念蘅', '安画桥']) await confirm(name)
  expect(await hands()).toEqual(['S06', 'S06'])
  await world.person('单念蘅').says('/请假 取消')
  expect(await hands()).toEqual(['S06', 'S06'])
})

test('a taker who is away gets it in the hands of the stand-in', async () => {
  await afternoon()
  await world.person('安画桥').says('/请假 今天 雷骁屿 发烧')
  await reposted()
  for (const name of ['单念蘅', '安画桥']) await confirm(name)
  expect(await hands()).toEqual(['S06', 'S09'])
})

test('an account closed by mistake ends no handover that a change of post began', async () => {
  await afternoon()
  await reposted()
  await account('单念蘅', 'ou_demo_t31', 'resign')
  expect(await hands()).toEqual(['T31', 'S06'])
  await account('单念蘅', 'ou_demo_t31', 'joined')
  expect((await handover()).status).toBe('open')
  expect(await hands()).toEqual(['T31', 'T31'])
})

test('a stand-in who is away too gets it back when the account is open again, or the own leave ends', async () => {
  await afternoon()
  await world.person('单念蘅').says('/请假 今天 雷骁屿 发烧')
  await account('雷骁屿', 'ou_demo_s09', 'resign')
  const [, keeper] = await hands()
  expect(keeper).not.toBe('S09')
  await account('雷骁屿', 'ou_demo_s09', 'joined')
  expect(await hands()).toEqual(['T31', 'S09'])
  await world.person('雷骁屿').says('/请假 今天 安画桥 发烧')
  expect(await hands()).toEqual(['T31', 'S06'])
  await world.person('雷骁屿').says('/请假 取消')
  expect(await hands()).toEqual(['T31', 'S09'])
})

test('named somebody else and back again: each hears it every time, and the giver says yes to whom it is', async () => {
  await afternoon()
  await reposted()
  await confirm('单念蘅')
  world.everybodyReads(/./)
  await office().says('/交接 单念蘅 毕云栈')
  await world.at('16:50')
  expect(world.person('安画桥').gets('改由别人接手').text).toContain('改由毕云栈接手')
  expect(world.person('单念蘅').gets('单念蘅 → 毕云栈').buttons).toContain('确认移交')
  world.person('毕云栈').gets('单念蘅 → 毕云栈')
  await confirm('毕云栈')
  expect((await handover()).status, 'her word was for another').toBe('open')
  await office().says('/交接 单念蘅 安画桥')
  await world.at('16:55')
  world.person('毕云栈').gets('改由别人接手')
  expect(world.person('安画桥').gets('单念蘅 → 安画桥').buttons).toContain('确认接手')
})

test('the giver’s account is closed while it runs: the office is asked for the word at once', async () => {
  await afternoon()
  await reposted()
  world.everybodyReads(/./)
  await account('单念蘅', 'ou_demo_t31', 'resign')
  await world.at('16:50')
  for (const name of ['贺栎生', '杭砥平'])
    expect(world.person(name).gets('单念蘅 → 安画桥').buttons).toContain('确认移交')
})

test('the taker’s account is closed and only the giver is above: the giver hears that it is over', async () => {
  world = await openWorld({ at: '2026-09-01 16:00', school: schoolWith('chk-homeroom-dismissal') })
  await world.person('尤佩弦').says('/交接 尤佩弦 安画桥 备用钥匙1把')
  await world.at('16:10')
  world.everybodyReads(/./)
  await account('安画桥', 'ou_demo_s06', 'resign')
  await world.at('16:20')
  expect((await handover()).status).toBe('cancelled')
  expect(world.person('尤佩弦').gets('岗位交接已取消').text).toContain('接手人已离校。事情仍由尤佩弦办')
})
