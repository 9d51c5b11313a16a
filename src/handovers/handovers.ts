import { oweToday, touchToday } from '../checkins/today.ts'
import { keepLadder, startLadder } from '../ladders/start-ladder.ts'
import type { Work } from '../log/work.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import type { Database } from '../store/database.ts'
import { dayOf } from '../time.ts'
import { cancelHandover, confirmHandover, noteItems, openHandover, redirectHandover } from './decide.ts'
import { type Handover, handover } from './handover.ts'
import { itemsInHands } from './in-hands.ts'
import { itemOf, keyOf } from './items.ts'
import { keep } from './keep.ts'
import { climbFor, ladderOf } from './ladder.ts'
import { passOn } from './move.ts'
import { standInToday } from './passing.ts'
import { adds, awaited } from './rights.ts'
import { tell, tellReleased } from './tell.ts'

/** Handovers under way in which somebody gives or takes. */
export async function openHandoversOf(db: Database, person: string): Promise<Handover[]> {
  const rows = await db.all<{ state: string }>(
    "SELECT state FROM handovers WHERE status = 'open' AND (giver = ? OR taker = ?) ORDER BY id",
    [person, person],
  )
  return rows.map(({ state }) => JSON.parse(state) as Handover)
}

/** What stands on the list now: what was there when it was opened, and what came since. */
export async function itemsNow(
  db: Database,
  directory: Directory,
  about: Handover,
  nowMs: number,
): Promise<string[]> {
  const giver = directory.person(about.giver)
  const live = giver ? await itemsInHands(db, directory, giver, nowMs) : []
  return [...new Set([...about.items.map((key) => keyOf(itemOf(key))), ...live.map(keyOf)])]
}

/** Opens a handover with the list as it is now, and asks both. The old owner keeps everything meanwhile. */
export async function beginHandover(
  work: Work,
  directory: Directory,
  giver: Person,
  taker: Person,
  by: Pick<Person, 'id'>,
  notes: string[] = [],
): Promise<Handover> {
  const rows = await work.db.all<{ id: string }>('SELECT id FROM handovers WHERE giver = ?', [giver.id])
  const id = `${dayOf(work.nowMs)}.${giver.id}.${rows.length + 1}`
  const items = (await itemsInHands(work.db, directory, giver, work.nowMs)).map(keyOf)
  const made = await work.change(
    handover,
    id,
    openHandover({ giver: giver.id, taker: taker.id, items, notes, by: by.id }),
  )
  await startLadder(work, directory.calendar, ladderOf(made), climbFor(directory, made), {
    sinceMs: work.nowMs,
  })
  for (const to of awaited(directory, made)) if (to.id !== by.id) tell(work, directory, made, to)
  return made
}

/** Lines of the giver's own; whoever had said yes to the list before is asked anew. */
export async function addNotes(
  work: Work,
  directory: Directory,
  id: string,
  lines: readonly string[],
  by: Person,
): Promise<Handover> {
  const before = await work.state(handover, id)
  if (before && !adds(directory, before, by))
    throw new Refusal('not-yours', '要交的东西由交出的人来写，请告诉对方补上。')
  const after = await work.change(handover, id, noteItems(lines, by.id))
  work.touch(ladderOf(after))
  const taker = directory.person(after.taker)
  if (taker && before && before.confirmed.length > after.confirmed.length) tell(work, directory, after, taker)
  return after
}

/** Somebody else is to take it. Of somebody who left he keeps it from now on, too. */
export async function redirect(
  work: Work,
  directory: Directory,
  id: string,
  to: Person,
  by: string,
): Promise<Handover> {
  const before = await work.state(handover, id)
  const after = await work.change(handover, id, redirectHandover(to.id, by))
  if (after === before) return after
  work.touch(ladderOf(after))
  const giver = directory.person(after.giver)
  if (giver && !giver.active) {
    const items = (await itemsNow(work.db, directory, after, work.nowMs)).map(itemOf)
    await keep(work, directory, giver, to, items, before?.taker)
  }
  for (const who of awaited(directory, after)) if (who.id !== by) tell(work, directory, after, who)
  const former = directory.person(before?.taker ?? '')
  if (former && former.id !== by) tellReleased(work, directory, after, former)
  return after
}

/** Nothing changes hands; both cards say so. Of somebody who left it cannot be dropped. */
export async function dropHandover(
  work: Work,
  directory: Directory,
  id: string,
  by: string,
  reason: string,
): Promise<Handover> {
  const before = await work.state(handover, id)
  const hasLeft = directory.person(before?.giver ?? '')?.active === false
  const after = await work.change(handover, id, cancelHandover(by, reason, hasLeft))
  await settled(work, directory, after)
  return after
}

async function settled(work: Work, directory: Directory, about: Handover): Promise<void> {
  work.touch(ladderOf(about))
  await keepLadder(work, directory.calendar, ladderOf(about), climbFor(directory, about))
}

/** With the second word everything changes hands in the same write. What was done meanwhile stays under the old name. */
export async function agreeToHandover(
  work: Work,
  directory: Directory,
  id: string,
  person: string,
  by: Person,
): Promise<Handover> {
  const before = await work.state(handover, id)
  const events = confirmHandover(person, by.id)(before)
  const [giver, taker] = [directory.person(before!.giver), directory.person(before!.taker)]
  if (!events.some(({ kind }) => kind === 'handover.completed') || !giver || !taker) {
    const half = await work.change(handover, id, () => events)
    work.touch(ladderOf(half))
    return half
  }
  const keys = await itemsNow(work.db, directory, before!, work.nowMs)
  const standIn = standInToday(directory, taker, dayOf(work.nowMs))
  const moves = await passOn(work, directory, keys, { giver, taker, by: by.id, ...(standIn && { standIn }) })
  const after = await work.change(handover, id, confirmHandover(person, by.id, moves))
  await settled(work, directory, after)
  for (const who of unique([giver, taker])) touchToday(work, directory, who, dayOf(work.nowMs))
  for (const who of unique([taker, standIn?.person]))
    oweToday(work, directory, who, dayOf(work.nowMs), work.nowMs)
  return after
}
