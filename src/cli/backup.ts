import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import type { CliCommand } from '../cli.ts'
import { BadConfig } from '../config.ts'
import { openExisting } from './open.ts'

const command: CliCommand = {
  help: `
npm run backup -- --to <file>

Writes a whole copy of a file database while the bot goes on (VACUUM INTO). The target must not exist yet. A remote
database is backed up by its own service. Photos are files: copy PHOTO_DIR beside it.`,
  async run(args, { config, say }) {
    const { values } = parseArgs({ args, options: { to: { type: 'string' } } })
    if (!values.to) throw new BadConfig('say where to: npm run backup -- --to backups/2026-09-01.db')
    if (existsSync(values.to))
      throw new BadConfig(
        `${values.to} exists already: a backup never writes over anything, choose another name`,
      )
    const db = await openExisting(config)
    if (db.kind !== 'file')
      throw new BadConfig('a remote database is backed up by its own service (VACUUM INTO is refused there)')
    mkdirSync(dirname(values.to), { recursive: true })
    await db.all('VACUUM INTO ?', [values.to])
    say(`written: ${values.to}`)
    await db.close()
    return 0
  },
}

export default command
