import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { stateOf } from '../states.ts'
import { openWorld, type PersonInStory, quietSchool, type World } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
let teacher: PersonInStory
let other: PersonInStory
let head: PersonInStory
let officer: PersonInStory

const SOCKET = '/隐患 三(2)班的插座没电了'
const TILE = '/隐患 教学楼B一楼走廊有块地砖翘起来了'
const WINDOW = '/隐患 教学楼C四楼走廊窗户限位器断了，能开很大'

beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 10:30', school: quietSchool() })
  teacher = world.person('单念蘅')
  other = world.person('顾鹿蓁')
  head = world.person('贺栎生')
  officer = world.person('杭砥平')
})
afterEach(async () => {
  setAside(world)
  await expectRowsAreTheEvents(world.town.db)
  await world.close()
})

const hazardOf = (id: string): Promise<Hazard> => stateOf<Hazard>(world.town.db, 'hazards', id)

const idOf = (name: string) => quietSchool().staff.find((entry) => entry.name === name)!.id

test('another place is another matter: the open window is not merged into the loose tile', async () => {
  await teacher.says(TILE)
  await other.says(WINDOW)
  for (const who of [other, head]) {
    const refused = await who.says('/隐患 2 并入 1')
    expect(refused.text).toContain('不在同一处或不是同一类')
    expect(refused.text).toContain('先改正地点和类别')
  }
  expect(await hazardOf('2')).toMatchObject({ status: 'assigned', severity: 'larger' })
})

test('what is mended already takes in nothing that is still open', async () => {
  await teacher.says(SOCKET)
  await other.says('/隐患 三(2)班的插座坏了')
  await other.presses('另报一条')
  await head.says('/隐患 1 接收')
  await head.says('/隐患 1 已整改 换了插座')
  const refused = await head.says('/隐患 2 并入 1')
  expect(refused.text).toContain('已报整改')
  expect(refused.text).toContain('先退回')
  expect((await hazardOf('2')).status).toBe('assigned')
})

test('merged, the graver of both counts, its measure stays, and everybody concerned hears it at once', async () => {
  await teacher.says('/隐患 插座没电了')
  await other.says('/隐患 三(2)班插座冒火花了，孩子就坐在旁边')
  await head.says('/隐患 2 已管控 断了电')
  const placed = await teacher.says('/隐患 1 地点 三(2)班')
  expect(placed.text).toContain('隐患 2，是同一件可以并入')
  await world.person('安画桥').says('/隐患 2 跟进')
  setAside(world)
  await officer.says('/隐患 2 并入 1')
  expect(await hazardOf('1')).toMatchObject({ severity: 'larger', urgent: true, control: '断了电' })
  expect(new Set((await hazardOf('1')).followers)).toEqual(new Set(['T32', idOf('安画桥')]))
  for (const name of ['贺栎生', '聂怀谷', '钟砚舟'])
    expect(world.person(name).gets('隐患 1').tags, name).toEqual(expect.arrayContaining(['较大', '紧急']))
})

test('merged into one that is paused for less, only what was done against the more counts', async () => {
  await teacher.says('/隐患 三(2)班插座没电了')
  await head.says('/隐患 1 接收')
  await head.says('/隐患 1 已管控 贴了条')
  await head.says('/隐患 1 暂停 承包方 等配件 9月10日')
  await officer.says('/隐患 1 准暂停')
  await other.says('/隐患 插座冒火花了，孩子就坐在旁边')
  await head.says('/隐患 2 已管控 断了电，人已离开')
  await other.says('/隐患 2 地点 三(2)班')
  await officer.says('/隐患 2 并入 1')
  const merged = await hazardOf('1')
  expect(merged).toMatchObject({ severity: 'larger', control: '断了电，人已离开' })
  expect(merged.waits!.at(-1)!.toMs).toBeDefined()
})

test('who mended one and handed it on does not verify it as another: what was worked on is not merged', async () => {
  await teacher.says('/隐患 三(2)班插座没电了')
  await officer.says('/隐患 1 接收')
  await officer.says('/隐患 1 转交 鲁锦木 请收尾')
  await other.says('/隐患 三(2)班的插座坏了')
  await other.presses('另报一条')
  for (const who of [officer, teacher])
    expect((await who.says('/隐患 1 并入 2')).text).toContain('隐患 1 已有人接收，不再合并')
  expect((await hazardOf('1')).status).toBe('assigned')
})

/** Hazard 2, taken on, of what was reported as hazard 1 a week before; hazard 1 as it stands. */
async function reportedAgainAWeekLater(): Promise<Hazard> {
  await teacher.says('/隐患 三(2)班插座没电了')
  const before = await hazardOf('1')
  await world.at('2026-09-08 10:30')
  setAside(world)
  await other.says('/隐患 三(2)班的插座坏了')
  await other.presses('另报一条')
  await head.says('/隐患 2 接收')
  return before
}

test('what is known longer is not put off by merging it into what was said later', async () => {
  const { rectifyDueMs } = await reportedAgainAWeekLater()
  expect((await hazardOf('2')).rectifyDueMs).toBeGreaterThan(rectifyDueMs)
  const merged = await teacher.says('/隐患 1 并入 2')
  expect(merged.text).toContain('已并入隐患 2')
  expect(await hazardOf('2')).toMatchObject({
    rectifyDueMs,
    redated: [{ why: 'merge', by: 'T31', toMs: rectifyDueMs }],
  })
})

test('merged into one that was paused, the working time of the pause is not taken back', async () => {
  const { rectifyDueMs } = await reportedAgainAWeekLater()
  await head.says('/隐患 2 已管控 贴了条')
  await head.says('/隐患 2 暂停 承包方 等配件 9月10日')
  await officer.says('/隐患 2 准暂停')
  await world.at('2026-09-10 10:30')
  await head.says('/隐患 2 恢复')
  setAside(world)
  await teacher.says('/隐患 1 并入 2')
  const merged = await hazardOf('2')
  expect(merged.redated!.at(-1)).toMatchObject({ why: 'merge', by: 'T31' })
  const { calendar } = await world.town.directory()
  const { fromMs, toMs } = merged.waits![0]!
  expect(calendar.workingMinutesBetween(rectifyDueMs, merged.rectifyDueMs)).toBe(
    calendar.workingMinutesBetween(fromMs, toMs!),
  )
})

test('what others reported too is not taken back by the first who said it', async () => {
  const card = await teacher.says('三(2)班的插座坏了')
  expect(card.buttons).toContain('撤回')
  await other.says('/隐患 三(2)班插座冒火花了，孩子就坐在旁边')
  expect(await hazardOf('1')).toMatchObject({ severity: 'larger', urgent: true, followers: ['T32'] })
  expect((await teacher.says('/隐患 1')).buttons).not.toContain('撤回')
  const refused = await teacher.says('/隐患 1 撤回')
  expect(refused.text).toContain('别的同事也报了')
  expect(refused.text).toContain('安全办公室')
  // Nor once nobody waits for its end any more: it was seen by two.
  await other.says('/隐患 1 取消跟进')
  expect((await teacher.says('/隐患 1 撤回')).text).toContain('别的同事也报了')
  expect((await hazardOf('1')).status).toBe('assigned')
})
