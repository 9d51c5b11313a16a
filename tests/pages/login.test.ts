import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../src/time.ts'
import { openWorld, type World } from '../world.ts'
import { openVisitor, type Visitor } from './visitor.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const TEACHER = '单念蘅'
const teacher = () => world.person(TEACHER)

/** The way to the platform and back, one step at a time. */
async function asked(visitor: Visitor, path = '/m/today') {
  const away = await visitor.send(path)
  expect(away.status).toBe(302)
  const authorize = new URL(away.headers.get('location')!)
  authorize.searchParams.set('as', teacher().openId)
  const back = await visitor.send(authorize.href)
  return { away, authorize, callback: back.headers.get('location')! }
}

test('a stranger to the browser goes to the platform and comes back where he was going', async () => {
  const visitor = openVisitor(world, teacher())
  const { away, authorize, callback } = await asked(visitor, '/m/week/2026-09-01?x=1')
  expect(Object.fromEntries(authorize.searchParams)).toMatchObject({
    client_id: world.emulator.app.appId,
    response_type: 'code',
    redirect_uri: `${world.town.url}/login/callback`,
  })
  expect(away.headers.get('set-cookie')).toMatch(
    /^shuangze_login=[^;]+; Max-Age=600; Path=\/login; HttpOnly; SameSite=Lax/,
  )
  const entered = await visitor.send(callback)
  expect(entered.headers.get('location')).toBe('/m/week/2026-09-01?x=1')
  const cookie = entered.headers.getSetCookie().find((line) => line.startsWith('shuangze_session='))
  expect(cookie).toMatch(/; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
  expect((await visitor.get('/m/today')).text).toContain('单念蘅 已登录')
})

test('a way back that another browser began leads nowhere', async () => {
  const attacker = openVisitor(world, teacher())
  const { callback } = await asked(attacker)
  const victim = openVisitor(world, undefined)
  const page = await victim.get(callback)
  expect(page).toMatchObject({ status: 400 })
  expect(page.text).toContain('登录要在同一个浏览器里一次做完')
  expect(victim.cookies.has('shuangze_session')).toBe(false)
})

test.each([
  ['changed', (url: URL) => url.searchParams.set('state', `x${url.searchParams.get('state')}`)],
  ['missing', (url: URL) => url.searchParams.delete('state')],
])('a state that is %s is refused', async (_, spoil) => {
  const visitor = openVisitor(world, teacher())
  const url = new URL((await asked(visitor)).callback)
  spoil(url)
  expect((await visitor.get(url.href)).status).toBe(400)
  expect(visitor.cookies.has('shuangze_session')).toBe(false)
})

test('a state older than ten minutes is refused', async () => {
  const visitor = openVisitor(world, teacher())
  const { callback } = await asked(visitor)
  await world.town.moveTo(world.town.now() + 10 * MINUTE_MS + 1)
  world.everybodyReads(/./)
  expect((await visitor.get(callback)).status).toBe(400)
})

test('who refuses at the platform is told so and can try again', async () => {
  const visitor = openVisitor(world, undefined)
  const away = await visitor.send('/m/hazard/1')
  const authorize = new URL(away.headers.get('location')!)
  authorize.searchParams.set('as', '')
  const back = await visitor.send(authorize.href)
  const page = await visitor.get(back.headers.get('location')!)
  expect(page).toMatchObject({ status: 403 })
  expect(page.text).toContain('您没有同意登录')
  expect(page.html).toContain('href="/m/hazard/1"')
})

test('a code serves once', async () => {
  const visitor = openVisitor(world, teacher())
  const { callback } = await asked(visitor)
  const nonce = visitor.cookies.get('shuangze_login')!
  await visitor.get(callback)
  visitor.cookies.clear()
  visitor.cookies.set('shuangze_login', nonce)
  const page = await visitor.get(callback)
  expect(page).toMatchObject({ status: 403 })
  expect(page.text).toContain('这次登录已经失效')
})

test('two links opened at once both arrive', async () => {
  const visitor = openVisitor(world, teacher())
  const first = await asked(visitor, '/m/today')
  const second = await asked(visitor, '/m/hazard/7')
  expect((await visitor.send(first.callback)).headers.get('location')).toBe('/m/today')
  expect((await visitor.send(second.callback)).headers.get('location')).toBe('/m/hazard/7')
})

test('somebody of the platform who is not in the school is named no secrets', async () => {
  world.emulator.addUser({ openId: 'ou_outsider', name: '路人' })
  const visitor = openVisitor(world, { ...teacher(), openId: 'ou_outsider' })
  const page = await visitor.get('/m/today')
  expect(page).toMatchObject({ status: 403 })
  expect(page.text).toContain('您还不在学校的教职工名单里')
  expect(visitor.cookies.has('shuangze_session')).toBe(false)
})

test('a session ends after twelve hours, with logging out, and with leaving the school', async () => {
  const visitor = openVisitor(world, teacher())
  await visitor.get('/m/today')
  const session = visitor.cookies.get('shuangze_session')!
  await visitor.presses('退出')
  expect(visitor.cookies.has('shuangze_session')).toBe(false)

  visitor.cookies.set('shuangze_session', session)
  expect((await visitor.send('/m/today')).status).toBe(200)
  await world.emulator.resign(teacher().openId)
  await world.town.settle()
  expect((await visitor.send('/m/today')).status).toBe(302)

  const other = openVisitor(world, world.person('叶梅砚'))
  await other.get('/m/today')
  await world.town.moveTo(world.town.now() + 12 * HOUR_MS - MINUTE_MS)
  expect((await other.send('/m/today')).status).toBe(200)
  await world.town.moveTo(world.town.now() + MINUTE_MS)
  world.everybodyReads(/./)
  expect((await other.send('/m/today')).status).toBe(302)
})

test('a forged or borrowed cookie is nobody', async () => {
  const visitor = openVisitor(world, teacher())
  await visitor.get('/m/today')
  const [body = '', mac = ''] = decodeURIComponent(visitor.cookies.get('shuangze_session')!).split('.')
  const content = JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/')))
  const principal = btoa(JSON.stringify({ ...content, person: 'L01', account: 'ou_demo_l01' }))
  const nonce = new URL((await openVisitor(world, undefined).send('/m/today')).headers.get('location')!)
  for (const forged of [
    `${principal}.${mac}`,
    `${body}.${mac.slice(0, -2)}AA`,
    `${body}.`,
    body,
    `${body}.${mac}.${mac}`,
    // Signed by us, but for another purpose.
    nonce.searchParams.get('state')!,
  ]) {
    visitor.cookies.set('shuangze_session', encodeURIComponent(forged))
    expect((await visitor.send('/m/today')).status, forged).toBe(302)
  }
})

test('a page comes from nowhere else and is kept by nobody', async () => {
  const visitor = openVisitor(world, teacher())
  const { headers, html } = await visitor.get('/m/today')
  expect(headers.get('content-security-policy')).toContain("default-src 'self'; script-src 'none'")
  expect(headers.get('cache-control')).toBe('no-store')
  expect(html).not.toMatch(/<script|\sstyle=|\son\w+=|https?:\/\//)
  const style = await visitor.send(/href="(\/page\/style[^"]+)"/.exec(html)![1]!)
  expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect((await visitor.send('/page/arrow.svg')).headers.get('content-type')).toMatch(/^image\/svg\+xml/)
})
