import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { openVisitor } from '../pages/visitor.ts'
import { openWorld, type PersonInStory, PHOTO, quietSchool, type World } from '../world.ts'
import { countOf, setAside } from './school-day.ts'

let world: World
let officer: PersonInStory

beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 10:30', school: quietSchool() })
  officer = world.person('单念蘅')
})
afterEach(async () => {
  setAside(world)
  await world.close()
})

const hazards = async (): Promise<Hazard[]> =>
  (await world.town.db.all<{ state: string }>('SELECT state FROM hazards ORDER BY number')).map(
    ({ state }) => JSON.parse(state) as Hazard,
  )
const other = (n: number) => new Uint8Array([...PHOTO, n])

test('several lines are several hazards with one receipt', async () => {
  const receipt = await officer.says(
    '/隐患\n1. 三(2)班插座没电了\n2. 操场单杠底座松了\n3、后勤仓库门没锁\n4. 三楼一切正常',
  )
  expect(receipt.title).toBe('已登记 · 3 条')
  expect(receipt.text).toContain('已登记 3 条，1 条写的是正常，没有登记')
  expect((await hazards()).map(({ text, number }) => `${number} ${text}`)).toEqual([
    '1 三(2)班插座没电了',
    '2 操场单杠底座松了',
    '3 后勤仓库门没锁',
  ])
  expect(receipt.text).toContain('隐患 2')
  expect(receipt.buttons).toEqual(['更正 1', '更正 2', '更正 3'])
})

test('one class in many words is one hazard', async () => {
  const card = await officer.says('/隐患 三(2)班插座烧黑了；昨天就这样；很危险')
  expect(card.title).toBe('隐患 1 · 三(2)班')
  expect(await countOf(world, 'hazards')).toBe(1)
})

test.each([
  ['semicolons', '/隐患 三(2)班插座没电了；操场单杠底座松了'],
  ['numbers in one line', '/隐患 1.三(2)班插座没电了 2.操场单杠底座松了'],
  ['lines without a command', '三(2)班插座没电了\n操场单杠底座松了'],
  ['a heading', '/隐患\n三(2)班：\n插座没电了\n窗户玻璃裂了'],
])('%s', async (_, said) => {
  expect((await officer.says(said)).title).toBe('已登记 · 2 条')
  expect((await hazards()).every(({ place }) => place !== null)).toBe(true)
})

test('the same line twice is one hazard; lines that differ at one place are two', async () => {
  const receipt = await officer.says('/隐患\n三(2)班插座没电了\n三(2)班插座没电了。\n三(2)班另一个插座盖掉了')
  expect(receipt.text).toContain('1 条重复的没有再登记')
  expect(await countOf(world, 'hazards')).toBe(2)
})

test('places that are missing are one question for all of them', async () => {
  const receipt = await officer.says('/隐患\n插座没电了\n操场单杠底座松了\n窗户玻璃裂了')
  expect(receipt.fields).toEqual(['place_1', 'place_3'])
  expect((await hazards()).map(({ status }) => status)).toEqual(['reported', 'assigned', 'reported'])
  const half = await officer.submits('提交地点', { place_1: '三(2)班', place_3: '' }, receipt)
  expect([half.toast, half.fields]).toEqual(['已补充 1 条地点，还缺 1 条', ['place_3']])
  const whole = await officer.submits('提交地点', { place_3: '综合楼楼梯' }, half)
  expect([whole.toast, whole.fields]).toEqual(['已补充 1 条地点', []])
  expect((await hazards()).map(({ status }) => status)).toEqual(['assigned', 'assigned', 'assigned'])
})

test('the receipt corrects each with two taps', async () => {
  const receipt = await officer.says('/隐患\n三(2)班插座没电了\n后勤仓库门没锁')
  const form = await officer.presses('更正 2', receipt)
  expect(form.fields).toEqual(['category', 'severity', 'urgent', 'place'])
  const after = await officer.submits(
    '提交',
    { category: 'security', severity: 'larger', urgent: 'yes', place: '食堂仓库' },
    form,
  )
  expect([after.toast, after.title]).toEqual(['已更正', '已登记 · 2 条'])
  const [, second] = await hazards()
  expect(second).toMatchObject({ severity: 'larger', urgent: true, needsReview: true })
  expect(second!.where ?? JSON.stringify(second!.place)).toContain('食堂仓库')
})

test('an incident among them is an incident', async () => {
  await officer.says('/隐患\n三(2)班插座没电了\n操场有学生摔倒，额头出血')
  expect([await countOf(world, 'hazards'), await countOf(world, 'incidents')]).toEqual([1, 1])
})

test('more lines than a person can check: the first twenty are filed, the rest is named', async () => {
  const lines = Array.from({ length: 23 }, (_, n) => `${n + 1}. 三(2)班第${n + 1}个插座没电了`)
  const receipt = await officer.says(`/隐患\n${lines.join('\n')}`)
  expect(await countOf(world, 'hazards')).toBe(20)
  expect(receipt.text).toContain('后面 3 条没有登记，请再发一次')
  expect(receipt.text).toContain('三(2)班第23个插座没电了')
})

test('a walk: words first, pictures after them, one receipt at the end', async () => {
  expect((await officer.says('/隐患 巡一圈')).text).toContain('看到什么直接说一句')
  expect((await officer.says('三(2)班插座没电了')).text).toBe('第 1 条：隐患 1 · 三(2)班（一般）。')
  expect((await officer.sendsPhoto()).text).toBe('照片已附到隐患 1。')
  await world.at('10:50')
  expect((await officer.sendsPhoto(other(1))).text, 'twenty minutes later too').toBe('照片已附到隐患 1。')
  expect((await officer.says('/隐患 操场单杠底座松了')).text).toContain('第 2 条：隐患 2')
  expect((await officer.sendsPhoto(other(2))).text).toBe('照片已附到隐患 2。')
  expect((await officer.says('操场单杠底座松了。')).text).toContain('没有重复登记')
  const receipt = await officer.says('结束')
  expect([receipt.title, receipt.buttons]).toEqual(['已登记 · 2 条', ['更正 1', '更正 2']])
  expect((await hazards()).map(({ photos }) => photos.length)).toEqual([2, 1])
  expect((await officer.says('/隐患 结束')).text).toContain('现在没有在巡')
})

test('a walk: pictures first, words after them', async () => {
  await officer.says('/隐患 巡一圈')
  expect((await officer.sendsPhoto()).text).toBe('照片收到了，请说一句：在哪里、什么问题。')
  await officer.says('三(2)班插座没电了')
  expect((await officer.sendsPhoto(other(1))).text).toBe('照片收到了，请说一句：在哪里、什么问题。')
  await officer.sendsPhoto(other(2))
  await officer.says('操场单杠底座松了')
  await officer.says('结束')
  expect((await hazards()).map(({ photos }) => photos.length)).toEqual([1, 2])
})

test('a walk: normality and talk file nothing, a place answers for the last one', async () => {
  await officer.says('/隐患 巡一圈')
  expect((await officer.says('一切正常')).text).toBe('好，这里正常，没有登记。')
  const unclear = await officer.says('今天消防演练，模拟着火')
  expect([unclear.title, unclear.buttons]).toEqual(['没有登记', ['照样登记']])
  expect(await countOf(world, 'hazards')).toBe(0)
  expect((await officer.says('插座没电了')).text).toContain('还缺地点')
  expect((await officer.says('三(2)班')).text).toBe('隐患 1 在三(2)班。')
  expect((await hazards())[0]).toMatchObject({ status: 'assigned', place: { id: 'C302' } })
  await officer.says('结束')
})

test('a walk: a storey alone is asked for its house, at once and on the receipt; what is well elsewhere is no answer', async () => {
  await officer.says('/隐患 巡一圈')
  expect((await officer.says('二楼插座没电了')).text).toContain('隐患 1 · 二楼（一般），是哪一栋？')
  expect((await officer.says('教学楼A三楼都正常')).text).toBe('好，这里正常，没有登记。')
  expect((await officer.says('教学楼B')).text).toBe('隐患 1 在教学楼B二楼。')
  await officer.says('三楼窗户玻璃裂了')
  const receipt = await officer.says('结束')
  expect(receipt.fields).toEqual(['place_2'])
  await world.person('贺栎生').says('/隐患 2 接收')
  const whole = await officer.submits('提交地点', { place_2: '教学楼C' }, receipt)
  expect([whole.toast, whole.fields]).toEqual(['已补充 1 条地点', []])
  expect((await hazards()).map(({ where }) => where)).toEqual([
    '教学楼B二楼',
    expect.stringContaining('教学楼C三楼'),
  ])
})

test('a receipt places what was new on it, and nothing of others that it was added to', async () => {
  await world.person('顾鹿蓁').says('/隐患 三(2)班插座没电了')
  await officer.says('/隐患\n三(2)班那个插座坏了\n窗户玻璃裂了')
  const page = openVisitor(world, officer)
  await page.get('/m/sweep/1')
  const { action, body } = page.formOf('提交地点', { place_2: '三(2)班' })
  body.set('place_1', '操场')
  await page.posts(action, body)
  expect((await hazards()).map(({ place }) => place)).toMatchObject([{ id: 'C302' }, { id: 'C302' }])
})

test('a walk: that the whole class is well is said of the morning, not of the place one stands at', async () => {
  await world.close()
  world = await openWorld({ at: '2026-09-01 08:05' })
  officer = world.person('单念蘅')
  officer.readsAll()
  await officer.says('/隐患 巡一圈')
  await officer.says('插座没电了')
  for (const words of ['全班正常', '三(2)班全班正常', '学生都到齐了，一切正常']) {
    const card = await officer.says(words)
    expect([words, card.title, card.buttons]).toEqual([
      words,
      expect.stringContaining('今日双责'),
      expect.arrayContaining(['全班正常']),
    ])
  }
  expect((await hazards())[0]).toMatchObject({ status: 'reported', place: null })
  // The card does not end the walk.
  expect((await officer.says('操场单杠底座松了')).text).toContain('第 2 条：隐患 2')
  expect((await officer.says('一切正常')).text).toBe('好，这里正常，没有登记。')
})

test('a walk: what is open already gets the words, and may still be told apart at the end', async () => {
  await world.person('顾鹿蓁').says('/隐患 三(2)班插座没电了')
  await officer.says('/隐患 巡一圈')
  expect((await officer.says('三2班插座坏了')).text).toContain('同一处的隐患 1 还没整改完，已补充到上面')
  const receipt = await officer.says('结束')
  expect(receipt.buttons).toEqual(['1 另报一条'])
  const after = await officer.presses('1 另报一条', receipt)
  expect([after.toast, after.buttons]).toEqual(['已另报，编号 2', ['更正 2']])
  expect(await countOf(world, 'hazards')).toBe(2)
})

test('a walk: danger does not wait for its end', async () => {
  await officer.says('/隐患 巡一圈')
  await officer.says('三(2)班插座冒火花，孩子就坐在旁边')
  expect(world.person('聂怀谷').gets('隐患 1').tags).toContain('紧急')
  expect((await officer.says('操场有学生摔倒，额头出血')).title).toContain('事件 1')
  await officer.says('结束')
})

test('silence ends it, and the receipt comes by itself', async () => {
  await officer.says('/隐患 巡一圈')
  await officer.says('三(2)班插座没电了')
  await world.at('10:58')
  await officer.says('操场单杠底座松了')
  await world.at('11:27')
  setAside(world)
  await world.at('11:29')
  expect(officer.gets('已登记 · 2 条').buttons).toEqual(['更正 1', '更正 2'])
  expect((await officer.says('后勤仓库门没锁')).title).toContain('隐患 3')
})

test('an empty walk, and somebody else’s receipt', async () => {
  await officer.says('/隐患 巡一圈')
  expect((await officer.says('/隐患 巡一圈')).text).toContain('已经在巡了')
  expect((await officer.says('结束')).text).toBe('好，这一圈没有登记隐患。')
  await officer.says('/隐患\n三(2)班插座没电了\n操场单杠底座松了')
  expect((await world.person('顾鹿蓁').says('/隐患 巡 2')).text).toContain('没有找到这份登记')
})

test('a picture first: a tap on the own place, or the words beside it, are in the form already', async () => {
  const offer = await officer.sendsPhoto()
  const form = await officer.presses('在三(1)班', offer)
  expect(JSON.stringify(form.card)).toContain('三(1)班')
  const receipt = await officer.submits('提交', { place: '三(1)班', text: '窗户玻璃裂了' }, form)
  expect(receipt.title).toBe('隐患 1 · 三(1)班')
  expect((await hazards())[0]!.photos).toHaveLength(1)
  await world.at('10:50')
  await world.emulator.sendPost(officer.openId, {
    text: '看看这个',
    images: [{ bytes: other(3), mime: 'image/jpeg' }],
  })
  await world.town.settleAnswers()
  const second = await officer.presses('登记隐患', officer.gets('收到照片'))
  expect(JSON.stringify(second.card)).toContain('看看这个')
})

test('the reporter corrects his receipt with two taps; only the office makes it less', async () => {
  const receipt = await officer.says('/隐患 后勤仓库门没锁')
  expect(receipt.buttons).toContain('改类别等级')
  const form = await officer.presses('改类别等级', receipt)
  const raised = await officer.submits(
    '提交',
    { category: 'security', severity: 'larger', urgent: 'yes', place: '体育器材室' },
    form,
  )
  expect([raised.toast, raised.tags]).toEqual(['已更正', ['待接收', '较大', '紧急']])
  expect(raised.title).toContain('体育器材室')
  const again = await officer.presses('改类别等级', raised)
  const refused = await officer.submits(
    '提交',
    { category: 'security', severity: 'larger', urgent: 'no', place: '体育器材室' },
    again,
  )
  expect(refused.toast).toContain('是否还紧急由安全办公室或校领导决定')
})
