import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { openWorld, type PersonInStory, PHOTO, quietSchool, type World } from '../world.ts'
import { countOf, eventsOf, setAside } from './school-day.ts'

let world: World
let teacher: PersonInStory
let other: PersonInStory
let head: PersonInStory

const SOCKET = '/隐患 三(2)班的插座没电了'
const AGAIN = '/隐患 三2班那个插座坏了'

beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 10:30', school: quietSchool() })
  teacher = world.person('单念蘅')
  other = world.person('顾鹿蓁')
  head = world.person('贺栎生')
})
afterEach(() => world.close())

const hazardOf = async (id: string): Promise<Hazard> =>
  JSON.parse(
    (await world.town.db.get<{ state: string }>('SELECT state FROM hazards WHERE id = ?', [id]))!.state,
  ) as Hazard

/** Somebody has reported it, everybody concerned has read so, and another sees the same. */
async function reportedAndSeenAgain(words = AGAIN) {
  await teacher.says(SOCKET)
  setAside(world)
  return other.says(words)
}

test('the same place and kind still open is offered before a second one is made', async () => {
  const offer = await reportedAndSeenAgain()
  expect(offer.title).toBe('同一处已有隐患 1')
  expect(offer.buttons).toEqual(['跟进这一条', '另报一条'])
  expect(offer.text).toContain('三2班那个插座坏了')
  expect(offer.text).toContain('三(2)班的插座没电了')
  expect(offer.text).toContain('10:40 前没有选')
  expect(offer.text, 'no person of the first report is named').not.toContain('单念蘅')
  expect(await countOf(world, 'hazards')).toBe(1)
  expect(head.unread(), 'nobody is told of a question').toEqual([])
  await other.presses('跟进这一条', offer)
})

test('a storey is the same storey however it is called', async () => {
  await teacher.says('/隐患 教学楼B二楼的插座没电了')
  setAside(world)
  const offer = await other.says('/隐患 B栋2层那个插座坏了')
  expect(offer.title).toBe('同一处已有隐患 1')
  await other.presses('跟进这一条', offer)
  setAside(world)
  const above = await other.says('/隐患 B栋3层那个插座坏了')
  expect(above.title, 'another storey').toBe('隐患 2 · 教学楼B三楼')
  setAside(world)
})

test('「二楼」 of two people may be two houses: nothing is taken for one in silence', async () => {
  await teacher.says('/隐患 二楼插座没电了')
  setAside(world)
  const own = await teacher.says('/隐患 二楼的插座坏了')
  expect(own.text, 'said twice by one').toContain('10:40 前没有选，就补充到隐患 1')
  await teacher.presses('跟进这一条', own)
  setAside(world)
  const offer = await other.says('/隐患 二楼那个插座坏了')
  expect(offer.text).toContain('10:40 前没有选，就另报一条')
  await world.at('10:41')
  const filed = other.gets('隐患 2')
  expect([filed.text.includes('二楼，是哪一栋？'), filed.fields]).toEqual([true, ['place']])
  expect(await hazardOf('2')).toMatchObject({ maybeSame: 1 })
  await head.says('/隐患 巡一圈')
  expect((await head.says('二楼插座没电了')).text).toContain('隐患 3 · 二楼')
  await head.says('结束')
  setAside(world)
})

test('跟进: his words and pictures go to the open one, he follows it and hears the result once', async () => {
  await teacher.says(SOCKET)
  setAside(world)
  await other.sendsPhoto()
  const offer = await other.says(AGAIN)
  const card = await other.presses('跟进这一条', offer)
  expect(card.toast).toBe('已跟进隐患 1，有结果会告诉您')
  expect(card.title).toContain('隐患 1')
  expect(card.text).toContain('三2班那个插座坏了')
  expect(card.text).toContain('整改前')
  expect(await hazardOf('1')).toMatchObject({
    followers: ['T32'],
    supplements: [{ text: '三2班那个插座坏了', by: 'T32' }],
    photos: [{ phase: 'before' }],
  })
  expect(await countOf(world, 'hazards')).toBe(1)
  await head.says('/隐患 1 接收')
  await head.says('/隐患 1 已整改 换了插座')
  setAside(world)
  await teacher.says('/隐患 1 通过')
  expect(other.gets('隐患 1').tags).toContain('已销号')
  expect(other.unread()).toEqual([])
  setAside(world)
})

test('a picture sent while the question is open goes with the words', async () => {
  const offer = await reportedAndSeenAgain()
  expect((await other.sendsPhoto()).text).toBe('照片收到了，会跟着您刚说的那一条。')
  const filed = await other.presses('另报一条', offer)
  expect(filed.text).toContain('整改前')
  expect((await hazardOf('2')).photos).toHaveLength(1)
  expect((await hazardOf('1')).photos).toHaveLength(0)
  setAside(world)
})

test('另报一条: another matter in one tap, and the office sees what it looked like and may join both', async () => {
  const offer = await reportedAndSeenAgain()
  const filed = await other.presses('另报一条', offer)
  expect([filed.toast, filed.title]).toEqual(['已另报，编号 2', '隐患 2 · 三(2)班'])
  const forHead = head.gets('隐患 2')
  expect(forHead.text).toContain('隐患 1，是同一件可以并入')
  setAside(world)
  const joined = await head.presses('并入隐患 1', forHead)
  expect(joined.toast).toBe('已并入隐患 1')
  expect(await hazardOf('2')).toMatchObject({ status: 'invalid', lastReason: '与隐患 1 是同一件事，已并入' })
  expect(await hazardOf('1')).toMatchObject({
    followers: ['T32'],
    supplements: [{ text: '三2班那个插座坏了', by: 'T32' }],
  })
  setAside(world)
})

test('without an answer the words are added after the minutes of the rule, and he is told; later it can still be another', async () => {
  const offer = await reportedAndSeenAgain()
  await world.at('10:39')
  expect(await countOf(world, 'hazards')).toBe(1)
  expect((await hazardOf('1')).supplements).toBeUndefined()
  await world.at('10:41')
  const told = other.gets('已补充到隐患 1')
  expect(told.text).toContain('您没有选，就按同一件事记到这一条上了')
  expect(other.sees(offer).title).toBe('已补充到隐患 1')
  expect(await hazardOf('1')).toMatchObject({ followers: ['T32'], supplements: [{ by: 'T32' }] })
  const filed = await other.presses('不是同一件，另报一条', told)
  expect(filed.title).toContain('隐患 2')
  expect(other.sees(offer).title).toBe('已另报为隐患 2')
  expect((await hazardOf('1')).followers).toEqual([])
  setAside(world)
})

test('without an answer, and where both do not plainly name one thing, it becomes a hazard of its own', async () => {
  await teacher.says('/隐患 食堂就餐区地砖松了')
  setAside(world)
  const offer = await other.says('/隐患 食堂就餐区下水道堵了')
  expect(offer.title).toBe('同一处已有隐患 1')
  expect(offer.text).toContain('前没有选，就另报一条')
  await world.at('10:41')
  expect(other.gets('隐患 2').text).toContain('下水道堵了')
  expect(other.sees(offer).title).toBe('已另报为隐患 2')
  expect(other.sees(offer).buttons).toEqual(['看隐患 2'])
  expect(await hazardOf('2')).toMatchObject({ maybeSame: 1, text: '食堂就餐区下水道堵了' })
  expect((await hazardOf('1')).supplements).toBeUndefined()
  setAside(world)
})

test('what was closed while the question was open is reported anew', async () => {
  await teacher.says(SOCKET)
  await head.says('/隐患 1 接收')
  await head.says('/隐患 1 已整改 换了插座')
  setAside(world)
  await other.says(AGAIN)
  await teacher.says('/隐患 1 通过')
  setAside(world)
  await world.at('10:41')
  expect(other.gets('隐患 2').text).toContain('90 天内第 2 次')
  expect(await countOf(world, 'hazards')).toBe(2)
  setAside(world)
})

test('more danger never waits for an answer: the open one is raised and everybody concerned hears it at once', async () => {
  await teacher.says(SOCKET)
  setAside(world)
  const raised = await other.says('/隐患 三(2)班插座冒火花了，孩子就坐在旁边')
  expect(raised.title).toBe('已补充到隐患 1')
  expect(raised.text).toContain('已马上记到这一条上、调高等级并通知')
  expect(await hazardOf('1')).toMatchObject({ severity: 'larger', urgent: true })
  for (const name of ['贺栎生', '聂怀谷', '钟砚舟'])
    expect(world.person(name).gets('隐患 1').tags, name).toEqual(['待接收', '较大', '紧急'])
  setAside(world)
  expect(await countOf(world, 'hazards')).toBe(1)
  const kinds = (await eventsOf(world, 'hazard', '1')).map(({ kind }) => kind)
  expect(kinds).toContain('hazard.reclassified')
})

test('what is mended and endangers people again is a matter of its own, at once', async () => {
  await teacher.says(SOCKET)
  await head.says('/隐患 1 接收')
  await head.says('/隐患 1 已整改 换了插座')
  setAside(world)
  const filed = await other.says('/隐患 三(2)班插座冒火花了，孩子就坐在旁边')
  expect(filed.title).toBe('隐患 2 · 三(2)班')
  expect(filed.tags).toEqual(['待接收', '较大', '紧急'])
  setAside(world)
})

test('things that differ are not asked about: the fence is not the stand', async () => {
  await teacher.says('操场看台那排椅子底下钢筋露头了,扎人,我让体育老师围起来了')
  const fence = await other.says('操场围栏焊口开了两处,弯进来一根,家长都从那边走,先用雪糕桶挡着了')
  expect(fence.title).toContain('隐患 2')
  setAside(world)
})

test('a form that names another floor of the same point is another matter', async () => {
  for (const [floor, number] of [
    ['二', '1'],
    ['三', '2'],
  ]) {
    const form = await teacher.says('/隐患')
    const filed = await teacher.submits('提交', { place: `教学楼B${floor}楼男厕`, text: '灯坏了' }, form)
    expect(filed.title).toBe(`隐患 ${number} · 教学楼B${floor}楼男厕`)
  }
  setAside(world)
})

test('plain words, a form and words beside a picture go through the same rule', async () => {
  await teacher.says(SOCKET)
  setAside(world)
  expect((await other.says('三(2)班的插座坏了')).title).toBe('同一处已有隐患 1')
  const form = await other.says('/隐患')
  const asked = await other.submits('提交', { place: '三(2)班', text: '插座没电' }, form)
  expect([asked.title, asked.toast]).toEqual(['同一处已有隐患 1', '同一处已有隐患 1，请选一下是不是同一件'])
  await world.emulator.sendPost(other.openId, {
    text: '三(2)班插座失灵',
    images: [{ bytes: PHOTO, mime: 'image/jpeg' }],
  })
  await world.town.settleAnswers()
  const third = other.gets('同一处已有隐患 1')
  expect(await countOf(world, 'hazards')).toBe(1)
  await other.presses('跟进这一条', third)
  const [{ supplements = [] }] = [await hazardOf('1')]
  expect(supplements.map(({ text }) => text)).toEqual(['三(2)班插座失灵'])
  expect((await hazardOf('1')).photos).toHaveLength(1)
})

test('in a group the question is asked in private', async () => {
  await teacher.says(SOCKET)
  setAside(world)
  const member = world.person('陆芷衡')
  const answer = await member.says('/隐患 三(2)班插座坏了', { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(answer.text).toContain('同一处已有隐患 1')
  expect(answer.buttons).toEqual([])
  expect(member.gets('同一处已有隐患 1').buttons).toEqual(['跟进这一条', '另报一条'])
})

test('a patrol point asks nobody: its words go to the open one with where they came from', async () => {
  await teacher.says('/隐患 南门消防通道堵了')
  setAside(world)
  const { place } = await hazardOf('1')
  expect(place).toMatchObject({ id: 'PP02' })
  const card = await world.person('鲁锦木').says('/巡查 XC-02 消防通道堵了')
  expect(card.text).toContain('这里的隐患 1 还没整改完，已补充到上面')
  expect(await countOf(world, 'hazards')).toBe(1)
  expect((await hazardOf('1')).supplements).toMatchObject([
    { text: '消防通道堵了', by: 'G04', source: expect.stringMatching(/^patrol\//) },
  ])
  setAside(world)
})

test('a restricted matter is never offered and never told, not even to its like', async () => {
  await teacher.says('/隐患 六(2)班有学生情绪低落，近期有心理风险')
  setAside(world)
  const filed = await other.says('/隐患 六(2)班有学生情绪低落，有心理风险')
  expect(filed.title).toBe('隐患 2 · 受限')
  expect(filed.text).not.toContain('隐患 1')
  setAside(world)
})

test('取消跟进, and following without a report', async () => {
  await teacher.says(SOCKET)
  setAside(world)
  const card = await other.says('/隐患 1 跟进')
  expect(card.buttons).toContain('取消跟进')
  expect((await hazardOf('1')).followers).toEqual(['T32'])
  await other.presses('取消跟进', card)
  expect((await hazardOf('1')).followers).toEqual([])
  await head.says('/隐患 1 接收')
  await head.says('/隐患 1 已整改 换了插座')
  setAside(world)
  await teacher.says('/隐患 1 通过')
  expect(other.unread()).toEqual([])
  setAside(world)
})

test('bad input: nothing to tell apart, a question of somebody else, a number that is none', async () => {
  const offer = await reportedAndSeenAgain()
  expect((await teacher.says('/隐患 1 另报')).text).toContain('没有要另报的话')
  expect((await teacher.says('/隐患 待选 1')).text).toContain('现在没有等您选择的上报')
  expect((await head.says('/隐患 1 并入 99')).text).toContain('请写明并入哪一条')
  expect((await head.says('/隐患 1 并入 1')).text).toContain('不能并入它自己')
  expect((await other.says('/隐患 待选')).title).toBe('同一处已有隐患 1')
  await other.presses('另报一条', offer)
  const twice = await world.emulator.press(other.openId, offer.messageId, { label: '另报一条', version: 1 })
  expect(twice.toast?.content ?? '').not.toContain('编号 3')
  expect(await countOf(world, 'hazards')).toBe(2)
  setAside(world)
})

test('a place said afterwards that is taken by an open one is marked, and joined with one tap', async () => {
  await teacher.says(SOCKET)
  setAside(world)
  await other.says('/隐患 插座没电了')
  const placed = await other.says('三(2)班')
  expect(placed.text).toContain('隐患 1，是同一件可以并入')
  setAside(world)
  expect((await other.presses('并入隐患 1', placed)).toast).toBe('已并入隐患 1')
  setAside(world)
})

test('two people at the same moment: one is filed, the other is asked', async () => {
  await Promise.all([world.emulator.say(teacher.openId, SOCKET), world.emulator.say(other.openId, AGAIN)])
  await world.town.settleAnswers()
  expect(await countOf(world, 'hazards')).toBe(1)
  const titles = [...teacher.readsAll(), ...other.readsAll()].map(({ title }) => title)
  expect(titles.sort()).toEqual(['同一处已有隐患 1', '隐患 1 · 三(2)班'])
  setAside(world)
})
