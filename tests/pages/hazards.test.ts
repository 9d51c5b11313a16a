import { afterEach, beforeEach, expect, test } from 'vitest'
import { directoryReader } from '../../src/people/read-directory.ts'
import { makeUpHazards } from '../ledger/many-hazards.ts'
import { reportsEach } from '../stories/in-words.ts'
import { openWorld, type PersonInStory, quietSchool, type World } from '../world.ts'
import { linkOf, onPages } from './visitor.ts'

let world: World
let teacher: PersonInStory
let head: PersonInStory
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 09:00', school: quietSchool() })
  teacher = world.person('单念蘅')
  head = world.person('贺栎生')
  world.everybodyReads(/./)
})
afterEach(() => world.close())
const { visit } = onPages(() => world)

const reports = (who: PersonInStory, ...texts: string[]) => reportsEach(world, who, texts)

/** Every address on the page that leads to a list, with the number it stands on. */
const numbers = (html: string) =>
  [...html.matchAll(/<a[^>]*href="(\/hazards\?[^"]*)"[^>]*>(?:<b>)?(\d+)[般较重!]*/g)].map(
    ([, href, count]) => ({
      path: href!.replaceAll('&amp;', '&'),
      count: Number(count),
    }),
  )

test('every number on the board leads to a list of just as many', async () => {
  await reports(
    teacher,
    '食堂门口台阶松动',
    '教学楼B二楼男厕插座烧黑',
    '操场围栏松动',
    '三(2)班门锁坏了',
    '配电箱后面有老鼠',
  )
  await head.says('/隐患 1 接收')
  await head.says('/隐患 1 已整改 换了')
  world.everybodyReads(/./)
  await teacher.says('/隐患 1 通过')
  await world.at('2026-09-09 09:00')
  world.everybodyReads(/./)
  await reports(teacher, '操场看台栏杆松动')
  const visitor = visit('聂怀谷')
  const page = await visitor.get('/hazards')
  expect(page.status).toBe(200)
  expect(page.text).toContain('隐患清单 · 全部')
  const found = numbers(page.html)
  expect(found.length).toBeGreaterThan(30)
  for (const { path, count } of found) {
    const list = await visitor.get(path)
    const rows = list.html.match(/<td data-label="编号">/g)?.length ?? 0
    expect(rows, path).toBe(count)
  }
})

test('the card leads to the page with the same filter, the page to the record', async () => {
  await reports(teacher, '食堂门口台阶松动', '教学楼B二楼男厕插座烧黑')
  const card = await head.says('/隐患清单 全部 较大')
  const link = linkOf(card)!
  expect(new URL(link).pathname).toBe('/hazards')
  const visitor = visit('贺栎生')
  const page = await visitor.get(link)
  expect(page.text).toContain('插座烧黑')
  expect(page.text).not.toContain('台阶')
  expect(page.html).toContain('href="/m/hazard/2"')
  expect((await visitor.get('/m/hazard/2')).text).toContain('插座烧黑')
})

test('a teacher sees the own ones; asking for all is refused; a stranger logs in first', async () => {
  await reports(teacher, '食堂门口台阶松动')
  await reports(world.person('鲁锦木'), '操场围栏松动')
  const visitor = visit('单念蘅')
  const own = await visitor.get('/hazards')
  expect(own.text).toContain('台阶')
  expect(own.text).not.toContain('围栏')
  const asked = await visitor.get('/hazards?scope=all')
  expect(asked.status).toBe(404)
  expect(asked.text).toContain('全校的隐患清单给安全办公室和校领导看')
  expect((await visit('单念蘅').send('/hazards')).status).toBe(302)
})

test('a restricted one is neither in the rows nor in the numbers of who may not read it', async () => {
  await reports(teacher, '五年级有学生被同学欺凌，堵在厕所里')
  const office = await visit('杭砥平').get('/hazards?state=any')
  expect(office.text).toContain('没有符合条件的隐患')
  expect(office.text).not.toContain('堵在厕所')
  expect(numbers(office.html).every(({ count }) => count === 0)).toBe(true)
  expect((await visit('聂怀谷').get('/hazards?state=any')).text).toContain('堵在厕所')
})

test('an address somebody made up narrows by what can be read of it, and nothing of it becomes markup or SQL', async () => {
  await reports(teacher, '食堂门口台阶松动')
  const visitor = visit('聂怀谷')
  for (const query of [
    "place='%20OR%201=1--",
    'place=%3Cscript%3Ealert(1)%3C/script%3E',
    'severity=%27&age=99&page=-3&from=yesterday',
    'page=99999',
    `category=${'x'.repeat(3000)}`,
  ]) {
    const page = await visitor.get(`/hazards?${query}`)
    expect(page.status, query).toBe(200)
    expect(page.html).not.toContain('<script>')
  }
  expect((await visitor.get('/hazards?severity=%27&age=99')).text).toContain('台阶')
})

test('fifty to a page', async () => {
  const { db } = world.town
  await makeUpHazards(db, await directoryReader(db)(), {
    from: 1,
    count: 120,
    nowMs: world.town.now(),
    days: 60,
    open: true,
  })
  const visitor = visit('聂怀谷')
  const first = await visitor.get('/hazards')
  expect(first.text).toContain('第 1/3 页')
  expect(first.html.match(/data-label="编号"/g)).toHaveLength(50)
  expect((await visitor.get('/hazards?scope=all&page=3')).html.match(/data-label="编号"/g)).toHaveLength(20)
})
