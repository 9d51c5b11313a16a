import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Photo } from '../../src/photos/photo.ts'
import { type Got, openWorld, type PersonInStory, PHOTO, type World } from '../world.ts'

let world: World
let teacher: PersonInStory
let head: PersonInStory

beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 10:30' })
  teacher = world.person('单念蘅')
  head = world.person('贺栎生')
})
afterEach(() => world.close())

const TILE = '/隐患 教学楼B一楼走廊有块地砖翘起来了'
/** The teacher's own class room and the point that is hers. */
const OWN_PLACES = ['在三(1)班', '在教学楼B一楼走廊与西楼梯']
const photos = async () =>
  (await world.town.db.all<{ state: string }>('SELECT state FROM photos ORDER BY received_at, id')).map(
    (row) => JSON.parse(row.state) as Photo,
  )
/** The pictures a card shows, as the platform has them. */
const shownOn = (got: Got): Uint8Array[] =>
  [...JSON.stringify(got.card).matchAll(/"img_key":"([^"]+)"/g)].map(
    ([, key]) => world.emulator.image(key!)!.bytes,
  )
const has = (bytes: Uint8Array, words: string) => Buffer.from(bytes).includes(words)
/** The same picture with one byte more, as another picture. */
const other = (n: number) => new Uint8Array([...PHOTO, n])

test('after a report it belongs to it, on every card; the original is kept byte for byte, the shown copy says no place', async () => {
  const receipt = await teacher.says(TILE)
  const forHead = head.gets('隐患 1')
  world.person('杭砥平').gets('隐患 1')
  await world.at('10:38')
  const answer = await teacher.sendsPhoto()
  expect(answer.text).toBe('照片已附到隐患 1。')
  for (const card of [teacher.sees(receipt), head.sees(forHead)]) {
    expect(card.text).toContain('整改前')
    const [shown] = shownOn(card)
    expect(has(shown!, 'GPSLatitude')).toBe(false)
    expect(shown!.length).toBeGreaterThan(100)
  }
  expect(has(PHOTO, 'GPSLatitude'), 'the fixture does carry a place').toBe(true)
  const [kept] = await photos()
  expect(kept).toMatchObject({
    sender: 'T31',
    about: 'hazard/1',
    bytes: PHOTO.length,
    sha256: createHash('sha256').update(PHOTO).digest('hex'),
    receivedAtMs: world.town.now(),
  })
  expect(await world.town.photos.get(`original/${kept!.id}`)).toMatchObject({ bytes: PHOTO })
})

test('before the report it is offered, and the report takes it along', async () => {
  const offer = await teacher.sendsPhoto()
  expect([offer.title, offer.buttons]).toEqual(['收到照片', ['登记隐患', ...OWN_PLACES]])
  expect(shownOn(offer)).toHaveLength(1)
  await world.at('10:36')
  const receipt = await teacher.says(TILE)
  expect(shownOn(receipt)).toHaveLength(1)
  expect(await photos()).toMatchObject([{ about: 'hazard/1' }])
  world.everybodyReads(/隐患 1/)
})

test('alone it becomes a report with two answers', async () => {
  const offer = await teacher.sendsPhoto()
  const form = await teacher.presses('登记隐患', offer)
  expect([form.title, form.fields]).toEqual(['报隐患', ['place', 'text']])
  const receipt = await teacher.submits('提交', { place: '三(1)班', text: '窗户玻璃裂了' }, offer)
  expect(receipt.title).toContain('隐患 1')
  expect(shownOn(receipt)).toHaveLength(1)
  for (const { got } of world.unread()) expect(shownOn(got)).toHaveLength(1)
  world.everybodyReads(/隐患 1/)
})

test('eleven minutes later it is offered, not attached', async () => {
  await teacher.says(TILE)
  world.everybodyReads(/隐患 1/)
  await world.at('10:41')
  expect((await teacher.sendsPhoto()).title).toBe('收到照片')
  expect(await photos()).toMatchObject([{ about: null }])
})

test('as a reply to a card it belongs to that card, however old', async () => {
  const receipt = await teacher.says(TILE)
  const forHead = head.gets('隐患 1')
  world.person('杭砥平').gets('隐患 1')
  await world.at('12:30')
  expect((await teacher.sendsPhoto(PHOTO, { replyTo: receipt.messageId })).text).toBe('照片已附到隐患 1。')
  await head.presses('接收', forHead)
  await world.at('14:30')
  await head.sendsPhoto(other(1), { replyTo: forHead.messageId })
  expect(head.sees(forHead).text).toContain('整改后')
  expect(shownOn(head.sees(forHead))).toHaveLength(2)
})

test('to an incident as well, and words beside it are news', async () => {
  const doctor = world.person('温杏檐')
  await world.person('雷骁屿').says('/上报 操场一名学生扭伤脚')
  const card = doctor.gets('事件 1')
  world.everybodyReads(/事件 1/)
  expect((await world.person('雷骁屿').sendsPhoto()).text).toBe('照片已附到事件 1。')
  await world.emulator.sendPost(
    doctor.openId,
    { text: '已冰敷，等家长', images: [{ bytes: other(2), mime: 'image/jpeg' }] },
    { replyTo: card.messageId },
  )
  await world.town.settleAnswers()
  expect(doctor.gets('照片已附到事件 1').text).toContain('文字已补充')
  expect(doctor.sees(card).text).toContain('温杏檐：已冰敷，等家长')
  expect(shownOn(doctor.sees(card))).toHaveLength(2)
})

test('who mends and sends a picture is offered his own hazard', async () => {
  await teacher.says(TILE)
  const forHead = head.gets('隐患 1')
  world.person('杭砥平').gets('隐患 1')
  await head.presses('接收', forHead)
  await world.at('14:30')
  const offer = await head.sendsPhoto()
  expect(offer.buttons).toEqual(['登记隐患', '在东围墙及邻近施工地段', '附到隐患 1'])
  const attached = await head.presses('附到隐患 1', offer)
  expect(attached.toast).toBe('照片已附到隐患 1')
  expect(head.sees(forHead).text).toContain('整改后')
  const again = await world.emulator.press(head.openId, offer.messageId, { label: '附到隐患 1', version: 1 })
  expect(again.toast?.content).toContain('没有找到这张照片，或已经附过了')
})

test('a picture just sent is proof enough for 已整改', async () => {
  await teacher.says(TILE)
  const forHead = head.gets('隐患 1')
  world.person('杭砥平').gets('隐患 1')
  await head.presses('接收', forHead)
  await world.at('14:30')
  await head.sendsPhoto()
  expect((await head.says('/隐患 1 已整改')).tags).toContain('待验收')
  world.person('杭砥平').gets('待验收')
  expect(await photos()).toMatchObject([{ about: 'hazard/1' }])
})

test('words with pictures are read like words, and all the pictures come along', async () => {
  const post = async (text: string, n: number) => {
    await world.emulator.sendPost(teacher.openId, {
      text,
      images: [1, 2].map((i) => ({ bytes: other(n + i), mime: 'image/jpeg' })),
    })
    await world.town.settleAnswers()
  }
  await post('教学楼B一楼走廊有块地砖翘起来了', 10)
  const receipt = teacher.gets('隐患 1')
  expect(shownOn(receipt)).toHaveLength(2)
  await post('操场有学生摔倒，额头出血', 20)
  const incident = teacher.gets('事件 1')
  expect(incident.title).toBe('已上报 · 事件 1')
  await post('/隐患 综合楼楼梯扶手断了', 30)
  expect(shownOn(teacher.gets('隐患 2'))).toHaveLength(2)
  expect(teacher.unread()).toEqual([])
  expect((await photos()).map(({ about }) => about).sort()).toEqual(
    ['hazard/1', 'hazard/2', 'incident/1'].flatMap((about) => [about, about]),
  )
  world.everybodyReads(/隐患|事件/)
})

test('a picture with words that say nothing is offered like a picture alone', async () => {
  await world.emulator.sendPost(teacher.openId, {
    text: '看看这个',
    images: [{ bytes: PHOTO, mime: 'image/jpeg' }],
  })
  await world.town.settleAnswers()
  expect(teacher.gets('收到照片').buttons).toEqual(['登记隐患', ...OWN_PLACES])
})

test('what is over takes no more pictures, but the picture is not lost', async () => {
  const receipt = await teacher.says('教学楼B一楼走廊有块地砖翘起来了')
  world.everybodyReads(/隐患 1/)
  await teacher.presses('撤回', receipt)
  const offer = await teacher.sendsPhoto(PHOTO, { replyTo: receipt.messageId })
  expect(offer.text).toContain('隐患 1 已经结束，照片没有附上去。')
  expect(offer.buttons).toEqual(['登记隐患', ...OWN_PLACES])
  expect(await photos()).toMatchObject([{ about: null }])
  // Alone, it is not even thought to be meant for it.
  expect((await teacher.sendsPhoto(other(3))).text).not.toContain('已经结束')
})

test('nobody takes somebody else’s picture by its id', async () => {
  const offer = await teacher.sendsPhoto()
  const [{ id } = { id: '' }] = await photos()
  const form = await world.person('顾鹿蓁').says(`/隐患 照片 ${id}`)
  const receipt = await world.person('顾鹿蓁').submits('提交', { place: '三(2)班', text: '灯坏了' }, form)
  expect(shownOn(receipt)).toEqual([])
  expect(await photos()).toMatchObject([{ about: null, sender: 'T31' }])
  expect(teacher.sees(offer).title).toBe('收到照片')
  world.everybodyReads(/隐患 1/)
})

const torn = PHOTO.slice(0, 60)
const heic = new Uint8Array([0, 0, 0, 24, ...Buffer.from('ftypheic'), 0, 0, 0, 0, ...Buffer.from('mif1heic')])
const huge = (() => {
  const bytes = new Uint8Array(10 * 1024 * 1024 + PHOTO.length)
  bytes.set(PHOTO)
  return bytes
})()

test.each([
  ['torn', torn, '原图已保存，但卡片上显示不了；请换成 JPG 再发一张'],
  ['HEIC', heic, '原图已保存，但卡片上显示不了；请换成 JPG 再发一张'],
  ['over 10 MB', huge, '超过 10 MB，原图已保存'],
])('a picture that is %s gets a sentence and is kept', async (_, bytes, words) => {
  const receipt = await teacher.says(TILE)
  world.everybodyReads(/隐患 1/)
  const answer = await teacher.sendsPhoto(bytes)
  expect(answer.text).toContain('照片已附到隐患 1。')
  expect(answer.text).toContain(words)
  const [kept] = await photos()
  expect(kept).toMatchObject({ bytes: bytes.length, about: 'hazard/1' })
  expect((await world.town.photos.get(`original/${kept!.id}`))!.bytes.length).toBe(bytes.length)
  expect(shownOn(teacher.sees(receipt))).toEqual([])
  expect(teacher.sees(receipt).text).toContain('整改前')
})

test('an empty picture is asked for again', async () => {
  await teacher.says(TILE)
  world.everybodyReads(/隐患 1/)
  expect((await teacher.sendsPhoto(new Uint8Array())).text).toBe('有照片是空的，请再发一次。')
  expect(await photos()).toEqual([])
})

test('a download that fails at first is tried again, and belongs to the report it was sent after', async () => {
  await teacher.says(TILE)
  world.everybodyReads(/隐患 1/)
  world.expectTrouble('inbound-failed')
  world.emulator.faults.next('GET /im/v1/messages/:id/resources/:key', 'server-error', 3)
  await world.emulator.sendImage(teacher.openId, PHOTO, 'image/jpeg')
  await world.town.settleAnswers()
  await world.at('10:33')
  expect(teacher.gets('照片已附到隐患 1').atMs).toBeGreaterThan(0)
  expect(await photos()).toMatchObject([{ about: 'hazard/1' }])
})

test('words do not wait for the picture beside them', async () => {
  world.expectTrouble('inbound-failed')
  world.emulator.faults.next('GET /im/v1/messages/:id/resources/:key', 'server-error', 4)
  await world.emulator.sendPost(teacher.openId, {
    text: '操场有学生摔倒，额头出血',
    images: [{ bytes: PHOTO, mime: 'image/jpeg' }],
  })
  await world.town.settleAnswers()
  expect(teacher.gets('事件 1').title).toBe('已上报 · 事件 1')
  world.everybodyReads(/事件 1/)
  await world.at('10:35')
  expect(await photos()).toMatchObject([{ about: 'incident/1' }])
  expect(teacher.unread()).toEqual([])
  // Nobody has answered for five minutes: the alarm comes again, but not to the reporter.
  world.everybodyReads(/事件 1/)
})

test('a picture that cannot be had at all is asked for again; the words stay', async () => {
  world.emulator.faults.next('GET /im/v1/messages/:id/resources/:key', { code: 234003, status: 400 })
  await world.emulator.sendPost(teacher.openId, {
    text: '教学楼B一楼走廊有块地砖翘起来了',
    images: [{ bytes: PHOTO, mime: 'image/jpeg' }],
  })
  await world.town.settleAnswers()
  teacher.gets('隐患 1')
  expect(teacher.gets('没有取到').text).toBe('有照片没有取到，请再发一次。')
  world.everybodyReads(/隐患 1/)
})

test('a card whose picture cannot be uploaded is sent without it', async () => {
  await teacher.sendsPhoto()
  const stop = world.emulator.faults.always('POST /im/v1/images', { code: 234006 })
  const receipt = await teacher.says(TILE)
  stop()
  expect(receipt.title).toContain('隐患 1')
  world.everybodyReads(/隐患 1/)
})

test.each([
  ['folder', { file_key: 'file_v3_x', file_name: '名单' }, '文件夹'],
  ['media', { file_key: 'file_v3_x', image_key: 'img_v3_x', duration: 3000 }, '视频'],
  ['audio', { file_key: 'file_v3_x', duration: 3000 }, '语音'],
  ['sticker', { file_key: 'file_v3_x' }, '表情'],
  ['location', { name: '操场', longitude: '120', latitude: '30' }, '位置'],
  ['share_user', { user_id: 'ou_x' }, '个人名片'],
  ['merge_forward', {}, '合并转发的聊天记录'],
  ['nonsense', {}, '这类消息'],
])('a message of type %s is politely declined', async (type, content, name) => {
  await world.emulator.sendOther(teacher.openId, type, content)
  await world.town.settleAnswers()
  expect(teacher.gets('还看不懂').text).toContain(`${name}我还看不懂`)
})
