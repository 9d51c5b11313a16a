import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { CliCommand } from '../cli.ts'
import { BadConfig } from '../config.ts'
import { ledgerFiles, planLedger } from '../ledger/export.ts'
import type { LedgerFilter } from '../ledger/filter.ts'
import { recordExport } from '../ledger/record-export.ts'
import { readCalendarOverride } from '../open-store.ts'
import { directoryReader } from '../people/read-directory.ts'
import { createCopies } from '../photos/copies.ts'
import { nodeDarkroom } from '../photos/darkroom-node.ts'
import { photoFolder } from '../photos/folder.ts'
import { isDay } from '../time.ts'
import { openExisting } from './open.ts'

const command: CliCommand = {
  help: `
npm run ledger -- --out DIR [--from YYYY-MM-DD] [--to YYYY-MM-DD]

Writes 隐患排查治理台账 of DATABASE_URL into DIR, which must not exist yet: 台账.xlsx (the ledger, and what was spent) and
照片/ with the photos before and after. --from and --to are days of the report, both included. Restricted hazards are
left out: only their readers take them out, on the page /ledger. The export is recorded in the log.`,
  async run(args, { config, say }) {
    const { values } = parseArgs({
      args,
      options: { out: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
    })
    const { out, from, to } = values
    if (!out) throw new BadConfig('say where to: npm run ledger -- --out ledger-2026')
    for (const [name, day] of Object.entries({ from, to }))
      if (day !== undefined && !isDay(day))
        throw new BadConfig(`--${name} ${day}: write a day, e.g. 2026-09-01`)
    const db = await openExisting(config)
    try {
      const directory = await directoryReader(db, await readCalendarOverride(config))()
      const nowMs = config.startAtMs ?? Date.now()
      const filter: LedgerFilter = { scope: 'all', state: 'any', ...(from && { from }), ...(to && { to }) }
      // Without a viewer it is what everybody may know.
      const plan = await planLedger(db, { directory, viewer: undefined, nowMs }, filter)
      await mkdir(dirname(resolve(out)), { recursive: true })
      await mkdir(out).catch(cannotMake)
      await recordExport(db, plan, { by: null, filter, nowMs })
      const copies = createCopies(photoFolder(config.photoFolder), nodeDarkroom())
      for await (const { name, bytes } of ledgerFiles(db, directory, copies, plan)) {
        const path = join(out, name)
        await mkdir(dirname(path), { recursive: true })
        await writeFile(path, bytes, { flag: 'wx' })
      }
      say(`已导出 ${plan.ids.length} 条隐患、${plan.photos} 张照片：${out}`)
    } finally {
      await db.close()
    }
    return 0
  },
}

function cannotMake(error: NodeJS.ErrnoException): never {
  throw new BadConfig(
    error.code === 'EEXIST'
      ? `${error.path} exists already: an export never writes over anything, choose another name`
      : `${error.path} cannot be made (${error.code})`,
  )
}

export default command
