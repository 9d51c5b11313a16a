import type { Finding } from '../ladders/source.ts'
import { dayOf, instantOf } from '../time.ts'
import { type Instance, type InstanceEvent, known, type Proof } from './instance.ts'
import { instancesOfDuty } from './instances.ts'

/** Meetings whose attendance counts as a leader's study meeting (`mtg-leader-study`: 由会议签到自动累计,不另填). */
const STUDY_MEETINGS = ['mtg-monthly-special', 'mtg-quarterly', 'mtg-annual-conference', 'mtg-party-agenda']
/** Inspections that count for whoever led them (`ins-leader-two`). */
const LEADER_INSPECTIONS = [
  'ins-campus-monthly',
  'ins-term-open',
  'ins-before-holiday',
  'ins-surroundings-monthly',
]

/**
 * How far a person's count of the calendar year has got (CAL-18): what was attended or led, and what was told
 * directly with everything it asks for.
 */
export async function countOf(
  { db, nowMs }: Pick<Finding, 'db' | 'nowMs'>,
  entry: Instance,
): Promise<number> {
  if (entry.checkpoints === undefined) return 0
  const told = [...Map.groupBy(entry.proofs, ({ atMs }) => atMs).values()].filter((together) =>
    entry.required.every((asked) => together.some(({ type }) => type === asked)),
  ).length
  const year = entry.period.slice(0, 4)
  const duties = entry.duty === 'mtg-leader-study' ? STUDY_MEETINGS : LEADER_INSPECTIONS
  const from = instantOf(`${year}-01-01`)
  const to = Math.min(nowMs, instantOf(`${year}-12-31`, '24:00')) + 35 * 86_400_000
  let counted = 0
  for (const duty of duties)
    for (const other of await instancesOfDuty(db, duty, from, to))
      if (
        entry.duty === 'mtg-leader-study'
          ? other.attended.includes(entry.owner)
          : other.doneBy === entry.owner
      )
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
