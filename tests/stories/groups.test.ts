import { afterEach, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { openWorld, PHOTO, sampleSchool, type World, type WorldOptions } from '../world.ts'

let world: World
const open = async (options: WorldOptions = {}) => {
  world = await openWorld({ at: '2026-09-01 10:30', ...options })
}
afterEach(() => world.close())

const GROUP = { chatId: 'oc_demo_leaders', mentionBot: true }
const TILE = '/隐患 教学楼B一楼走廊有块地砖翘起来了'

test('without a mention the group is not our business', async () => {
  await open()
  world.emulator.app.scopes.add('im:message.group_msg')
  await world.emulator.say('ou_demo_a01', TILE, { chatId: GROUP.chatId })
  await world.emulator.sendImage('ou_demo_a01', PHOTO, 'image/jpeg', { chatId: GROUP.chatId })
  await world.town.settleAnswers()
  expect(world.group(GROUP.chatId).unread()).toEqual([])
  expect(await world.town.db.all('SELECT id FROM hazards')).toEqual([])
})

test('with a mention it is answered there, for everybody: no personal buttons; it stays true', async () => {
  await open()
  const reporter = world.person('陆芷衡')
  const answer = await reporter.says(TILE, GROUP)
  expect([answer.title, answer.buttons]).toEqual(['隐患 1 · 教学楼B一楼走廊与西楼梯', []])
  const head = world.person('贺栎生')
  await head.presses('接收', head.gets('隐患 1'))
  expect(reporter.sees(answer)).toMatchObject({ tags: ['整改中', '一般'], buttons: [] })
  world.everybodyReads(/隐患 1/)
})

test('without a place the group is not asked a question in a form', async () => {
  await open()
  const answer = await world.person('陆芷衡').says('/隐患 灯坏了', GROUP)
  expect([answer.tags[0], answer.fields]).toEqual(['待补充地点', []])
  world.everybodyReads(/隐患 1/)
})

test.each([
  ['/隐患 课间楼梯上两个孩子抢着下，后面推的，没摔，我把人拦住了', '推'],
  ['/隐患 六(2)有个学生情绪低落，总说没意思', '情绪'],
])('a restricted matter is never shown in the group: %s', async (said, secret) => {
  await open()
  const answer = await world.person('陆芷衡').says(said, GROUP)
  expect(answer.text).toMatch(/^隐患 1 已登记。此类事项不在群里显示/)
  const inGroup = world.emulator.messagesOf(GROUP.chatId).filter(({ from }) => from.kind === 'bot')
  expect(JSON.stringify(inGroup)).not.toContain(secret)
  const told = world.everybodyReads(/隐患 1/)
  expect(told).toContain('岑南屏')
  expect(told).not.toContain('杭砥平')
  expect((await world.person('杭砥平').says('/隐患 1', GROUP)).text).toContain('没有找到隐患 1')
})

test('an incident in the group is a number and nothing else', async () => {
  await open()
  const answer = await world.person('陆芷衡').says('/上报 三(2)班一名学生在操场扭伤脚', GROUP)
  expect(answer.text).toMatch(/^事件 1 已收到/)
  world.everybodyReads(/事件 1/)
  expect((await world.person('贺栎生').says('/上报 1', GROUP)).text).toMatch(/^事件 1 已收到/)
  expect((await world.person('项秋筠').says('/上报 1', GROUP)).text).toContain('没有找到事件 1')
})

test('plain words with a mention get suggestions, and their buttons show nobody’s own matters to all', async () => {
  await open()
  const group = await world.person('陆芷衡').says('大家好', GROUP)
  expect(group.buttons).toHaveLength(3)
  const pressed = await world.person('陆芷衡').presses('今日 /today', group)
  expect(pressed.toast).toContain('私聊')
  expect(pressed.title).toBe('请再说一遍')
  for (const said of ['/今日', '/请假'])
    expect((await world.person('陆芷衡').says(said, GROUP)).text, said).toContain('私聊')
  expect((await world.person('陆芷衡').says('/隐患', GROUP)).text).toContain('请在群里直接写')
  expect((await world.person('陆芷衡').says('/上报', GROUP)).text).toContain('私聊上报')
})

test('whatever can be said, said in the group, shows nobody’s own card there', async () => {
  await open()
  for (const said of commands.flatMap(({ examples }) => examples))
    await world.emulator.say('ou_demo_p01', said, GROUP)
  await world.town.settleAnswers()
  await world.at('10:40')
  const shows = await world.town.db.all<{ show: string }>(
    "SELECT show FROM outbox WHERE recipient LIKE 'chat:%' AND kind <> 'update'",
  )
  const cards = shows.map(({ show }) => JSON.parse(show) as { card: string; for?: string; content?: object })
  expect(cards.length).toBeGreaterThan(15)
  for (const show of cards) {
    expect(['today', 'incident', 'incident-form', 'hazard-form', 'leave', 'leave-form']).not.toContain(
      show.card,
    )
    expect(show.for).toBeUndefined()
  }
  world.everybodyReads(/./)
})

test('a picture with words in the group becomes a report without personal buttons', async () => {
  await open()
  await world.emulator.sendPost(
    'ou_demo_a01',
    { text: TILE, images: [{ bytes: PHOTO, mime: 'image/jpeg' }] },
    GROUP,
  )
  await world.town.settleAnswers()
  const answer = world.group(GROUP.chatId).gets('隐患 1')
  expect(answer.buttons).toEqual([])
  // The words and the picture go to those who mend it; a group may be shown neither a name nor a face.
  expect(JSON.stringify(answer.card)).not.toContain('img_key')
  expect(world.group(GROUP.chatId).unread()).toEqual([])
  expect(JSON.stringify(world.person('贺栎生').gets('隐患 1').card)).toContain('img_key')
  world.everybodyReads(/隐患 1/)
})

test('asked for in the group, a hazard shows where it is and how it stands, not what was written', async () => {
  await open()
  await world.person('安画桥').says('/隐患 教学楼B一楼走廊地砖翘起，王小明绊了一下')
  world.everybodyReads(/隐患 1/)
  const shown = await world.person('钟砚舟').says('/隐患 1', GROUP)
  expect(shown.title).toContain('教学楼B一楼走廊')
  expect(JSON.stringify(shown.card)).not.toContain('王小明')
  expect(shown.text).toContain('私聊')
})

test('a picture nobody explains in the group is answered with a sentence, not with a card', async () => {
  await open()
  await world.emulator.sendPost(
    'ou_demo_a01',
    { text: '看看', images: [{ bytes: PHOTO, mime: 'image/jpeg' }] },
    GROUP,
  )
  await world.town.settleAnswers()
  const answer = world.group(GROUP.chatId).gets('照片收到了')
  expect(answer.type).toBe('text')
})

const withoutChats = () => ({ ...sampleSchool(), chats: [] })
const addGroup = (chatId: string) =>
  world.emulator.addGroup({
    chatId,
    name: '校务群',
    members: ['ou_demo_p01', 'ou_demo_t31', 'ou_demo_p03'],
    withBot: false,
  })
const leaders = async () => (await world.town.directory()).school.leadersChat?.id
const inChat = (chatId: string) =>
  world.emulator.messagesOf(chatId).map((message) => JSON.stringify(message.card ?? message.text))

test('the first group a leader puts the bot into is the leaders’ group; a second is not', async () => {
  await open({ school: withoutChats() })
  addGroup('oc_one')
  addGroup('oc_two')
  await world.emulator.addBotToGroup('oc_one', 'ou_demo_p01')
  await world.town.settleAnswers()
  expect(await leaders()).toBe('oc_one')
  expect(inChat('oc_one')[0]).toContain('每周安全小结会发到本群')
  await world.emulator.addBotToGroup('oc_two', 'ou_demo_p03')
  await world.town.settleAnswers()
  expect(await leaders()).toBe('oc_one')
  expect(inChat('oc_two')[0]).not.toContain('每周安全小结')
})

test('a group of a teacher is just a group', async () => {
  await open({ school: withoutChats() })
  addGroup('oc_one')
  await world.emulator.addBotToGroup('oc_one', 'ou_demo_t31')
  await world.town.settleAnswers()
  expect(await leaders()).toBeUndefined()
  expect(inChat('oc_one')[0]).toContain('在群里 @我 就能报隐患')
})

test('taken out of its group the bot knows that it has none, and takes the next', async () => {
  await open({ school: withoutChats() })
  addGroup('oc_one')
  addGroup('oc_two')
  await world.emulator.addBotToGroup('oc_one', 'ou_demo_p01')
  await world.town.settleAnswers()
  await world.emulator.removeBotFromGroup('oc_two', 'ou_demo_t31')
  await world.town.settleAnswers()
  expect(await leaders()).toBe('oc_one')
  await world.emulator.removeBotFromGroup('oc_one', 'ou_demo_t31')
  await world.town.settleAnswers()
  expect(await leaders()).toBeUndefined()
  await world.emulator.addBotToGroup('oc_two', 'ou_demo_p03')
  await world.town.settleAnswers()
  expect(await leaders()).toBe('oc_two')
})

test('a card that came to us from where we do not know, as a forwarded one does, shows nobody’s own matters', async () => {
  await open()
  const teacher = world.person('单念蘅')
  const card = await teacher.says('/帮助')
  await world.town.db.write([
    { sql: 'UPDATE outbox SET message_id = NULL WHERE message_id = ?', args: [card.messageId] },
    { sql: 'DELETE FROM posts WHERE message_id = ?', args: [card.messageId] },
  ])
  const pressed = await teacher.presses('今天要做什么', card)
  expect(pressed.toast).toContain('私聊')
  expect(pressed.title).toBe(card.title)
})

test('a place in somebody’s own words is not shown to a group', async () => {
  await open()
  await world.person('安画桥').says('/隐患 地砖翘起 地点 张三座位旁')
  await world.person('安画桥').says('/隐患 1 地点 张三座位旁')
  world.everybodyReads(/隐患 1/)
  const shown = await world.person('钟砚舟').says('/隐患 1', GROUP)
  expect(JSON.stringify(shown.card)).not.toContain('张三')
})
