import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseHolidayOverride } from '../../src/calendar/school-calendar.ts'
import { beatDuties } from '../../src/duty-beat.ts'
import { dutyInstance } from '../../src/instances/evolve.ts'
import type { Instance } from '../../src/instances/instance.ts'
import { reschedule } from '../../src/instances/windows.ts'
import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork } from '../../src/log/work.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import { type FileDatabase, openFile } from '../../src/store/file.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { dayOf, instantOf } from '../../src/time.ts'
import { movedView } from '../../src/views/moved.ts'
import { stateOf } from '../states.ts'
import { schoolWith } from '../world.ts'
import { NO_DAYS } from './no-days.ts'

/** The notice gives January 8 as a day off and works on Saturday the 9th. */
const NOTICE = parseHolidayOverride({
  year: 2027,
  holidays: [
    { name: '元旦', start: '2027-01-01', end: '2027-01-03' },
    { name: '停水', start: '2027-01-08', end: '2027-01-08' },
    { name: '春节', start: '2027-02-05', end: '2027-02-12' },
    { name: '清明节', start: '2027-04-03', end: '2027-04-05' },
    { name: '劳动节', start: '2027-05-01', end: '2027-05-05' },
    { name: '国庆节', start: '2027-10-01', end: '2027-10-07' },
  ],
  makeupWorkdays: [{ date: '2027-01-09', for: '停水' }],
  source: '试验',
  note: '国办通知已发布',
  date: '2026-12-20',
})

let db: FileDatabase
beforeEach(async () => {
  db = openFile(':memory:', { synchronous: 'NORMAL' })
  await migrate(db, await readMigrations(new URL('../../migrations/', import.meta.url).pathname), 0)
  await loadSchool(
    db,
    schoolWith('rpt-jan10', 'drl-evac-monthly', 'mtg-dept-monthly'),
    instantOf('2026-12-16'),
  )
})
afterEach(() => db.close())

const instance = (id: string) => stateOf<Instance>(db, 'duty_instances', id)
const notices = () =>
  db.all<{ recipient: string; show: string }>(
    "SELECT recipient, show FROM outbox WHERE once LIKE 'reissue:%'",
  )

test('a published notice moves what is ahead, tells each person once, and leaves the rest', async () => {
  const before = await directoryReader(db)()
  await beatDuties(db, before, instantOf('2026-12-31', '08:00'), NO_DAYS)
  const id = 'drl-evac-monthly.school.2027-01'
  expect(dayOf((await instance(id)).dueAtMs)).toBe('2027-01-08')
  expect((await instance('rpt-jan10.school.2027')).provisional).toBe(true)

  const after = await directoryReader(db, { overrides: [NOTICE] })()
  await beatDuties(db, after, instantOf('2026-12-31', '10:00'), NO_DAYS)
  expect(dayOf((await instance(id)).dueAtMs)).not.toBe('2027-01-08')
  expect(await instance(id)).toMatchObject({ status: 'scheduled', provisional: false })
  expect((await notices()).map(({ recipient }) => recipient)).toContain('person:M01')
  const told = (await notices()).length
  const { show } = (await notices()).find(({ recipient }) => recipient === 'person:M01')!
  const said = JSON.stringify(
    await movedView.draw({ db, directory: after, nowMs: 0 }, JSON.parse(show), false),
  )
  expect(said).toMatch(/疏散演练：1月8日 周五 改到 1月\d+日/)

  expect((await beatDuties(db, after, instantOf('2026-12-31', '10:01'), NO_DAYS)).steps).not.toContain(
    '2026-12-31 calendar reissued',
  )
  expect(await notices()).toHaveLength(told)
})

test('what has no day left in its period is said to be called off', async () => {
  const directory = await directoryReader(db)()
  const moves = [
    { duty: 'drl-evac-monthly', unit: 'school', fromMs: instantOf('2027-01-08', '16:00'), toMs: null },
  ]
  const card = await movedView.draw({ db, directory, nowMs: 0 }, { card: 'moved', moves }, false)
  expect(JSON.stringify(card)).toContain('疏散演练：1月8日 周五 取消，本期不安排')
})

test('a date set by hand stays where somebody put it', async () => {
  const before = await directoryReader(db)()
  await beatDuties(db, before, instantOf('2026-12-31', '08:00'), NO_DAYS)
  const id = 'drl-evac-monthly.school.2027-01'
  const own = { opensAtMs: instantOf('2027-01-13', '09:00'), dueAtMs: instantOf('2027-01-13', '16:00') }
  await recordUntilDone(
    db,
    'by hand',
    () => beginWork(db, instantOf('2026-12-31', '09:00'), 'M01'),
    async (work) => {
      await work.change(dutyInstance, id, reschedule({ ...own, roundAtMs: own.opensAtMs }, '校舍检修'))
      return {}
    },
  )
  const after = await directoryReader(db, { overrides: [NOTICE] })()
  await beatDuties(db, after, instantOf('2026-12-31', '10:00'), NO_DAYS)
  expect((await instance(id)).dueAtMs).toBe(own.dueAtMs)
})

test('the same calendar read again moves nothing', async () => {
  await beatDuties(db, await directoryReader(db)(), instantOf('2026-12-31', '08:00'), NO_DAYS)
  const events = async () => (await db.get<{ n: number }>('SELECT count(*) AS n FROM events'))!.n
  const before = await events()
  const { steps } = await beatDuties(
    db,
    await directoryReader(db)(),
    instantOf('2026-12-31', '08:01'),
    NO_DAYS,
  )
  expect(steps).toEqual([])
  expect(await events()).toBe(before)
})
