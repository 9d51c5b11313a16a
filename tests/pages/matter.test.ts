import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HOUR_MS } from '../../src/time.ts'
import { picture } from '../playground/page-picture.ts'
import { openWorld, type World } from '../world.ts'
import { linkOf, openVisitor, type Visitor } from './visitor.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 09:00' })
  world.everybodyReads(/./)
})
afterEach(() => world.close())

const visit = (name: string): Visitor => openVisitor(world, world.person(name))
const countOf = async (sql: string) => Number((await world.town.db.get<{ n: number }>(sql))!.n)
const events = (kind: string) => countOf(`SELECT count(*) AS n FROM events WHERE kind = '${kind}'`)

/** A hazard of the teacher's, with its handler's card read. */
async function reported(words = '教学楼B二楼男厕插座烧黑') {
  const card = await world.person('单念蘅').says(`/隐患 ${words}`)
  world.everybodyReads(/隐患/)
  return { card, link: linkOf(card)! }
}

test('only the cards of hazards and incidents carry the quiet line, one each', async () => {
  const { card, link } = await reported()
  expect(link).toBe(`${world.town.url}/m/hazard/1`)
  expect(card.text.match(/在网页中打开/g)).toHaveLength(1)
  expect(linkOf(await world.person('单念蘅').says('操场有学生摔倒,额头出血'))).toBe(
    `${world.town.url}/m/incident/1`,
  )
  expect(linkOf(await world.person('单念蘅').says('/今日'))).toBeUndefined()
  const group = { chatId: 'oc_demo_leaders', mentionBot: true }
  expect(linkOf(await world.person('聂怀谷').says('/隐患 操场围栏松动', group))).toBeUndefined()
  world.everybodyReads(/隐患/)
  expect(linkOf(await world.person('单念蘅').says('/帮助'))).toBeUndefined()
  world.everybodyReads(/事件/)
})

test('a press on the page is the press of the chat: same record, same cards, its own toast', async () => {
  const { card, link } = await reported()
  const handler = visit('贺栎生')
  expect((await handler.get(link)).buttons).toContain('接收')
  const page = await handler.presses('接收')
  expect(page).toMatchObject({ status: 200 })
  expect(page.path).toMatch(/^\/m\/hazard\/1\?done=[0-9a-f]{32}$/)
  expect(page.text).toContain('已接收')
  await world.town.settleAnswers()
  expect(world.person('单念蘅').sees(card).tags).toContain('整改中')
  expect(world.person('贺栎生').unread()).toEqual([])
})

test('a double click, a second tab and a reload change nothing twice and show the same', async () => {
  const { link } = await reported()
  const handler = visit('贺栎生')
  await handler.get(link)
  const { action, body } = handler.formOf('接收')
  const pages = await Promise.all([handler.posts(action, body), handler.posts(action, body)])
  pages.push(await handler.posts(action, body), await handler.get(pages[0]!.path))
  expect(new Set(pages.map(({ path }) => path)).size).toBe(1)
  for (const page of pages) expect(page.text).toContain('已接收')
  expect(await events('hazard.accepted')).toBe(1)
})

test('what was changed before sending the same page again is not lost', async () => {
  await world.person('单念蘅').says('操场有学生摔倒,额头出血')
  world.everybodyReads(/事件/)
  const reporter = visit('单念蘅')
  await reporter.get('/m/incident/1')
  await reporter.presses('补充情况')
  const { action, body } = reporter.formOf('提交', { note: '家长已到校' })
  await reporter.posts(action, body)
  body.set('note', '校医已处理')
  await reporter.posts(action, body)
  expect(await events('incident.noted')).toBe(2)
})

test('after a refusal the form is there again with what was typed', async () => {
  const { link } = await reported()
  const handler = visit('贺栎生')
  await handler.get(link)
  await handler.presses('转交')
  const page = await handler.presses('提交', { to: '', reason: '这归总务处</textarea><b>管</b>' })
  expect(page).toMatchObject({ status: 422 })
  expect(page.html).toContain('class="toast warning" role="status"')
  expect(page.html).toContain('\n这归总务处&lt;/textarea&gt;&lt;b&gt;管&lt;/b&gt;</textarea>')
  expect(page.buttons).toContain('提交')
  expect(await events('hazard.transferred')).toBe(0)
})

describe('a post that does not come from our page for this person', () => {
  const press = async (headers: Record<string, string>, change: (body: FormData) => void = () => {}) => {
    const { link } = await reported()
    const handler = visit('贺栎生')
    await handler.get(link)
    const { action, body } = handler.formOf('接收')
    change(body)
    const page = await handler.posts(action, body, headers)
    expect(await events('hazard.accepted')).toBe(0)
    return page
  }
  test('from another site', async () => {
    expect((await press({ origin: 'https://evil.example' })).status).toBe(403)
  })
  test('from an opaque origin', async () => {
    expect((await press({ origin: 'null' })).status).toBe(403)
  })
  test('without a ticket', async () => {
    expect((await press({}, (body) => body.delete('_ticket'))).status).toBe(403)
  })
  test('with a made-up ticket', async () => {
    expect((await press({}, (body) => body.set('_ticket', 'e30.AAAA'))).status).toBe(403)
  })
  test("with somebody else's ticket", async () => {
    const other = visit('单念蘅')
    await other.get('/m/today')
    await reported('操场围栏松动')
    await other.get('/m/hazard/1')
    const theirs = String(other.formOf('上传照片').body.get('_ticket'))
    expect((await press({}, (body) => body.set('_ticket', theirs))).status).toBe(403)
  })
  test('with a ticket of yesterday', async () => {
    const { link } = await reported()
    const handler = visit('贺栎生')
    await handler.get(link)
    const { action, body } = handler.formOf('接收')
    await world.town.moveTo(world.town.now() + 13 * HOUR_MS)
    world.everybodyReads(/./)
    expect(await handler.posts(action, body)).toMatchObject({ status: 401 })
    await handler.get(link)
    const page = await handler.posts(action, body)
    expect(page).toMatchObject({ status: 403 })
    expect(page.text).toContain('请重新打开后再点一次')
  })
})

describe('who may not see it in the chat', () => {
  test('does not see it on a page either, and hears the same words', async () => {
    await world.person('单念蘅').says('操场有学生摔倒,额头出血')
    world.everybodyReads(/事件/)
    const page = await visit('叶梅砚').get('/m/incident/1')
    expect(page).toMatchObject({ status: 404 })
    expect(page.text).toContain((await world.person('叶梅砚').says('/上报 1')).text.trim())
    expect(page.text).not.toContain('额头')
  })

  test('a restricted incident: its readers see it, its reporter the receipt, others nothing, not even that it exists', async () => {
    await world.person('单念蘅').says('有学生说被同学长期欺凌,还被打了')
    world.everybodyReads(/事件/)
    const { restricted } = (await world.town.db.get<{ restricted: number }>(
      'SELECT restricted FROM incidents',
    ))!
    expect(restricted).toBe(1)
    expect((await visit('钟砚舟').get('/m/incident/1')).text).toContain('欺凌')
    const receipt = await visit('单念蘅').get('/m/incident/1')
    expect(receipt.text).toContain('已上报')
    expect(receipt.text).not.toContain('欺凌')
    const [hidden, missing] = [
      await visit('叶梅砚').get('/m/incident/1'),
      await visit('叶梅砚').get('/m/incident/2'),
    ]
    expect(hidden.status).toBe(missing.status)
    expect(hidden.text.replace('事件 1', '事件 N')).toBe(missing.text.replace('事件 2', '事件 N'))
  })

  test('cannot press what he was not shown', async () => {
    await world.person('单念蘅').says('操场有学生摔倒,额头出血')
    world.everybodyReads(/事件/)
    await reported()
    const outsider = visit('叶梅砚')
    await outsider.get('/m/hazard/1')
    const { body } = outsider.formOf('上传照片')
    body.set('says', '/上报 1 收到')
    expect(await outsider.posts('/m/incident/1', body)).toMatchObject({ status: 404 })
    expect((await outsider.posts('/m/hazard/1', body)).status).toBe(422)
    body.set('says', '/今日')
    body.set('photos', new File([picture('a') as Uint8Array<ArrayBuffer>], 'a.png'))
    expect(await outsider.posts('/m/incident/1', body)).toMatchObject({ status: 404 })
    expect(await events('photo.received')).toBe(0)
    expect(await events('incident.acknowledged')).toBe(0)
  })

  test('the week is for leaders, a leave for whom it concerns', async () => {
    expect((await visit('单念蘅').get('/m/week/2026-09-01')).status).toBe(404)
    expect((await visit('聂怀谷').get('/m/week/2026-09-01')).text).toContain('每周安全小结')
    await world.person('单念蘅').says('/请假 今天 顾鹿蓁 发烧就医')
    world.everybodyReads(/./)
    const { id } = (await world.town.db.get<{ id: string }>('SELECT id FROM leaves'))!
    expect((await visit('单念蘅').get(`/m/leave/${id}`)).text).toContain('发烧就医')
    expect((await visit('顾鹿蓁').get(`/m/leave/${id}`)).status).toBe(200)
    const other = await visit('叶梅砚').get(`/m/leave/${id}`)
    expect(other).toMatchObject({ status: 404 })
    expect(other.text).not.toContain('发烧')
  })

  test.each([
    '/m/hazard/0',
    '/m/hazard/1e3',
    '/m/hazard',
    '/m/week/2026-13-01',
    '/m/constructor/1',
    '/m/x/y/z',
  ])('there is no %s', async (path) => {
    const page = await visit('聂怀谷').get(path)
    expect(page).toMatchObject({ status: 404 })
    expect(page.text).toContain('没有这一页')
  })

  test('an answer shows to its author alone', async () => {
    const { link } = await reported()
    const handler = visit('贺栎生')
    await handler.get(link)
    const { path } = await handler.presses('改类别等级')
    expect((await handler.get(path)).buttons).toContain('提交')
    expect((await visit('单念蘅').get(path)).buttons).not.toContain('提交')
    // Nor is it a way to a page its author may not see.
    const done = new URL(path, link).search
    expect((await handler.get(`/m/incident/1${done}`)).status).toBe(404)
  })
})

test('what people write stays what they wrote', async () => {
  const nasty = `<script>alert(1)</script><img src=x onerror=alert(2)>"'><svg/onload=alert(3)> javascript:alert(4)`
  const { link } = await reported(`教学楼B二楼男厕插座烧黑 ${nasty}`)
  const { html, text } = await visit('贺栎生').get(link)
  expect(html).not.toMatch(/<script|<img|<svg\/|onerror=alert\(2\)>/)
  expect(text).toContain('<script>alert(1)</script>')
})

test('a whole day on pages: the check-in, a report with its own page', async () => {
  const teacher = visit('单念蘅')
  await teacher.get('/m/today')
  expect((await teacher.presses('全班正常')).text).toContain('全班正常')
  await teacher.get('/m/today')
  await teacher.presses('更正')
  await teacher.presses('教室有问题')
  const page = await teacher.presses('提交', { room: '后排吊扇晃动' })
  expect(page.status).toBe(200)
  expect(await countOf('SELECT count(*) AS n FROM hazards')).toBe(1)
  await world.town.settleAnswers()
  world.everybodyReads(/./)
})
