import { oweToday, touchToday } from '../checkins/checkins.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { transfer } from '../instances/hand-over.ts'
import { type Instance, isOwed, responsibleFor } from '../instances/instance.ts'
import { instancesInHandsOf } from '../instances/instances.ts'
import { unitsOf } from '../instances/units.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import { dayOf } from '../time.ts'
import { confirmHandover, type Handover, handover, openHandover } from './handover.ts'

/** Farther than any window reaches. */
const EVER_MS = 8.64e15

/** What somebody has open of posts that are no longer his; of somebody who left, everything. */
export async function openItemsOf(db: Database, directory: Directory, giver: Person): Promise<Instance[]> {
  const inHands = await instancesInHandsOf(db, [giver.id], EVER_MS)
  return inHands.filter(
    (entry) =>
      entry.status !== 'scheduled' &&
      entry.owner === giver.id &&
      !(giver.active && stillOwes(directory, giver, entry)),
  )
}

function stillOwes(directory: Directory, { id }: Person, entry: Instance): boolean {
  const duty = directory.duties.get(entry.duty)
  const units = duty ? unitsOf(duty, directory, { slot: entry.slot ?? '', opensAtMs: entry.opensAtMs }) : []
  return units.some((unit) => unit.id === entry.unit && unit.owner.id === id)
}

/** Opens a handover with the list as it is now, and asks both. The old owner keeps everything meanwhile. */
export async function beginHandover(
  work: Work,
  directory: Directory,
  giver: Person,
  taker: Person,
  by: Person,
): Promise<Handover> {
  const rows = await work.db.all<{ id: string }>('SELECT id FROM handovers WHERE giver = ?', [giver.id])
  const id = `${dayOf(work.nowMs)}.${giver.id}.${rows.length + 1}`
  const items = (await openItemsOf(work.db, directory, giver)).map((entry) => entry.id)
  const made = await work.change(
    handover,
    id,
    openHandover({ giver: giver.id, taker: taker.id, items, by: by.id }),
  )
  for (const to of [giver, taker]) if (to.id !== by.id) tell(work, directory, id, to)
  return made
}

function tell(work: Work, directory: Directory, id: string, to: Person): void {
  const owed = owedTo(directory, to, {
    once: `handover:${id}:${to.id}`,
    show: { card: 'handover', id },
    urgency: 1,
    notBeforeMs: work.nowMs,
  })
  if (owed) work.owe(owed)
}

/** With the second word the items change hands: those still owed by the giver. What was done meanwhile stays his. */
export async function agreeToHandover(
  work: Work,
  directory: Directory,
  id: string,
  person: string,
  by: Person,
): Promise<Handover> {
  const before = await work.state(handover, id)
  const after = await work.change(handover, id, confirmHandover(person, by.id))
  work.touch(`handover/${id}`)
  if (before?.status !== 'open' || after.status !== 'done') return after
  const day = dayOf(work.nowMs)
  for (const item of after.items) {
    const entry = await work.state(dutyInstance, item)
    if (!entry || !isOwed(entry) || responsibleFor(entry) !== after.giver) continue
    await work.change(dutyInstance, item, transfer(after.taker, '岗位交接', by.id, true))
  }
  const [giver, taker] = [directory.person(after.giver), directory.person(after.taker)]
  touchToday(work, directory, giver, day)
  if (taker) oweToday(work, directory, taker, day, work.nowMs)
  return after
}
