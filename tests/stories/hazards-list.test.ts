import { afterEach, beforeEach, expect, test } from 'vitest'
import { openWorld, type PersonInStory, quietSchool, type World } from '../world.ts'

let world: World
let teacher: PersonInStory
let head: PersonInStory
let principal: PersonInStory
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 09:00', school: quietSchool() })
  teacher = world.person('单念蘅')
  head = world.person('贺栎生')
  principal = world.person('聂怀谷')
  world.everybodyReads(/./)
})
afterEach(() => world.close())

async function reports(who: PersonInStory, ...texts: string[]): Promise<void> {
  for (const text of texts) await who.says(`/隐患 ${text}`)
  world.everybodyReads(/./)
}

test('the own list: what he reported, what is in his hands, what waits for his eyes; each row opens', async () => {
  await reports(teacher, '教学楼B一楼走廊有块地砖翘起来了', '操场围栏松动')
  await reports(world.person('鲁锦木'), '食堂后厨地面湿滑')
  const mine = await teacher.says('/隐患清单')
  expect(mine.title).toBe('隐患清单 · 我的')
  expect(mine.tags).toContain('2 条')
  expect(mine.text).toContain('地砖')
  expect(mine.text).toContain('您报的')
  expect(mine.text).not.toContain('湿滑')
  expect(mine.buttons).toEqual(expect.arrayContaining(['打开 1', '打开 2']))
  expect(mine.buttons).not.toContain('全部')
  expect((await teacher.presses('打开 2', mine)).text).toContain('围栏')

  await head.says('/隐患 1 接收')
  expect((await head.says('/隐患 我的')).text).toContain('在您手里')
  await head.says('/隐患 1 已整改 铺平了')
  world.everybodyReads(/./)
  expect((await teacher.says('/hazards 我的 待验收')).text).toContain('等您验收')
  expect((await head.says('/隐患清单 我的 待验收')).text).not.toContain('等您验收')
})

test('filters in words and by buttons; what they mean is said back', async () => {
  await reports(teacher, '食堂门口台阶松动', '教学楼B二楼男厕插座烧黑', '操场围栏松动')
  const all = await principal.says('/隐患清单 全部')
  expect(all.tags).toContain('3 条')
  const larger = await principal.says('/隐患清单 全部 较大 用电')
  expect(larger.text).toContain('筛选：较大 · 用电')
  expect(larger.text).toContain('插座')
  expect(larger.tags).toContain('1 条')
  const canteen = await principal.says('/隐患清单 全校 食堂')
  expect([canteen.tags[0], canteen.text.includes('台阶')]).toEqual(['1 条', true])
  expect((await principal.says('/隐患清单 全部 逾期')).text).toContain('没有符合条件的隐患')
  await world.at('2026-09-16 09:00')
  world.everybodyReads(/./)
  const late = await principal.says('/隐患清单 全部 逾期')
  expect(late.tags).toEqual(['3 条', '逾期 3'])
  expect(late.text).toContain('逾期 8 个工作日')
  const only = await principal.presses('较大', late)
  expect(only.text).toContain('筛选：逾期 · 较大')
  expect(only.buttons).toContain('不限较大')
  const again = await principal.presses('不限较大', only)
  expect(again.tags).toContain('3 条')
  expect((await principal.presses('清除筛选', again)).text).not.toContain('筛选：')
})

test('words that are no filter are said back, with what can be said', async () => {
  const card = await teacher.says('/隐患清单 蓝色的')
  expect(card.text).toContain('没看懂「蓝色的」')
  expect(card.text).toContain('/隐患清单 逾期')
})

test('who may not see all is told what he may see; a department head sees his department', async () => {
  await reports(teacher, '教学楼B二楼男厕插座烧黑')
  expect((await teacher.says('/隐患 全部')).text).toContain('全校的隐患清单给安全办公室和校领导看')
  expect((await teacher.says('/隐患清单 本部门')).text).toContain('给部门负责人和年级组长看')
  expect((await head.says('/隐患 本部门')).title).toBe('隐患清单 · 本部门')
})

test('a report that begins like the list stays a report', async () => {
  const card = await teacher.says('/隐患 全部教室的门都锁着')
  expect(card.title).toContain('隐患 1')
  world.everybodyReads(/./)
  expect((await teacher.says('/hazard 二楼饮水机边上的插座烧黑了')).title).toContain('隐患 2')
  world.everybodyReads(/./)
  expect((await teacher.says('/隐患 1')).title).toContain('隐患 1')
})

test('a restricted one is on nobody’s list but its readers’, nor in their counts', async () => {
  await reports(teacher, '五年级有学生被同学欺凌，堵在厕所里', '操场围栏松动')
  const restricted = await world.town.db.get<{ n: number }>(
    'SELECT count(*) AS n FROM hazards WHERE restricted = 1',
  )
  expect(Number(restricted!.n)).toBe(1)
  expect((await principal.says('/隐患清单 全部')).tags).toContain('2 条')
  const office = await world.person('杭砥平').says('/隐患清单 全部')
  expect(office.tags).toContain('1 条')
  expect(office.text).not.toContain('欺凌')
  expect((await teacher.says('/隐患清单')).tags).toContain('1 条')
})

test('in a group: how many, and nothing of what', async () => {
  await reports(teacher, '教学楼B二楼男厕插座烧黑')
  const said = await principal.says('/隐患清单 全部', { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(said.text).toContain('未销号')
  expect(said.text).toContain('1')
  expect(said.text).not.toContain('插座')
  expect(said.buttons).toEqual([])
})

test('more than a card holds: pages', async () => {
  await reports(
    teacher,
    ...Array.from({ length: 11 }, (_, at) => `教学楼B${(at % 3) + 1}楼第${at + 1}块地砖翘起来了`),
  )
  const first = await teacher.says('/隐患清单')
  expect(first.text).toContain('第 1/2 页')
  const second = await teacher.presses('下一页', first)
  expect(second.text).toContain('第 2/2 页')
  expect(second.buttons.filter((label) => label.startsWith('打开'))).toHaveLength(3)
  expect((await teacher.says('/隐患清单 第9页')).text).toContain('第 2/2 页')
})

test('the ledger is for those who may take it out', async () => {
  expect((await teacher.says('/台账')).text).toContain('台账由年级组长、部门负责人')
  expect((await head.says('/台账')).title).toBe('隐患排查治理台账')
  expect((await principal.says('/台账')).text).toContain('全部')
})
