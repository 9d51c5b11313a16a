import { afterEach, beforeEach, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import { countOf, setAside } from './school-day.ts'

const GROUP = 'oc_demo_leaders'
const IN_GROUP = { chatId: GROUP, mentionBot: true }
let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-10-14 13:00' })
  setAside(world)
})
afterEach(() => world.close())

const said = () => JSON.stringify(world.emulator.messagesOf(GROUP))

test('a button pressed in the group never turns its card into a personal one', async () => {
  const leader = world.person('岑南屏')
  const offer = await leader.says('打卡打卡', IN_GROUP)
  const checkin = await leader.presses('打卡 /checkin', offer)
  expect(checkin.title).toBe(offer.title)
  expect(checkin.toast).toContain('请私聊我发送 /今日')
  const other = await leader.says('请假请假', IN_GROUP)
  const leave = await leader.presses('请假 /leave', other)
  expect(leave.title).toBe(other.title)
  expect(leave.toast).toContain('请私聊我发送 /请假')
  expect(said()).not.toContain('事由')
})

test('money matters said as an incident stay with the heads', async () => {
  const receipt = await world.person('詹朗西').says('/上报 食堂账目不清，有人挪用伙食费')
  expect(receipt.title).toBe('已上报 · 事件 1')
  expect(world.everybodyReads(/事件 1/).sort()).toEqual(['沈听澜', '聂怀谷', '钟砚舟'].sort())
  for (const name of ['杭砥平', '贺栎生', '陆芷衡', '岑南屏'])
    expect((await world.person(name).says('/上报 1')).text, name).toContain('没有找到事件 1')
  expect((await world.person('聂怀谷').says('/周报')).text).toContain('严重 0 轻微 0')
})

test.each(['other', 'illness'])(
  'words of self-harm stay with their readers when %s is chosen',
  async (category) => {
    const teacher = world.person('詹朗西')
    const form = await teacher.says('/上报')
    await teacher.submits('上报', { text: '有个学生说不想活了', category }, form)
    const told = world.everybodyReads(/事件 1 · 受限/).sort()
    expect(told).toEqual(['岑南屏', '宁语棠', '沈听澜', '聂怀谷', '钟砚舟'].sort())
  },
)

test('a restricted hazard: its reporter may raise it, not open it to everybody', async () => {
  const teacher = world.person('詹朗西')
  const receipt = await teacher.says('/隐患 六(2)班有学生情绪低落，近期有心理风险')
  world.everybodyReads(/隐患 1/)
  const form = await teacher.presses('改类别等级', receipt)
  expect(form.fields).toEqual(['category', 'severity', 'urgent', 'place'])
  const refused = await teacher.submits('提交', { category: 'facility', severity: 'larger' }, form)
  expect(refused.toast).toContain('由负责的同事来定')
  expect((await world.person('单念蘅').says('/隐患 1')).text).toContain('没有找到隐患 1')
  const principal = world.person('钟砚舟')
  await principal.presses('改类别等级', await principal.says('/隐患 1'))
  const opened = await principal.submits('提交', { category: 'facility', severity: 'larger' })
  expect(opened.toast).toBe('已更正')
  world.everybodyReads(/隐患 1/)
})

test('a restricted hazard without a place asks its reporter for it', async () => {
  const teacher = world.person('詹朗西')
  const asked = await teacher.says('/隐患 有学生情绪低落，近期有心理风险')
  expect(asked.fields).toEqual(['place'])
  const placed = await teacher.submits('提交', { place: '六(2)班' }, asked)
  expect(placed.tags).toContain('待接收')
  world.everybodyReads(/隐患 1/)
})

test('the name of a picture shows it to nobody but its sender', async () => {
  await world.person('詹朗西').says('/上报 有个学生在谈话里说不想活了，我陪着她')
  await world.person('詹朗西').sendsPhoto()
  world.everybodyReads(/事件 1/)
  const { id } = (await world.town.db.get<{ id: string }>('SELECT id FROM photos'))!
  const form = await world.person('鲁锦木').says(`/隐患 照片 ${id}`)
  expect(form.title).toBe('报隐患')
  expect(JSON.stringify(form.card)).not.toContain('img_key')
})

test('a picture sent in private does not come along into the group', async () => {
  const leader = world.person('岑南屏')
  await leader.sendsPhoto()
  const inGroup = await leader.says('/隐患 二楼走廊灯不亮了', IN_GROUP)
  expect(JSON.stringify(inGroup.card)).not.toContain('img_key')
  world.everybodyReads(/隐患 1/)
})

test('a colleague who only looked a hazard up adds no proof to it', async () => {
  await world.person('岑南屏').says('/隐患 二楼走廊灯不亮了')
  await world.person('杭砥平').says('/隐患 1 接收')
  const colleague = world.person('詹朗西')
  const seen = await colleague.says('/隐患 1')
  const offer = await colleague.sendsPhoto(undefined, { replyTo: seen.messageId })
  expect(offer.buttons).toContain('登记隐患')
  expect((await world.person('杭砥平').says('/隐患 1 已整改')).text).toContain('请写一句怎么整改的')
  world.everybodyReads(/隐患 1/)
})

test('what was sent back stays with whoever mends it until somebody is named', async () => {
  await world.person('詹朗西').says('/隐患 二楼走廊灯不亮了')
  await world.person('杭砥平').says('/隐患 1 接收 鲁锦木')
  await world.person('鲁锦木').says('/隐患 1 已整改 换灯管')
  await world.person('詹朗西').says('/隐患 1 退回 还是不亮')
  expect((await world.person('贺栎生').says('/隐患 1 接收')).text).toBe('隐患 1 已由鲁锦木接收。')
  setAside(world)
})

test('words about an incident that are no act alarm nobody a second time', async () => {
  const teacher = world.person('詹朗西')
  await teacher.says('/上报 操场一名学生摔伤')
  world.everybodyReads(/事件 1/)
  const answer = await teacher.says('/上报 1 家长已到校')
  expect(answer.text).toContain('没看懂「家长已到校」，没有记上')
  for (const words of ['已报上级', '已报上级 区教育局 10:20', '书面报告 情况说明'])
    expect((await teacher.says(`/上报 1 ${words}`)).text, words).toContain('上报由校长、书记')
  expect(await countOf(world, 'incidents')).toBe(1)
  // Another child hurt is another report.
  expect((await teacher.says('/上报 1 又有一名学生摔倒，额头流血')).title).toBe('已上报 · 事件 2')
  world.everybodyReads(/事件 2/)
})

test('nobody is called at night to look at what was mended', async () => {
  await world.person('詹朗西').says('/隐患 三(1)班后排椅子松了')
  await world.person('杭砥平').says('/隐患 1 接收')
  setAside(world)
  await world.at('22:10')
  setAside(world)
  await world.person('杭砥平').says('/隐患 1 已整改 拧紧了')
  expect(world.unread()).toEqual([])
  await world.at('2026-10-15 07:31')
  world.person('贺栎生').gets('待验收')
  setAside(world)
})
