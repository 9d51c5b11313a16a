import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Got, openWorld, type PersonInStory, quietSchool, type World } from '../world.ts'

let world: World
let teacher: PersonInStory
let head: PersonInStory
let officer: PersonInStory
let receipt: Got

beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 10:30', school: quietSchool() })
  teacher = world.person('单念蘅')
  head = world.person('贺栎生')
  officer = world.person('杭砥平')
  receipt = await teacher.says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  await head.presses('接收', head.gets('隐患 1'))
  officer.gets('隐患 1')
})
afterEach(() => world.close())

/** Its ladder has been climbing meanwhile; nobody looked. */
async function weeksLater(when = '2026-09-16 10:30'): Promise<void> {
  await world.at(when)
  world.everybodyReads(/./)
}
/** Says it, and has everybody but the reporter read what comes of it. */
async function says(who: PersonInStory, words: string): Promise<void> {
  await who.says(words)
  const own = teacher.unread()
  world.everybodyReads(/./)
  unread = own
}
let unread: Got[] = []
beforeEach(() => {
  unread = []
})

test('a receipt past its 14 days is replaced by one fresh card when it asks, and when it is over', async () => {
  await weeksLater()
  expect(teacher.sees(receipt).tags).toContain('整改中')
  await says(head, '/隐患 1 已整改 重新铺平')
  expect(unread.map(({ tags }) => tags[0])).toEqual(['待验收'])
  const [fresh] = unread
  expect(fresh!.buttons).toEqual(expect.arrayContaining(['通过', '退回']))
  expect(teacher.sees(receipt).tags, 'the old one stays as it was').toContain('整改中')

  // From now on the fresh one is kept true, and no further one comes.
  await says(officer, '/隐患 1 退回 还是翘的')
  await says(head, '/隐患 1 已整改 换了整块砖')
  expect(unread).toEqual([])
  expect(teacher.sees(fresh!).tags).toContain('待验收')
  await says(officer, '/隐患 1 通过')
  expect(unread.map(({ title }) => title)).toEqual(['隐患 1 已整改销号'])
  expect(teacher.sees(fresh!).tags).toContain('已销号')
})

test('opened again, he is asked again on a fresh card when the old ones are past their 14 days', async () => {
  await weeksLater()
  await says(head, '/隐患 1 已整改 重新铺平')
  await says(officer, '/隐患 1 通过')
  await says(officer, '/隐患 1 重开 又翘了')
  await weeksLater('2026-10-09 10:30')
  await says(head, '/隐患 1 已整改 换了整块砖')
  expect(unread.map(({ tags }) => tags[0])).toEqual(['待验收'])
  expect(unread[0]!.buttons).toEqual(expect.arrayContaining(['通过', '退回']))
})

test('what asks nothing of the reporter comes silently: no failing update, no fresh card', async () => {
  await weeksLater()
  await says(officer, '/隐患 1 派给 鲁锦木')
  await says(officer, '/隐患 1 已管控 已围起来')
  expect(unread).toEqual([])
  expect(world.emulator.calls.filter(({ code }) => code === 230031)).toEqual([])
})

test('when it is closed the reporter hears the result, and no fresh card beside it', async () => {
  await says(head, '/隐患 1 已整改 重新铺平')
  expect(teacher.sees(receipt).tags).toContain('待验收')
  await weeksLater()
  await says(officer, '/隐患 1 通过')
  expect(unread.map(({ title }) => title)).toEqual(['隐患 1 已整改销号'])
  await says(officer, '/隐患 1 通过')
  expect(unread).toEqual([])
})

test('when it is no hazard after all the reporter hears so on a fresh card, once', async () => {
  await weeksLater()
  await says(officer, '/隐患 1 转交 聂怀谷 请您定')
  await says(world.person('聂怀谷'), '/隐患 1 不是隐患 是伸缩缝')
  expect(unread.map(({ tags, buttons }) => [tags[0], buttons])).toEqual([['已作废', []]])
})

test('whoever asks gets a new card, and then only that one is kept true', async () => {
  await weeksLater()
  const asked = await teacher.says('/隐患 1')
  await says(head, '/隐患 1 已整改 重新铺平')
  expect(unread).toEqual([])
  expect(teacher.sees(asked).tags).toContain('待验收')
})

test('at night it waits until morning', async () => {
  await weeksLater('2026-09-16 21:30')
  await says(head, '/隐患 1 已整改 重新铺平')
  expect(unread).toEqual([])
  await world.at('2026-09-17 07:30')
  expect(teacher.gets('待验收').title).toContain('隐患 1')
  world.everybodyReads(/./)
})

test('who closes it himself needs no word of it', async () => {
  await says(head, '/隐患 1 已整改 重新铺平')
  await weeksLater()
  const answer = await teacher.says('/隐患 1 通过')
  expect(answer.tags).toContain('已销号')
  expect(teacher.unread()).toEqual([])
  world.everybodyReads(/./)
})
