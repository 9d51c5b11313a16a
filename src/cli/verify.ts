import type { CliCommand } from '../cli.ts'
import { verifyLog } from '../log/verify.ts'
import { openExisting } from './open.ts'

const command: CliCommand = {
  help: `
npm run verify

Recomputes the hash of every event and every link of the seal chain in DATABASE_URL. Exits 0 when nothing was changed
quietly, else 1 with one line per fault.`,
  async run(_args, { config, say }) {
    const db = await openExisting(config)
    const { events, erased, seals, faults } = await verifyLog(db)
    for (const fault of faults) say(fault)
    say(
      `${events} events, ${erased} with erased content, ${seals} seals: ${faults.length === 0 ? 'sound' : `${faults.length} faults`}`,
    )
    await db.close()
    return faults.length === 0 ? 0 : 1
  },
}

export default command
