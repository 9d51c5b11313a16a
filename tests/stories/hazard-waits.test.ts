import { afterEach, expect, test } from 'vitest'
import { hazardById } from '../../src/hazards/hazards.ts'
import { ledgerRow } from '../../src/ledger/sheet.ts'
import { hazardsUnder } from '../../src/template/kept-deadlines.ts'
import { standingOf } from '../../src/views/standing.ts'
import { schoolInMemory } from '../ledger/school-in-memory.ts'
import { openVisitor } from '../pages/visitor.ts'
import { openWorld, quietSchool, type World } from '../world.ts'
import { inWords, sorted, TILE, WINDOW } from './in-words.ts'

let world: World
const open = async (at = '2026-09-14 09:00') => {
  world = await openWorld({ at, school: quietSchool() })
}
afterEach(async () => {
  world.everybodyReads(/每周/)
  await world.close()
})

const { say, told, state, inHand } = inWords(() => world, /^隐患 1 · /)

test('an extension that says no day, no reason, an earlier day, or too late a one moves nothing', async () => {
  await open()
  await inHand()
  const before = await state()
  expect((await say('鲁锦木', '/隐患 1 延期')).text).toContain('请写延到哪天、为什么')
  expect((await say('鲁锦木', '/隐患 1 延期 配件没到')).text).toContain('没看懂日期')
  expect((await say('鲁锦木', '/隐患 1 延期 9月30日')).text).toContain('延期要写明理由')
  expect((await say('鲁锦木', '/隐患 1 延期 9月16日 配件没到')).text).toContain('要晚于现在的期限')
  expect((await say('鲁锦木', '/隐患 1 延期 2026-12-30 配件没到')).text).toContain('最晚只能延到')
  expect((await say('单念蘅', '/隐患 1 延期 9月30日 不急')).text).toContain('由整改人或部门负责人提出')
  expect((await say('贺栎生', '/隐患 1 准延期')).text).toContain('没有等批的延期申请')
  expect(await state()).toEqual(before)
  expect(told()).toEqual([])
})

test('an extension is a wish until somebody else allows it; then the deadline, the card and the ladder move', async () => {
  await open()
  await inHand()
  const receipt = await say('单念蘅', '/隐患 1')
  const mender = world.person('鲁锦木')
  const form = await mender.presses('需延期', await say('鲁锦木', '/隐患 1'))
  const asked = await mender.submits('提交', { date: '2026-09-24', reason: '地砖要订货' }, form)
  expect(asked.toast).toBe('已提出延期，批准前期限不变')
  expect(asked.text).toContain('9月17日 17:30 前整改')
  const head = world.person('贺栎生').gets('隐患 1')
  expect(head.text).toContain('延期到 9月24日 17:30：地砖要订货（鲁锦木，待批）')
  // Whoever mends, whoever reported, and whoever has nothing to do with it cannot allow it.
  for (const name of ['鲁锦木', '单念蘅', '顾鹿蓁', '岑南屏'])
    expect((await say(name, '/隐患 1 准延期')).text).toMatch(/整改人不能批/)
  const allowed = await world.person('贺栎生').presses('同意延期', head)
  expect(allowed.text).toContain('9月24日 17:30 前整改')
  expect(allowed.text).toContain('期限 9月17日 17:30 → 9月24日 17:30（延期，贺栎生）')
  expect(mender.gets('隐患 1').text).toContain('9月24日')
  expect(world.person('单念蘅').sees(receipt).text).toContain('9月24日')
  expect(world.person('单念蘅').unread()).toEqual([])
  // The old deadline passes in silence; the reminder comes a workday before the new one, the escalation after it.
  await world.at('2026-09-22 12:00')
  expect(told()).toEqual([])
  await world.at('2026-09-23 09:10')
  expect(told()).toEqual(['鲁锦木'])
  // Friday 25 and the weekend are days off: the escalation comes on Monday.
  await world.at('2026-09-28 09:10')
  expect(told()).toEqual(sorted('鲁锦木', '贺栎生'))
})

test('an extension that is not allowed changes nothing but what the mender reads; one nobody decides is asked for daily', async () => {
  await open()
  await inHand()
  await say('鲁锦木', '/隐患 1 延期 9月24日 地砖要订货')
  told()
  await world.at('2026-09-15 09:10')
  expect(world.person('贺栎生').gets('隐患 1').text).toContain('延期或暂停的申请还没有批')
  await world.at('2026-09-16 09:10')
  expect(told()).toEqual(sorted('贺栎生', '鲁锦木'))
  expect((await say('贺栎生', '/隐患 1 不准延期')).text).toContain('不同意要写明理由')
  await say('贺栎生', '/隐患 1 不同意延期 先用库存的砖')
  told()
  expect((await state()).rectifyDueMs).toBe(Date.parse('2026-09-17T17:30:00+08:00'))
  await world.at('2026-09-17 09:10')
  expect(told()).toEqual([])
})

test('a larger one: the leaders alone allow it, and once', async () => {
  await open()
  await inHand(WINDOW)
  await say('贺栎生', '/隐患 1 已管控 锁住')
  await say('鲁锦木', '/隐患 1 延期 9月30日 限位器要订货')
  expect(told()).toEqual(['聂怀谷'])
  for (const name of ['贺栎生', '杭砥平'])
    expect((await say(name, '/隐患 1 准延期')).text).toContain('较大以上由分管副校长、校长或书记批')
  expect((await say('聂怀谷', '/隐患 1 准延期 10月9日')).text).toContain('不能比申请的更晚')
  expect((await say('聂怀谷', '/隐患 1 准延期 9月28日')).text).toContain('9月28日 17:30 前整改')
  told()
  expect((await say('鲁锦木', '/隐患 1 延期 10月12日 还没到')).text).toContain('已延期 1 次，不能再延')
})

test('whoever leads and mends does not allow himself more time', async () => {
  await open()
  await say('单念蘅', TILE)
  await say('聂怀谷', '/隐患 1 接收')
  told()
  await say('聂怀谷', '/隐患 1 延期 9月24日 地砖要订货')
  expect(told()).toEqual(['贺栎生'])
  expect((await say('聂怀谷', '/隐患 1 准延期')).text).toContain('整改人不能批准自己的申请')
  await say('贺栎生', '/隐患 1 准延期')
  told()
})

test('a pause needs whom the school waits for, why, and a measure meanwhile', async () => {
  await open()
  await inHand()
  expect((await say('鲁锦木', '/隐患 1 暂停')).text).toContain('请写在等谁')
  expect((await say('鲁锦木', '/隐患 1 暂停 学校 等钱')).text).toContain('等学校自己的不能暂停')
  expect((await say('鲁锦木', '/隐患 1 暂停 承包方')).text).toContain('暂停要写明在等什么')
  expect((await say('鲁锦木', '/隐患 1 暂停 承包方 等地砖')).text).toContain('暂停前要有临时管控措施')
  await say('鲁锦木', '/隐患 1 已管控 围起来')
  expect((await say('鲁锦木', '/隐患 1 暂停 承包方 等地砖 2027-06-01')).text).toContain('跟进日期最晚是')
  expect((await say('鲁锦木', '/隐患 1 暂停 承包方 等地砖 9月14日')).text).toContain('要在今天以后')
  expect((await say('鲁锦木', '/隐患 1 恢复')).text).toContain('现在没有暂停')
  expect((await state()).status).toBe('rectifying')
  expect(told()).toEqual([])
})

test('paused: the deadline stands still, is followed up, and moves by exactly the working time when it goes on', async () => {
  await open()
  await inHand()
  await world.at('2026-09-15 10:00')
  const mender = world.person('鲁锦木')
  const form = await mender.presses('需暂停', await say('鲁锦木', '/隐患 1'))
  const wish = { clock: 'contractor', reason: '等承包方送地砖', control: '围起来', date: '2026-09-18' }
  expect((await mender.submits('提交', wish, form)).toast).toContain('已提出暂停')
  const head = world.person('贺栎生').gets('隐患 1')
  const paused = await world.person('贺栎生').presses('同意暂停', head)
  expect(paused.tags[0]).toBe('已暂停')
  expect(paused.text).toContain('暂停中，等承包方；9月18日 周五 跟进')
  expect(paused.text).toContain('等承包方送地砖（鲁锦木提出，贺栎生同意）')
  told()
  // Thursday's deadline and its reminder pass in silence; on Friday those who allowed it and the office are asked.
  await world.at('2026-09-18 08:59')
  expect(told()).toEqual([])
  await world.at('2026-09-18 09:10')
  expect(world.person('贺栎生').gets('隐患 1').text).toContain('到了跟进日期')
  expect(told()).toEqual(['杭砥平'])
  expect((await say('鲁锦木', '/隐患 1 继续暂停 9月22日')).text).toContain('整改人不能批准自己的申请')
  await say('贺栎生', '/隐患 1 继续暂停 9月22日 周二送到')
  await world.at('2026-09-21 09:10')
  expect(told()).toEqual([])
  await world.at('2026-09-22 09:10')
  expect(told()).toEqual(sorted('贺栎生', '杭砥平'))
  await world.at('2026-09-22 10:00')
  const resumed = await say('鲁锦木', '/隐患 1 恢复')
  // Tue 10:00 to Tue 10:00 with a makeup Sunday between: six working days, from Thursday 17 to Thursday 24.
  expect(resumed.text).toContain('9月24日 17:30 前整改')
  expect(resumed.text).toContain('期限 9月17日 17:30 → 9月24日 17:30（暂停顺延，贺栎生）')
  expect(resumed.text).toMatch(/工作时间：学校 11 小时，承包方 60 小时/)
  await world.at('2026-09-23 09:10')
  expect(told()).toEqual(['鲁锦木'])
})

test('paused it goes to no other hands; mended meanwhile its clock goes on by itself', async () => {
  await open()
  await inHand()
  await say('鲁锦木', '/隐患 1 已管控 围起来')
  await say('鲁锦木', '/隐患 1 暂停 上级 等拨款 9月18日')
  expect((await say('鲁锦木', '/隐患 1 延期 9月24日 也等')).text).toContain('暂停申请还没有批')
  told()
  await say('贺栎生', '/隐患 1 准暂停')
  told()
  expect((await say('鲁锦木', '/隐患 1 转交 蔡大嵩 请修')).text).toContain('正在暂停')
  expect((await say('鲁锦木', '/隐患 1 延期 9月24日 还等')).text).toContain('正在暂停')
  const mended = await say('鲁锦木', '/隐患 1 已整改 铺平了')
  expect(mended.tags[0]).toBe('待验收')
  told()
})

test('another class moves the deadline later only by the office, and says so; the reporter only brings it nearer', async () => {
  await open()
  await inHand()
  const teacher = world.person('单念蘅')
  const form = await teacher.presses('改类别等级', await say('单念蘅', '/隐患 1'))
  await teacher.submits('提交', { category: 'facility', severity: 'larger' }, form)
  told()
  // A larger one has seven workdays by its rule; raised by the reporter it keeps the three it had.
  expect((await state()).rectifyDueMs).toBe(Date.parse('2026-09-17T17:30:00+08:00'))
  await say('贺栎生', '/隐患 1 已管控 围起来')
  expect((await say('鲁锦木', '/隐患 1 改级')).text).toMatch(/由安全办公室|核定/)
  const office = world.person('杭砥平')
  const lower = await office.presses('改类别等级', await say('杭砥平', '/隐患 1'))
  await office.submits('提交', { category: 'facility', severity: 'general' }, lower)
  const raise = await office.presses('改类别等级', await say('杭砥平', '/隐患 1'))
  const raised = await office.submits('提交', { category: 'facility', severity: 'larger' }, raise)
  expect(raised.text).toContain('（改级，杭砥平）')
  told()
})

test('sent back after its deadline it is overdue at once and climbs, though it was silent while it waited', async () => {
  await open()
  await inHand()
  await say('鲁锦木', '/隐患 1 已整改 铺平了')
  told()
  await world.at('2026-09-22 10:00')
  expect(told()).toEqual(['聂怀谷'])
  await say('单念蘅', '/隐患 1 退回 还是翘的')
  expect((await state()).rectifyDueMs).toBe(Date.parse('2026-09-17T17:30:00+08:00'))
  world.person('鲁锦木').gets('已退回')
  await world.at('2026-09-22 10:10')
  expect([...new Set(told())]).toEqual(sorted('鲁锦木', '贺栎生', '聂怀谷', '杭砥平', '钟砚舟', '沈听澜'))
  await world.at('2026-09-25 10:10')
  expect(told()).toEqual([])
})

test('what moved the deadline stands on the card until it is opened again, and hours only once somebody was waited for', async () => {
  await open()
  await inHand()
  await say('鲁锦木', '/隐患 1 延期 9月24日 地砖要订货')
  expect((await say('贺栎生', '/隐患 1 准延期')).text).toContain('→ 9月24日 17:30（延期，贺栎生）')
  await say('鲁锦木', '/隐患 1 暂停 承包方 等地砖厂发货 9月18日')
  await say('贺栎生', '/隐患 1 已管控 放了警示牌')
  await say('鲁锦木', '/隐患 1 暂停 承包方 等地砖厂发货 9月18日')
  const paused = await say('贺栎生', '/隐患 1 准暂停')
  expect([paused.tags[0], paused.text.includes('工作时间')]).toEqual(['已暂停', false])
  await say('贺栎生', '/隐患 1 恢复')
  await say('鲁锦木', '/隐患 1 已整改 铺平了')
  expect((await say('单念蘅', '/隐患 1 通过')).text).toContain('→ 9月24日 17:30（延期，贺栎生）')
  const again = await say('杭砥平', '/隐患 1 重开 又翘了')
  expect(again.text).toContain('9月17日 17:30 前整改')
  expect(again.text).not.toContain('→')
  world.everybodyReads(/./)
})

test('while it waits, the list, the page, the ledger and the receipt say until when, and nothing of a past date', async () => {
  await open()
  await say('单念蘅', '/匿名 教学楼B一楼走廊有块地砖翘起来了')
  await say('贺栎生', '/隐患 1 接收 鲁锦木')
  await say('鲁锦木', '/隐患 1 已管控 放了警示牌')
  await say('鲁锦木', '/隐患 1 暂停 承包方 等地砖厂发货 9月30日')
  await say('贺栎生', '/隐患 1 准暂停')
  await say('单念蘅', '/匿名 校门口的路灯不亮')
  await say('贺栎生', '/隐患 2 接收')
  await say('聂怀谷', '/隐患 2 周边')
  await say('聂怀谷', '/隐患 2 联系 路灯管理所 10月9日')
  world.everybodyReads(/./)
  await world.at('2026-09-25 10:00')
  world.everybodyReads(/./)
  const list = await say('贺栎生', '/隐患清单 全部')
  expect(list.text).not.toMatch(/逾期 [1-9]/)
  expect(list.text).toContain('暂停中，等承包方；9月30日 周三 跟进')
  expect(list.text).toContain('等路灯管理所答复；10月9日 周五 跟进')
  const page = openVisitor(world, world.person('贺栎生'))
  const { text } = await page.get('/hazards?scope=all')
  expect(text).toContain('暂停中，等承包方；9月30日 周三 跟进')
  expect(text).toContain('等路灯管理所答复；10月9日 周五 跟进')
  expect(text).not.toMatch(/逾期 [1-9]\d* 天/)
  const { directory } = await schoolInMemory()
  const about = await Promise.all(['1', '2'].map((id) => hazardById(world.town.db, id)))
  const cells = about.map((each) => ledgerRow(directory, each!, { order: 1, repeat: false, photos: [] })[12])
  expect(cells).toEqual(['暂停中，9月30日 周三 跟进', '等路灯管理所答复，10月9日 周五 跟进'])
  const reader = { db: world.town.db, directory, nowMs: world.town.now() }
  expect((await standingOf(reader, 'hazard/1')).next).toBe('暂停中，9月30日 周三 跟进')
  expect((await standingOf(reader, 'hazard/2')).next).toBe('等校外单位答复，10月9日 周五 跟进')
  const kept = await hazardsUnder(world.town.db, directory, [] as never, 'hazard.verify_days', reader.nowMs)
  expect(kept[0]!.rows.join()).toContain('暂停中，9月30日 周三 跟进')
})
test.each([
  ['who has seen more', () => say('顾鹿蓁', '/隐患 三(2)班插座冒火花了，孩子就坐在旁边')],
  [
    'the office',
    async () => {
      const office = world.person('杭砥平')
      const form = await office.presses('改类别等级', await say('杭砥平', '/隐患 1'))
      await office.submits('提交', { severity: 'larger', urgent: 'yes' }, form)
    },
  ],
])(
  'paused, and %s tells of more danger: the clock goes on, until a leader allows it anew',
  async (_, tellsMore) => {
    await open()
    await inHand('/隐患 三(2)班的插座没电了')
    await say('鲁锦木', '/隐患 1 已管控 断电')
    await say('鲁锦木', '/隐患 1 暂停 承包方 等配件 10月9日')
    await say('贺栎生', '/隐患 1 准暂停')
    told()
    await world.at('2026-09-14 11:00')
    await tellsMore()
    expect(told()).toEqual(expect.arrayContaining(sorted('聂怀谷', '鲁锦木')))
    const card = await say('聂怀谷', '/隐患 1')
    expect(card.tags).not.toContain('已暂停')
    expect(await state()).toMatchObject({ severity: 'larger', urgent: true })
    expect((await state()) as unknown).toMatchObject({ waits: [{ toMs: world.town.now() }] })
    // What was done against less danger protects nobody from more: it is asked for, at once and before another pause.
    expect(await state()).not.toHaveProperty('control')
    expect(await state()).not.toHaveProperty('controlledAtMs')
    await world.at('2026-09-14 11:01')
    expect(told()).toContain('钟砚舟')
    const again = await say('鲁锦木', '/隐患 1 暂停 承包方 等配件 9月18日')
    expect(again.text).toContain('暂停前要有临时管控措施')
    await say('鲁锦木', '/隐患 1 已管控 拉闸，围起来')
    // The department's head alone does not allow a larger one to wait.
    await say('鲁锦木', '/隐患 1 暂停 承包方 等配件 9月18日')
    expect((await say('贺栎生', '/隐患 1 准暂停')).text).toContain('较大以上由分管副校长')
    told()
  },
)
