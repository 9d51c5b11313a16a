import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CliCommand } from '../cli.ts'
import { rebuild, rowsAsText } from '../log/rebuild.ts'
import { nouns } from '../nouns.ts'
import { openFile } from '../store/file.ts'
import { migrate } from '../store/migrate.ts'
import { readMigrations } from '../store/migrations-on-disk.ts'
import { openDatabase } from '../store/open.ts'

const command: CliCommand = {
  help: `
npm run replay

Builds every row anew from the events of DATABASE_URL, in a database of its own, and compares it with the live rows.
Changes nothing. Exits 0 when both are equal, else 1 with the first lines that differ.`,
  async run(_args, { config, say }) {
    const live = openDatabase(config.databaseUrl, config.databaseAuthToken)
    const folder = await mkdtemp(join(tmpdir(), 'shuangze-replay-'))
    const fresh = openFile(join(folder, 'rebuilt.db'))
    await migrate(
      fresh,
      await readMigrations(new URL('../../migrations/', import.meta.url).pathname),
      Date.now(),
    )
    const events = await rebuild(nouns, live, fresh)
    const [rebuilt, stored] = [
      (await rowsAsText(nouns, fresh)).split('\n'),
      (await rowsAsText(nouns, live)).split('\n'),
    ]
    const different = stored.filter((line) => !rebuilt.includes(line)).slice(0, 5)
    for (const line of different) say(`differs: ${line.slice(0, 300)}`)
    const equal = different.length === 0 && rebuilt.length === stored.length
    say(`${events} events replayed, ${stored.length} rows: ${equal ? 'equal' : 'NOT equal'}`)
    await Promise.all([live.close(), fresh.close()])
    await rm(folder, { recursive: true })
    return equal ? 0 : 1
  },
}

export default command
