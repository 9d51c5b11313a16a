import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Photo } from '../../src/photos/photo.ts'
import { fieldsOf, look, pictureFile } from '../photos/pictures.ts'
import { type Got, openWorld, type PersonInStory, quietSchool, type World } from '../world.ts'

let world: World
let teacher: PersonInStory
let head: PersonInStory
let officer: PersonInStory

beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 10:30', school: quietSchool() })
  teacher = world.person('单念蘅')
  head = world.person('贺栎生')
  officer = world.person('杭砥平')
})
afterEach(() => world.close())

const BEFORE = pictureFile('large.webp')
const AFTER = pictureFile('large.png')
const AGAIN = pictureFile('cmyk.jpg')

type Json = Record<string, unknown>
/** Every element with this tag, however deep, in the order a reader meets them. */
function tagged(value: unknown, tag: string): Json[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap((each) => tagged(each, tag))
  return (value as Json).tag === tag ? [value as Json, ...inner] : inner
}
const keysIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"img_key":"([^"]+)"/g)].map(([, key]) => key!)
/** The pairs of a card: what stands in each column beside each other. */
const pairsOn = (got: Got) =>
  tagged(got.card, 'column_set')
    .filter((set) => keysIn(set).length > 0)
    .map((set) => ({ mode: set.flex_mode, columns: (set.columns as Json[]).map((column) => keysIn(column)) }))
const seen = (key: string) => look(world.emulator.image(key)!.bytes)
const photos = async () =>
  (await world.town.db.all<{ state: string }>('SELECT state FROM photos ORDER BY received_at, id')).map(
    (row) => JSON.parse(row.state) as Photo,
  )
const kinds = async (like: string) =>
  (
    await world.town.db.all<{ kind: string }>('SELECT kind FROM events WHERE kind LIKE ? ORDER BY seq', [
      like,
    ])
  ).map(({ kind }) => kind)

/** A hazard with its photo from before, taken on by the head. */
async function taken(): Promise<{ receipt: Got; forHead: Got }> {
  const receipt = await teacher.says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  const forHead = head.gets('隐患 1')
  officer.gets('隐患 1')
  await teacher.sendsPhoto(BEFORE)
  await head.presses('接收', forHead)
  await world.at('14:30')
  return { receipt, forHead }
}
async function mended(photo = AFTER): Promise<Got> {
  await head.sendsPhoto(photo)
  await head.says('/隐患 1 已整改')
  return officer.gets('待验收')
}

test('who verifies sees before and after side by side, and so does the reporter when it is over', async () => {
  const { receipt } = await taken()
  const forOfficer = await mended()
  const [pair, ...more] = pairsOn(forOfficer)
  expect(more).toEqual([])
  expect(pair).toMatchObject({ mode: 'none', columns: [[expect.any(String)], [expect.any(String)]] })
  expect(forOfficer.text.indexOf('整改前')).toBeLessThan(forOfficer.text.indexOf('整改后'))
  for (const key of pair!.columns.flat()) {
    const { width, height } = seen(key)
    expect(Math.max(width, height), 'what others see is small').toBe(1600)
  }
  await officer.presses('通过', forOfficer)
  teacher.gets('已整改销号')
  expect(teacher.sees(receipt).tags).toContain('已销号')
  expect(pairsOn(teacher.sees(receipt))).toEqual([pair])
})

test('the result shows a picture as it is covered by now, and none once the hazard is open again', async () => {
  await taken()
  const forOfficer = await mended()
  await officer.presses('通过', forOfficer)
  const result = teacher.gets('已整改销号')
  const [shown, ...none] = keysIn(result.card)
  expect([typeof shown, none]).toEqual(['string', []])
  await officer.says('/隐患 1 遮照片 2 1-54')
  const [half] = keysIn(teacher.sees(result).card)
  expect(half).not.toBe(shown)
  expect(fieldsOf(seen(half!))).toEqual(['black', 'black', 'blue', 'white'])
  await officer.says('/隐患 1 遮照片 2 全部')
  expect(keysIn(teacher.sees(result).card)).toEqual([])
  await officer.says('/隐患 1 重开 又翘起来了')
  world.everybodyReads(/./)
  const open = teacher.sees(result)
  expect(open.title).toContain('重开')
  expect(open.text).not.toContain('销号。')
})

test('the newest round stands first; what was sent back is folded away', async () => {
  const { receipt } = await taken()
  const first = await mended()
  const [before, rejected] = pairsOn(first)[0]!.columns.flat()
  await officer.presses('退回', first)
  await officer.submits('提交', { reason: '还是翘的' }, first)
  head.gets('已退回')
  // Sent back and nothing new yet: only how it looks stands open.
  expect(pairsOn(teacher.sees(receipt))).toHaveLength(1)
  await world.at('15:30')
  const second = await mended(AGAIN)
  const [newest, older, ...more] = pairsOn(second)
  expect(more).toEqual([])
  expect(newest!.columns[0]).toEqual([before])
  expect(newest!.columns[1]).not.toEqual([rejected])
  expect(older!.columns).toEqual([[before], [rejected]])
  const [folded] = tagged(second.card, 'collapsible_panel').filter((panel) => keysIn(panel).length > 0)
  expect(JSON.stringify(folded!.header)).toContain('第 1 次整改的照片（已退回）')
  expect(keysIn(folded)).toEqual([before, rejected])
})

test('opened again only how it looks stands open, and the new mending is what is verified', async () => {
  await taken()
  await officer.presses('通过', await mended())
  await officer.says('/隐患 1 重开 又翘起来了')
  world.everybodyReads(/./)
  const open = await officer.says('/隐患 1')
  const [before] = keysIn(open.card)
  expect(pairsOn(open)).toHaveLength(1)
  const [folded] = tagged(open.card, 'collapsible_panel').filter((panel) => keysIn(panel).length > 0)
  expect(JSON.stringify(folded!.header)).toContain('第 1 次整改的照片"')
  const [, past] = keysIn(folded)
  await world.at('15:30')
  const [newest, older, ...more] = pairsOn(await mended(AGAIN))
  expect(more).toEqual([])
  expect(newest!.columns[0]).toEqual([before])
  expect(newest!.columns[1]).toHaveLength(1)
  expect(newest!.columns[1]).not.toEqual([past])
  expect(older!.columns).toEqual([[before], [past]])
})

test('what was mended without a photo says so beside the photo from before', async () => {
  await taken()
  await head.says('/隐患 1 已整改 重新铺平')
  const forOfficer = officer.gets('待验收')
  expect(pairsOn(forOfficer)[0]!.columns[0]).toHaveLength(1)
  expect(forOfficer.text).toContain('没有照片，见整改说明')
})

test('what somebody covers is black on every card from now on, under a key of its own; the original stays', async () => {
  const { receipt, forHead } = await taken()
  const cards = () => [teacher.sees(receipt), head.sees(forHead)]
  const [old] = keysIn(cards()[1]!.card)
  expect(fieldsOf(seen(old!))).toEqual(['red', 'green', 'blue', 'white'])
  const left = Array.from({ length: 9 }, (_, row) => `${row * 12 + 1}-${row * 12 + 6}`).join(',')
  const answer = await teacher.says(`/隐患 1 遮照片 1 ${left}`)
  expect(answer.text).toContain('已遮住')
  for (const card of [...cards(), answer]) {
    const [key] = keysIn(card.card)
    expect(key).not.toBe(old)
    expect(fieldsOf(seen(key!))).toEqual(['black', 'green', 'black', 'white'])
  }
  const [kept] = await photos()
  expect(kept!.mask).toMatchObject({ columns: 12, rows: 9, by: 'T31', atMs: world.town.now() })
  expect((await world.town.photos.get(`original/${kept!.id}`))!.bytes).toEqual(BEFORE)

  // Whoever may cover only adds; to uncover anything is for those who decide.
  expect((await teacher.says('/隐患 1 遮照片 1 12')).text).toContain('已遮住')
  expect((await photos())[0]!.mask!.cells).toHaveLength(55)
  expect((await teacher.says('/隐患 1 恢复照片 1')).text).toContain('取消遮挡由安全办公室或校领导来定')
  await officer.says('/隐患 1 恢复照片 1')
  const [again] = keysIn(teacher.sees(receipt).card)
  expect(fieldsOf(seen(again!))).toEqual(['red', 'green', 'blue', 'white'])
  expect(await kinds('photo.%mask%')).toEqual(['photo.masked', 'photo.masked', 'photo.unmasked'])
})

test('wholly covered it is a line on the card, no picture', async () => {
  const { receipt } = await taken()
  await teacher.says('/隐患 1 遮照片 1 全部')
  expect(keysIn(teacher.sees(receipt).card)).toEqual([])
  expect(teacher.sees(receipt).text).toContain('[照片] 整改前')
})

test.each([
  ['顾鹿蓁', '/隐患 1 遮照片 1 3', '照片由拍的人、报告人、安全办公室或校领导来遮挡'],
  ['单念蘅', '/隐患 1 遮照片 1', '请先点选要遮住的地方'],
  ['单念蘅', '/隐患 1 遮照片 1 0-4', '没看懂「0-4」，格子从 1 数到 108'],
  ['单念蘅', '/隐患 1 遮照片 1 左边', '没看懂「左边」'],
  ['单念蘅', '/隐患 1 遮照片 7 3', '没有找到这张照片。这里有 1 张'],
  ['单念蘅', '/隐患 1 遮照片', '没有找到这张照片'],
  ['顾鹿蓁', '/隐患 1 删照片 1 不好看', '照片由上传的人、安全办公室或校领导来删'],
  ['单念蘅', '/隐患 1 删照片 1', '删照片要写明理由'],
])('%s says %s: a sentence, and nothing is changed', async (name, words, sentence) => {
  await taken()
  expect((await world.person(name).says(words)).text).toContain(sentence)
  expect(await kinds('photo.%mask%')).toEqual([])
  expect(await kinds('%removed')).toEqual([])
})

test('an upload made by mistake is taken back within a day, with a reason, and stays listed', async () => {
  const { receipt, forHead } = await taken()
  const answer = await teacher.says('/隐患 1 删照片 1 传错了，是另一间教室')
  expect(answer.text).toContain('已删除')
  for (const card of [teacher.sees(receipt), head.sees(forHead)]) {
    expect(keysIn(card.card)).toEqual([])
    expect(card.text).toContain('已删除一张整改前的照片：传错了，是另一间教室')
    expect(card.text).toContain('@ou_demo_t31')
  }
  const [kept] = await photos()
  expect(kept!.removed).toEqual({ by: 'T31', atMs: world.town.now(), reason: '传错了，是另一间教室' })
  expect((await teacher.says('/隐患 1 删照片 1 再删')).text).toContain('没有找到这张照片')
})

test('after a day it stays, and so does the only proof of what waits for verification', async () => {
  await taken()
  await mended()
  expect((await head.says('/隐患 1 删照片 2 传错了')).text).toContain('验收要看这张照片')
  await world.at('2026-09-02 14:31')
  world.everybodyReads(/./)
  expect((await officer.says('/隐患 1 删照片 1 传错了')).text).toContain('已超过 24 小时')
  expect(await kinds('%removed')).toEqual([])
})

test('a picture of an incident is covered by the same words', async () => {
  await world.person('雷骁屿').says('/上报 操场一名学生扭伤脚')
  const doctor = world.person('温杏檐')
  const card = doctor.gets('事件 1')
  world.everybodyReads(/事件 1/)
  await world.person('雷骁屿').sendsPhoto(BEFORE)
  expect((await world.person('雷骁屿').says('/上报 1 遮照片 1 1-54')).text).toContain('已遮住')
  expect(fieldsOf(seen(keysIn(doctor.sees(card).card)[0]!))).toEqual(['black', 'black', 'blue', 'white'])
})
