import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import type { Database } from '../store/database.ts'
import type { LedgerPlan } from './export.ts'
import type { LedgerFilter } from './filter.ts'
import { ledgerExport } from './ledger-export.ts'

/** Written before the first byte leaves: who takes the ledger out, when and what of it. `by` is null at the terminal. */
export async function recordExport(
  db: Database,
  { ids, photos }: LedgerPlan,
  given: { by: string | null; filter: LedgerFilter; nowMs: number },
): Promise<void> {
  const id = crypto.randomUUID()
  const { by, filter, nowMs } = given
  await recordUntilDone(
    db,
    `ledger:${id}`,
    () => beginWork(db, nowMs, by),
    async (work) => {
      await work.change(ledgerExport, id, () => [
        { kind: 'ledger-export.made', by, filter, rows: ids.length, photos },
      ])
      return {}
    },
  )
}
