import { afterEach, expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../src/time.ts'
import { openWorld, type World } from '../world.ts'

let world: World
afterEach(() => world.close())

/** A leave asked on Wednesday evening; from then on only answers reach anybody, nothing the bot says by itself. */
async function asksWhileNothingGoesOut() {
  world = await openWorld({ at: '2026-09-02 19:00' })
  world.expectTrouble('send-failed')
  const repair = world.emulator.faults.always('POST /im/v1/messages', 'busy')
  await world.person('单念蘅').says('/请假 9月7日 顾鹿蓁 复查')
  const askedMs = world.town.now()
  return { repair, after: (ms: number) => world.town.jumpTo(askedMs + ms) }
}

test('undelivered for most of a day: still tried, still arrives, nobody is alarmed', async () => {
  const { repair, after } = await asksWhileNothingGoesOut()
  await after(24 * HOUR_MS - 3 * MINUTE_MS)
  repair()
  await after(24 * HOUR_MS + 10 * MINUTE_MS)
  world.person('顾鹿蓁').gets('单念蘅 请假')
  world.person('尤佩弦').gets('单念蘅 请假')
  expect(world.unread()).toEqual([])
})

test('undelivered for a day: given up, and the safety office is told once who did not get it', async () => {
  const { repair, after } = await asksWhileNothingGoesOut()
  await after(24 * HOUR_MS + 3 * MINUTE_MS)
  repair()
  await after(24 * HOUR_MS + 10 * MINUTE_MS)
  for (const name of ['贺栎生', '杭砥平']) {
    const notice = world.person(name).gets('9月3日 周四有消息没送到')
    expect(notice.text).toContain('没送到：顾鹿蓁、尤佩弦。')
    expect(notice.text).toContain('必要时电话通知')
  }
  await after(24 * HOUR_MS + 30 * MINUTE_MS)
  expect(world.unread(), 'what was given up does not come after all').toEqual([])
})
