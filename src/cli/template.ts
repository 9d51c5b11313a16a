import { readFile, stat, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { commands } from '../../commands/index.ts'
import { createCalendar } from '../calendar/calendar.ts'
import type { CliCommand } from '../cli.ts'
import { BadConfig } from '../config.ts'
import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import { readCalendarOverride } from '../open-store.ts'
import type { Directory } from '../people/directory.ts'
import { directoryReader } from '../people/read-directory.ts'
import { school, THE_SCHOOL } from '../people/school.ts'
import { Refusal } from '../refusal.ts'
import { copySchool } from '../simulation/copy.ts'
import { type Outcome, outcomeOf } from '../simulation/outcome.ts'
import type { Database } from '../store/database.ts'
import { openFile } from '../store/file.ts'
import { migrate } from '../store/migrate.ts'
import { readMigrations } from '../store/migrations-on-disk.ts'
import { applyToSchool } from '../template/apply.ts'
import { templateOf } from '../template/export.ts'
import { former, type Merged, merge } from '../template/merge.ts'
import { effectOf, preview } from '../template/report.ts'
import { readTemplate, sizeProblem, type Template, textOf } from '../template/template.ts'
import { addDays, dayOf } from '../time.ts'
import { openExisting } from './open.ts'

const MOST_DAYS = 366

const command: CliCommand = {
  help: `
npm run template -- --export FILE
npm run template -- --import FILE [--days 31] [--apply]
npm run template -- --undo [--days 31] [--apply]

--export writes the catalogue of the school of DATABASE_URL with its wording, escalation policies, numbers, patrol points,
duty roster and calendar as one file that another school can take over: posts instead of people, no accounts, no phone
numbers. --import says what such a file would change over the coming days: the school is copied into memory and played twice, as it is and with the template.
With --apply it is then applied. The catalogue of the file is taken over whole; points and dates are added or replaced
by their ids; policies may change when, whom, how often and whether at night, but every ladder keeps somebody above and the
heads it names, and nothing is later where people are in danger. What has begun keeps its rules. A file with
a mistake is refused with everything to mend in it; nothing of it applies. --undo brings back what the last change of the
rules replaced, for what has not begun; it is looked at first like a template.`,
  async run(args, { config, say }) {
    const { values } = parseArgs({
      args,
      options: {
        export: { type: 'string' },
        import: { type: 'string' },
        days: { type: 'string', default: '31' },
        undo: { type: 'boolean', default: false },
        apply: { type: 'boolean', default: false },
      },
    })
    const { export: target, import: source, undo, apply } = values
    if ([target !== undefined, source !== undefined, undo].filter(Boolean).length !== 1)
      throw new BadConfig('npm run template needs either --export FILE or --import FILE or --undo')
    const days = Number(values.days)
    if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
      throw new BadConfig(`--days ${values.days}: write a number of days from 1 to ${MOST_DAYS}`)
    const wish = source === undefined ? former : wishOf(readTemplate(await readText(source)))
    const db = await openExisting(config)
    try {
      const parts = {
        db,
        calendar: await readCalendarOverride(config),
        nowMs: config.startAtMs ?? Date.now(),
      }
      if (target === undefined) await take(parts, wish, { days, apply, say })
      else {
        const exported = templateOf(await directoryReader(db, parts.calendar)())
        await writeFile(target, `${JSON.stringify(exported, null, 2)}\n`, { flag: 'wx' }).catch(cannotWrite)
        say(`已导出：${target}`)
      }
    } finally {
      await db.close()
    }
    return 0
  },
}

interface Parts {
  db: Database
  calendar: Awaited<ReturnType<typeof readCalendarOverride>>
  nowMs: number
}

/** What is to become of a school. */
type Wish = typeof former
const wishOf =
  (template: Template): Wish =>
  (before, makeCalendar) =>
    merge(template, before, makeCalendar)

async function take(
  parts: Parts,
  wish: Wish,
  { days, apply, say }: { days: number; apply: boolean; say: (line: string) => void },
): Promise<void> {
  const { db, nowMs } = parts
  const { before: seen } = await merged(parts, db, wish)
  const from = dayOf(nowMs)
  const to = addDays(from, days - 1)
  const before = await played(parts, to)
  const after = await played(parts, to, wish)
  for (const line of preview(effectOf(before, after, after.notes, from), { from, to })) say(line)
  if (!apply) return say('\n以上只是预览，没有改动。确认后加上 --apply 再运行一次。')
  say(`\n已生效：${await applied(parts, db, wish, seen)} 项还没开始的已按新的安排重排。`)
}

const merged = async ({ calendar }: Parts, db: Database, wish: Wish): Promise<Merged> =>
  wish(await directoryReader(db, calendar)(), (own) =>
    createCalendar({ ...own, ...calendar } as Parameters<typeof createCalendar>[0]),
  )

/** Read, merged and written in one work. @throws Refusal when the rules are not those the preview was made by */
async function applied(parts: Parts, db: Database, wish: Wish, seen: Directory): Promise<number> {
  let changed = 0
  await recordUntilDone(
    db,
    `template:${crypto.randomUUID()}`,
    () => beginWork(db, parts.nowMs, null),
    async (work) => {
      // Held first: whoever changes the school from here on makes this try again.
      const now = await work.state(school, THE_SCHOOL)
      if (JSON.stringify(now?.file) !== JSON.stringify(seen.school.file))
        throw new Refusal('stale-preview', '预览的时候学校的规则又改过，没有生效。请再运行一次，重新看预览。')
      const { before, sections, calendar } = await merged(parts, db, wish)
      changed = await applyToSchool(work, before, sections, calendar)
      return {}
    },
  )
  return changed
}

/** The school in memory over the coming days, as it is or with the template. */
async function played(parts: Parts, to: string, wish?: Wish): Promise<Outcome & { notes: string[] }> {
  const { nowMs } = parts
  const copy = openFile(':memory:', { synchronous: 'NORMAL' })
  await migrate(copy, await readMigrations(MIGRATIONS), nowMs)
  await copySchool(parts.db, copy)
  const change = wish && (await merged(parts, copy, wish))
  if (wish && change) await applied(parts, copy, wish, change.before)
  const directory = directoryReader(copy, parts.calendar)
  const outcome = await outcomeOf({ db: copy, directory, commands, sinceMs: nowMs, to })
  await copy.close()
  return { ...outcome, notes: change?.notes ?? [] }
}

const MIGRATIONS = new URL('../../migrations/', import.meta.url).pathname

async function readText(path: string): Promise<string> {
  try {
    const tooBig = sizeProblem((await stat(path)).size)
    if (tooBig !== undefined) throw new Refusal('template', tooBig)
    return textOf(await readFile(path))
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new BadConfig(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

function cannotWrite(error: NodeJS.ErrnoException): never {
  throw new BadConfig(
    error.code === 'EEXIST'
      ? `${error.path} exists already: an export never writes over anything, choose another name`
      : `${error.path} cannot be written (${error.code})`,
  )
}

export default command
