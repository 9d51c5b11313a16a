import { afterEach, expect, test } from 'vitest'
import { parseSchoolFile, type SchoolFile } from '../../src/people/school-file.ts'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { openWorld, PHOTO, quietSchool, type World } from '../world.ts'
import { eventsOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const open = async (at: string, school: SchoolFile = quietSchool()) => {
  world = await openWorld({ at, school })
  return {
    teacher: world.person('单念蘅'),
    head: world.person('贺栎生'),
    officer: world.person('杭砥平'),
    technician: world.person('毕云栈'),
    guard: world.person('蔡大嵩'),
  }
}

/** Only these are to be looked after, in so many days; the guard without the app is spoken for by a colleague. */
const dueIn = (days: Record<string, number>): SchoolFile => {
  const school = quietSchool()
  return {
    ...school,
    assets: school.assets!.map(({ maintain_days: _, ...entry }) => ({
      ...entry,
      ...(days[entry.id] !== undefined && { maintain_days: days[entry.id]! }),
    })),
  }
}

const hazardState = async (id: string) => {
  const row = await world.town.db.get<{ state: string }>('SELECT state FROM hazards WHERE id = ?', [id])
  return JSON.parse(row!.state) as Record<string, unknown>
}

test('the register by its three kinds: where, whose, when next; a group hears counts alone', async () => {
  const { teacher, officer } = await open('2026-09-01 10:30')
  const card = await teacher.says('/三防')
  for (const words of ['人防（3）', '物防（3）', '技防（2）', '一键报警装置 从未维护'])
    expect(card.text).toContain(words)
  expect(card.text).toContain('正校门与门卫室 · 杭砥平 · 下次 2027年2月28日')
  expect(card.buttons).toEqual(['坏了'])
  expect((await officer.says('/assets')).buttons).toEqual(['已维护', '坏了'])
  const counted = await officer.says('/三防', { chatId: 'oc_demo_leaders', mentionBot: true })
  expect(counted.text).toContain('三防设施 8 样：坏了 0，该维护 0，从未维护 8，正常 0')
  expect(counted.text).not.toContain('一键报警')
})

test('broken is a hazard of security at its place, until it is closed; said again it goes to the same one', async () => {
  const { teacher, head, guard } = await open('2026-09-01 10:30')
  const filed = await teacher.says('/三防 一键报警 坏了 按下去没有反应')
  expect(filed.text).toContain('已登记，编号 1')
  expect(await hazardState('1')).toMatchObject({
    text: '一键报警装置坏了：按下去没有反应',
    category: 'security',
    place: { kind: 'point', id: 'PP01' },
    source: 'asset/SF08',
    reporter: 'T31',
  })
  expect((await guard.says('/三防')).text).toContain('一键报警装置 坏了 隐患 1')
  await guard.says('/三防 SF08 坏了 按下去还是没有反应')
  // Another asset at the same place is another matter.
  expect((await guard.says('/三防 视频监控主机 坏了 黑屏')).text).toContain('已登记，编号 2')
  await head.says('/隐患 1 接收')
  await head.says('/隐患 1 方案 措施：换按钮 责任人：鲁锦木 资金：100 日期：9月8日')
  await head.sendsPhoto(new Uint8Array([...PHOTO, 1]))
  await head.says('/隐患 1 已整改 换了按钮')
  expect((await guard.says('/三防')).text).toContain('一键报警装置 坏了 隐患 1')
  await teacher.says('/隐患 1 通过')
  const after = await guard.says('/三防')
  expect(after.text).toContain('一键报警装置 从未维护')
  expect(after.text).toContain('视频监控主机 坏了 隐患 2')
  expect((await eventsOf(world, 'asset', 'SF08')).map(({ kind }) => kind)).toEqual(['asset.broken'])
  expect((await guard.says('/三防 一键报警 坏了 又不响了')).text).toContain('已登记，编号 3')
  setAside(world)
})

test('no hazard after all: nothing is broken any more', async () => {
  const { teacher, officer } = await open('2026-09-01 10:30')
  await teacher.says('/三防 车行门道闸 坏了 抬不起来')
  expect((await officer.says('/三防')).text).toContain('车行门道闸 坏了 隐患 1')
  await officer.says('/隐患 1 不是隐患 已断电检修')
  expect((await officer.says('/三防')).text).toContain('车行门道闸 从未维护')
  setAside(world)
})

test('merged into another hazard that is open it is broken still, until that one is closed', async () => {
  const { teacher, officer, guard } = await open('2026-09-01 10:30')
  await guard.says('/三防 一键报警 坏了 按下去没有反应')
  await teacher.says('/三防 视频监控主机 坏了 黑屏')
  await officer.says('/隐患 1 并入 2')
  expect(await hazardState('1')).toMatchObject({ status: 'invalid', mergedInto: 2 })
  expect((await guard.says('/三防')).text).toContain('一键报警装置 坏了 隐患 2')
  await officer.says('/隐患 2 不是隐患 停电引起')
  expect((await guard.says('/三防')).text).toContain('一键报警装置 从未维护')
  setAside(world)
})

test('maintained by whoever looks after it, with the form or typed; a teacher is told who does', async () => {
  const { teacher, officer, technician, head } = await open('2026-09-01 10:30')
  const refused = await teacher.says('/三防 一键报警 已维护')
  expect(refused.text).toContain('维护由责任人、安全办公室、总务处负责人或分管副校长登记')
  expect(await eventsOf(world, 'asset', 'SF08')).toEqual([])
  const done = await officer.submits(
    '已维护',
    { asset: 'SF08', text: '试按正常' },
    await officer.says('/三防 一键报警'),
  )
  expect(done.toast).toBe('已登记：一键报警装置已维护')
  expect(done.text).toContain('上次 2026年9月1日（试按正常）')
  expect((await technician.says('/三防 视频监控主机 已维护')).text).toContain('视频监控主机 正常')
  expect((await technician.says('/三防 一键报警 已维护')).text).toContain('维护由责任人')
  // For a guard without the app whoever enters for him.
  expect((await head.says('/三防 门卫对讲机已维护')).text).toContain('门卫对讲机 正常')
  expect(await eventsOf(world, 'asset', 'SF08')).toMatchObject([
    { kind: 'asset.maintained', actor: 'G03', data: { by: 'G03', words: '试按正常' } },
  ])
})

test('the form files a broken one; without words nothing is filed and the way is told', async () => {
  const { teacher } = await open('2026-09-01 10:30')
  const card = await teacher.says('/三防')
  const empty = await teacher.submits('坏了', { asset: 'SF04', text: '' }, card)
  expect(`${empty.toast} ${empty.text}`).toContain('请写一句怎么坏的')
  expect((await teacher.says('/三防 校门防撞升降柱 坏了')).text).toContain('请写一句怎么坏的')
  const filed = await teacher.submits(
    '坏了',
    { asset: 'SF04', text: '降不下去' },
    await teacher.says('/三防'),
  )
  expect(filed.text).toContain('校门防撞升降柱坏了：降不下去')
  setAside(world)
})

test('a name nobody knows: refused, but danger told under it is filed; neither verb: what can be said', async () => {
  const { teacher } = await open('2026-09-01 10:30')
  expect((await teacher.says('/三防 东门岗亭 已维护')).text).toContain('三防设施里没有「东门岗亭 已维护」')
  expect((await teacher.says('/三防 一键报警 还行吧')).text).toContain('可以说：/三防 一键报警装置 已维护')
  expect((await teacher.says('/三防 门卫 已维护')).text).toContain('「门卫」有 2 样')
  expect((await teacher.says('/三防 配电房门口的插座烧黑了')).text).toContain('已登记，编号 1')
  setAside(world)
})

test('a school without a register says how to begin one', async () => {
  const { assets: _, ...without } = quietSchool()
  const { teacher } = await open('2026-09-01 10:30', without)
  expect((await teacher.says('/三防')).text).toContain('还没有登记三防设施')
})

test('what is due is told once a week to whoever looks after it, and no more once it is done', async () => {
  const { officer, technician, head } = await open('2026-09-01 06:00', dueIn({ SF07: 7, SF08: 7, SF02: 300 }))
  await world.at('2026-09-07 12:00')
  world.everybodyReads(/每周安全小结/)
  expect(world.unread()).toEqual([])
  await world.at('2026-09-08 08:59')
  expect(world.unread()).toEqual([])
  await world.at('2026-09-08 09:10')
  const told = officer.gets('三防设施该维护了')
  expect(told.text).toContain('一键报警装置 该维护了')
  expect(told.text).not.toContain('视频监控主机')
  expect(technician.gets('三防设施该维护了').text).toContain('视频监控主机 该维护了')
  await world.at('2026-09-11 18:00')
  world.everybodyReads(/每周安全小结/)
  expect(world.unread()).toEqual([])
  await officer.submits('已维护', { asset: 'SF08', text: '' }, told)
  await world.at('2026-09-14 09:10')
  expect(technician.gets('三防设施该维护了').text).toContain('视频监控主机')
  expect([officer, head].flatMap((who) => who.unread())).toEqual([])
})

test('one that nobody owns: the safety office hears of it', async () => {
  const { officer, head } = await open('2026-09-01 06:00', {
    ...dueIn({}),
    assets: [{ id: 'X1', name: '校门岗亭', kind: 'people', place: '东门', maintain_days: 1 }],
  })
  await world.at('2026-09-02 09:10')
  expect(officer.gets('三防设施该维护了').text).toContain('校门岗亭 该维护了')
  expect(head.gets('三防设施该维护了').text).toContain('东门 · ')
})

test('the rows are what the events make of them, also after a restart', async () => {
  const { teacher, officer } = await open('2026-09-01 10:30')
  await teacher.says('/三防 一键报警 坏了 没有反应')
  await officer.says('/三防 一键报警 已维护 换了电池')
  await officer.says('/三防 一键报警 坏了 还是没有反应')
  await world.town.restart()
  await expectRowsAreTheEvents(world.town.db)
  expect((await officer.says('/三防')).text).toContain('一键报警装置 坏了 隐患 1')
  setAside(world)
})

test.each([
  ['assets 第 1 行：责任人「Q」不在教职工名单里', { owner: 'Q' }],
  ['assets 第 1 行：位置「PP99」不在巡查点里', { place: 'PP99' }],
  ['assets 第 1 行：', { kind: 'dog' }],
])('the school file: %s', (sentence, wrong) => {
  const { warnings: _, ...school } = quietSchool()
  const file = { ...school, assets: [{ id: 'X1', name: '岗亭', kind: 'people', ...wrong }] }
  expect(() => parseSchoolFile(file)).toThrow(sentence)
})
