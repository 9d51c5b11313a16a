import { afterEach, expect, test } from 'vitest'
import { isOpen } from '../../src/gaps/gaps.ts'
import type { SchoolFile } from '../../src/people/school-file.ts'
import { openWorld, schoolWith, unreachable, type World, wholeSchool } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const without = (file: SchoolFile, post: string): SchoolFile => ({
  ...file,
  staff: file.staff.map((who) => ({ ...who, posts: (who.posts ?? []).filter((held) => held !== post) })),
})
const gapCards = () =>
  world
    .unread()
    .filter(({ got }) => got.title === '有消息送不到人')
    .map(({ name, got }) => `${name}：${got.text}`)

test('a canteen worker without account and proxy: the office hears it once that day, and again the next', async () => {
  world = await openWorld({
    at: '2026-09-01 07:20',
    school: unreachable(schoolWith('chk-staff-daily'), 'W06'),
  })
  await world.at('23:00')
  const office = ['贺栎生', '杭砥平']
  expect(gapCards().map((card) => card.split('：')[0])).toEqual(office)
  expect(gapCards()[0]).toContain(
    '侯芹芳没有账号，也没有代办人，收不到消息。请管理员在学校资料里补上账号或代办人。',
  )
  setAside(world)
  await world.at('2026-09-02 23:00')
  expect(gapCards()).toHaveLength(2)
  setAside(world)
})

test('no vice principal in charge: his messages go up, and the gap found after the card is on the next day’s', async () => {
  world = await openWorld({
    at: '2026-09-01 07:20',
    school: without(unreachable(schoolWith('chk-staff-daily', 'ptl-fire-daily'), 'W06'), 'vp_safety'),
  })
  await world.at('17:00')
  expect(gapCards()).toHaveLength(2)
  expect(gapCards()[0]).toContain('侯芹芳')
  expect(gapCards()[0]).not.toContain('副校长')
  setAside(world)
  await world.at('23:00')
  expect(
    world
      .person('P01')
      .unread()
      .map(({ text }) => text)
      .join(),
  ).toContain('防火巡查')
  expect(gapCards(), 'one card a day').toEqual([])
  setAside(world)
  await world.at('2026-09-02 07:29')
  expect(gapCards()).toEqual([])
  await world.at('08:00')
  expect(gapCards()).toHaveLength(2)
  expect(gapCards()[0]).toContain(
    '没有人担任，消息先发给了上一级。请校长或书记发送 /任职 姓名 全部岗位，任命一位分管安全副校长。',
  )
  setAside(world)
})

test('mended before the card goes out: nobody is asked to mend it', async () => {
  world = await openWorld({
    at: '2026-09-01 17:00',
    school: without(schoolWith('ptl-fire-daily'), 'vp_safety'),
  })
  await world.person('雷骁屿').says('/上报 操场有学生摔倒，额头出血')
  await world.at('23:00')
  setAside(world)
  const noted = await world.town.db.get<{ state: string }>('SELECT state FROM gap_days')
  expect(noted?.state).toContain('vp_safety')
  await world.at('2026-09-02 06:00')
  const posts = await world.person('P01').says('/任职 M01 分管安全副校长 德育主任')
  expect(posts.text).toContain('分管安全副校长')
  await world.at('09:00')
  expect(gapCards()).toEqual([])
  setAside(world)
})

test('a school whose people can all be reached and whose posts are held hears nothing of gaps', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: wholeSchool() })
  await world.at('2026-09-02 12:00')
  expect(gapCards()).toEqual([])
  const directory = await world.town.directory()
  expect(isOpen(directory, { kind: 'unreachable', who: 'W06' }), 'her proxy hears for her').toBe(false)
  setAside(world)
})
