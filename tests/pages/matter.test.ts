import { afterEach, beforeEach, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import { linkOf, onPages } from './visitor.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 09:00' })
  world.everybodyReads(/./)
})
afterEach(() => world.close())

const { visit, countOf, events, reported } = onPages(() => world)

test('only the cards of hazards and incidents carry the quiet line, one each', async () => {
  const { card, link } = await reported()
  expect(link).toBe(`${world.town.url}/m/hazard/1`)
  expect(card.text.match(/在网页中打开/g)).toHaveLength(1)
  expect(linkOf(await world.person('单念蘅').says('操场有学生摔倒，额头出血'))).toBe(
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
  await world.person('单念蘅').says('操场有学生摔倒，额头出血')
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
