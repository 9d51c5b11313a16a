import { readFile } from 'node:fs/promises'
import { isLacking, lackOf } from '../cards/checklist.ts'
import type { CliCommand } from '../cli.ts'
import { checklistOf, contradictionsOf } from '../coverage/checklist.ts'
import { directoryReader } from '../people/load.ts'
import { openStore, readCalendarOverride } from '../serve-bot.ts'
import { dayOf } from '../time.ts'

const SAMPLE = new URL('../people/sample-school.json', import.meta.url)

const command: CliCommand = {
  help: `
npm run seed

Loads the school of SCHOOL_FILE (without it: the sample school) into a database that has none, and prints the
first-run checklist: what is there, what is missing, and which duties stay off because of it. A database that has a school is left as it is.`,
  async run(_args, { config, log, say }) {
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
