import { afterEach, beforeEach, expect, test } from 'vitest'
import { fieldsOf, look, pictureFile } from '../photos/pictures.ts'
import { openWorld, quietSchool, type World } from '../world.ts'
import { onPages, type Visitor } from './visitor.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 09:00', school: quietSchool() })
})
afterEach(async () => {
  await world.town.settleAnswers()
  world.everybodyReads(/./)
  await world.close()
})
const { visit, events } = onPages(() => world)
const PICTURE = pictureFile('phone-sideways.jpg')
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())

/** A hazard of the teacher's with one photo; returns its id. */
async function reported(): Promise<string> {
  await world.person('单念蘅').says('/隐患 教学楼B二楼男厕插座烧黑')
  await world.person('单念蘅').sendsPhoto(PICTURE)
  world.everybodyReads(/./)
  return (await world.town.db.get<{ id: string }>('SELECT id FROM photos'))!.id
}
const shownTo = async (visitor: Visitor, id: string) =>
  look(await bytesOf(await visitor.send(`/photo/${id}`)))
/** Somebody logged in. */
async function at(name: string, path = '/m/hazard/1'): Promise<Visitor> {
  const visitor = visit(name)
  await visitor.get(path)
  return visitor
}

test('the reporter covers half of it on a page; others see that half black, at once', async () => {
  const id = await reported()
  const teacher = visit('单念蘅')
  expect((await teacher.get('/m/hazard/1')).html).toContain(`href="/photo/${id}/mask"`)
  const handler = await at('贺栎生')
  const before = await handler.send(`/photo/${id}`)
  const tag = before.headers.get('etag')!
  const same = await handler.send(`/photo/${id}`, { headers: { 'if-none-match': tag } })
  expect(same.status).toBe(304)

  const page = await teacher.get(`/photo/${id}/mask`)
  expect(page.headers.get('content-security-policy')).toContain("script-src 'none'")
  expect(page.headers.get('cache-control')).toBe('no-store')
  // It stands upright, so the grid does.
  expect(page.html.match(/type="checkbox"/g)).toHaveLength(108)
  expect(page.html).toContain('mask tall')
  expect(page.text).toContain('照片里有学生的脸、姓名或伤口')
  const top = Array.from({ length: 54 }, (_, cell) => String(cell + 1))
  const after = await teacher.presses('遮住', { 'cells[]': top })
  expect([after.path.split('?')[0], after.text.includes('已遮住')]).toEqual(['/m/hazard/1', true])

  const now = await handler.send(`/photo/${id}`, { headers: { 'if-none-match': tag } })
  expect(now.status, 'what is in the cache is old').toBe(200)
  expect(fieldsOf(look(await bytesOf(now)))).toEqual(['black', 'black', 'blue', 'white'])
})

test('what is covered stays covered for whoever may not decide; the office sets it anew or takes it off', async () => {
  const id = await reported()
  const teacher = visit('单念蘅')
  await teacher.get(`/photo/${id}/mask`)
  await teacher.presses('遮住', { 'cells[]': ['1', '2'] })
  const again = await teacher.get(`/photo/${id}/mask`)
  expect(again.html.match(/checked disabled/g)).toHaveLength(2)
  expect(again.buttons).not.toContain('取消遮挡')
  expect(again.text).toContain('单念蘅 9月1日')

  const office = await at('杭砥平', `/photo/${id}/mask`)
  await office.presses('遮住', { 'cells[]': ['108'] })
  const seen = await shownTo(office, id)
  expect([seen.at(0.05, 0.05), seen.at(0.97, 0.97)]).toEqual(['red', 'black'])
  await office.get(`/photo/${id}/mask`)
  expect((await office.presses('取消遮挡')).text).toContain('已取消遮挡')
  expect((await shownTo(office, id)).at(0.97, 0.97)).toBe('white')
})

test('a cell typed by its number, or sent by a page opened before, uncovers nothing', async () => {
  const id = await reported()
  const teacher = await at('单念蘅', `/photo/${id}/mask`)
  const office = await at('杭砥平', `/photo/${id}/mask`)
  await office.presses('遮住', { 'cells[]': Array.from({ length: 54 }, (_, cell) => String(cell + 55)) })
  await world.person('单念蘅').says('/隐患 1 遮照片 1 1')
  world.everybodyReads(/./)
  expect(fieldsOf(await shownTo(office, id))).toEqual(['red', 'green', 'black', 'black'])

  await office.get(`/photo/${id}/mask`)
  await office.presses('确定整张遮住')
  await teacher.presses('遮住', { 'cells[]': ['1'] })
  expect((await teacher.send(`/photo/${id}`)).status).toBe(404)
})

test('what the reporter covers while the office looks at an older page stays covered', async () => {
  const id = await reported()
  const office = await at('杭砥平', `/photo/${id}/mask`)
  const teacher = await at('单念蘅', `/photo/${id}/mask`)
  await teacher.presses('遮住', { 'cells[]': Array.from({ length: 54 }, (_, cell) => String(cell + 1)) })
  await office.presses('遮住', { 'cells[]': ['108'] })
  const seen = await shownTo(office, id)
  expect([seen.at(0.05, 0.05), seen.at(0.97, 0.97)]).toEqual(['black', 'black'])
  // With the page as it is now the office sets it anew.
  await office.get(`/photo/${id}/mask`)
  await office.presses('遮住', { 'cells[]': ['108'] })
  expect((await shownTo(office, id)).at(0.05, 0.05)).toBe('red')
})

test('nothing chosen is said, and nothing is lost', async () => {
  const id = await reported()
  const teacher = await at('单念蘅', `/photo/${id}/mask`)
  const page = await teacher.presses('遮住')
  expect([page.status, page.text.includes('请先点选要遮住的地方')]).toEqual([422, true])
  expect(await events('photo.masked')).toBe(0)
})

test('wholly covered nobody sees it any more, nor can a part of it be covered', async () => {
  const id = await reported()
  const teacher = await at('单念蘅', `/photo/${id}/mask`)
  await teacher.presses('确定整张遮住')
  expect((await teacher.send(`/photo/${id}`)).status).toBe(404)
  const page = await teacher.get(`/photo/${id}/mask`)
  expect(page.text).toContain('已整张遮住')
  expect(page.buttons).not.toContain('遮住')
})

test('the original is for those who decide, as it came; each look is written down first', async () => {
  const id = await reported()
  for (const name of ['单念蘅', '贺栎生', '顾鹿蓁']) {
    const someone = await at(name, '/m/today')
    const may = name === '贺栎生'
    expect((await someone.send(`/photo/${id}/original`)).status, name).toBe(may ? 200 : 404)
  }
  const office = await at('杭砥平')
  const original = await office.send(`/photo/${id}/original`)
  expect(await bytesOf(original)).toEqual(PICTURE)
  expect(original.headers.get('cache-control')).toBe('no-store')
  expect(original.headers.get('x-content-type-options')).toBe('nosniff')
  expect(await events('photo.looked-at')).toBe(2)
  expect((await office.get(`/photo/${id}/mask`)).text).toContain('杭砥平 9月1日 09:00 看过原图')
  expect((await visit('单念蘅').get(`/photo/${id}/mask`)).text).not.toContain('看过原图')
})

test('who only reads the hazard has no link and no page to cover it, and without login nobody has', async () => {
  const id = await reported()
  const other = visit('顾鹿蓁')
  const page = await other.get('/m/hazard/1')
  expect(page.html).not.toContain('/mask')
  expect((await other.get(`/photo/${id}/mask`)).status).toBe(404)
  for (const path of [`/photo/${id}/mask`, `/photo/${id}/original`])
    expect((await fetch(new URL(path, world.town.url), { redirect: 'manual' })).status).toBe(302)
  expect((await other.get('/photo/p000000000000000/mask')).status).toBe(404)
})

test('a mistaken upload is taken back on its page with a reason; the original is kept for those who decide', async () => {
  const id = await reported()
  const teacher = await at('单念蘅', `/photo/${id}/mask`)
  expect((await teacher.presses('删除照片', { reason: '' })).text).toContain('删照片要写明理由')
  await teacher.get(`/photo/${id}/mask`)
  const page = await teacher.presses('删除照片', { reason: '传错了' })
  expect(page.text).toContain('已删除一张整改前的照片：传错了')
  expect(page.html).not.toContain('<img')
  expect((await teacher.send(`/photo/${id}`)).status).toBe(404)
  expect((await teacher.get(`/photo/${id}/mask`)).status).toBe(404)
  expect((await (await at('杭砥平')).send(`/photo/${id}/original`)).status).toBe(200)
})

test('after a day the page does not offer it any more', async () => {
  const id = await reported()
  await world.at('2026-09-02 09:01')
  world.everybodyReads(/./)
  expect((await visit('单念蘅').get(`/photo/${id}/mask`)).buttons).not.toContain('删除照片')
})
