import { expect, test } from 'vitest'
import { type Checkin, isAnswered } from '../../src/checkins/checkin.ts'
import { dayOf, instantOf } from '../../src/time.ts'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { openWorld, sampleSchool, type World } from '../world.ts'

const DAYS = ['2026-09-07', '2026-09-08', '2026-09-09', '2026-09-10', '2026-09-11'] as const
const school = sampleSchool()
const homerooms = school.classes.map((entry) => school.staff.find((who) => who.id === entry.homeroom)!.name)

/** Why a message came that nobody had asked for, beside the one 今日 card. The story names every one of them. */
interface Reason {
  day: string
  who: string
  why: string
}

test('a whole week of the sample school, every message accounted for', async () => {
  const world = await openWorld({ at: `${DAYS[0]} 07:00` })
  const reasons: Reason[] = []
  const because = (day: string, why: string, ...names: string[]) =>
    reasons.push(...names.map((who) => ({ day, who, why })))
  await monday(world, because)
  await tuesday(world, because)
  await wednesday(world, because)
  await thursday(world, because)
  await friday(world, because)
  await accountForEveryMessage(world, reasons)
  await summaryEqualsTheRecords(world)
  await expectRowsAreTheEvents(world.town.db)
  world.expectTrouble('send-failed') // Thursday's outage
  await world.close()
}, 240_000)

type Because = (day: string, why: string, ...names: string[]) => void

async function everybodyNormal(world: World, day: string, except: string[] = []): Promise<void> {
  await world.at(`${day} 07:50`)
  for (const name of homerooms) {
    if (except.includes(name)) continue
    world.person(name).gets('今日双责')
    const pressed = await world.person(name).presses('全班正常')
    expect(pressed.toast).toBe('已记录，谢谢')
  }
}

/** The afternoon card: every member of staff by their own post, and those who answer for people without the app. */
async function staffNormal(world: World, day: string, except: string[] = []): Promise<void> {
  await world.at(`${day} 14:40`)
  for (const name of world.everybodyReads(/今日双责/)) {
    if (except.includes(name)) continue
    const person = world.person(name)
    for (let card = person.sees(await newest(world, name)); card.buttons.includes('无异常'); )
      card = await pressFirst(world, name)
  }
}

const newest = async (world: World, name: string) => {
  const person = world.person(name)
  const chat = world.emulator.chatsOf(person.openId).find((entry) => entry.type === 'p2p')!
  const last = world.emulator
    .messagesOf(chat.chatId)
    .filter((message) => message.from.kind === 'bot')
    .at(-1)!
  return person.sees({ messageId: last.messageId, chatId: chat.chatId } as never)
}

/** Several people on one card share a label: the first button of that name is pressed by its place in the card. */
async function pressFirst(world: World, name: string) {
  const card = await newest(world, name)
  const person = world.person(name)
  const path = pathTo(card.card!, '无异常')
  const result = await world.emulator.press(person.openId, card.messageId, { path })
  expect(result.status).toBe('ok')
  return person.sees(card)
}

function pathTo(card: object, label: string): (string | number)[] {
  const search = (node: unknown, path: (string | number)[]): (string | number)[] | undefined => {
    if (typeof node !== 'object' || node === null) return undefined
    const element = node as { tag?: string; text?: { content?: string } }
    if (element.tag === 'button' && element.text?.content === label) return path
    for (const [key, value] of Object.entries(node)) {
      const found = search(value, [...path, Array.isArray(node) ? Number(key) : key])
      if (found) return found
    }
    return undefined
  }
  return search(card, [])!
}

/** Monday: an ordinary day. Everybody has one card and answers it with one tap. */
async function monday(world: World, _because: Because): Promise<void> {
  await everybodyNormal(world, DAYS[0])
  await staffNormal(world, DAYS[0])
  await world.at(`${DAYS[0]} 23:00`)
}

/** Tuesday: one pupil ill, one class late; a hazard is reported, mended, and verified by somebody else. */
async function tuesday(world: World, because: Because): Promise<void> {
  const day = DAYS[1]
  await everybodyNormal(world, day, ['单念蘅', '施沐棠'])
  const ill = world.person('单念蘅')
  ill.gets('今日双责')
  await ill.presses('有异常')
  await ill.presses('有人没到')
  const told = await ill.submits('提交', { absentSick: '1' })
  expect(told.text).toContain('实到 41/42')
  world.person('施沐棠').gets('今日双责')
  await world.at(`${day} 08:25`)
  world.person('施沐棠').gets('提醒')
  because(day, 'reminder before 08:30', '施沐棠')
  await world.at(`${day} 08:58`)
  world.person('施沐棠').gets('已过时间')
  world.person('方季川').gets('施沐棠')
  because(day, 'overdue at 08:45', '施沐棠', '方季川')
  const late = await world.person('施沐棠').presses('全班正常')
  expect(late.text).toContain('迟')

  await world.at(`${day} 10:00`)
  const receipt = await world.person('安画桥').says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  expect(receipt.tags).toContain('一般')
  const [head, office] = [world.person('贺栎生'), world.person('杭砥平')]
  const card = head.gets('隐患 1')
  office.gets('隐患 1')
  because(day, 'assigned to the department', '贺栎生', '杭砥平')
  await head.presses('接收', card)
  await head.presses('已整改', card)
  await head.submits('提交', { note: '已重新铺平' }, card)
  // The head mended it himself, so the rest of the office is asked; the reporter's receipt asks by itself, in place.
  office.gets('待验收')
  because(day, 'asked to verify', '杭砥平')
  const closed = await world.person('安画桥').presses('通过')
  expect(closed.tags).toContain('已销号')
  expect(head.sees(card).tags).toContain('已销号')
  await staffNormal(world, day)
  await world.at(`${day} 23:00`)
}

/** Wednesday: a teacher is on leave, her substitute takes the class; a child twists an ankle. */
async function wednesday(world: World, because: Because): Promise<void> {
  const day = DAYS[2]
  await world.at(`${day} 07:10`)
  const away = world.person('顾鹿蓁')
  await away.says('/请假 今天 尤佩弦 发烧就医')
  // The substitute is also the superior: one message, not two.
  world.person('尤佩弦').gets('顾鹿蓁 请假')
  because(day, 'stands in and decides', '尤佩弦')
  await world.person('尤佩弦').presses('准假')
  away.gets('已批准')
  because(day, 'her leave was granted', '顾鹿蓁')
  await everybodyNormal(world, day, ['顾鹿蓁'])
  world.person('尤佩弦').gets('三(2)班晨检')
  const taken = await world.person('尤佩弦').presses('全班正常')
  expect(taken.text).toContain('代 顾鹿蓁')

  await world.at(`${day} 13:40`)
  await world
    .person('温杏檐')
    .says('/上报 二年级体育课一个男生从台阶跳下来扭了脚，肿得厉害，已冰敷，家长在来的路上')
  const leader = world.person('陆芷衡') // Wednesday's duty leader
  const alarm = leader.gets('事件 1')
  expect(alarm.tags).toContain('轻微')
  for (const name of ['贺栎生', '杭砥平']) world.person(name).gets('事件 1')
  because(day, 'minor incident', '陆芷衡', '贺栎生', '杭砥平')
  const acknowledged = await leader.presses('收到', alarm)
  expect(acknowledged.text).toContain('陆芷衡')
  await staffNormal(world, day)
  // Her own check-in appeared on the card she already had: one card a day, also for a substitute.
  const own = await world.person('尤佩弦').presses('无异常')
  expect(own.tags).toEqual(['已完成'])
  await world.at(`${day} 23:00`)
  expect(world.person('聂怀谷').gets('今日汇总').text).toContain('事件 1 学生伤害')
  because(day, 'the minor incidents of the day', '聂怀谷')
}

/** Thursday: Feishu is away for twenty minutes in the morning, and the bot is restarted at noon. Nobody is late for it. */
async function thursday(world: World, because: Because): Promise<void> {
  const day = DAYS[3]
  await everybodyNormal(world, day, ['贾霁禾', '田芸归'])
  for (const name of ['贾霁禾', '田芸归']) world.person(name).gets('今日双责')
  await world.at(`${day} 08:10`)
  world.emulator.faults.down = true
  await world.at(`${day} 08:30`)
  world.emulator.faults.down = false
  await world.at(`${day} 08:38`)
  for (const name of ['贾霁禾', '田芸归']) world.person(name).gets('提醒')
  because(day, 'reminder, late by the outage', '贾霁禾', '田芸归')
  for (const name of ['贾霁禾', '田芸归']) {
    const answered = await world.person(name).presses('全班正常')
    expect(answered.text, 'an outage is nobody’s lateness').not.toContain('迟')
  }
  await world.at(`${day} 12:00`)
  await world.town.restart()
  await staffNormal(world, day)
  await world.at(`${day} 23:00`)
}

/** Friday: a child does not wake up; the principal knows within seconds. In the afternoon the week is summed up. */
async function friday(world: World, because: Because): Promise<void> {
  const day = DAYS[4]
  await everybodyNormal(world, day)
  await world.at(`${day} 13:22`)
  const receipt = await world
    .person('叶梅砚')
    .says('/上报 一(1)班午休检查，有个孩子抽筋叫不醒，已打120，校医过来了')
  expect(receipt.tags).toContain('严重')
  const alarmed = world.everybodyReads(/事件 2/)
  expect(alarmed.sort()).toEqual(['聂怀谷', '钟砚舟', '沈听澜', '贺栎生', '杭砥平', '温杏檐'].sort())
  because(day, 'serious incident', ...alarmed)
  const principal = await world.person('钟砚舟').presses('我到现场')
  expect(principal.text).toContain('赶往现场')
  for (const name of alarmed) if (name !== '钟砚舟') await world.person(name).says('/上报 2 收到')
  await world.at(`${day} 13:40`)
  await world.person('钟砚舟').says('/上报 2 已报上级 区教育局 13:38')
  await world.person('聂怀谷').says('/上报 2 书面报告 关于学生突发疾病的情况报告')
  await staffNormal(world, day)
  await world.at(`${day} 17:00`)
}

/** Every message on every phone is one line of the outbox, and nobody has two unasked ones a day without a reason. */
async function accountForEveryMessage(world: World, reasons: Reason[]): Promise<void> {
  const sent = await world.town.db.all<{
    message_id: string
    kind: string
    recipient: string
    show: string
    sent_at: number
  }>("SELECT message_id, kind, recipient, show, sent_at FROM outbox WHERE state = 1 AND kind <> 'update'")
  const known = new Map(sent.map((row) => [row.message_id, row]))
  expect(known.size, 'no message was sent twice').toBe(sent.length)
  const chats = new Set(
    school.staff
      .flatMap((who) => (who.feishu_user_id ? world.emulator.chatsOf(who.feishu_user_id) : []))
      .map((chat) => chat.chatId),
  )
  const onPhones = [...chats]
    .flatMap((chatId) => world.emulator.messagesOf(chatId))
    .filter((message) => message.from.kind === 'bot')
  expect(
    onPhones.filter((message) => !known.has(message.messageId)),
    'messages nobody owed',
  ).toEqual([])
  expect(onPhones.length).toBe(sent.length)

  for (const day of DAYS) {
    for (const who of school.staff) {
      const unasked = sent.filter(
        (row) =>
          row.kind === 'send' && row.recipient === `person:${who.id}` && dayOf(Number(row.sent_at)) === day,
      )
      const cards = unasked.filter(
        (row) =>
          (JSON.parse(row.show) as { card: string; why?: string }).card === 'today' &&
          !JSON.parse(row.show).why,
      )
      expect(cards.length, `${who.name} had more than one 今日 card on ${day}`).toBeLessThanOrEqual(1)
      const named = reasons.filter((reason) => reason.day === day && reason.who === who.name)
      expect(
        unasked.length - cards.length,
        `${who.name} on ${day}: ${unasked.map((row) => row.show).join(' ')}`,
      ).toBe(named.length)
    }
  }
}

/** The summary in the group says what a count of the records says, and says the same whenever it is made again. */
async function summaryEqualsTheRecords(world: World): Promise<void> {
  const summary = world.group('oc_demo_leaders').gets('每周安全小结')
  const rows = await world.town.db.all<{ state: string }>(
    'SELECT state FROM checkins WHERE day BETWEEN ? AND ?',
    [DAYS[0], DAYS[4]],
  )
  const checkins = rows.map((row) => JSON.parse(row.state) as Checkin)
  const asOf = instantOf(DAYS[4], '16:30')
  const answered = checkins.filter((entry) => isAnswered(entry) && entry.answeredAtMs! <= asOf)
  const late = answered.filter((entry) => entry.status === 'late').length
  const excused = checkins.filter((entry) => entry.status === 'excused').length
  const missing = checkins.length - answered.length - excused
  expect(summary.text).toContain(`按时 ${answered.length - late} · 补签 ${late} · 未签到 ${missing}`)
  expect([late, missing]).toEqual([1, 0])
  expect(summary.text).toContain('新增 1 销号 1 · 未销号 0 · 逾期 0')
  expect(summary.text).toContain('严重 1 轻微 1')
  await world.at('2026-09-16 10:00')
  world.everybodyReads(/./)
  const again = await world.person('钟砚舟').says('/周报 上周')
  expect(again.card).toEqual(summary.card)
}
