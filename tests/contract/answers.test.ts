import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Fault } from '../../src/playground/feishu/faults.ts'
import type { Bot } from '../process.ts'
import { openStage, type Stage, until } from '../stage.ts'
import { PHOTO } from '../world.ts'
import { deliver, platformOf } from './requests.ts'

// "The answer to a sentence arrives in its chat within 3 s, once per message_id", whatever the platform does to us.
let stage: Stage
let bot: Bot
let teacher: string

beforeEach(async () => {
  stage = await openStage()
  teacher = stage.account('单念蘅')
  bot = await stage.bot()
  await stage.connect(bot)
})
afterEach(() => stage.close())

const REPLY = 'POST /im/v1/messages/:id/reply'
const sends = () => stage.emulator.calls.filter(({ path }) => path.endsWith('/reply'))

/** Says something; resolves once it is answered, and fails when that took longer than a person is promised. */
async function answered(text: string, withinMs = 3000): Promise<void> {
  const before = stage.answersTo(teacher).length
  const startedAt = performance.now()
  await stage.emulator.say(teacher, text)
  await until(stage.emulator, `an answer to ${text}`, () => stage.answersTo(teacher).length > before)
  expect(performance.now() - startedAt).toBeLessThan(withinMs)
}

test('once, however often the platform delivers it', async () => {
  const message = (id: string, eventId: string) =>
    platformOf(stage).message(teacher, '/帮助', { message_id: id, header: { event_id: eventId } })
  const platform = platformOf(stage)
  const { messageId } = await stage.emulator.say(teacher, '/帮助')
  await until(stage.emulator, 'the answer', () => stage.answersTo(teacher).length === 1)
  for (const eventId of ['one', 'one', 'two'])
    expect((await deliver(platform, bot.webhook, message(messageId!, eventId))).status).toBe(200)
  await stage.emulator.redeliverLast('same')
  await stage.emulator.redeliverLast('new-event-id')
  // Whatever a repeat set off comes before the answer to the next sentence.
  await answered('/今日')
  expect(stage.answersTo(teacher)).toHaveLength(2)
})

const kind: [string, Fault][] = [
  ['throttles with a reset', { throttled: 429, resetSeconds: 1 }],
  ['breaks the connection before the work', 'reset'],
  ['breaks the connection after the work', 'reset-after-work'],
  ['answers 5xx', 'server-error'],
  ['answers 5xx after the work', 'error-after-work'],
  ['takes the token no longer', 'token-invalid'],
]

test.each(kind)('once and in time although the platform %s', async (_, fault) => {
  stage.emulator.faults.next(REPLY, fault)
  await answered('/帮助')
  await stage.settled()
  const [first, second] = sends()
  expect(second?.uuid, 'a retry repeats its uuid').toBe(first?.uuid)
  expect(stage.answersTo(teacher)).toHaveLength(1)
})

test('one sentence that hangs holds up nobody else', async () => {
  // A picture that never comes, an answer that is never taken: each keeps one call open for seconds.
  stage.emulator.faults.next(/GET .*\/resources\//, 'silent')
  stage.emulator.faults.next(REPLY, 'silent')
  const [first, second] = [stage.account('聂怀谷'), stage.account('叶梅砚')]
  await stage.emulator.sendImage(first, PHOTO, 'image/jpeg')
  await stage.emulator.say(second, '/帮助')
  // The answer that is never taken is the colleague's, not the one that is measured.
  await until(stage.emulator, 'both calls that hang', () => stage.emulator.faults.waiting === 0)
  await answered('/帮助')
})

test('a burst of reports that all want the next number: each gets its own', async () => {
  const platform = platformOf(stage)
  const rooms = [...Array(40).keys()]
  const answers = await Promise.all(
    rooms.map((n) =>
      deliver(platform, bot.webhook, platform.press(teacher, { says: `/隐患 第${n}间教室插座烧黑` })),
    ),
  )
  expect(answers.filter(({ body }) => 'card' in body)).toHaveLength(40)
  const numbers = await stage.rows<{ number: number }>('SELECT number FROM hazards ORDER BY number')
  expect(numbers.map(({ number }) => number)).toEqual(rooms.map((n) => n + 1))
})

test('a press by somebody we do not know is answered although the platform is silent', async () => {
  stage.emulator.faults.always(/./, 'silent')
  const platform = platformOf(stage)
  const answer = await deliver(platform, bot.webhook, platform.press('ou_nobody', { says: '/帮助' }))
  expect(answer).toMatchObject({ status: 200, body: { toast: { type: 'warning' } } })
  expect(answer.tookMs).toBeLessThan(1500)
})
