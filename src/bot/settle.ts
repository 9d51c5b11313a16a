import { recordUntilDone } from '../log/record.ts'
import { beginWork, type Work } from '../log/work.ts'
import type { Answering } from './answer.ts'

/** Records what `act` does under this cause, once. */
export async function settle(
  parts: Answering,
  cause: string,
  actor: string | null,
  act: (work: Work) => Promise<void>,
): Promise<void> {
  await recordUntilDone(
    parts.db,
    cause,
    () => beginWork(parts.db, parts.now(), actor),
    async (work) => {
      await act(work)
      return {}
    },
  )
}
