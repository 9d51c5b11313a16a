import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { commands } from '../../commands/index.ts'
import type { CliCommand } from '../cli.ts'
import { BadConfig, readInstant } from '../config.ts'
import { contradictionsOf } from '../coverage/checklist.ts'
import { readCalendarOverride } from '../open-store.ts'
import { loadSchool } from '../people/load-school.ts'
import { directoryReader } from '../people/read-directory.ts'
import { readSchoolFile } from '../people/school-file.ts'
import { readActions } from '../simulation/actions.ts'
import type { Line } from '../simulation/lines.ts'
import { report } from '../simulation/report.ts'
import { simulate } from '../simulation/simulate.ts'
import { openFile } from '../store/file.ts'
import { migrate } from '../store/migrate.ts'
import { readMigrations } from '../store/migrations-on-disk.ts'
import { instantOf, isDay } from '../time.ts'

const command: CliCommand = {
  help: `
npm run simulate -- --school FILE --from YYYY-MM-DD --to YYYY-MM-DD [--actions FILE.jsonl] [--json]

Runs the live engine with a false clock over the days from..to, both included: who owes what when, who is told what,
what nobody does and where it climbs. FILE is a school file and may carry "duties" of its own. --actions plays what
people say: one {"at","person","says","fields"?,"about"?} a line. Without --json a report to read; with it one JSON
object a line, and what contradicts itself on stderr. The same input gives the same output. Nothing is sent, no database is touched.`,
  async run(args, { config, say }) {
    const { values } = parseArgs({
      args,
      options: {
        school: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        actions: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
    const { school: path, from, to } = values
    if (!path || !from || !to) throw new BadConfig('npm run simulate needs --school FILE --from DAY --to DAY')
    for (const day of [from, to]) if (!isDay(day)) throw new BadConfig(`${day}: write a day as 2026-09-01`)
    if (to < from) throw new BadConfig(`--to ${to} lies before --from ${from}`)
    const file = readSchoolFile(await readText(path))
    const actions = values.actions === undefined ? [] : readActions(await readText(values.actions))
    const db = openFile(':memory:', { synchronous: 'NORMAL' })
    const beginMs = readInstant(from) ?? instantOf(from)
    await migrate(db, await readMigrations(MIGRATIONS), beginMs)
    await loadSchool(db, file, beginMs)
    const directory = directoryReader(db, await readCalendarOverride(config))
    const lines: Line[] = []
    const emit = values.json
      ? (line: Line) => say(JSON.stringify(line))
      : (line: Line) => void lines.push(line)
    await simulate({ db, directory, commands, from, to, actions, emit })
    const school = await directory()
    if (!values.json) for (const line of report(lines, school, { from, to })) say(line)
    // Whoever reads lines by machine sees what contradicts itself beside them.
    else for (const sentence of contradictionsOf(school)) process.stderr.write(`改　${sentence}\n`)
    await db.close()
    return 0
  },
}

const MIGRATIONS = new URL('../../migrations/', import.meta.url).pathname

const readText = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadConfig(`${path} cannot be read (${error.code})`)
  })

export default command
