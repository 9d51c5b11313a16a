import { afterEach, expect, test } from 'vitest'
import { parseSchoolFile } from '../../src/people/school-file.ts'
import { stateOf } from '../states.ts'
import { openWorld, sampleSchool, type World, type WorldOptions } from '../world.ts'

let world: World
const open = async (options: WorldOptions = {}) => {
  world = await openWorld({ at: '2026-09-01 10:30', ...options })
}
afterEach(() => world.close())

/** The sample school with one member of staff changed. */
function schoolWith(id: string, change: object) {
  const { warnings: _, ...file } = sampleSchool()
  return parseSchoolFile({
    ...file,
    staff: file.staff.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
  })
}

/** What the bot said to an account that is nobody of the school file. */
const toldTo = (openId: string): string[] =>
  world.emulator
    .chatsOf(openId)
    .filter(({ type }) => type === 'p2p')
    .flatMap(({ chatId }) => world.emulator.messagesOf(chatId))
    .filter(({ from }) => from.kind === 'bot')
    .map((message) => message.text ?? JSON.stringify(message.card))
const says = async (openId: string, words: string) => {
  const before = toldTo(openId).length
  await world.emulator.say(openId, words)
  await world.town.settleAnswers()
  return toldTo(openId).slice(before)
}
const personRow = (id: string) => stateOf<Record<string, unknown>>(world.town.db, 'people', id)

test('somebody not on the list gets a helpful answer each time; the office hears of it once', async () => {
  await open()
  world.emulator.addUser({ openId: 'ou_stranger', name: '新来的' })
  const [answer] = await says('ou_stranger', '二楼插座烧黑了')
  expect(answer).toContain('您还不在学校的教职工名单里')
  expect(answer).toContain('直接打电话')
  for (const name of ['贺栎生', '杭砥平']) {
    const notice = world.person(name).gets('有人不在名单里')
    expect(notice.text).toContain('ou_stranger')
  }
  expect(await says('ou_stranger', '/隐患 二楼插座烧黑了')).toHaveLength(1)
  expect(await says('ou_stranger', '/帮助')).toHaveLength(1)
  expect(world.unread()).toEqual([])
  expect(await world.town.db.all('SELECT id FROM hazards')).toEqual([])
})

test('at night the office reads of a stranger in the morning', async () => {
  await open({ at: '2026-09-01 21:00' })
  world.emulator.addUser({ openId: 'ou_stranger', name: '新来的' })
  expect(await says('ou_stranger', '你好')).toHaveLength(1)
  expect(world.unread()).toEqual([])
  await world.at('2026-09-02 07:31')
  expect(world.everybodyReads(/有人不在名单里/)).toEqual(['贺栎生', '杭砥平'])
  world.everybodyReads(/今日双责/)
})

test('a stranger’s pictures, stickers and menu taps are answered too', async () => {
  await open()
  world.emulator.addUser({ openId: 'ou_stranger', name: '新来的' })
  await world.emulator.sendImage('ou_stranger', new Uint8Array([1, 2, 3]), 'image/jpeg')
  await world.emulator.sendOther('ou_stranger', 'sticker', { file_key: 'file_v3_x' })
  await world.emulator.menu('ou_stranger', 'today')
  await world.emulator.enter('ou_stranger')
  await world.town.settleAnswers()
  const answers = toldTo('ou_stranger')
  expect(answers.length).toBeGreaterThanOrEqual(2)
  for (const answer of answers) expect(answer).toContain('您还不在学校的教职工名单里')
  expect(world.everybodyReads(/有人不在名单里/)).toHaveLength(2)
  expect(await world.town.db.all('SELECT id FROM photos')).toEqual([])
})

test.each(['13800000031', '+86 138-0000-0031', '8613800000031'])(
  'somebody without an account in the file is known by the mobile %s at first contact',
  async (mobile) => {
    await open({ school: schoolWith('T31', { feishu_user_id: undefined, mobile, proxy: 'S02' }) })
    world.emulator.addUser({ openId: 'ou_fresh', name: '单念蘅', mobile: '+8613800000031' })
    const [card] = await says('ou_fresh', '/帮助')
    expect(card).toContain('单念蘅您好')
    expect(await personRow('T31')).toMatchObject({ account: 'ou_fresh', hasApp: true, unionId: 'on_fresh' })
    expect(world.unread()).toEqual([])
    await says('ou_fresh', '/隐患 教学楼B一楼走廊有块地砖翘起来了')
    world.everybodyReads(/隐患 1/)
    const row = await world.town.db.get<{ reporter: string }>('SELECT reporter FROM hazards')
    expect(row?.reporter).toBe('T31')
  },
)

test('another mobile, or one that already has its account, is a stranger', async () => {
  await open({ school: schoolWith('T31', { mobile: '13800000031' }) })
  world.emulator.addUser({ openId: 'ou_other', name: '别人', mobile: '+8613800000032' })
  world.emulator.addUser({ openId: 'ou_thief', name: '单念蘅', mobile: '+8613800000031' })
  for (const account of ['ou_other', 'ou_thief'])
    expect((await says(account, '/帮助'))[0]).toContain('您还不在学校的教职工名单里')
  expect(await personRow('T31')).toMatchObject({ account: 'ou_demo_t31' })
  world.everybodyReads(/有人不在名单里/)
})

test('without the directory’s scope an unknown account is a stranger, and nothing breaks', async () => {
  await open({
    school: schoolWith('T31', { feishu_user_id: undefined, mobile: '13800000031', proxy: 'S02' }),
  })
  world.emulator.addUser({ openId: 'ou_fresh', name: '单念蘅', mobile: '+8613800000031' })
  world.emulator.app.scopes.delete('contact:user.phone:readonly')
  expect((await says('ou_fresh', '/帮助'))[0]).toContain('您还不在学校的教职工名单里')
  world.everybodyReads(/有人不在名单里/)
})

test('after a change of app the same person is known by the union id', async () => {
  await open()
  await world.person('单念蘅').says('/帮助')
  world.emulator.addUser({ openId: 'ou_newapp31', name: '单念蘅', unionId: 'on_demo_t31' })
  expect((await says('ou_newapp31', '/帮助'))[0]).toContain('单念蘅您好')
  expect(await personRow('T31')).toMatchObject({ account: 'ou_newapp31' })
  expect(world.unread()).toEqual([])
})

test('who left gets no more messages; the work stays, and nobody is erased', async () => {
  await open({ at: '2026-09-01 19:00' })
  const electrician = world.person('鲁锦木')
  await world.person('单念蘅').says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  world.everybodyReads(/隐患 1/)
  await world.person('贺栎生').says('/隐患 1 接收 鲁锦木')
  electrician.gets('隐患 1')
  await world.emulator.resign(electrician.openId)
  await world.town.settleAnswers()
  expect(await personRow('G04')).toMatchObject({ active: false, name: '鲁锦木' })
  const row = await world.town.db.get<{ state: string }>('SELECT state FROM hazards')
  expect(JSON.parse(row!.state)).toMatchObject({ status: 'rectifying', rectifier: 'G04' })
  expect((await world.person('贺栎生').says('/隐患 1 转交 鲁锦木 再看看')).text).toContain(
    '没有找到「鲁锦木」',
  )
  expect((await world.person('贺栎生').says('/隐患 1 接收 蔡大嵩')).tags).toContain('整改中')
  world.person('蔡大嵩').gets('隐患 1')
  await world.at('2026-09-02 08:00')
  // Who is above him keeps what he had, and the office speaks for him.
  expect(world.everybodyReads(/岗位交接/)).toEqual(['贺栎生', '杭砥平'])
  world.everybodyReads(/今日双责/)
  const owed = await world.town.db.all<{ show: string }>(
    "SELECT show FROM outbox WHERE recipient = 'person:G04' AND kind = 'send'",
  )
  expect(owed.map(({ show }) => (JSON.parse(show) as { card: string }).card)).toEqual(['hazard'])
})

test('what was owed to somebody who left meanwhile is given up aloud: the office is told once', async () => {
  await open({ at: '2026-09-01 21:00' })
  world.expectTrouble('send-failed')
  await world.person('单念蘅').says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  await world.emulator.resign('ou_demo_g03')
  await world.at('2026-09-02 08:00')
  // Whom the office itself is to take over from gives his word through the heads.
  expect(world.everybodyReads(/岗位交接/)).toEqual(['钟砚舟', '沈听澜', '贺栎生'])
  world.person('贺栎生').gets('隐患 1')
  const notice = world.person('贺栎生').gets('有消息没送到')
  expect(notice.text).toContain('杭砥平')
  await world.at('2026-09-02 12:00')
  expect(world.everybodyReads(/没送到/)).toEqual([])
  world.person('聂怀谷').gets('隐患 1')
  world.everybodyReads(/今日双责|提醒|已过时间|未|还等您确认/)
})

test('who comes back is there again; a changed name in the directory changes nothing here', async () => {
  await open()
  await world.emulator.resign('ou_demo_t31')
  await world.town.settleAnswers()
  expect(await personRow('T31')).toMatchObject({ active: false })
  await world.at('07:30')
  expect(world.everybodyReads(/岗位交接/)).toEqual(['贺栎生', '杭砥平', '尤佩弦'])
  world.emulator.addUser({ openId: 'ou_demo_t31', name: '单念蘅' })
  await world.emulator.joined('ou_demo_t31')
  await world.town.settleAnswers()
  expect(await personRow('T31')).toMatchObject({ active: true })
  expect((await world.person('单念蘅').says('/帮助')).title).toContain('能帮您做什么')
  await world.emulator.updateUser('ou_demo_t31', { name: '单老师', jobTitle: '班主任' })
  await world.town.settleAnswers()
  expect(await personRow('T31')).toMatchObject({ active: true, name: '单念蘅' })
})

test('a newcomer of the directory who is on the list is matched before saying a word', async () => {
  await open({
    school: schoolWith('T31', { feishu_user_id: undefined, mobile: '13800000031', proxy: 'S02' }),
  })
  world.emulator.addUser({ openId: 'ou_fresh', name: '单念蘅', mobile: '+8613800000031' })
  await world.emulator.joined('ou_fresh')
  await world.town.settleAnswers()
  expect(await personRow('T31')).toMatchObject({ account: 'ou_fresh' })
  expect(world.unread()).toEqual([])
})

test('an event about somebody who is not of the school changes nothing', async () => {
  await open()
  world.emulator.addUser({ openId: 'ou_stranger', name: '新来的', mobile: '13900000000' })
  await world.emulator.joined('ou_stranger')
  await world.emulator.resign('ou_stranger')
  await world.town.settleAnswers()
  expect(world.unread()).toEqual([])
  expect(await world.town.db.all('SELECT id FROM people WHERE account = ?', ['ou_stranger'])).toEqual([])
})

test('opening the chat greets once', async () => {
  await open()
  const teacher = world.person('单念蘅')
  for (let times = 0; times < 3; times++) await world.emulator.enter(teacher.openId)
  await world.town.settleAnswers()
  expect(teacher.gets('能帮您做什么').text).toContain('单念蘅您好')
  expect(teacher.unread()).toEqual([])
})
