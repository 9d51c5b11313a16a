import { afterEach, expect, test } from 'vitest'
import type { Leave } from '../../src/leaves/leave.ts'
import { openWorld, type World } from '../world.ts'
import {
  checkinOf,
  classCheckin,
  eventsOf,
  everythingTo,
  morning,
  setAside,
  staffCheckin,
} from './school-day.ts'

let world: World
afterEach(() => world.close())

const ID = classCheckin('C301')
const teacher = () => world.person('单念蘅')
const substitute = () => world.person('顾鹿蓁')
const leader = () => world.person('尤佩弦')

async function leaves(): Promise<Leave[]> {
  const rows = await world.town.db.all<{ state: string }>('SELECT state FROM leaves ORDER BY id')
  return rows.map((row) => JSON.parse(row.state) as Leave)
}

test('typed: the substitute takes over an open check-in, gets a card with its buttons, and the superior decides', async () => {
  world = await morning()
  const receipt = await teacher().says('/请假 今天 顾鹿蓁 发烧就医')
  expect(receipt.title).toBe('单念蘅 请假')
  expect(receipt.text).toContain(
    '\n日期：9月1日 周二\n替岗：顾鹿蓁\n事由：发烧就医\n替岗已生效，不必等批准。',
  )
  expect(receipt.buttons).toEqual(['取消请假'])
  await world.at('07:51')
  const card = substitute().gets('请您替岗')
  expect(card.text).toContain('三(1)班晨检（代 单念蘅）')
  expect(leader().gets('单念蘅 请假').buttons).toEqual(['准假', '不准'])
  const own = everythingTo(world, '单念蘅')[0]!
  expect(own.text).toBe('三(1)班晨检\n已交给顾鹿蓁，您不用管')
  expect(own.buttons).toEqual([])
  const refused = await teacher().says('/打卡 全班正常')
  expect(refused.text).toBe('这项签到已交给顾鹿蓁，您不用管。')
  expect((await teacher().says(`/打卡 ${ID} 全班正常`)).text).toBe('这项签到已交给顾鹿蓁，您不用管。')
  await substitute().says(`/打卡 ${ID} 全班正常`)
  const state = await checkinOf(world, ID)
  expect(state).toMatchObject({ owner: 'T31', substitute: 'T32', answeredBy: 'T32', status: 'done' })
  expect(everythingTo(world, '单念蘅')[0]!.text).toBe('三(1)班晨检\n顾鹿蓁已代报')
})

test('by the form', async () => {
  world = await morning()
  const form = await teacher().says('/请假')
  expect(form.fields).toEqual(['from', 'to', 'substitute', 'reason'])
  const sent = await teacher().submits('提交', {
    from: '2026-09-01',
    to: '2026-09-02',
    substitute: world.person('安画桥').openId,
    reason: '家里有事',
  })
  expect(sent.toast).toBe('已提交，由安画桥替岗')
  expect(sent.text).toContain('9月1日 周二 至 9月2日 周三')
  await world.at('07:55')
  expect(world.person('安画桥').gets('三(1)班').buttons).toContain('全班正常')
  setAside(world)
})

test('sent twice by an impatient thumb: one leave, one card to the superior', async () => {
  world = await morning()
  await teacher().says('/请假')
  const form = everythingTo(world, '单念蘅').at(-1)!
  const values = { from: '2026-09-01', to: '2026-09-01', substitute: substitute().openId, reason: '发烧' }
  await teacher().submits('提交', values, form)
  const again = await teacher().says('/请假 今天 安画桥 发烧')
  expect(again.text).toBe('您9月1日 周二的假条待批准，不用再请。要改请先发送「/请假 取消」。')
  expect(await leaves()).toHaveLength(1)
  await world.at('08:00')
  leader().gets('单念蘅 请假')
  expect(leader().unread()).toEqual([])
  setAside(world)
})

test('granting excuses only the own check-in, never the class’s', async () => {
  world = await openWorld({ at: '2026-09-01 14:20' })
  await world.at('14:40')
  const painter = world.person('安画桥')
  setAside(world)
  await painter.says('/请假 今天 凌可安 胃疼')
  setAside(world)
  await world.at('14:41')
  setAside(world)
  const decided = await leader().presses('准假')
  expect(decided.toast).toBe('已准假')
  expect(decided.tags).toEqual(['已批准'])
  painter.gets('安画桥 请假')
  expect(await checkinOf(world, staffCheckin('S06'))).toMatchObject({
    status: 'excused',
    excuse: { reason: '请假：胃疼', by: 'S02' },
  })
  const own = await painter.says(`/打卡 ${staffCheckin('S06')} 无异常`)
  expect(own.text).toContain('已交给凌可安')
  setAside(world)
})

test('the class stays to be checked although the leave is granted', async () => {
  world = await morning()
  await teacher().says('/请假 今天 顾鹿蓁 发烧')
  await world.at('07:55')
  await leader().presses('准假')
  expect(await checkinOf(world, ID)).toMatchObject({ status: 'open', substitute: 'T32' })
  setAside(world)
  await world.at('08:59')
  const names = world.unread().map(({ name, got }) => `${name} ${got.title.split(' · ')[0]}`)
  expect(names).toContain('顾鹿蓁 已过时间')
  expect(names).not.toContain('单念蘅 已过时间')
  setAside(world)
})

test('refusing gives the class back, and everybody concerned hears of it', async () => {
  world = await morning()
  await teacher().says('/请假 今天 顾鹿蓁 想休息')
  await world.at('07:55')
  setAside(world)
  const [asked] = await leaves()
  const refused = await leader().says(`/请假 ${asked!.id} 不准 今天有检查`)
  expect(refused.tags).toEqual(['未批准'])
  expect(teacher().gets('单念蘅 请假').text).toContain('理由：今天有检查')
  substitute().gets('单念蘅 请假')
  const state = await checkinOf(world, ID)
  expect(state.substitute).toBeUndefined()
  const again = await teacher().presses('全班正常')
  expect(again.toast).toBe('已记录，谢谢')
  const late = await leader().says(`/请假 ${asked!.id} 准假`)
  expect(late.text).toBe('这张假条未批准，不能再改。')
})

test('the refused leave’s old card cannot undo the new one', async () => {
  world = await morning()
  await teacher().says('/请假 今天 顾鹿蓁 想休息')
  const [first] = await leaves()
  await leader().says(`/请假 ${first!.id} 不准`)
  await teacher().says('/请假 今天 顾鹿蓁 发烧')
  expect((await checkinOf(world, ID)).substitute).toBe('T32')
  await leader().says(`/请假 ${first!.id} 不准`)
  expect((await checkinOf(world, ID)).substitute).toBe('T32')
  await world.at('07:55')
  setAside(world)
})

test('who may not decide is told who does', async () => {
  world = await morning()
  await teacher().says('/请假 今天 顾鹿蓁 发烧')
  const [asked] = await leaves()
  for (const name of ['顾鹿蓁', '方季川', '单念蘅', '陆芷衡']) {
    const answer = await world.person(name).says(`/请假 ${asked!.id} 准假`)
    expect(answer.text, name).toMatch(/单念蘅的假由尤佩弦批|自己的假条要由别人批/)
  }
  expect((await leaves())[0]!.status).toBe('asked')
  setAside(world)
})

test.each([
  ['叶梅砚', '岑南屏'],
  ['陆芷衡', '阮知微'],
  ['雷骁屿', '陆芷衡'],
  ['钟砚舟', '沈听澜'],
])('%s’s leave is decided by %s, who has the buttons', async (who, by) => {
  world = await openWorld({ at: '2026-09-01 06:40' })
  await world.person(who).says('/请假 明天 开会')
  expect(world.person(by).gets(`${who} 请假`).buttons).toEqual(['准假', '不准'])
  const decided = await world.person(by).presses('准假')
  expect(decided.tags).toEqual(['已批准'])
  setAside(world)
})

test('leave for tomorrow: tomorrow’s card goes to the substitute, the owner has a quiet morning', async () => {
  world = await openWorld({ at: '2026-09-01 19:00' })
  await teacher().says('/请假 明天 顾鹿蓁 复查')
  setAside(world)
  await world.at('2026-09-02 08:10')
  const card = substitute().gets('今日双责')
  expect(card.text).toContain('三(2)班晨检')
  expect(card.text).toContain('三(1)班晨检（代 单念蘅）')
  expect(card.tags).toEqual(['2 项待办'])
  expect(teacher().unread()).toEqual([])
  const typed = await substitute().says('/打卡 全班正常')
  expect(typed.text).toBe('您今天有几项签到，请发送 /今日，在卡片上逐项点。')
  setAside(world)
})

test('the substitute is on leave that day too', async () => {
  world = await openWorld({ at: '2026-09-01 06:40' })
  await substitute().says('/请假 9月2日至9月4日 培训')
  const refused = await teacher().says('/请假 9月3日 顾鹿蓁 复查')
  expect(refused.text).toBe('顾鹿蓁9月3日 周四也请假，请另选替岗人。')
  const overlapping = await teacher().says('/请假 9月1日至9月2日 顾鹿蓁 复查')
  expect(overlapping.text).toBe('顾鹿蓁9月2日 周三也请假，请另选替岗人。')
  setAside(world)
})

test('a substitute who falls ill later: the class goes up to whoever is there', async () => {
  world = await openWorld({ at: '2026-09-01 19:00' })
  await teacher().says('/请假 9月2日 顾鹿蓁 复查')
  await substitute().says('/请假 9月2日 发烧')
  setAside(world)
  await world.at('2026-09-02 08:00')
  expect(await checkinOf(world, classCheckin('C301', '2026-09-02'))).toMatchObject({ substitute: 'S02' })
  expect(await checkinOf(world, classCheckin('C302', '2026-09-02'))).toMatchObject({ substitute: 'S02' })
  expect(leader().gets('今日双责').tags).toEqual(['2 项待办'])
  setAside(world)
})

test('nobody named: the grade leader stands in, and hers is not escalated to herself', async () => {
  world = await morning()
  await teacher().says('/请假 今天 发烧')
  await world.at('08:30')
  setAside(world)
  await world.at('08:59')
  const own = leader().gets('已过时间')
  expect(own.text).toContain('三(1)班晨检（代 单念蘅）')
  expect(own.text).not.toContain('三(1)班（尤佩弦）')
  expect(world.person('岑南屏').gets('还没签到').text).toContain('三(1)班（尤佩弦）')
  setAside(world)
})

test('nobody above to stand in: the card says so, names who arranges it, and claims no substitution', async () => {
  world = await openWorld({ at: '2026-09-01 06:40' })
  const receipt = await world.person('沈听澜').says('/请假 明天 开会')
  const facts = '日期：9月2日 周三\n替岗：没有人选，请安全办公室安排\n事由：开会'
  expect(receipt.text).toContain(facts)
  expect(world.person('钟砚舟').gets('沈听澜 请假').text).toBe(facts)
  expect((await leaves())[0]).not.toHaveProperty('substitute')
  setAside(world)
})

test('taken back: the class returns, the substitute is told; taken back twice changes nothing', async () => {
  world = await morning()
  const receipt = await teacher().says('/请假 今天 顾鹿蓁 发烧')
  await world.at('07:55')
  setAside(world)
  const back = await teacher().presses('取消请假', receipt)
  expect(back.toast).toBe('已取消请假')
  expect(back.tags).toEqual(['已取消'])
  expect(substitute().gets('单念蘅 请假').text).toContain('不用替岗，由单念蘅本人签到')
  leader().gets('单念蘅 请假')
  expect((await checkinOf(world, ID)).substitute).toBeUndefined()
  const again = await teacher().says('/请假 取消')
  expect(again.tags).toEqual(['已取消'])
  expect((await eventsOf(world, 'leave', (await leaves())[0]!.id)).map(({ kind }) => kind)).toEqual([
    'leave.asked',
    'leave.withdrawn',
  ])
  const decided = await leader().says(`/请假 ${(await leaves())[0]!.id} 准假`)
  expect(decided.text).toBe('这张假条已取消，不能再改。')
  const anew = await teacher().says('/请假 明天 安画桥 复查')
  expect(anew.tags).toEqual(['待批准'])
  setAside(world)
})

test('somebody else’s leave cannot be taken back', async () => {
  world = await morning()
  await teacher().says('/请假 今天 顾鹿蓁 发烧')
  const answer = await substitute().says(`/请假 ${(await leaves())[0]!.id} 取消`)
  expect(answer.text).toBe('只有本人可以取消自己的假条。')
  setAside(world)
})

test('in the group: it is done, but neither reason nor card is shown there', async () => {
  world = await morning()
  const group = { chatId: 'oc_demo_leaders', mentionBot: true }
  const answer = await world.person('陆芷衡').says('/请假 明天 痔疮手术', group)
  expect(answer.text).toBe('已提交，由阮知微替岗')
  expect(answer.type).toBe('text')
  const done = await world.person('陆芷衡').says('/打卡', group)
  expect(done.text).toBe('签到请私聊我发送 /今日。')
  expect((await world.person('陆芷衡').says('/今日', group)).text).toBe('今天的事请私聊我发送 /今日 看。')
  expect((await world.person('陆芷衡').says('/请假', group)).text).toBe('请假请私聊我发送 /请假。')
  setAside(world)
})

test('whoever holds the check-in when the leave ends gives it back, also one the leave did not name', async () => {
  world = await openWorld({ at: '2026-09-01 07:20' })
  await teacher().says('/请假 今天 顾鹿蓁 发烧就医')
  await substitute().says('/请假 今天 也发烧了')
  await world.at('07:51')
  expect((await checkinOf(world, ID)).substitute).not.toBe('T32')
  await teacher().says('/请假 取消')
  expect((await checkinOf(world, ID)).substitute).toBeUndefined()
  world.everybodyReads(/./)
})
