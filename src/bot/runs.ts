import { fewAtOnce } from './few-at-once.ts'
import { type Drained, drain, type Outbox } from './outbox.ts'
import { describe } from './webhook.ts'
import { type WorkingOff, workOffInbox } from './work-off.ts'

export interface Worked extends Drained {
  /** Sentences and events heard. */
  inbox: number
}

interface Parts {
  hearing: Omit<WorkingOff, 'heard'>
  outbox: Outbox
  /** Runs work after the answer went out. */
  later(work: Promise<unknown>): void
  /** Hears when something kept or owed becomes due. */
  alarm?: ((atMs: number) => void) | undefined
}

export interface Runs {
  /** Works off inbox and outbox now; resolves with what is still to come. */
  workOff(): Promise<Worked>
  /** The same without waiting for it. */
  wake(): void
}

/** Side by side: one that waits for a slow answer must not hold up everybody else's. */
const AT_ONCE = 4
/** After a run that failed, or that found only what others hold, look again. */
const LOOK_AGAIN_MS = 1_000

/** The runs of inbox and outbox; each sets the alarm for whatever it had to leave. */
export function createRuns({ hearing, outbox, later, alarm }: Parts): Runs {
  const { now, log } = hearing
  const failed = (error: unknown) => log('work-off-failed', { error: describe(error) })
  const heard = () =>
    later(
      drain(outbox).then(
        ({ nextAtMs }) => nextAtMs !== undefined && alarm?.(Math.max(nextAtMs, now() + LOOK_AGAIN_MS)),
        failed,
      ),
    )
  const workOff = fewAtOnce(AT_ONCE, async (): Promise<Worked> => {
    try {
      const { done, nextAtMs } = await workOffInbox({ ...hearing, heard })
      const drained = await drain(outbox)
      const worked = { ...drained, inbox: done, nextAtMs: earliest(nextAtMs, drained.nextAtMs) }
      if (worked.nextAtMs !== undefined) alarm?.(notAtOnce(worked, now()))
      return worked
    } catch (error) {
      alarm?.(now() + LOOK_AGAIN_MS)
      throw error
    }
  })
  return { workOff, wake: () => later(workOff().catch(failed)) }
}

const earliest = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? other : other === undefined ? one : Math.min(one, other)

/** Something is due and this run did not do it: somebody else has it in hand, so there is no hurry. */
const notAtOnce = ({ nextAtMs, inbox, sent, failed }: Worked, nowMs: number): number =>
  inbox + sent + failed === 0 ? Math.max(nextAtMs!, nowMs + LOOK_AGAIN_MS) : nextAtMs!
