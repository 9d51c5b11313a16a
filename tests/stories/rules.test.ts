import { afterEach, expect, test } from 'vitest'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { instantOf } from '../../src/time.ts'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { stateOf } from '../states.ts'
import { openWorld, quietSchool, type World } from '../world.ts'

// The numbers of handbook §7, seen by everybody, changed by who sets the rules; what began keeps its own.

let world: World
afterEach(() => world.close())

async function open(at = '2026-09-02 10:00'): Promise<void> {
  world = await openWorld({ at, school: quietSchool() })
  world.everybodyReads(/./)
}
const office = () => world.person('贺栎生')
const teacher = () => world.person('单念蘅')
const hazard = (id: string) => stateOf<Hazard>(world.town.db, 'hazards', id)
const settings = async () => (await world.town.directory()).rules.settings
const changes = async (): Promise<number> =>
  Number(
    (await world.town.db.get<{ n: number }>(
      "SELECT count(*) AS n FROM events WHERE kind LIKE 'school.%' AND kind <> 'school.loaded'",
    ))!.n,
  )
async function reports(words: string) {
  const receipt = await teacher().says(words)
  return receipt
}

test('everybody reads the numbers; who may not set them has nothing to press', async () => {
  await open()
  const read = await teacher().says('/规则')
  expect([read.title, read.tags, read.fields]).toEqual(['规则中的数字', ['与通用相同'], []])
  expect(read.text).toContain('一般隐患整改期限 3 个工作日')
  expect(read.text).toContain('较大隐患管控时限 2 小时')
  expect(read.text).toContain('重大隐患管控时限 30 分钟 最长 30（重大隐患要立即管控）')
  expect(read.text).toContain('伤亡变化补报天数 30 最长 30（国务院令第 493 号）')
  expect((await teacher().says('/规则 一般隐患整改 5')).text).toContain('由安全办公室和校领导改')
  expect((await teacher().says('/规则 撤销')).text).toContain('由安全办公室和校领导改')
  expect(await changes()).toBe(0)
  expect((await office().says('/规则')).fields).not.toEqual([])
})

test.each([
  ['/规则 一般隐患整改 0', '要在 1 到 30 个工作日之间，写的是 0'],
  ['/规则 一般隐患整改 -3', '要在 1 到 30 个工作日之间，写的是 -3'],
  ['/规则 一般隐患整改 1000', '要在 1 到 30 个工作日之间，写的是 1000'],
  ['/规则 一般隐患整改 2.5', '要写整数'],
  ['/规则 一般隐患整改 很快', '要写整数'],
  ['/规则 一般隐患整改 3小时', '单位是工作日'],
  ['/规则 一般隐患整改', '改成多少'],
  ['/规则 重大隐患管控 60', '最长 30 分钟（重大隐患要立即管控），不能放宽到 60'],
  ['/规则 伤亡变化补报 40', '最长 30（国务院令第 493 号），不能放宽到 40'],
  ['/规则 整改期限 5', '请写完整的名称'],
  ['/规则 校长午休 5', '没有「校长午休」这一项'],
  ['/规则 一般隐患整改 5 从 2026-08-01 起', '不能往回改'],
  ['/规则 一般隐患整改 5 从 过年 起', '不是日期'],
  ['/规则 一般隐患整改 3', '已经是 3 个工作日'],
  ['/规则 取消 x', '已经生效，或者已经取消'],
  ['/规则 生效 x', '没有生效'],
])('%s is answered with a sentence and changes nothing', async (said, answer) => {
  await open()
  expect((await office().says(said)).text).toContain(answer)
  expect(await changes()).toBe(0)
})

test('a number is looked at, applies to what comes, leaves what is open, and comes back', async () => {
  await open()
  await reports('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  const card = office().gets('隐患 1')
  world.everybodyReads(/隐患 1/)
  expect(card.text).toContain('9月7日 17:30 前整改')

  const look = await office().says('/规则 一般隐患整改 五天')
  expect([look.title, look.tags]).toEqual(['改规则 · 预览', ['还没有改']])
  expect(look.text).toContain('一般隐患整改期限 3 → 5 个工作日')
  expect(look.text).toContain('未销号的一般隐患，期限不变（1）')
  expect(look.text).toContain('隐患 1　9月7日 17:30 前整改')
  expect(look.text).toContain('一般隐患整改　9月7日 17:30 → 9月9日 17:30')
  expect((await settings())['hazard.general.rectify_days']).toBe(3)

  const done = await office().presses('就这样生效', look)
  expect([done.toast, done.title]).toEqual(['已生效', '新规则已生效'])
  await reports('/隐患 图书馆的书架松了一颗螺丝')
  world.everybodyReads(/隐患 2/)
  expect(await hazard('1')).toMatchObject({ rectifyDueMs: instantOf('2026-09-07', '17:30') })
  expect(await hazard('2')).toMatchObject({ rectifyDueMs: instantOf('2026-09-09', '17:30'), rules: 1 })
  expect(office().sees(card).text).toContain('9月7日 17:30 前整改')
  const old = await office().says('/隐患 1')
  expect(old.text).toContain('9月7日 17:30 前整改')
  expect(old.text).toContain('按报告时的规则：一般隐患整改期限 3 个工作日（现在 5 个工作日）')
  expect((await office().says('/隐患 2')).text).not.toContain('按报告时的规则')

  // Its ladder stays too: reminded on the workday before its own deadline, late on the one after it, when the new one's
  // first reminder comes.
  await office().presses('接收', await office().says('/隐患 1'))
  await world.at('2026-09-04 09:20')
  expect(world.everybodyReads(/隐患 1/)).toEqual(['贺栎生'])
  world.everybodyReads(/./)
  await world.at('2026-09-08 09:20')
  expect(world.group('oc_demo_leaders').gets('每周安全小结').text).toContain(
    '本周改了规则：一般隐患整改期限 3 → 5 个工作日。',
  )
  const late = office().gets('隐患 1')
  expect(late.title).toBe('整改逾期')
  expect(late.text).toMatch(/^隐患 1 .*\n整改快到期\n隐患 2 /)
  world.everybodyReads(/./)

  const now = await office().says('/规则')
  expect(now.tags).toEqual(['1 项与通用不同'])
  expect(now.text).toContain(
    '一般隐患整改期限 5 个工作日 通用 3 个工作日，可设 1–30，9月2日 周三起（贺栎生）',
  )
  expect((await teacher().says('/规则')).text).not.toContain('贺栎生')

  const back = await office().says('/规则 撤销')
  expect(back.text).toContain('一般隐患整改期限 5 → 3 个工作日')
  await office().presses('就这样生效', back)
  expect((await settings())['hazard.general.rectify_days']).toBe(3)
  world.everybodyReads(/./)
  await expectRowsAreTheEvents(world.town.db)
})

test('the form asks the same and is answered the same', async () => {
  await open()
  await office().says('/规则')
  const look = await office().submits('先看影响', { key: 'hazard.verify_days', value: '4', from: '' })
  expect(look.text).toContain('隐患验收期限 2 → 4 个工作日')
  expect(look.text).toContain('隐患验收　9月4日 17:30 → 9月8日 17:30')
  await office().says('/规则')
  const empty = await office().submits('先看影响', { key: '', value: '', from: '' })
  expect(empty.toast).toContain('请选一项')
})

test('a number that stands in a policy is changed there, and never beyond what the law asks', async () => {
  await open()
  const look = await office().says('/规则 较大隐患管控 1小时')
  expect(look.text).toContain('较大隐患管控时限 2 → 1 小时')
  expect(look.text).toContain('较大隐患管控　9月2日 12:00 → 9月2日 11:00')
  await office().presses('就这样生效', look)
  await reports('/隐患 食堂门口的防护栏杆断了，学生会掉下去')
  world.everybodyReads(/隐患 1/)
  expect(await hazard('1')).toMatchObject({
    severity: 'larger',
    acceptDueMs: instantOf('2026-09-02', '11:00'),
  })
  await world.at('2026-09-02 11:05')
  expect(world.everybodyReads(/隐患 1/)).toContain('钟砚舟')
  world.everybodyReads(/./)
  await office().presses('就这样生效', await office().says('/规则 重大隐患管控 15'))
  expect((await office().says('/规则')).text).toContain('重大隐患管控时限 15 分钟')
})

test('from a day to come: said so, dropped again, and in force on that morning, also over a restart', async () => {
  await open()
  const look = await office().says('/规则 一般隐患整改 5 从 9月8日 起')
  expect(look.text).toContain('从 9月8日 周二起')
  const kept = await office().presses('就这样生效', look)
  expect([kept.toast, kept.title]).toEqual(['已记下', '9月8日 周二起生效'])
  expect((await settings())['hazard.general.rectify_days']).toBe(3)
  expect((await teacher().says('/规则')).text).toContain('9月8日 周二起：一般隐患整改期限 5 个工作日')
  const planned = (await world.town.directory()).school.planned
  expect(planned).toMatchObject([
    { by: 'G01', from: '2026-09-08', key: 'hazard.general.rectify_days', value: 5 },
  ])
  const dropped = await office().presses('取消', kept)
  expect([dropped.toast, dropped.text.includes('9月8日')]).toEqual(['已取消', false])

  await office().presses('就这样生效', await office().says('/规则 一般隐患整改 5 从 2026-09-08 起'))
  // Another number meanwhile is kept.
  await office().presses('就这样生效', await office().says('/规则 隐患验收期限 3'))
  await world.at('2026-09-07 23:50')
  await world.town.restart()
  expect((await settings())['hazard.general.rectify_days']).toBe(3)
  await world.at('2026-09-08 00:10')
  expect(await settings()).toMatchObject({ 'hazard.general.rectify_days': 5, 'hazard.verify_days': 3 })
  expect((await office().says('/规则')).text).toContain('9月8日 周二起（贺栎生）')
  world.everybodyReads(/./)
  await expectRowsAreTheEvents(world.town.db)
})

test('somebody else changed the rules meanwhile: the look is stale and nothing applies', async () => {
  await open()
  const look = await office().says('/规则 一般隐患整改 5')
  const other = world.person('杭砥平')
  await other.presses('就这样生效', await other.says('/规则 隐患验收期限 3'))
  const stale = await office().presses('就这样生效', look)
  expect(stale.toast).toContain('没有生效')
  expect((await settings())['hazard.general.rectify_days']).toBe(3)
})

test('typed it is the same; only what one looked at oneself applies without being named, and on its day', async () => {
  await open()
  const other = world.person('杭砥平')
  await other.says('/规则 隐患验收期限 3 从 2026-09-08 起')
  expect((await office().says('/规则 生效')).text).toContain('没有生效')
  const look = await office().says('/模板 预览')
  expect((await office().presses('就这样生效', look)).toast).toContain('定在9月8日 周二起')
  expect((await other.says('/规则 生效')).title).toBe('9月8日 周二起生效')
  expect((await settings())['hazard.verify_days']).toBe(2)
})

test('in a group nothing is shown', async () => {
  await open()
  const answer = await office().says('/规则', { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(answer.text).toContain('请私聊我')
})

test('a district that wants a major one reported within two hours: the card says by when, and is asked in time', async () => {
  await open()
  expect((await office().says('/规则')).text).toContain(
    '重大隐患上报时限 24 小时 最长 24（重大隐患要及时上报）',
  )
  expect((await office().says('/规则 重大隐患上报 36')).text).toContain('最长 24 小时')
  await office().presses('就这样生效', await office().says('/规则 重大隐患上报 2'))
  world.everybodyReads(/./)
  await reports('/隐患 东围墙靠工地那段又有裂缝，比上次宽了，能塞进两根手指')
  const principal = world.person('钟砚舟')
  expect(principal.gets('隐患 1').text).toContain('报上级：9月2日 12:00 前')
  await office().says('/隐患 1 已管控 拉了警戒线，有人看着')
  world.everybodyReads(/./)
  for (const [at, word] of [
    ['11:00', '重大隐患要按时报上级'],
    ['11:40', '重大隐患要按时报上级'],
    ['11:55', '上报时限马上要到'],
    ['12:00', '已过上报时限'],
  ] as const) {
    await world.at(at)
    const asked = principal.gets('隐患 1').text
    expect(asked, at).toContain(word)
    expect(asked, at).toContain('报上级：9月2日 12:00 前')
    world.everybodyReads(/./)
  }
  const up = await principal.says('/隐患 1 已报上级 区教育局 11:58')
  expect(up.text).not.toContain('12:00 前')
  expect(up.text).toContain('区教育局')
  world.everybodyReads(/./)
})
