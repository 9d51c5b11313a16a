import { type Checkin, isWaiting, responsible } from '../checkins/checkin.ts'
import { checkinsOfDay } from '../checkins/checkins.ts'
import { partsOf } from '../hazards/hand-over.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { alarmed, calledAtMs } from '../incidents/called.ts'
import { answersFor } from '../incidents/decide.ts'
import type { Incident } from '../incidents/incident.ts'
import { answersForListing } from '../listings/hand-over.ts'
import { openListings } from '../listings/listings.ts'
import { pointsOf } from '../patrols/patrols.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { turnsAhead } from '../rosters/succession.ts'
import type { Database } from '../store/database.ts'
import { type Day, dayOf } from '../time.ts'
import { dutyItems } from './duties-in-hands.ts'
import { type Item, keyOf, turnKey } from './items.ts'
import { broughtTo, cameBefore, fellInto, keepsPoints, keepsTurnsOf } from './lost-posts.ts'

/**
 * What somebody has open that belongs to a post he holds no more; of somebody who left, everything. Hazards, turns and
 * points name a person, not a post: hazards count if they came while he had a seat that he gave up, turns and points
 * where the posts he has left do not fit them. What came by a handover since is of the posts he has now.
 */
export async function itemsInHands(
  db: Database,
  directory: Directory,
  giver: Person,
  nowMs: number,
): Promise<Item[]> {
  const duties = await dutyItems(db, directory, giver)
  const gaveUp = giver.gaveUp ?? []
  if (giver.active && gaveUp.length === 0) return duties
  const brought = giver.active ? await broughtTo(db, giver.id) : new Map<string, number>()
  const today = dayOf(nowMs)
  const turns = turnsAhead(directory, giver.id, today).filter(({ seat }) => !keepsTurnsOf(giver, seat))
  const points = keepsPoints(giver) ? [] : pointsOf(directory, giver.id)
  const items: Item[] = [
    ...(await checkinItems(db, directory, giver, today)),
    ...(await hazardItems(db, directory, giver, brought)),
    ...(await listingItems(db, giver, brought)),
    ...(await incidentItems(db, directory, giver)),
    ...turns.map((turn): Item => ({ kind: 'turn', id: turnKey(turn) })),
    ...(await swapItems(db, giver, today)),
    ...points.map(({ id }): Item => ({ kind: 'point', id })),
    ...classItems(directory, giver),
  ]
  // Whose a duty or a signature is, its post says, whichever way it came.
  return [...duties, ...items].filter(
    (item) =>
      !giver.active ||
      item.kind === 'duty' ||
      item.kind === 'signature' ||
      cameBefore(gaveUp, brought.get(keyOf(item))),
  )
}

/** Today's check-ins of a class that is another's now; of somebody who left, all he had to answer. */
async function checkinItems(db: Database, directory: Directory, giver: Person, today: Day): Promise<Item[]> {
  const belongs = (entry: Checkin) =>
    !giver.active ||
    (entry.owner === giver.id &&
      directory.class(entry.unit) !== undefined &&
      directory.class(entry.unit)?.homeroom !== giver.id)
  return (await checkinsOfDay(db, today))
    .filter((entry) => isWaiting(entry) && responsible(entry) === giver.id && belongs(entry))
    .map(({ id }) => ({ kind: 'checkin', id }))
}

async function hazardItems(
  db: Database,
  directory: Directory,
  giver: Person,
  brought: ReadonlyMap<string, number>,
): Promise<Item[]> {
  const rows = await db.all<{ state: string }>(
    "SELECT state FROM hazards WHERE status NOT IN ('closed', 'invalid') ORDER BY number",
  )
  return rows.flatMap(({ state }): Item[] => {
    const about = JSON.parse(state) as Hazard
    const heads = giver.active && directory.departmentHead(about.department)?.id === giver.id
    const parts = partsOf(about, giver.id)
    const sinceMs = brought.get(keyOf({ kind: 'hazard', id: about.id })) ?? about.reportedAtMs
    const ofLost = !giver.active || fellInto(giver.gaveUp ?? [], sinceMs)
    const mends = parts.some((part) => part !== 'verifier') && !heads && ofLost
    // A reporter who is still there verifies what he reported, whatever his post.
    const verifies = parts.includes('verifier') && (!giver.active || about.verifier === giver.id)
    return [
      ...(mends ? [{ kind: 'hazard' as const, id: about.id }] : []),
      ...(verifies ? [{ kind: 'verify' as const, id: about.id }] : []),
    ]
  })
}

/** Of somebody who is still there those that he was named for while he had a seat that he gave up. */
async function listingItems(
  db: Database,
  giver: Person,
  brought: ReadonlyMap<string, number>,
): Promise<Item[]> {
  return (await openListings(db))
    .filter(({ about }) => answersForListing(about, giver.id))
    .map(({ about }) => ({ about, item: { kind: 'listing' as const, id: about.id } }))
    .filter(
      ({ about, item }) =>
        !giver.active ||
        fellInto(giver.gaveUp ?? [], brought.get(keyOf(item)) ?? about.listedAtMs ?? about.proposedAtMs),
    )
    .map(({ item }) => item)
}

async function incidentItems(db: Database, directory: Directory, giver: Person): Promise<Item[]> {
  const rows = await db.all<{ state: string }>(
    "SELECT state FROM incidents WHERE status <> 'closed' ORDER BY number",
  )
  return rows.flatMap(({ state }): Item[] => {
    const about = JSON.parse(state) as Incident
    const stillCalled =
      giver.active && alarmed(directory, about, calledAtMs(about)).some(({ id }) => id === giver.id)
    return answersFor(about, giver.id) && !stillCalled ? [{ kind: 'incident', id: about.id }] : []
  })
}

const swapItems = async (db: Database, giver: Person, today: Day): Promise<Item[]> =>
  (
    await db.all<{ id: string; seat: string }>(
      "SELECT id, seat FROM swaps WHERE status = 'asked' AND asker = ? AND day >= ? ORDER BY day",
      [giver.id, today],
    )
  )
    .filter(({ seat }) => !keepsTurnsOf(giver, seat))
    .map(({ id }) => ({ kind: 'swap', id }))

/** A class whose teacher left and that has no other yet: named, so that somebody is given it (`/任职`). */
const classItems = (directory: Directory, giver: Person): Item[] =>
  directory.classes
    .filter(({ homeroom }) => homeroom === giver.id && !giver.active)
    .map(({ id }) => ({ kind: 'class', id }))
