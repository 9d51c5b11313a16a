import { afterEach, expect, test, vi } from 'vitest'
import { sendUntilThere } from '../../src/bot/until-sent.ts'
import { PlatformError } from '../../src/refusal.ts'
import { hazards } from '../pages/outside.ts'
import { openWorld, quietSchool } from '../world.ts'

afterEach(() => void vi.useRealTimers())

test('a receipt that did not arrive comes with the delivery’s repeat; one that did comes once', async () => {
  const lines: string[] = []
  const log = (event: string, data: object) => void lines.push(JSON.stringify([event, data]))
  const world = await openWorld({ at: '2026-09-01 10:30', school: quietSchool(), log })
  const { emulator, town } = world
  const who = world.person('单念蘅')
  emulator.faults.next('POST /im/v1/messages/:id/reply', { code: 230002, status: 400 }, 1)
  await emulator.say(who.openId, '/匿名 配电房的门没锁，孩子能进去')
  await town.settle()
  expect(who.unread()).toEqual([])
  for (const repeat of [undefined, 'new-event-id'] as const) {
    await emulator.redeliverLast(repeat)
    await town.settle()
  }
  const got = who.readsAll()
  expect(got.map(({ title }) => title)).toEqual(['收到了，没有记您的名字'])
  // What he says next goes the usual way, by name.
  expect(got[0]!.text).toContain('在聊天里说的下一句、发的照片会有您的名字')
  expect(await hazards(world)).toHaveLength(1)
  // The platform would find the message by the id of the request.
  const failed = lines.filter((line) => line.includes('feishu-call-failed'))
  expect(failed).toHaveLength(1)
  expect(failed.join()).not.toContain('logId')
  world.expectTrouble('feishu-call-failed')
  world.expectTrouble('anonymous-answer-failed')
  world.everybodyReads(/./)
  await world.close()
})

test('delivered again after a restart it is the same report, with the same code', async () => {
  const world = await openWorld({ at: '2026-09-01 10:30', school: quietSchool() })
  const { emulator, town } = world
  const who = world.person('单念蘅')
  const codeOf = (got: { card: object | undefined }) =>
    /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(JSON.stringify(got.card))?.[0]
  const first = await who.says('/匿名 配电房的门没锁，孩子能进去')
  await town.restart()
  await emulator.redeliverLast()
  await emulator.redeliverLast('new-event-id')
  await town.settle()
  expect(await hazards(world)).toHaveLength(1)
  expect(who.readsAll().map(codeOf)).toEqual([])
  // The same words once more are another message, and another report.
  const again = await who.says('/匿名 配电房的门没锁，孩子能进去')
  expect(codeOf(again)).not.toBe(codeOf(first))
  expect(await hazards(world)).toHaveLength(2)
  world.everybodyReads(/./)
  await world.close()
})

test('the letter box behind a slash is a thing that is broken, said by somebody', async () => {
  const world = await openWorld({ at: '2026-09-01 10:30', school: quietSchool() })
  await world.person('单念蘅').says('/匿名信箱的锁坏了')
  expect(await hazards(world)).toMatchObject([{ text: '匿名信箱的锁坏了', reporter: 'T31' }])
  world.everybodyReads(/./)
  await world.close()
})

/** Fails so often, then is there. */
function sending(failures: number, trouble: 'later' | 'refused') {
  const asked: Promise<unknown>[] = []
  const logged: string[] = []
  let sent = 0
  const again = sendUntilThere(
    { later: (work) => void asked.push(work), log: (event) => void logged.push(event) },
    async () => {
      if (++sent <= failures) throw new PlatformError(trouble, 1, 'away')
    },
  )
  return { again, logged, sent: () => sent, asked }
}

test('it is tried for minutes while the platform is away, and never after it arrived', async () => {
  vi.useFakeTimers()
  const tried = sending(8, 'later')
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect([tried.sent(), tried.logged.length]).toEqual([9, 2])
  tried.again()
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect(tried.sent()).toBe(9)
})

test('what the platform refuses is not repeated by itself, and what never arrives is given up', async () => {
  vi.useFakeTimers()
  const refused = sending(1, 'refused')
  const away = sending(1000, 'later')
  await vi.advanceTimersByTimeAsync(60 * 60_000)
  expect([refused.sent(), away.sent()]).toEqual([1, 15])
  refused.again()
  await vi.advanceTimersByTimeAsync(1)
  expect(refused.sent()).toBe(2)
})
