import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFeishu } from '../../src/platforms/feishu/index.ts'
import { createEmulator, type Emulator } from '../../src/playground/feishu/emulator.ts'

const NOW = Date.parse('2026-09-01T09:00:00+08:00')
let emulator: Emulator
let baseUrl: string
beforeEach(async () => {
  emulator = createEmulator({ now: () => NOW, seed: 1 })
  baseUrl = (await emulator.listen()).url
  emulator.addUser({ openId: 'ou_mei', name: '梅老师' })
})
afterEach(() => emulator.close())

const RETURN = 'https://bot.school.example/login/callback'
const calls: string[] = []
const open = (
  more: { baseUrl?: string; tenantKey?: string; appSecret?: string; fetch?: typeof fetch } = {},
) =>
  createFeishu(
    { appId: emulator.app.appId, appSecret: emulator.app.appSecret, baseUrl, ...more },
    { fetch: more.fetch ?? fetch, now: () => NOW, count: (call) => void calls.push(call), log: () => {} },
  ).login!

async function codeFor(openId: string): Promise<string> {
  const url = new URL(open().authorizeUrl(RETURN, 'st&te'))
  url.searchParams.set('as', openId)
  const back = await fetch(url, { redirect: 'manual' })
  const to = new URL(back.headers.get('location')!)
  expect(to.searchParams.get('state')).toBe('st&te')
  return to.searchParams.get('code')!
}

test.each([
  ['https://open.feishu.cn', 'https://accounts.feishu.cn'],
  ['https://open.feishu.cn/', 'https://accounts.feishu.cn'],
  ['https://open.larksuite.com', 'https://accounts.larksuite.com'],
  ['http://127.0.0.1:9', 'http://127.0.0.1:9'],
])('people log in to %s at %s', (base, accounts) => {
  const url = new URL(open({ baseUrl: base }).authorizeUrl(RETURN, 's'))
  expect(url.origin + url.pathname).toBe(`${accounts}/open-apis/authen/v1/authorize`)
  expect(url.searchParams.get('redirect_uri')).toBe(RETURN)
})

test('a code tells once who it is, and each call is counted', async () => {
  const code = await codeFor('ou_mei')
  calls.length = 0
  expect(await open().exchange(code, RETURN)).toMatchObject({
    account: 'ou_mei',
    unionId: expect.stringMatching(/^on_/),
  })
  expect(calls).toEqual(['POST /authen/v2/oauth/token', 'GET /authen/v1/user_info'])
  await expect(open().exchange(code, RETURN)).rejects.toMatchObject({ trouble: 'refused', code: 20065 })
})

test('a code for another address, of another app or of another organisation is refused', async () => {
  await expect(open().exchange(await codeFor('ou_mei'), 'https://evil.example/')).rejects.toMatchObject({
    code: 20071,
  })
  const wrong = open({ appSecret: 'wrong' })
  await expect(wrong.exchange(await codeFor('ou_mei'), RETURN)).rejects.toMatchObject({ code: 20002 })
  const elsewhere = open({ tenantKey: 'other' })
  await expect(elsewhere.exchange(await codeFor('ou_mei'), RETURN)).rejects.toMatchObject({ code: 'tenant' })
  const ours = open({ tenantKey: emulator.app.tenantKey })
  expect(await ours.exchange(await codeFor('ou_mei'), RETURN)).toMatchObject({ account: 'ou_mei' })
})

test('a platform that is away means later', async () => {
  const away = open({ fetch: async () => new Response('', { status: 503 }) })
  await expect(away.exchange('c', RETURN)).rejects.toMatchObject({ trouble: 'later' })
})
