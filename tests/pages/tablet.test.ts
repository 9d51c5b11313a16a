import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HOUR_MS } from '../../src/time.ts'
import { picture } from '../playground/page-picture.ts'
import { checkinOf, countOf, setAside, staffCheckin } from '../stories/school-day.ts'
import { addressOf, cleaningOf, hang, tabletSchool, taps } from '../tablets/hanging.ts'
import { openWorld, type World } from '../world.ts'
import { onPages, openVisitor, type Visitor } from './visitor.ts'

let world: World
let tablet: Visitor & { home: string }
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 07:55', school: tabletSchool() })
  await world.at('14:45')
  setAside(world)
  tablet = await hang(world, '厨房')
})
afterEach(async () => {
  setAside(world)
  await world.close()
})

const { visit, events } = onPages(() => world)
const file = (bytes: Uint8Array, name: string) => new File([bytes as Uint8Array<ArrayBuffer>], name)
const opens = async (name: string) => taps(tablet, await tablet.get(tablet.home), name)
const answered = async () => (await checkinOf(world, staffCheckin('W06'))).status
const allEvents = async () =>
  Number((await world.town.db.get<{ n: number }>('SELECT count(*) AS n FROM events'))!.n)

describe('a link that is not good', () => {
  test.each([
    ['made up', (good: string) => good.replace(/\.[\w-]{6}/, '.AAAAAA'), '不是本校双责给的'],
    ['of another generation', () => addressOf(world, '厨房', 2), '已停用或已换新'],
    ['of a place where nothing hangs', () => addressOf(world, '库房'), '已停用或已换新'],
    ['torn', (good: string) => good.slice(0, -8), '没有打开完整'],
  ])('%s: a sentence, no name, no form', async (_, change, sentence) => {
    const path = await change(tablet.home)
    for (const at of [path, `${path}/W06`]) {
      const page = await tablet.get(at)
      expect([403, 404]).toContain(page.status)
      expect(page.text).toContain(sentence)
      expect(page.html).not.toMatch(/侯芹芳|<form/)
    }
    await opens('侯芹芳')
    const { body } = tablet.formOf('无异常')
    const before = await allEvents()
    expect((await tablet.posts(`${path}/W06`, body)).text).toContain(sentence)
    expect(await allEvents()).toBe(before)
  })

  test('a patrol plate’s signature opens no tablet', async () => {
    const { pointToken } = await import('../../src/pages/points.ts')
    const { createSigner } = await import('../../src/pages/signed.ts')
    const signer = createSigner(world.emulator.app.appSecret)
    const token = await pointToken(signer, { id: '厨房' } as never)
    expect((await tablet.get(`/t/${token}`)).status).toBe(404)
  })
})

describe('who may be answered for', () => {
  test('nobody with the app, nobody unknown, nobody who left', async () => {
    for (const id of ['T31', 'W05', 'W01', 'nobody', '%2e%2e']) {
      const page = await tablet.get(`${tablet.home}/${id}`)
      expect(page.status, id).toBe(404)
      expect(page.text).toMatch(/平板只给不用.+的同事填|请重新扫/)
    }
  })

  test('a page of one person posts nothing for another, and nothing for a colleague with the app', async () => {
    await opens('侯芹芳')
    const { action, body } = tablet.formOf('无异常')
    expect((await tablet.posts(action.replace('W06', 'W07'), body)).status).toBe(403)
    body.set('says', `/打卡 ${staffCheckin('W07')} 无异常`)
    expect((await tablet.posts(action, body)).text).toContain('这是钮春灶的签到，您不能代报。')
    body.set('says', '/打卡 2026-09-01.chk-homeroom-morning.C301 全班正常')
    expect((await tablet.posts(action, body)).text).toContain('这是单念蘅的签到，您不能代报。')
    body.set('says', `/完成 ${cleaningOf('2026-09-01')} 正常`)
    expect((await tablet.posts(action, body)).text).toContain('这一项由阎净秋来办，您不能代办。')
    expect(await answered()).toBe('open')
  })

  test.each([
    '/隐患 1',
    '/隐患 1 通过',
    '/上报 1',
    '/请假 今天 发烧',
    '/平板',
    '/平板 厨房 停用',
    '/任职 侯芹芳 校长',
    '/双责',
    '/周报',
    '/未打卡',
    '/转办 x.y.z 窦丰和 忙',
    '/协办 x.y.z 窦丰和',
    '/打卡 无异常',
    '厨房着火了',
    '',
  ])('%s is not said there', async (says) => {
    await world.person('单念蘅').says('/隐患 有学生说被同学长期欺凌')
    setAside(world)
    await opens('侯芹芳')
    const { action, body } = tablet.formOf('无异常')
    body.set('says', says)
    const before = await allEvents()
    const page = await tablet.posts(action, body)
    expect(page.status).toBe(422)
    expect(page.text).toMatch(/这件事不能在平板上办|请点一个按钮/)
    expect(page.text).not.toContain('欺凌')
    expect(await allEvents()).toBe(before)
  })
})

describe('a post that does not come from the page', () => {
  const press = async (headers: Record<string, string>, change: (body: FormData) => void = () => {}) => {
    await opens('侯芹芳')
    const { action, body } = tablet.formOf('无异常')
    change(body)
    const page = await tablet.posts(action, body, headers)
    expect(await answered()).toBe('open')
    return page
  }
  test.each([
    ['from another site', { origin: 'https://evil.example' }],
    ['from an opaque origin', { origin: 'null' }],
  ])('%s', async (_, headers) => {
    expect((await press(headers)).text).toContain('不是从双责的页面来的')
  })
  test('without a ticket, with a made-up one', async () => {
    expect((await press({}, (body) => body.delete('_ticket'))).status).toBe(403)
    expect((await press({}, (body) => body.set('_ticket', 'e30.AAAA'))).text).toContain('什么都没有改动')
  })
  test('with the ticket of another tablet', async () => {
    const other = await hang(world, '门岗')
    await taps(other, await other.get(other.home), '侯芹芳')
    const theirs = String(other.formOf('无异常').body.get('_ticket'))
    expect((await press({}, (body) => body.set('_ticket', theirs))).status).toBe(403)
  })
  test('with a ticket of somebody who logged in', async () => {
    const teacher = visit('单念蘅')
    await teacher.get('/m/today')
    const { body } = teacher.formOf('有异常')
    expect((await press({}, (own) => own.set('_ticket', String(body.get('_ticket'))))).status).toBe(403)
  })
})

test('a form left open overnight is taken at its worth; what cannot be taken is shown, not thrown away', async () => {
  await opens('阎净秋')
  await tablet.presses('填写')
  const cleaning = tablet.formOf('提交', { toilets: '12', text: '都冲过了' })
  await opens('侯芹芳')
  await tablet.presses('有隐患')
  const hazard = tablet.formOf('提交', { text: '灶台煤气味很重' })
  await world.town.moveTo(world.town.now() + 13 * HOUR_MS)
  setAside(world)
  expect((await tablet.posts(cleaning.action, cleaning.body)).text).toContain('已存档，状态仍为缺')
  expect(await events('duty.proved')).toBe(1)
  const refused = await tablet.posts(hazard.action, hazard.body)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('9月1日 周二的签到已于当日24:00截止，不能再改。')
  expect(refused.text).toContain('灶台煤气味很重\n照片')
  expect(await countOf(world, 'hazards')).toBe(0)
})

test('what would name a colleague has no button there: handing an overdue duty on', async () => {
  const own = await opens('阎净秋')
  expect(own.text).toContain('已过时间，现在补做仍算数')
  expect(own.buttons).not.toContain('请人代办')
  expect((await world.person('杭砥平').says('/今日')).buttons).toContain('请人代办')
})

test('answered too late, the question gone meanwhile: the words are shown, not thrown away', async () => {
  await opens('阎净秋')
  await tablet.presses('填写')
  const { action, body } = tablet.formOf('提交', { toilets: '12', text: '二楼水管漏水，只冲了一半' })
  await world.person('聂怀谷').says(`/免做 ${cleaningOf('2026-09-01')} 停水`)
  const page = await tablet.posts(action, body)
  expect(page.text).toContain('这一项已免做，不用再交。')
  expect(page.text).toContain('刚才写的，没有记上')
  expect(page.text).toContain('二楼水管漏水，只冲了一半')
  expect(await events('duty.proved')).toBe(0)
})

test('a double tap, and the same page sent again much later, record once and say the same', async () => {
  await opens('侯芹芳')
  const { action, body } = tablet.formOf('无异常')
  const [one, other] = await Promise.all([tablet.posts(action, body), tablet.posts(action, body)])
  expect(one.text).toContain('侯芹芳：已记录，谢谢')
  expect(other.path).toBe(one.path)
  await world.at('15:30')
  setAside(world)
  expect((await tablet.posts(action, body)).path).toBe(one.path)
  expect(await events('checkin.answered')).toBe(1)
})

test('ten megabytes of words, a photo that is none, one too large: a sentence each, and what was typed stays', async () => {
  await opens('阎净秋')
  await tablet.presses('填写')
  const long = await tablet.presses('提交', { text: '啊'.repeat(3_500_000), toilets: '7' })
  expect(long.status).toBe(422)
  expect(long.text).toContain('写得太长了（3500000 字），一栏最多 4000 字。写的还在，请删短些再提交。')
  expect(long.html).toContain('value="7"')
  await opens('阎净秋')
  await tablet.presses('填写')
  for (const [photo, sentence] of [
    [file(new TextEncoder().encode('<svg onload=alert(1)>'), 'a.svg'), '「a.svg」不是照片'],
    [file(new Uint8Array(11 * 1024 * 1024), 'big.jpg'), '有 11 MB，一张最多 10 MB'],
    [file(picture('x').subarray(0, 40), 'torn.png'), '不完整，可能没有传完'],
  ] as const) {
    const page = await tablet.presses('提交', { text: '都冲过了', toilets: '7', photos: [photo] })
    expect(page.status).toBe(422)
    expect(page.text).toContain(sentence)
    expect(page.html).toContain('都冲过了')
  }
  expect(await events('duty.proved')).toBe(0)
  expect(await events('photo.received')).toBe(0)
  const done = await tablet.presses('提交', { photos: [file(picture('x'), 'x.png')] })
  expect(done.text).toContain('已补办（迟）')
  expect(await events('duty.proved')).toBe(1)
})

test('an empty hazard, one that breaks off, words that are markup', async () => {
  await tablet.get(`${tablet.home}/W06?ask=hazard`)
  expect((await tablet.presses('提交', { text: ' ' })).text).toContain('请写一句在哪里、有什么隐患。')
  expect(await countOf(world, 'hazards')).toBe(0)
  const { action } = tablet.formOf('提交')
  const broken = await tablet.send(action, {
    method: 'POST',
    headers: { origin: world.town.url, 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x\r\nContent-Disposition: form-data; name="says"\r\n\r\n/隐患',
  })
  expect([broken.status, (await broken.text()).includes('没有传完整')]).toEqual([400, true])
  const done = await tablet.presses('提交', { text: '灶台旁地面<script>alert(1)</script>很滑' })
  expect(done.text).toContain('已登记，编号 1')
  expect(done.html).not.toContain('<script>')
})

test('pages are not kept, not framed, not indexed, run no script, and go back to the names by themselves', async () => {
  const list = await tablet.get(tablet.home)
  const card = await opens('侯芹芳')
  const form = await tablet.presses('有隐患')
  for (const { headers, html } of [list, card, form]) {
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toMatch(/script-src 'none'.*frame-ancestors 'none'/)
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('set-cookie')).toBeNull()
    expect(html).toContain('content="noindex"')
  }
  const leaves = ({ html }: { html: string }) => /http-equiv="refresh" content="(\d+);url=([^"]+)"/.exec(html)
  expect(leaves(list)?.slice(1)).toEqual(['60', tablet.home])
  expect(leaves(card)?.slice(1)).toEqual(['60', tablet.home])
  expect(leaves(form)?.slice(1)).toEqual(['600', tablet.home])
})

test('the links are read by whoever may hang tablets up, after a login', async () => {
  expect((await visit('聂怀谷').get('/tablets')).text).toContain('公用平板 1 块')
  for (const name of ['钟砚舟', '单念蘅', '窦丰和']) {
    const page = await visit(name).get('/tablets')
    expect([page.status, page.html.includes('/t/')], name).toEqual([403, false])
  }
  expect((await openVisitor(world, undefined).send('/tablets')).status).toBe(302)
})
