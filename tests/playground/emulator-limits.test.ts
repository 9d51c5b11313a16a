import { describe, expect, it } from 'vitest'
import { button, card, codeOf, startWorld } from './emulator-world.ts'

const HOUR_MS = 3_600_000
const say = (text: string) => ({ text })

async function askToken(url: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, ...((await response.json()) as Record<string, unknown>) }
}

describe('tokens', () => {
  it('are reused while 30 minutes remain, renewed below, and the old one lives to its end', async () => {
    await using world = await startWorld()
    const { emulator, clock, url } = world
    const app = { app_id: emulator.app.appId, app_secret: emulator.app.appSecret }
    const first = await askToken(url, app)
    expect(first).toMatchObject({ code: 0, expire: 7200 })
    clock.ms += 90 * 60_000
    expect(await askToken(url, app)).toMatchObject({
      tenant_access_token: first.tenant_access_token,
      expire: 1800,
    })
    clock.ms += 1000
    const second = await askToken(url, app)
    expect(second.tenant_access_token).not.toBe(first.tenant_access_token)
    const info = async (token: unknown) => {
      const response = await fetch(`${url}/open-apis/bot/v3/info`, {
        headers: { authorization: `Bearer ${token}` },
      })
      return (await response.json()) as { code: number; bot?: { open_id: string } }
    }
    expect((await info(first.tenant_access_token)).bot?.open_id).toBe(emulator.app.botOpenId)
    clock.ms += 30 * 60_000
    expect((await info(first.tenant_access_token)).code).toBe(99991663)
    expect((await info(second.tenant_access_token)).code).toBe(0)
    expect((await info('')).code).toBe(99991661)
    expect((await info('u-x')).code).toBe(99991671)
  })

  it('are not given for a wrong secret, with HTTP 200', async () => {
    await using world = await startWorld()
    const app = { app_id: world.emulator.app.appId, app_secret: 'wrong' }
    expect(await askToken(world.url, app)).toEqual({ status: 200, code: 10014, msg: expect.any(String) })
    expect((await askToken(world.url, {})).code).toBe(10003)
  })

  it('expire under the SDK, which does not notice by itself', async () => {
    await using world = await startWorld()
    expect((await world.send('ou_zhang', 'text', say('a'))).code).toBe(0)
    world.clock.ms += 2 * HOUR_MS
    expect((await world.send('ou_zhang', 'text', say('b'))).code).toBe(0)
    world.emulator.faults.next('POST /im/v1/messages', 'token-invalid')
    expect(await world.send('ou_zhang', 'text', say('c'))).toMatchObject({ code: 99991663, status: 400 })
    expect((await world.send('ou_zhang', 'text', say('d'))).code).toBe(99991663)
    world.cache.clear()
    expect((await world.send('ou_zhang', 'text', say('e'))).code).toBe(0)
  })
})

describe('frequency, by counters of the injected clock', () => {
  it('allows five messages a second to one chat', async () => {
    await using world = await startWorld()
    for (let at = 0; at < 5; at++) expect((await world.send('ou_zhang', 'text', say(`${at}`))).code).toBe(0)
    expect((await world.send('ou_zhang', 'text', say('too many'))).code).toBe(230020)
    expect((await world.send('ou_li', 'text', say('another person'))).code).toBe(0)
    world.clock.ms += 1000
    expect((await world.send('ou_zhang', 'text', say('later'))).code).toBe(0)
  })

  it('allows five updates a second of one message', async () => {
    await using world = await startWorld()
    const { data } = await world.send('ou_zhang', 'interactive', card(button('好')))
    const patch = () =>
      codeOf(
        world.client.im.v1.message.patch({
          path: { message_id: data.message_id },
          data: { content: JSON.stringify(card(button('改'))) },
        }),
      )
    for (let at = 0; at < 5; at++) expect((await patch()).code).toBe(0)
    expect((await patch()).code).toBe(230020)
    world.clock.ms += 1000
    expect((await patch()).code).toBe(0)
  })

  it('allows 50 calls a second and 1000 a minute of one API, and says when to come back', async () => {
    await using world = await startWorld()
    const { client, clock } = world
    const ask = () => codeOf(client.request({ method: 'GET', url: '/open-apis/bot/v3/info' }))
    for (let at = 0; at < 50; at++) expect((await ask()).code).toBe(0)
    const refused = await ask()
    expect(refused).toMatchObject({ code: 99991400, status: 429 })
    expect(refused.headers?.['x-ogw-ratelimit-reset']).toBe('1')
    for (let second = 1; second < 20; second++) {
      clock.ms += 1000
      for (let at = 0; at < 50; at++) expect((await ask()).code).toBe(0)
    }
    clock.ms += 1000
    const minute = await ask()
    expect(minute.code).toBe(99991400)
    expect(Number(minute.headers?.['x-ogw-ratelimit-reset'])).toBe(40)
    clock.ms += 40_000
    expect((await ask()).code).toBe(0)
  })

  it('uses up the month', async () => {
    await using world = await startWorld({ quota: 3 })
    for (let at = 0; at < 3; at++) expect((await world.send('ou_zhang', 'text', say(`${at}`))).code).toBe(0)
    expect((await world.send('ou_li', 'text', say('x'))).code).toBe(99991403)
    world.clock.ms = Date.parse('2026-10-01T00:00:00+08:00')
    expect((await world.send('ou_li', 'text', say('x'))).code).toBe(0)
  })
})

describe('once and no more', () => {
  it('answers a repeated uuid with the first message for an hour', async () => {
    await using world = await startWorld()
    const first = await world.send('ou_zhang', 'text', say('once'), 'job-1')
    const again = await world.send('ou_zhang', 'text', say('once'), 'job-1')
    expect(again.data.message_id).toBe(first.data.message_id)
    world.clock.ms += HOUR_MS
    const later = await world.send('ou_zhang', 'text', say('once'), 'job-1')
    expect(later.data.message_id).not.toBe(first.data.message_id)
    expect(world.emulator.messagesOf(first.data.chat_id)).toHaveLength(2)
    expect(world.emulator.calls.filter((call) => call.uuid === 'job-1')).toHaveLength(3)
  })

  it('does not remember a uuid whose call failed', async () => {
    await using world = await startWorld()
    world.emulator.faults.next('/im/v1/messages', { code: 11232 })
    expect((await world.send('ou_zhang', 'text', say('x'), 'job-2')).code).toBe(11232)
    expect((await world.send('ou_zhang', 'text', say('x'), 'job-2')).code).toBe(0)
  })

  it('lets a card live for 14 days and 30 KB', async () => {
    await using world = await startWorld()
    const { client, clock, emulator } = world
    const { data } = await world.send('ou_zhang', 'interactive', card(button('好')))
    const update = (content: object) =>
      codeOf(
        client.im.v1.message.patch({
          path: { message_id: data.message_id },
          data: { content: JSON.stringify(content) },
        }),
      )
    expect((await update(card({ tag: 'markdown', content: '长'.repeat(11_000) }))).code).toBe(230025)
    clock.ms += 14 * 24 * HOUR_MS
    expect((await update(card(button('改')))).code).toBe(0)
    clock.ms += 1
    expect((await update(card(button('再改')))).code).toBe(230031)
    expect(await emulator.press('ou_zhang', data.message_id, { label: '改' })).toMatchObject({
      status: 'blocked',
    })
    expect(world.bot.events()).toHaveLength(0)
  })
})
