import type { Finding } from '../ladders/source.ts'
import { dayOf, instantOf } from '../time.ts'
import { type Instance, type InstanceEvent, known, type Proof } from './instance.ts'
import { instancesOfDuty } from './instances.ts'

/**
 * How far a person's count of the calendar year has got (CAL-18): what was attended or led of the
 * duties that feed it (catalogue, `counts`), and what was told directly with everything it asks for.
 */
export async function countOf(
  { db, nowMs, directory }: Pick<Finding, 'db' | 'nowMs' | 'directory'>,
  entry: Instance,
): Promise<number> {
  if (entry.checkpoints === undefined) return 0
  const told = [...Map.groupBy(entry.proofs, ({ atMs }) => atMs).values()].filter((together) =>
    entry.required.every((asked) => together.some(({ type }) => type === asked)),
  ).length
  const year = entry.period.slice(0, 4)
  const { duties = [], by } = directory.duties.get(entry.duty)?.counts ?? {}
  const from = instantOf(`${year}-01-01`)
  const to = Math.min(nowMs, instantOf(`${year}-12-31`, '24:00')) + 35 * 86_400_000
  let counted = 0
  for (const duty of duties)
    for (const other of await instancesOfDuty(db, duty, from, to))
      if (by === 'attended' ? other.attended.includes(entry.owner) : other.doneBy === entry.owner)
        counted += 1
  return told + counted
}

/** One more, told with its proofs. The same of the same day is told once; the same words on another day are another one. */
export const countOne =
  (proofs: Omit<Proof, 'by' | 'enteredBy'>[], by: string, enteredBy: string, nowMs: number) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const counter = known(state)
    const today = counter.proofs.filter(({ atMs }) => dayOf(atMs) === dayOf(nowMs))
    const isKnown = proofs.every((proof) =>
      today.some(({ type, value }) => type === proof.type && value === proof.value),
    )
    const entered = enteredBy === by ? {} : { enteredBy }
    return isKnown
      ? []
      : [{ kind: 'duty.proved', proofs: proofs.map((proof) => ({ ...proof, by, ...entered })) }]
  }
