import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { picture } from '../playground/page-picture.ts'
import { openWorld, PHOTO, type World } from '../world.ts'
import { onPages, openVisitor, type Shown, type Visitor } from './visitor.ts'

let world: World
let photoDir: string
beforeEach(async () => {
  photoDir = await mkdtemp(join(tmpdir(), 'photos-'))
  world = await openWorld({ at: '2026-09-01 09:00', photoDir })
  world.everybodyReads(/./)
})
afterEach(async () => {
  await world.close()
  await rm(photoDir, { recursive: true })
})

/** As a phone makes one: with a place in its EXIF, and with a film behind its end. */
const JPEG = Uint8Array.from([...PHOTO, 0xff, 0xd9])
const MOTION = Uint8Array.from([...JPEG, ...new TextEncoder().encode('ftypmp42 GPSLatitude-31.2304')])
const file = (bytes: Uint8Array, name = 'IMG_1.jpg') => new File([bytes as Uint8Array<ArrayBuffer>], name)
const { visit } = onPages(() => world)
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

async function reported(words = '/隐患 教学楼B二楼男厕插座烧黑') {
  await world.person('单念蘅').says(words)
  world.everybodyReads(/./)
}
async function upload(visitor: Visitor, path: string, ...photos: File[]): Promise<Shown> {
  await visitor.get(path)
  const page = await visitor.presses('上传照片', { photos })
  await world.town.settleAnswers()
  return page
}
const photosOn = (page: Shown) =>
  [...page.html.matchAll(/<img src="(\/photo\/[^"]+)"/g)].map(([, path]) => path!)
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())

test('photos from a page become part of the hazard, with the time they came; what is shown has no place in it', async () => {
  await reported()
  const teacher = visit('单念蘅')
  const page = await upload(teacher, '/m/hazard/1', file(MOTION), file(picture('a'), 'b.png'))
  expect(page.text).toContain('已附上 2 张照片')
  const [first = '', second = ''] = photosOn(page)
  const shown = await teacher.send(first)
  expect(shown.headers.get('content-type')).toBe('image/jpeg')
  expect(shown.headers.get('cache-control')).toBe('private, no-cache')
  const bytes = await bytesOf(shown)
  expect(latin(bytes)).not.toMatch(/Exif|GPS|ftyp/)
  expect([...bytes.subarray(-2)]).toEqual([0xff, 0xd9])
  expect(await bytesOf(await teacher.send(second))).toEqual(new Uint8Array(picture('a')))

  const rows = await world.town.db.all<{ state: string }>('SELECT state FROM photos ORDER BY id')
  const states = rows.map(({ state }) => JSON.parse(state))
  for (const state of states)
    expect(state).toMatchObject({ about: 'hazard/1', sender: 'T31', receivedAtMs: world.town.now() })
  expect(states.map(({ bytes }) => bytes).sort()).toEqual([MOTION.length, picture('a').length].sort())
  const card = world.person('单念蘅').sees(await world.person('单念蘅').says('/隐患 1'))
  expect(JSON.stringify(card.card).match(/img_/g)?.length).toBeGreaterThanOrEqual(2)
})

test('the originals are kept byte for byte', async () => {
  await reported()
  await upload(visit('单念蘅'), '/m/hazard/1', file(MOTION))
  const folder = join(photoDir, 'original')
  const names = (await readdir(folder)).filter((name) => !name.includes('.'))
  const originals = await Promise.all(names.map((name) => readFile(join(folder, name))))
  expect(originals.map((bytes) => [...bytes])).toEqual([[...MOTION]])
})

test('sent twice it is there once; another picture from the same page is another, and so is the same one from a new page', async () => {
  await reported()
  const teacher = visit('单念蘅')
  await teacher.get('/m/hazard/1')
  const { action, body } = teacher.formOf('上传照片', { photos: [file(JPEG)] })
  await Promise.all([teacher.posts(action, body), teacher.posts(action, body)])
  expect(photosOn(await teacher.posts(action, body))).toHaveLength(1)
  body.set('photos', file(picture('a'), 'a.png'))
  expect(photosOn(await teacher.posts(action, body))).toHaveLength(2)
  expect(photosOn(await upload(teacher, '/m/hazard/1', file(JPEG)))).toHaveLength(3)
})

test('a photo alone is proof of mending, in one form with the words', async () => {
  await reported()
  const handler = visit('贺栎生')
  await handler.get('/m/hazard/1')
  await handler.presses('接收')
  await handler.presses('已整改')
  expect((await handler.presses('提交', { note: '' })).text).toContain('先发一张整改后的照片')
  const page = await handler.presses('提交', { note: '', photos: [file(JPEG)] })
  expect(page.text).toContain('整改后')
  expect(page.text).toContain('待验收')
  await world.town.settleAnswers()
  world.everybodyReads(/./)
})

test('a report from the day’s page takes its photos along', async () => {
  const teacher = visit('单念蘅')
  await teacher.get('/m/today')
  await teacher.presses('有异常')
  await teacher.presses('教室有问题')
  await teacher.presses('提交', { room: '后排吊扇晃动', photos: [file(JPEG)] })
  expect(photosOn(await teacher.get('/m/hazard/1'))).toHaveLength(1)
  await world.town.settleAnswers()
  world.everybodyReads(/./)
})

const HEIC = new TextEncoder().encode('\0\0\0\x18ftypheic\0\0\0\0mif1heic')
test.each([
  ['too big', file(new Uint8Array(10 * 1024 * 1024 + 1)), /有 10\.1 MB，一张最多 10 MB/],
  ['HEIC', file(HEIC, 'IMG_2.HEIC'), /「IMG_2\.HEIC」是 HEIC 格式.*兼容性最佳/],
  ['torn', file(JPEG.subarray(0, 150)), /不完整，可能没有传完/],
  ['cut off at its end', file(PHOTO), /不完整，可能没有传完/],
  ['empty', file(new Uint8Array(0), 'leer.jpg'), /「leer\.jpg」是空的/],
  ['no picture', file(new TextEncoder().encode('<svg onload=alert(1)>'), 'a.svg'), /「a\.svg」不是照片/],
])('one that is %s gets a sentence, and nothing of the post is kept', async (_, spoilt, sentence) => {
  await reported()
  const page = await upload(visit('单念蘅'), '/m/hazard/1', file(JPEG), spoilt)
  expect(page.status).toBe(422)
  expect(page.text).toMatch(sentence)
  expect(photosOn(page)).toEqual([])
  expect(await world.town.db.all('SELECT id FROM photos')).toEqual([])
})

test('too many and too much', async () => {
  await reported()
  const teacher = visit('单念蘅')
  expect((await upload(teacher, '/m/hazard/1', ...Array(10).fill(file(JPEG)))).text).toContain(
    '一次最多传 9 张',
  )
  await teacher.get('/m/hazard/1')
  const { action, body } = teacher.formOf('上传照片', {
    photos: Array(7).fill(file(new Uint8Array(10_000_000))),
  })
  const page = await teacher.posts(action, body)
  expect(page).toMatchObject({ status: 413 })
  expect(page.text).toContain('请分几次传')
})

test('a post that broke off changes nothing', async () => {
  await reported()
  const teacher = visit('单念蘅')
  await teacher.get('/m/hazard/1')
  const response = await teacher.send('/m/hazard/1', {
    method: 'POST',
    headers: { origin: world.town.url, 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x\r\nContent-Disposition: form-data; name="says"\r\n\r\n/隐患 1',
  })
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('没有传完整')
})

test('what is over takes no more photos', async () => {
  await reported()
  const teacher = visit('单念蘅')
  await teacher.get('/m/hazard/1')
  const { action, body } = teacher.formOf('上传照片', { photos: [file(JPEG)] })
  const office = visit('贺栎生')
  await office.get('/m/hazard/1')
  await office.presses('不是隐患')
  await office.presses('提交', { reason: '已换新插座' })
  const page = await teacher.posts(action, body)
  expect(page.text).toContain('已经结束，不再加照片')
  expect(page.buttons).not.toContain('上传照片')
  expect(photosOn(page)).toEqual([])
  await world.town.settleAnswers()
  world.everybodyReads(/./)
})

test('a photo is for those whose card shows it', async () => {
  await reported('有学生说被同学长期欺凌，还被打了')
  const head = visit('钟砚舟')
  const [path = ''] = photosOn(await upload(head, '/m/incident/1', file(JPEG)))
  expect((await head.send(path)).status).toBe(200)
  for (const name of ['叶梅砚', '单念蘅']) {
    const other = visit(name)
    await other.get('/m/today')
    expect((await other.send(path)).status, name).toBe(404)
  }
  const nobody = await openVisitor(world, undefined).send(path)
  expect(nobody.status).toBe(302)
  expect((await head.send('/photo/p000000000000000')).status).toBe(404)
  expect((await head.send('/photo/..%2Foriginal%2Fp0')).status).toBe(404)
})

test('one that belongs to nothing yet is for its sender', async () => {
  await world.person('单念蘅').sendsPhoto(JPEG)
  const { id } = (await world.town.db.get<{ id: string }>('SELECT id FROM photos WHERE about IS NULL'))!
  const sender = visit('单念蘅')
  await sender.get('/m/today')
  expect((await sender.send(`/photo/${id}`)).status).toBe(200)
  const head = visit('钟砚舟')
  await head.get('/m/today')
  expect((await head.send(`/photo/${id}`)).status).toBe(404)
})

test('an address that names nothing is no trouble of ours', async () => {
  await reported()
  const visitor = visit('聂怀谷')
  await visitor.get('/m/today')
  for (const path of [
    '/photo/%00',
    '/photo/%00/original',
    '/photo/%00/mask',
    '/photo/p1',
    '/listings/%00/letter',
    '/listings/999999999999999999999/letter',
  ])
    for (const method of ['GET', 'HEAD'])
      expect([method, path, (await visitor.send(path, { method })).status]).toEqual([method, path, 404])
  for (const path of ['/hazards?department=%00x', '/hazards?place=a%00'])
    expect([path, (await visitor.get(path)).status]).toEqual([path, 200])
})
