import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Delivery, PressResult } from '../../src/playground/feishu/emulator.ts'
import { instantOf } from '../../src/time.ts'
import { type Answered, deliver, platformOf } from '../contract/requests.ts'
import { type Bot, cli } from '../process.ts'
import { openStage, type Stage, until } from '../stage.ts'
import { sampleSchool } from '../world.ts'

// `kill -9` in the middle of a school's morning, several mornings in a row, always on the same file.
const DAYS = ['2026-09-01', '2026-09-02', '2026-09-03']
/** Longest uuid memory of the platform is an hour (feishu.md §8.1); a restart comes long before. */
const RESTART_MS = 60_000

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ at: '2026-09-01T07:00:00+08:00' })
})
afterAll(() => stage.close())

const teachers = sampleSchool().staff.filter((entry) => entry.homeroom_class && entry.feishu_user_id)

/** One in six reports something: each report is told to several leaders, at the pace the platform allows one person. */
const reports = (n: number) => n % 6 === 0

interface Said {
  openId: string
  text: string
  delivery: Delivery
}
interface Pressed {
  eventId: string
  answer: Answered
}
interface CheckedIn {
  unit: string
  result: PressResult
}

/** Everything people did in one morning and what they were told. */
interface Morning {
  said: Said[]
  pressed: Pressed[]
  checkedIn: CheckedIn[]
  acknowledged(): number
}

/** All class teachers at once: the card, a report by button, three sentences. Ends when everybody is done or gets no answer any more. */
function rush(bot: Bot, day: string, onAcknowledged: () => void): Morning & { over: Promise<unknown> } {
  const platform = platformOf(stage)
  const morning: Omit<Morning, 'acknowledged'> = { said: [], pressed: [], checkedIn: [] }
  const acknowledged = () =>
    morning.said.filter(({ delivery }) => delivery.delivered).length +
    morning.pressed.filter(({ answer }) => 'card' in answer.body).length +
    morning.checkedIn.filter(({ result }) => result.toast?.type === 'success').length
  const noted = () => onAcknowledged()
  const over = Promise.all(
    teachers.map(async ({ feishu_user_id, homeroom_class }, n) => {
      const openId = feishu_user_id!
      const card = stage
        .answersTo(openId)
        .findLast(({ card, replyTo }) => !replyTo && JSON.stringify(card).includes('今日双责'))!
      const result = await stage.emulator.press(openId, card.messageId, { label: '全班正常' })
      morning.checkedIn.push({ unit: homeroom_class!, result })
      noted()
      const eventId = `${day}-press-${n}`
      const report = platform.press(openId, { says: `/隐患 ${n}号教室后门门锁坏了` }, { event_id: eventId })
      if (reports(n)) morning.pressed.push({ eventId, answer: await deliver(platform, bot.webhook, report) })
      noted()
      for (const text of ['/今日', reports(n + 1) ? `/隐患 ${n}号教室窗户玻璃裂了` : '/帮助', '/今日']) {
        morning.said.push({ openId, text, delivery: await stage.emulator.say(openId, text) })
        noted()
      }
    }),
  )
  return { ...morning, acknowledged, over }
}

async function opened(day: string): Promise<Bot> {
  stage.jumpTo(instantOf(day, '07:41'))
  const open = await cli(['tick', '--at', `${day}T07:41:00+08:00`], stage.env())
  expect(open.code, open.stderr).toBe(0)
  stage.jumpTo(instantOf(day, '07:52'))
  return started()
}

async function started(): Promise<Bot> {
  const bot = await stage.bot()
  await stage.connect(bot)
  await stage.emulator.runDueDeliveries()
  await stage.settled()
  return bot
}

const count = async (sql: string, args: (string | number)[]) =>
  (await stage.rows<{ n: number }>(`SELECT count(*) AS n FROM events WHERE ${sql}`, args))[0]!.n

async function proveMorning(day: string, { said, pressed, checkedIn }: Morning): Promise<void> {
  for (const { unit, result } of checkedIn) {
    const answered = await count("noun = 'checkin' AND id = ? AND kind = 'checkin.answered'", [
      `${day}.chk-homeroom-morning.${unit}`,
    ])
    if (result.toast?.type === 'success') expect(answered, `${day} ${unit}`).toBe(1)
    else expect(answered).toBeLessThanOrEqual(1)
  }
  for (const { eventId, answer } of pressed) {
    const reported = await count("cause = ? AND kind = 'hazard.reported'", [`press:${eventId}`])
    if ('card' in answer.body) expect(reported, eventId).toBe(1)
    else expect(reported).toBeLessThanOrEqual(1)
  }
  for (const { openId, text, delivery } of said) {
    // By now the platform has delivered again what nobody acknowledged.
    expect(delivery.delivered, text).toBe(true)
    const reported = await count("cause = ? AND kind = 'hazard.reported'", [`msg:${delivery.messageId}`])
    expect(reported, text).toBe(text.startsWith('/隐患') ? 1 : 0)
    const answers = stage.answersTo(openId).filter(({ replyTo }) => replyTo === delivery.messageId)
    expect(answers.length, text).toBe(1)
  }
  expectOneCardEach(day)
}

/** Sent by the bot itself; the answers to /今日 look the same and are replies. */
function expectOneCardEach(day: string): void {
  for (const { feishu_user_id, name } of teachers) {
    const cards = stage
      .answersTo(feishu_user_id!)
      .filter(({ card, replyTo }) => !replyTo && JSON.stringify(card)?.includes('今日双责'))
      .filter(({ atMs }) => atMs >= instantOf(day) && atMs < instantOf(day, '24:00'))
    expect(cards.length, `${name} ${day}`).toBe(1)
  }
}

test('kill -9 at any moment of a busy morning', { timeout: 120_000 }, async () => {
  const mornings = new Map<string, Morning>()
  for (const day of DAYS) {
    const bot = await opened(day)
    const killAfter = 1 + Math.floor(Math.random() * teachers.length * 4)
    let killed: Promise<void> | undefined
    const morning = rush(bot, day, () => {
      if (morning.acknowledged() >= killAfter) killed ??= bot.kill()
    })
    await morning.over
    await killed
    expect(killed, `killed on ${day} after ${killAfter} of ${morning.acknowledged()}`).toBeDefined()
    mornings.set(day, morning)
    // A job leased by the dead is anybody's again after its lease.
    stage.jumpTo(stage.now() + RESTART_MS)
    const again = await started()
    await proveMorning(day, morning)
    await again.kill()
  }
  const bodies = stage.emulator.calls.filter(({ uuid, status }) => uuid && status === 200)
  const posted = await stage.rows<{ n: number }>(
    "SELECT count(DISTINCT message_id) AS n FROM outbox WHERE kind <> 'update' AND state = 1",
  )
  const seen = new Set(bodies.map(({ uuid }) => uuid)).size
  expect(posted).toEqual([{ n: seen }])
  expect(await stage.rows('SELECT once FROM outbox WHERE state = 3')).toEqual([])
  const verified = await cli(['verify'], stage.env())
  expect(verified.stdout).toContain('sound')
  expect(verified.code).toBe(0)
  const replayed = await cli(['replay'], stage.env())
  expect(replayed.stdout).toContain('rows: equal')
  expect([...mornings.values()].reduce((sum, morning) => sum + morning.acknowledged(), 0)).toBeGreaterThan(3)
})

test('kill -9 again and again while the cards of the day go out', { timeout: 60_000 }, async () => {
  const day = '2026-09-07'
  stage.jumpTo(instantOf(day, '07:41'))
  expect((await cli(['tick', '--at', `${day}T07:41:00+08:00`], stage.env())).code).toBe(0)
  for (const most of [1, 5, 12]) {
    stage.jumpTo(instantOf(day, '07:52') + most * RESTART_MS)
    const before = stage.emulator.calls.length
    const bot = await stage.bot()
    await until(stage.emulator, 'some cards', () => stage.emulator.calls.length >= before + most)
    await bot.kill()
  }
  stage.jumpTo(stage.now() + RESTART_MS)
  const bot = await started()
  await bot.kill()
  expectOneCardEach(day)
  const verified = await cli(['verify'], stage.env())
  expect(verified.code, verified.stdout).toBe(0)
})
