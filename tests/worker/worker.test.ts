import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Checkin, isAnswered } from '../../src/checkins/checkin.ts'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { pointToken } from '../../src/pages/points.ts'
import { createSigner } from '../../src/pages/signed.ts'
import { PHOTO } from '../world.ts'
import { openWorkerWorld } from './world.ts'

// One morning lived through in workerd: the tests follow each other as its hours do.
let world: Awaited<ReturnType<typeof openWorkerWorld>>
const TEACHER = '单念蘅'
/** To its end marker. */
const picture = Uint8Array.from([...PHOTO, 0xff, 0xd9])
const MOST_BYTES = 3 * 1024 * 1024

beforeAll(async () => {
  world = await openWorkerWorld('2026-09-01T07:20:00+08:00')
})
afterAll(() => world?.close())
afterEach(({ task }) => {
  if (task.result?.state === 'fail') console.error(world.logs().map(({ message }) => message))
})

/** How many messages were sent so far; a call repeated because its end could not be noted has the same key. */
const sent = (): number =>
  new Set(
    world.emulator.calls
      .filter(({ method, path, code }) => method === 'POST' && code === 0 && path.includes('/im/v1/messages'))
      .map(({ uuid }) => uuid),
  ).size

const states = async <T>(sql: string): Promise<T[]> =>
  (await world.db.all<{ state: string }>(sql)).map(({ state }) => JSON.parse(state) as T)

test('the bundle stays far below what a Worker may weigh', async () => {
  const bundle = await readFile(world.bundle)
  const packed = gzipSync(bundle).length
  console.info(`worker.js: ${Math.round(bundle.length / 1024)} KiB, gzip ${Math.round(packed / 1024)} KiB`)
  expect(packed).toBeLessThan(MOST_BYTES)
})

test('nothing is bundled that only Node can run, nor the playground', async () => {
  const map = JSON.parse(await readFile(`${world.bundle}.map`, 'utf8')) as { sources: string[] }
  expect(map.sources.length).toBeGreaterThan(100)
  const forNode =
    /\/src\/(playground|cli)\/|\/(heart|folder|file|open|migrations-on-disk|socket|log-lines)\.ts$|node_modules\/(pino|node-cron|libsql|@hono\/node-server)\//
  expect(map.sources.filter((source) => forNode.test(source))).toEqual([])
})

test('an unprepared database is answered with the next step to take, until it was taken', async () => {
  const first = await world.fetch('/readyz')
  expect([first.status, await first.text()]).toEqual([503, expect.stringMatching(/: run npm run migrate\n$/)])
  expect(await world.beat('2026-09-01T07:20:00+08:00')).toBe('exception')
  await world.cli('migrate')
  const second = await world.fetch('/readyz')
  expect([second.status, await second.text()]).toEqual([503, expect.stringMatching(/: run npm run seed /)])
  await world.cli('seed')
  expect(await world.beat('2026-09-01T07:21:00+08:00')).toBe('ok')
  const third = await world.fetch('/readyz')
  expect([third.status, await third.json()]).toEqual([200, { ready: true, problems: [] }])
})

test('the platform saves the address after its challenge', async () => {
  await world.emulator.connect(world.webhook)
})

test('who cannot sign is refused', async () => {
  const headers = { 'x-lark-signature': '0'.repeat(64), 'x-lark-request-timestamp': '1788218460' }
  const forged = await world.fetch('/feishu/webhook', { method: 'POST', headers, body: '{"encrypt":"AAAA"}' })
  expect(forged.status).toBe(401)
})

test('a slash command is answered once, in its chat, however often it is delivered', async () => {
  const teacher = world.person(TEACHER)
  expect((await teacher.says('/帮助')).title).toBe('双责 · 能帮您做什么')
  await world.emulator.redeliverLast()
  await world.emulator.redeliverLast('new-event-id')
  await teacher.says('/今日')
  expect(teacher.chat()).toHaveLength(2)
})

test('everybody asking at once is answered at once', async () => {
  const everybody = world.everybody().slice(0, 30)
  const answers = await Promise.all(everybody.map((one) => one.says('/帮助')))
  expect(answers.map(({ title }) => title)).toEqual(everybody.map(() => '双责 · 能帮您做什么'))
})

test('two heartbeats at once open the day and send each card once', async () => {
  const before = sent()
  expect(await world.beatTwice('2026-09-01T07:40:00+08:00')).toEqual(['ok', 'ok'])
  const open = await states<Checkin>("SELECT state FROM checkins WHERE day = '2026-09-01'")
  expect(open).toHaveLength(world.school.classes.length)
  expect(await world.beatTwice('2026-09-01T07:43:00+08:00')).toEqual(['ok', 'ok'])
  const early = sent() - before
  expect(early).toBeGreaterThan(0)
  expect(early).toBeLessThan(open.length)
  expect(await world.beatTwice('2026-09-01T07:50:00+08:00')).toEqual(['ok', 'ok'])
  expect(sent() - before).toBe(open.length)
  const opened = Date.parse('2026-09-01T07:40:00+08:00')
  const cards = world.everybody().map(({ chat }) => chat().filter(({ atMs }) => atMs > opened).length)
  expect(Math.max(...cards)).toBe(1)
  expect(cards.filter((count) => count === 1)).toHaveLength(open.length)
})

test('a press is answered in its response and stored', async () => {
  const teacher = world.homeroomTeacher()
  const card = teacher.chat().at(-1)!
  expect(card.buttons).toEqual(['全班正常', '有异常'])
  const pressed = await world.emulator.press(teacher.openId, card.messageId, { label: '全班正常' })
  expect(pressed).toMatchObject({ status: 'ok', card: { header: { text_tag_list: [expect.anything()] } } })
  expect(teacher.chat().at(-1)!.text).toContain('全班正常')
  const answered = await states<Checkin>("SELECT state FROM checkins WHERE day = '2026-09-01'")
  expect(answered.filter(isAnswered)).toHaveLength(1)
})

test('a photo after a report is kept in R2, belongs to it and is shown on its card', async () => {
  const teacher = world.person(TEACHER)
  const card = await teacher.says('/隐患 三楼东侧消防栓玻璃碎了')
  expect((await teacher.sends(picture)).text).toBe('照片已附到隐患 1。')
  const [hazard] = await states<Hazard>('SELECT state FROM hazards')
  const id = hazard!.photos[0]!.id
  expect(await world.kept(`original/${id}`)).toEqual({ bytes: picture, mime: 'image/jpeg' })
  const shown = () => teacher.chat().find(({ messageId }) => messageId === card.messageId)!.card
  await world.until(() => JSON.stringify(shown()).includes('"img_key"'))
})

test('a report from a code that hangs somewhere is kept without what the phone wrote into its picture', async () => {
  const point = world.school.patrol_points.find(({ qr }) => qr === 'XC-17')!
  const plate = `/p/${await pointToken(createSigner(world.emulator.app.appSecret), point as never)}`
  const page = await (await world.fetch(plate)).text()
  const form = new FormData()
  form.set('_ticket', /name="_ticket" value="([^"]*)"/.exec(page)![1]!)
  form.set('says', 'report')
  form.set('text', '配电箱门掉了，电线露在外面')
  const bytes = new Uint8Array(await readFile(new URL('../fixtures/phone-photo.jpg', import.meta.url)))
  form.set('photos', new File([bytes], 'IMG.jpg', { type: 'image/jpeg' }))
  const receipt = await world.fetch(`${plate}/report`, { method: 'POST', body: form })
  expect([receipt.status, (await receipt.text()).includes('查询码')]).toEqual([200, true])
  const hazard = (await states<Hazard>('SELECT state FROM hazards ORDER BY number')).at(-1)!
  expect(hazard).toMatchObject({ anonymous: true, source: 'code/PP17' })
  const kept = (await world.kept(`original/${hazard.photos[0]!.id}`))!
  expect(kept.bytes.length).toBeGreaterThan(1000)
  expect(Buffer.from(kept.bytes).includes('SN-7QK2')).toBe(false)
})

test('words wanted without a name are not kept where a repeat may come to another isolate: their author gets the page', async () => {
  const teacher = world.person(TEACHER)
  const before = (await states<Hazard>('SELECT state FROM hazards')).length
  const answer = await teacher.says('/匿名 体育器材室的架子要倒了')
  expect(answer.text).toContain('刚才的内容没有记')
  expect(await states<Hazard>('SELECT state FROM hazards')).toHaveLength(before)
  expect(await world.db.all("SELECT key FROM inbox WHERE inbound LIKE '%架子%'")).toEqual([])
})

test('every call is counted for the month, by whichever request it was made', async () => {
  const counted = async () =>
    (await world.db.get<{ total: number }>("SELECT sum(count) AS total FROM calls WHERE month = '2026-09'"))!
      .total
  // A request writes its calls down after everything else; a heartbeat gives it the time.
  while ((await counted()) < world.emulator.calls.length)
    expect(await world.beat('2026-09-01T08:00:00+08:00')).toBe('ok')
  expect(await counted()).toBe(world.emulator.calls.length)
})

test('while the database is away the platform is asked to come again, and what it says then is answered', async () => {
  const teacher = world.person(TEACHER)
  await world.sqld.kill()
  const delivery = await world.emulator.say(teacher.openId, '/帮助')
  expect(delivery.attempts).toEqual([{ status: 503, body: { error: 'try again' } }])
  await world.sqld.start()
  expect(await world.beat('2026-09-01T08:01:00+08:00')).toBe('ok')
  const count = teacher.chat().length
  await world.emulator.runDueDeliveries()
  await world.until(() => teacher.chat().length > count)
  expect(teacher.chat().at(-1)!.title).toBe('双责 · 能帮您做什么')
})

test('the log carries neither secrets nor words nor complaints of the runtime', () => {
  const lines = world.logs()
  expect(lines.filter(({ level }) => level !== 'log')).toEqual([])
  const { appSecret, encryptKey, verificationToken } = world.emulator.app
  for (const secret of [appSecret, encryptKey!, verificationToken, '消防栓'])
    expect(lines.filter(({ message }) => message.includes(secret))).toEqual([])
})
