import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { isLacking, lackOf } from '../cards/checklist.ts'
import type { CliCommand } from '../cli.ts'
import { BadConfig } from '../config.ts'
import { checklistOf, contradictionsOf } from '../coverage/checklist.ts'
import { openStore, readCalendarOverride } from '../open-store.ts'
import { directoryReader } from '../people/read-directory.ts'
import { dayOf } from '../time.ts'
import { updateSchool } from './update.ts'

const SAMPLE = new URL('../people/sample-school.json', import.meta.url)

const command: CliCommand = {
  help: `
npm run seed
npm run seed -- --update [--apply]

Loads the school of SCHOOL_FILE (without it: the sample school) into a database that has none, and prints the
first-run checklist: what is there, what is missing, and which duties stay off because of it. A database that has a school is left as it is.
--update says what SCHOOL_FILE, changed since, makes of the running school: people new, changed and gone, posts, classes,
roster, patrol points, calendar. With --apply it is then so, all or nothing. A section the file leaves out stays; staff it no longer has are gone;
posts given in the chat since follow the file again. Duties, policies and numbers have npm run template.`,
  async run(args, parts) {
    const { values } = parseArgs({
      args,
      options: { update: { type: 'boolean', default: false }, apply: { type: 'boolean', default: false } },
    })
    if (values.update) return updateSchool(parts, values.apply)
    if (values.apply) throw new BadConfig('npm run seed: --apply goes with --update')
    const { config, log, say } = parts
    const schoolText = await readFile(config.schoolFile ?? SAMPLE, 'utf8')
    let loaded = false
    const watch = (event: string, data: object) => {
      log(event, data)
      if (event === 'school-loaded') loaded = true
    }
    const nowMs = Date.now()
    const db = await openStore({ config, log: watch, schoolText }, nowMs)
    say(loaded ? '学校资料已载入。' : '数据库里已有学校资料，没有改动。')
    const directory = await directoryReader(db, await readCalendarOverride(config))()
    for (const item of checklistOf(directory, dayOf(nowMs)))
      say(isLacking(item) ? `缺　${lackOf(item)}` : `有　${item.title}`)
    for (const sentence of contradictionsOf(directory)) say(`改　${sentence}`)
    await db.close()
    return 0
  },
}

export default command
