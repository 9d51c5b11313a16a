import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CliCommand } from '../cli.ts'
import { compareRows, rebuild } from '../log/rebuild.ts'
import { nouns } from '../nouns.ts'
import { openFile } from '../store/file.ts'
import { migrate } from '../store/migrate.ts'
import { readMigrations } from '../store/migrations-on-disk.ts'
import { openExisting } from './open.ts'

const MIGRATIONS = new URL('../../migrations/', import.meta.url).pathname
/** Differences named; the rest is counted. */
const MOST_SAID = 20

const command: CliCommand = {
  help: `
npm run replay

Builds every row anew from the events of DATABASE_URL, in a database of its own, and compares it with the live rows.
Changes nothing. Exits 0 when both are equal, else 1 with one line per row that the log does not bear out.`,
  async run(_args, { config, say }) {
    const live = await openExisting(config)
    const folder = await mkdtemp(join(tmpdir(), 'shuangze-replay-'))
    const fresh = openFile(join(folder, 'rebuilt.db'))
    try {
      await migrate(fresh, await readMigrations(MIGRATIONS), Date.now())
      const events = await rebuild(nouns, live, fresh)
      const { rows, differences } = await compareRows(nouns, live, fresh)
      for (const difference of differences.slice(0, MOST_SAID)) say(difference)
      const verdict = differences.length === 0 ? 'equal' : `NOT equal, ${differences.length} differ`
      say(`${events} events replayed, ${rows} rows: ${verdict}`)
      return differences.length === 0 ? 0 : 1
    } finally {
      await Promise.all([live.close(), fresh.close()])
      await rm(folder, { recursive: true })
    }
  },
}

export default command
