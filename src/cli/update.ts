import { isLacking, lackOf } from '../cards/checklist.ts'
import type { CliParts } from '../cli.ts'
import { BadConfig } from '../config.ts'
import { checklistOf, contradictionsOf } from '../coverage/checklist.ts'
import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import { readCalendarOverride, readSchoolText } from '../open-store.ts'
import type { Directory } from '../people/directory.ts'
import { directoryReader } from '../people/read-directory.ts'
import { school, THE_SCHOOL } from '../people/school.ts'
import { readSchoolFile } from '../people/school-file.ts'
import { applyUpdate } from '../school-update/apply.ts'
import { isNothing, type SchoolUpdate, updateOf } from '../school-update/update.ts'
import { changesOf } from '../school-update/words.ts'
import type { Database } from '../store/database.ts'
import { dayOf } from '../time.ts'
import { openExisting } from './open.ts'

/** Brings a changed SCHOOL_FILE into a running school: what it changes, and with `apply` the change itself. */
export async function updateSchool({ config, say }: CliParts, apply: boolean): Promise<number> {
  const text = await readSchoolText(config)
  if (text === undefined)
    throw new BadConfig('npm run seed -- --update needs SCHOOL_FILE: the path of the changed school file')
  const override = await readCalendarOverride(config)
  const file = readSchoolFile(text, override)
  const written = new Set(Object.keys(JSON.parse(text.replace(/^\uFEFF/, '')) as object))
  const nowMs = config.startAtMs ?? Date.now()
  const db = await openExisting(config)
  try {
    const read = async () => updateOf(await directoryReader(db, override)(), file, written, override)
    const seen = await read()
    for (const line of preview(seen, dayOf(nowMs))) say(line)
    if (written.has('duties') || written.has('escalation_policies') || written.has('settings'))
      say('\n资料里的职责、升级策略和时限不在这里改：请用 /模板 或 npm run template。')
    if (isNothing(seen)) say('资料和学校现在一样，没有要改的。')
    else if (apply) say(`\n已生效：${await applied(db, nowMs, read)} 项还没开始的已按新的安排重排。`)
    else say('\n以上只是预览，没有改动。确认后加上 --apply 再运行一次。')
  } finally {
    await db.close()
  }
  return 0
}

function preview(update: SchoolUpdate, today: string): string[] {
  const { before, after } = update
  const known = new Set(lacksOf(before, today))
  const fresh = lacksOf(after, today).filter((line) => !known.has(line))
  return [
    ...changesOf(update),
    ...(fresh.length > 0 ? [{ title: '这样以后还缺', rows: fresh }] : []),
  ].flatMap(({ title, rows }) => [`【${title}】`, ...rows])
}

const lacksOf = (directory: Directory, today: string): string[] => [
  ...checklistOf(directory, today).filter(isLacking).map(lackOf),
  ...contradictionsOf(directory),
]

/** Read and written in one work: whoever changes the school meanwhile makes this try again. */
async function applied(db: Database, nowMs: number, read: () => Promise<SchoolUpdate>): Promise<number> {
  let changed = 0
  await recordUntilDone(
    db,
    `school-update:${crypto.randomUUID()}`,
    () => beginWork(db, nowMs, null),
    async (work) => {
      await work.state(school, THE_SCHOOL)
      changed = await applyUpdate(work, await read())
      return {}
    },
  )
  return changed
}
