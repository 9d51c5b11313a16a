import type { CliCommand } from '../cli.ts'
import { readMigrations } from '../store/migrations-on-disk.ts'
import { openDatabase } from '../store/open.ts'
import { upgrade } from '../upgrade.ts'

const command: CliCommand = {
  help: `
npm run migrate

Brings the database of DATABASE_URL (and DATABASE_AUTH_TOKEN) to this version: its tables, and its rows as the log has them. Safe to repeat and to run twice
at once. A file database is migrated by the bot itself at its start; a remote one only here.`,
  async run(_args, { config, say }) {
    const db = openDatabase(config.databaseUrl, config.databaseAuthToken)
    const applied = await upgrade(
      db,
      await readMigrations(new URL('../../migrations/', import.meta.url).pathname),
      Date.now(),
    )
    for (const name of applied) say(`applied ${name}`)
    say(applied.length === 0 ? 'nothing to do' : `${applied.length} applied`)
    await db.close()
    return 0
  },
}

export default command
