import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CheckinEvent, checkin, responsible } from '../../src/checkins/checkin.ts'
import { checkinsOfDay } from '../../src/checkins/checkins.ts'
import { openDuty } from '../../src/checkins/open-duty.ts'
import { hazard } from '../../src/hazards/evolve.ts'
import type { HazardEvent } from '../../src/hazards/hazard.ts'
import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork, type Work } from '../../src/log/work.ts'
import type { Directory } from '../../src/people/directory.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import { readSchoolFile } from '../../src/people/school-file.ts'
import { fileHazard } from '../../src/reporting/file-hazard.ts'
import { summariseWeek } from '../../src/reports/week.ts'
import type { Database } from '../../src/store/database.ts'
import { addDays, type Day, instantOf } from '../../src/time.ts'
import { drawShow } from '../../src/views/index.ts'
import { openMigrated } from './big-school.ts'
import { type Line, median, ms } from './numbers.ts'

const SCHOOL_DAYS = 200
const FIRST_DAY = '2025-09-01'
/** Runs per round; a single one is too short for the clock. */
const RUNS = 20

/** Section 6: what leaders ask for, on a year of the sample school (64 people, 200 school days, 400 hazards). */
export async function measureYear(folder: string, rounds: number): Promise<Line[]> {
  const db = await openMigrated(join(folder, 'year.db'))
  const sample = new URL('../../src/people/sample-school.json', import.meta.url)
  await loadSchool(db, readSchoolFile(readFileSync(sample, 'utf8')), instantOf(FIRST_DAY))
  const directory = await directoryReader(db)()
  const days = schoolDays(directory)
  for (const [order, day] of days.entries()) await liveThrough(db, directory, day, order)
  const last = days.at(-1)!
  const nowMs = instantOf(last, '20:00')
  const { start, end } = directory.calendar.schoolWeekOf(last)
  const reader = { db, directory, nowMs }
  const head = directory.holders('principal')[0]!.id
  const count = () =>
    db.all('SELECT count(*) FROM checkins INDEXED BY checkins_day WHERE day >= ? AND day <= ?', [start, end])
  const missing = () => drawShow(reader, { card: 'missing', day: last, why: 'asked', for: head }, false)
  const lines = [
    await line('weekly summary', rounds, () => summariseWeek(db, directory, last, nowMs), count),
    await line('who has not answered today, as a card', rounds, missing, count),
  ]
  await db.close()
  return lines
}

async function line(
  what: string,
  rounds: number,
  run: () => Promise<unknown>,
  count: () => Promise<unknown>,
): Promise<Line> {
  const ours: number[] = []
  const counts: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await took(run))
    counts.push(await took(count))
  }
  return {
    section: '6 a year of one school',
    what,
    got: ms(median(ours)),
    strawman: `${ms(median(counts))} (index-only count of the week)`,
    ratio: median(ours.map((value, round) => value / counts[round]!)),
    goal: '',
  }
}

async function took(run: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  for (let times = 0; times < RUNS; times++) await run()
  return (performance.now() - startMs) / RUNS
}

function schoolDays({ calendar }: Directory): Day[] {
  const days: Day[] = []
  for (let day = FIRST_DAY; days.length < SCHOOL_DAYS; day = addDays(day, 1))
    if (calendar.isSchoolDay(day)) days.push(day)
  return days
}

/** A day as people live it: everything opens, most answer, two hazards turn up and older ones are mended. */
async function liveThrough(db: Database, directory: Directory, day: Day, order: number): Promise<void> {
  const step = (name: string, atMs: number, doWork: (work: Work) => Promise<unknown>) =>
    recordUntilDone(
      db,
      `${name}:${day}`,
      () => beginWork(db, atMs, null),
      async (work) => {
        await doWork(work)
        return {}
      },
    )
  for (const duty of directory.dailyDuties) {
    const window = { opensAtMs: instantOf(day, duty.opensAt), dueAtMs: instantOf(day, duty.dueAt) }
    await step(`open-${duty.id}`, window.opensAtMs, (work) => openDuty(work, directory, day, duty, window))
  }
  await step('answers', instantOf(day, '16:00'), async (work) => {
    for (const [at, entry] of (await checkinsOfDay(db, day)).entries())
      if ((at + order) % 20 !== 0)
        await work.change(checkin, entry.id, (): CheckinEvent[] => [
          { kind: 'checkin.answered', answer: { normal: true }, by: responsible(entry), late: false },
        ])
  })
  for (const turn of [1, 2])
    await step(`hazard-${turn}`, instantOf(day, '10:00'), (work) =>
      fileHazard(work, directory, directory.people[(order + turn) % directory.people.length]!, {
        text: '二楼饮水机旁插座烧黑',
        learnedAtMs: work.nowMs,
      }),
    )
  if (order >= 3)
    await step('mending', instantOf(day, '17:00'), (work) => mend(work, directory, order * 2 - 5))
  // Cards owed that year were sent that year.
  await db.write([{ sql: 'UPDATE outbox SET state = 1 WHERE state = 0', args: [] }])
}

async function mend(work: Work, directory: Directory, number: number): Promise<void> {
  const [mender, verifier] = directory.safetyOffice().map((person) => person.id) as [string, string]
  await work.change(hazard, String(number), (): HazardEvent[] => [
    { kind: 'hazard.accepted', rectifier: mender, by: mender },
    { kind: 'hazard.rectified', note: '已更换插座', by: mender },
    { kind: 'hazard.verified', by: verifier },
    { kind: 'hazard.closed' },
  ])
}
