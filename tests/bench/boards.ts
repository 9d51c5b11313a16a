import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDuty } from '../../src/checkins/open-duty.ts'
import { ledgerFiles, planLedger } from '../../src/ledger/export.ts'
import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork } from '../../src/log/work.ts'
import { drawHazards } from '../../src/pages/hazards.ts'
import type { Directory } from '../../src/people/directory.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import type { Person } from '../../src/people/person.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import { readSchoolFile } from '../../src/people/school-file.ts'
import { createCopies } from '../../src/photos/copies.ts'
import { photoFolder } from '../../src/photos/folder.ts'
import { summariseWeek } from '../../src/reports/week.ts'
import type { Database } from '../../src/store/database.ts'
import { instantOf } from '../../src/time.ts'
import { drawShow } from '../../src/views/index.ts'
import { makeUpHazards } from '../ledger/many-hazards.ts'
import { openMigrated } from './big-school.ts'
import { type Line, median, ms } from './numbers.ts'

const DAY = '2026-12-09'
const NOW_MS = instantOf(DAY, '10:30')
const SECTION = '8 boards'
/** Runs per round; a single one is too short for the clock. */
const RUNS = 10

interface School {
  db: Database
  directory: Directory
  head: Person
  teacher: Person
}

/** Section 8: the board of a school with 10,000 open hazards beside one with 100, and beside the card of the day. */
export async function measureBoards(folder: string, rounds: number): Promise<Line[]> {
  const [few, many] = [await schoolWith(folder, 100), await schoolWith(folder, 10_000)]
  const card = ({ db, directory, head }: School) =>
    drawShow(
      { db, directory, nowMs: NOW_MS },
      { card: 'hazards', for: head.id, filter: { scope: 'all', state: 'open' }, page: 1 },
      false,
    )
  const today = ({ db, directory, teacher }: School) =>
    drawShow(
      { db, directory, nowMs: NOW_MS },
      { card: 'today', person: teacher.id, day: DAY, for: teacher.id },
      false,
    )
  const page = async ({ db, directory, head }: School, filter = {}) =>
    String(
      await drawHazards(db, { directory, viewer: head, nowMs: NOW_MS }, head, {
        filter: { scope: 'all', state: 'open', ...filter },
        page: 1,
      }),
    )
  const week = ({ db, directory }: School) => summariseWeek(db, directory, DAY, NOW_MS)
  const lines = [
    await beside(
      'card, 10,000 open',
      '100 open',
      rounds,
      () => card(many),
      () => card(few),
      '≤ 25',
    ),
    await beside(
      'card, 10,000 open',
      "a teacher's card of the day",
      rounds,
      () => card(many),
      () => today(many),
      '≤ 50',
    ),
    await beside(
      'page, 10,000 open',
      '100 open',
      rounds,
      () => page(many),
      () => page(few),
      '≤ 25',
    ),
    await beside(
      'page of what is overdue, 10,000 open',
      '100 open',
      rounds,
      () => page(many, { overdue: true }),
      () => page(few, { overdue: true }),
      '≤ 25',
    ),
    await beside(
      'weekly summary, 10,000 open',
      '100 open',
      rounds,
      () => week(many),
      () => week(few),
      '≤ 150',
    ),
    await exported(many, folder),
  ]
  await few.db.close()
  await many.db.close()
  return lines
}

async function schoolWith(folder: string, count: number): Promise<School> {
  const db = await openMigrated(join(folder, `boards-${count}.db`))
  const sample = new URL('../../src/people/sample-school.json', import.meta.url)
  await loadSchool(db, readSchoolFile(readFileSync(sample, 'utf8')), 1)
  const directory = await directoryReader(db)()
  await openDay(db, directory)
  await makeUpHazards(db, directory, { from: 1, count, nowMs: NOW_MS, days: 120, open: true })
  return {
    db,
    directory,
    head: directory.holders('principal')[0]!,
    teacher: directory.holders('homeroom_teacher')[0]!,
  }
}

/** The check-ins of the day, so that the card of the day has something to show. */
const openDay = (db: Database, directory: Directory) =>
  recordUntilDone(
    db,
    'open',
    () => beginWork(db, NOW_MS, null),
    async (work) => {
      for (const duty of directory.dailyDuties) {
        const window = { opensAtMs: instantOf(DAY, duty.opensAt), dueAtMs: instantOf(DAY, duty.dueAt) }
        await openDuty(work, directory, DAY, duty, window)
      }
      return {}
    },
  )

async function beside(
  what: string,
  than: string,
  rounds: number,
  run: () => Promise<unknown>,
  other: () => Promise<unknown>,
  goal: string,
): Promise<Line> {
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await took(run))
    theirs.push(await took(other))
  }
  return {
    section: SECTION,
    what,
    got: ms(median(ours)),
    strawman: `${ms(median(theirs))} (${than})`,
    ratio: median(ours.map((value, round) => value / theirs[round]!)),
    goal,
  }
}

async function took(run: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  for (let times = 0; times < RUNS; times++) await run()
  return (performance.now() - startMs) / RUNS
}

/** All of it as a workbook, once: what is measured is whether it is seconds, and how much memory it takes. */
async function exported({ db, directory, head }: School, folder: string): Promise<Line> {
  const before = process.memoryUsage().rss
  const startMs = performance.now()
  const plan = await planLedger(
    db,
    { directory, viewer: head, nowMs: NOW_MS },
    { scope: 'all', state: 'any' },
  )
  let bytes = 0
  const copies = createCopies(photoFolder(folder), undefined)
  for await (const file of ledgerFiles(db, directory, copies, plan)) bytes += file.bytes.length
  const seconds = (performance.now() - startMs) / 1000
  const grewMb = Math.round((process.memoryUsage().rss - before) / 1e6)
  return {
    section: SECTION,
    what: `ledger of ${plan.ids.length} as a workbook of ${(bytes / 1e6).toFixed(1)} MB`,
    got: `${seconds.toFixed(1)} s, ${grewMb} MB more memory`,
    strawman: '',
    ratio: null,
    goal: 'a few seconds',
  }
}
