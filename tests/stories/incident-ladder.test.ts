import { afterEach, expect, test } from 'vitest'
import { cardPreview } from '../../src/playground/feishu/cards.ts'
import { openWorld, quietSchool, sampleSchool, type World } from '../world.ts'
import { inWords, sorted } from './in-words.ts'

let world: World
const open = async (school = quietSchool()) => {
  world = await openWorld({ at: '2026-09-15 10:00', school })
}
afterEach(() => world.close())

const { say, told } = inWords(() => world, /事件 1/)

/** Everybody ESC-INC names for a child of 三(2)班 who does not wake up, on a Tuesday. */
const ALARMED = ['钟砚舟', '沈听澜', '聂怀谷', '贺栎生', '杭砥平', '温杏檐', '顾鹿蓁']
const LEAD_GROUP = sampleSchool()
  .staff.filter(({ id }) =>
    ['P01', 'P02', 'P03', 'P04', 'G01', 'A01', 'M01', 'F01', 'E01', 'G03', 'A03'].includes(id),
  )
  .map(({ name }) => name)
const FIT = '/上报 三(2)班一个孩子抽筋叫不醒，已打120'

test('acknowledged by the principal: the pair is left in peace, the others are asked once more', async () => {
  await open()
  await say('雷骁屿', FIT)
  expect(told()).toEqual(sorted(...ALARMED))
  await world.at('10:02')
  await say('钟砚舟', '/上报 1 收到')
  await world.at('10:12')
  const repeated = world.person('聂怀谷').unread()
  expect(repeated.map(({ text }) => text).join()).toContain('还没有看到您的响应')
  expect(told()).toEqual(sorted('聂怀谷', '贺栎生', '杭砥平', '温杏檐', '顾鹿蓁'))
  // An answer takes the request off the card it came on.
  await say('聂怀谷', '/上报 1 收到')
  expect(world.person('聂怀谷').sees(repeated[0]!).text).not.toContain('还没有看到您的响应')
  await say('钟砚舟', '/上报 1 已报上级 区教育局 10:11')
  await world.at('11:50')
  expect(told()).toEqual([])
})

test('acknowledged by nobody: the same persons, then the lead group, then its phones; the reporter hears nothing', async () => {
  await open()
  const reporter = world.person('温杏檐')
  await reporter.says(FIT)
  expect(told()).toEqual(sorted(...ALARMED.filter((name) => name !== '温杏檐')))
  await world.at('10:05')
  const members = LEAD_GROUP.filter((name) => name !== '温杏檐')
  const atFive = told()
  expect(atFive).toEqual([...new Set(atFive)])
  expect(atFive).toEqual(expect.arrayContaining(members))
  expect(atFive).toEqual(expect.arrayContaining(['杭砥平', '顾鹿蓁']))
  await world.at('10:10')
  const vp = world.person('阮知微').unread().at(-1)!
  expect(vp.text).toContain('请电话联系')
  // Whoever is called may answer.
  expect((await world.person('阮知微').presses('收到', vp)).toast).toBe('已收到')
  const atTen = told()
  expect(atTen).toEqual([...new Set(atTen)])
  expect(atTen).toEqual(expect.arrayContaining(members))
  // A homeroom teacher is not of the lead group.
  expect(atTen).not.toContain('顾鹿蓁')
  for (const names of [atFive, atTen]) expect(names, 'the reporter has the receipt').not.toContain('温杏檐')
  expect(reporter.unread()).toEqual([])
  await world.at('10:29')
  expect(told()).toEqual([])
})

test('reminded at 30, recorded at 40: quiet from then on, and the hour is computed', async () => {
  await open()
  await say('雷骁屿', FIT)
  for (const name of ALARMED) await say(name, '/上报 1 收到')
  told()
  await world.at('10:31')
  expect(told()).toEqual(sorted('钟砚舟', '聂怀谷'))
  await world.at('10:40')
  const vp = world.person('聂怀谷')
  expect((await say('雷骁屿', '/上报 1 已报上级 区教育局 10:38')).text).toContain('由校长、书记、分管副校长')
  expect((await say('顾鹿蓁', '/上报 1 已报上级 区教育局 10:38')).text).toContain('由校长、书记、分管副校长')
  expect((await vp.says('/上报 1 已报上级')).text).toContain('报给了哪个部门')
  expect((await vp.says('/上报 1 已报上级 区教育局')).text).toContain('请写明几点报的')
  const card = await vp.presses('已报上级', await vp.says('/上报 1'))
  const filled = { receiver: '区教育局', time: '2026-09-15 10:38', receipt: '值班 12 号' }
  const recorded = await vp.submits('提交', filled, card)
  expect(recorded.toast).toBe('已登记上报')
  expect(recorded.text).toContain('区教育局 9月15日 10:38 值班 12 号')
  // Said twice it stands there once.
  expect((await vp.says('/上报 1 已报上级 区教育局 10:38 值班 12 号')).text.match(/区教育局/g)).toHaveLength(
    1,
  )
  await world.at('11:59')
  expect(told()).toEqual([])
  await world.at('12:05')
  expect(told()).toEqual(sorted('钟砚舟', '聂怀谷'))
  await vp.says('/上报 1 书面报告 情况报告 2026-09-15')
  expect((await vp.says('/上报 1')).text).toContain('情况报告 2026-09-15 9月15日 12:05（迟）')
  await world.at('17:30')
  expect(told(/请续报|续报今天/)).toEqual(['聂怀谷'])
  await world.at('2026-09-16 17:30')
  expect(told(/续报今天/)).toEqual(['聂怀谷'])
})

test('recorded by nobody: 迟报风险 at the hour, and every quarter of an hour until it is', async () => {
  await open()
  await say('雷骁屿', FIT)
  for (const name of ALARMED) await say(name, '/上报 1 收到')
  await world.at('10:46')
  told()
  await world.at('11:01')
  const principal = world.person('钟砚舟')
  expect(principal.gets('迟报风险').tags).toContain('迟报风险')
  expect(told()).toEqual(sorted('沈听澜', '聂怀谷'))
  await world.at('11:16')
  expect(told()).toEqual(sorted('钟砚舟', '沈听澜', '聂怀谷'))
  await world.at('11:20')
  const card = await say('沈听澜', '/上报 1 已报上级 区教育局 11:18')
  expect(card.tags).toContain('迟报 18 分钟')
  await world.at('11:59')
  expect(told()).toEqual([])
})

test('that nothing goes up: only a head decides, the card says which, and the countdown is over', async () => {
  await open()
  await say('雷骁屿', FIT)
  for (const name of ALARMED) await say(name, '/上报 1 收到')
  told()
  await world.at('10:20')
  for (const name of ['聂怀谷', '贺栎生', '雷骁屿'])
    expect((await say(name, '/上报 1 不需上报 已苏醒')).text, name).toBe('「不需上报」只能由校长或书记决定。')
  const secretary = world.person('沈听澜')
  const form = await secretary.presses('不需上报', await secretary.says('/上报 1'))
  expect((await secretary.submits('提交', { reason: '' }, form)).toast).toContain('理由')
  const again = await secretary.presses('不需上报', await secretary.says('/上报 1'))
  const decided = await secretary.submits('提交', { reason: '已苏醒，医生确认低血糖' }, again)
  expect(decided.text).toContain('沈听澜 10:20：已苏醒，医生确认低血糖')
  await say('钟砚舟', '/上报 1 不需上报 同意')
  expect((await say('钟砚舟', '/上报 1')).text).toContain('沈听澜 10:20')
  await world.at('13:00')
  expect(told()).toEqual([])
})

test('what must go up cannot be decided away', async () => {
  await open()
  await say('雷骁屿', '/上报 厨房起火，一名厨师烫伤')
  told()
  expect((await say('钟砚舟', '/上报 1 不需上报 已扑灭')).text).toContain('必须上报')
  expect((await say('钟砚舟', '/上报 1')).buttons).not.toContain('不需上报')
})

test('restricted: the few once more, then the office hears that the principal must be called, and nothing else', async () => {
  await open()
  await say('凌可安', '有个学生在谈话里说不想活了，我陪着她')
  const FEW = sorted('钟砚舟', '沈听澜', '聂怀谷', '岑南屏', '宁语棠')
  expect(told()).toEqual(FEW)
  await world.at('10:06')
  for (const { got } of world.unread())
    expect(cardPreview(got.card as Parameters<typeof cardPreview>[0])).not.toContain('不想活')
  expect(told()).toEqual(FEW)
  await world.at('10:11')
  expect(
    world
      .unread()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(sorted('贺栎生', '杭砥平'))
  for (const { got } of world.unread()) {
    expect(got.text).toBe('有一起紧急受限事件，请立即电话联系校长。')
    expect([...got.buttons, got.title].join()).not.toMatch(/事件 1|自伤/)
  }
  told(/受限/)
  await world.at('10:46')
  // The safety office is no reader: neither the reminder at 30 nor the one at 45 minutes reaches it.
  expect([...new Set(told())]).toEqual(sorted('钟砚舟', '沈听澜', '聂怀谷'))
  await say('钟砚舟', '/上报 1 已报上级 区教育局 10:46')
  expect((await say('贺栎生', '/上报 1 已报上级 区教育局 10:46')).text).toContain('没有找到事件 1')
})

test('sexual harm: the bureau alone does not stop the countdown, the police is recorded too', async () => {
  await open()
  await say('凌可安', '/上报 有学生说被人猥亵')
  for (const name of ['钟砚舟', '沈听澜', '聂怀谷', '岑南屏']) await say(name, '/上报 1 收到')
  told()
  await world.at('10:20')
  const vp = world.person('聂怀谷')
  const form = await vp.presses('已报上级', await vp.says('/上报 1'))
  const first = await vp.submits('提交', { receiver: '区教育局', time: '2026-09-15 10:15' }, form)
  expect(first.toast).toBe('已登记，还要报公安机关')
  await world.at('10:31')
  expect(told()).toEqual(sorted('钟砚舟', '聂怀谷'))
  await vp.says('/上报 1 已报上级 城关派出所 10:30')
  await world.at('11:30')
  expect(told()).toEqual([])
})

test('minor: nobody answers in a quarter of an hour, the guardians wait an hour, the day names it once', async () => {
  await open(sampleSchool())
  await say('雷骁屿', '/上报 三(2)班一名学生在操场扭伤脚，已冰敷')
  told()
  await world.at('10:16')
  expect(told()).toEqual(['聂怀谷'])
  await world.at('11:01')
  expect(world.person('顾鹿蓁').gets('事件 1').text).toContain('还没有登记告知家长的时间')
  await say('顾鹿蓁', '/上报 1 已告知家长 11:00')
  await say('顾鹿蓁', '/上报 1 收到')
  await world.at('18:10')
  const digest = world.person('聂怀谷').gets('今日汇总')
  expect(digest.text).toContain('事件 1 学生伤害')
  expect(digest.text).toContain('签到')
  world.everybodyReads(/今日双责|签到|超时|提醒|汇总|过时间/)
})

test('raised after half an hour: the countdown begins then, the time of the report stays', async () => {
  await open()
  await say('雷骁屿', '/上报 三(2)班一名学生在操场扭伤脚，已冰敷')
  await say('温杏檐', '/上报 1 收到')
  told()
  await world.at('10:30')
  await say('温杏檐', '/上报 1 升级 骨折')
  for (const name of ALARMED) await say(name, '/上报 1 收到')
  told()
  await world.at('10:58')
  expect(told()).toEqual([])
  await world.at('11:01')
  expect(told()).toEqual(sorted('钟砚舟', '聂怀谷'))
  const card = await say('钟砚舟', '/上报 1 已报上级 区教育局 11:00')
  expect(card.text).toContain('9月15日 10:00')
})
