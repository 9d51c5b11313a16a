import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HOUR_MS } from '../../src/time.ts'
import { picture } from '../playground/page-picture.ts'
import { openWorld, type World } from '../world.ts'
import { onPages } from './visitor.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 09:00' })
  world.everybodyReads(/./)
})
afterEach(() => world.close())

const { visit, events, reported } = onPages(() => world)

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
    await world.person('单念蘅').says('操场有学生摔倒，额头出血')
    world.everybodyReads(/事件/)
    const page = await visit('叶梅砚').get('/m/incident/1')
    expect(page).toMatchObject({ status: 404 })
    expect(page.text).toContain((await world.person('叶梅砚').says('/上报 1')).text.trim())
    expect(page.text).not.toContain('额头')
  })

  test('a restricted incident: its readers see it, its reporter the receipt, others nothing, not even that it exists', async () => {
    await world.person('单念蘅').says('有学生说被同学长期欺凌，还被打了')
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
    await world.person('单念蘅').says('操场有学生摔倒，额头出血')
    world.everybodyReads(/事件/)
    await reported()
    const outsider = visit('叶梅砚')
    expect((await outsider.get('/m/hazard/1')).html).not.toContain('上传照片')
    await world.person('叶梅砚').says('/隐患 三(1)班后排椅子松了')
    world.everybodyReads(/隐患 2/)
    await outsider.get('/m/hazard/2')
    const { body } = outsider.formOf('上传照片')
    body.set('says', '/上报 1 收到')
    expect(await outsider.posts('/m/incident/1', body)).toMatchObject({ status: 404 })
    expect((await outsider.posts('/m/hazard/1', body)).status).toBe(422)
    body.set('says', '/今日')
    body.set('photos', new File([picture('a') as Uint8Array<ArrayBuffer>], 'a.png'))
    expect(await outsider.posts('/m/incident/1', body)).toMatchObject({ status: 404 })
    body.set('says', '/隐患 1')
    expect(await outsider.posts('/m/hazard/1', body)).toMatchObject({ status: 422 })
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
