import { afterEach, expect, test } from 'vitest'
import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork } from '../../src/log/work.ts'
import { type SchoolEvent, school, THE_SCHOOL } from '../../src/people/school.ts'
import type { SchoolFile } from '../../src/people/school-file.ts'
import { timeOf } from '../../src/time.ts'
import { openWorld, type World } from '../world.ts'
import { checkinOf, classCheckin, countOf, oneClass, onlyClasses, setAside } from './school-day.ts'

let world: World
afterEach(() => world.close())

const between = (open: string, due: string) => ({
  open: { offset: '0D', at: open },
  due: { offset: '0D', at: due },
})
const withDuties = (file: SchoolFile, ...duties: object[]): SchoolFile => ({
  ...file,
  duties: [...(file.duties ?? []), ...(duties as NonNullable<SchoolFile['duties']>)],
})
const LATER = { id: 'chk-homeroom-morning', due_window: between('08:00', '08:50') }
const teacher = () => world.person('单念蘅')
const titles = () =>
  world.unread().map(({ name, got }) => `${timeOf(got.atMs)} ${name} ${got.title.split(' · ')[0]}`)

/** What an administrator's new school file will do one day: the log knows the school by its newest loading. */
async function reload({ staff: _, warnings: __, ...file }: SchoolFile): Promise<void> {
  const { db } = world.town
  await recordUntilDone(
    db,
    'test-reload',
    () => beginWork(db, world.town.now(), null),
    async (work) => {
      await work.change(school, THE_SCHOOL, (): SchoolEvent[] => [{ kind: 'school.loaded', file }])
      return {}
    },
  )
}

test('a school whose morning check opens at 08:00 gets its card then, every later step after its own due time', async () => {
  world = await openWorld({ at: '2026-09-01 07:25', school: withDuties(oneClass(), LATER) })
  await world.at('07:50')
  expect((await teacher().says('/今日')).text).toContain('08:00 晨检')
  expect((await teacher().says('/双责')).text).toContain('每个上课日 08:00–08:50')
  await world.at('08:00')
  expect(world.unread()).toEqual([])
  await world.at('08:10')
  const card = teacher().gets('今日双责')
  expect(timeOf(card.atMs)).toMatch(/^08:0[1-7]$/)
  expect(card.text).toContain('08:50 前')
  expect(await checkinOf(world, classCheckin('C301'))).toMatchObject({ status: 'open' })
  await world.at('08:34')
  expect(world.unread()).toEqual([])
  await world.at('08:45')
  expect(titles()).toEqual([expect.stringMatching(/^08:(3[6-9]|4[0-2]) 单念蘅 提醒$/)])
  setAside(world)
  await world.at('09:04')
  expect(world.unread()).toEqual([])
  await world.at('09:15')
  expect(titles()).toContainEqual(expect.stringMatching(/^09:(0[6-9]|1[0-2]) 单念蘅 已过时间$/))
  expect(await checkinOf(world, classCheckin('C301'))).toMatchObject({ status: 'overdue' })
  setAside(world)
  await world.at('09:49')
  expect(world.unread()).toEqual([])
  await world.at('10:00')
  expect(titles()).toHaveLength(2)
  setAside(world)
})

test('its own posts and its own “no” count too: who is not named is not asked', async () => {
  const staff = { id: 'chk-staff-daily', post: 'electrician', co_posts: ['school_doctor'], exclude_posts: [] }
  const off = { id: 'chk-homeroom-morning', default_on: false }
  world = await openWorld({ at: '2026-09-01 07:25', school: withDuties(onlyClasses('C301'), staff, off) })
  await world.at('09:00')
  expect(world.unread()).toEqual([])
  expect(await countOf(world, 'checkins')).toBe(0)
  expect((await teacher().says('/双责')).text).not.toContain('班主任晨检')
  await world.at('14:40')
  const asked = await world.town.directory()
  const owners = await world.town.db.all<{ unit: string }>('SELECT unit FROM checkins ORDER BY unit')
  const named = asked.people.filter(({ posts }) =>
    posts.some((p) => ['electrician', 'school_doctor'].includes(p)),
  )
  expect(owners.map(({ unit }) => unit)).toEqual(named.map(({ id }) => id).sort())
  setAside(world)
})

test('changed while the day runs: it goes on as it began, nothing is sent again; the next day has the new times', async () => {
  world = await openWorld({ at: '2026-09-01 07:25', school: oneClass() })
  await world.at('07:50')
  teacher().gets('今日双责')
  await reload(withDuties(oneClass(), LATER))
  await world.at('08:10')
  expect(world.unread(), 'opened once').toEqual([])
  expect((await teacher().says('/今日')).text).not.toContain('08:00 晨检')
  await world.at('08:30')
  expect(teacher().gets('提醒').text).toContain('08:30 前')
  await world.at('08:59')
  expect(titles()).toContainEqual(expect.stringMatching(/^08:(4[6-9]|5[0-2]) 单念蘅 已过时间$/))
  setAside(world)
  await world.at('09:29')
  expect(world.unread(), 'no second reminder, no second overdue').toEqual([])
  await world.at('2026-09-02 07:59')
  setAside(world)
  await world.at('2026-09-02 08:10')
  expect(timeOf(teacher().gets('今日双责').atMs)).toMatch(/^08:0[1-7]$/)
  setAside(world)
})
