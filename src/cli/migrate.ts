import type { CliCommand } from '../cli.ts'
import { migrate } from '../store/migrate.ts'
import { readMigrations } from '../store/migrations-on-disk.ts'
import { openDatabase } from '../store/open.ts'

const command: CliCommand = {
  help: `
npm run migrate

Brings the database of DATABASE_URL (and DATABASE_AUTH_TOKEN) to this version's schema. Safe to repeat and to run twice
at once. A file database is migrated by the bot itself at its start; a remote one only here.`,
  async run(_args, { config, say }) {
    const db = openDatabase(config.databaseUrl, config.databaseAuthToken)
    const applied = await migrate(
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
