import { checkin, excuse, handOver, isWaiting, responsible } from '../checkins/checkin.ts'
import { checkinsOfDay } from '../checkins/checkins.ts'
import { oweToday, touchToday } from '../checkins/today.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { handOverDuty } from '../instances/hand-over.ts'
import { isOwed, responsibleFor } from '../instances/instance.ts'
import { instancesLeftBy, instancesStoodInBy } from '../instances/instances.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { LEADER, replaceTurns, roster } from '../rosters/replacement.ts'
import { freshRosters } from '../rosters/replacing.ts'
import { handTurnsOver } from '../rosters/succession.ts'
import { holdersOfSuch } from '../rosters/swaps.ts'
import { seatsOn, turnOf } from '../rosters/turns.ts'
import { dayOf } from '../time.ts'
import { type Item, turnNamed } from './items.ts'

const KEPT = '离校代管'
const BY = 'system'

/**
 * Until the handover of somebody who left is confirmed, `keeper` stands in for what he owes: duties, today's check-ins of
 * a class, his places on the roster; `before` did so until now. The records stay his. Hazards, incidents and
 * points are answered for by the line above without a word of ours.
 */
export async function keep(
  work: Work,
  directory: Directory,
  giver: Person,
  keeper: Person,
  items: readonly Item[],
  before = giver.id,
): Promise<void> {
  const today = dayOf(work.nowMs)
  const left = (await instancesLeftBy(work.db, giver.id)).map(({ id }) => id)
  const stoodFor = items.filter(({ kind }) => kind === 'stand-in').map(({ id }) => id)
  let open = 0
  for (const id of new Set([...left, ...stoodFor])) {
    const now = await work.state(dutyInstance, id)
    const had = now && [giver.id, before].includes(responsibleFor(now))
    if (!had || !isOwed(now)) continue
    await work.change(dutyInstance, id, handOverDuty(keeper.id))
    if (now.status !== 'scheduled') open += 1
  }
  open += await keepCheckins(work, directory, giver, keeper, before)
  if (open > 0) oweToday(work, directory, keeper, today, directory.calendar.afterQuiet(work.nowMs))
  touchToday(work, directory, keeper, today)
  await keepTurns(work, directory, giver, keeper, items)
}

/** Of a class somebody must answer today; his own answer is nobody's any more. */
async function keepCheckins(
  work: Work,
  directory: Directory,
  giver: Person,
  keeper: Person,
  before: string,
): Promise<number> {
  let open = 0
  for (const { id, unit } of await checkinsOfDay(work.db, dayOf(work.nowMs))) {
    const entry = await work.state(checkin, id)
    const his = entry?.owner === giver.id && responsible(entry) === before
    if (!entry || !isWaiting(entry) || !(his || responsible(entry) === giver.id)) continue
    const own = unit === giver.id && directory.class(unit) === undefined
    await work.change(checkin, id, own ? excuse('已离校', BY) : handOver(keeper.id))
    if (!own) open += 1
  }
  return open
}

/** A place is kept by whoever can be there; nobody leads by being asked to, the leader's seat goes up by itself. */
async function keepTurns(
  work: Work,
  directory: Directory,
  giver: Person,
  keeper: Person,
  items: readonly Item[],
): Promise<void> {
  const turns = items
    .filter(({ kind }) => kind === 'turn')
    .map(({ id }) => turnNamed(id))
    .filter(({ seat }) => seat !== LEADER)
    .map(({ seat, day }) => turnOf(directory, seat, day))
  const others = (turn: (typeof turns)[number]) => [
    keeper,
    ...holdersOfSuch(directory, turn),
    ...directory.safetyOffice(),
    ...directory.leadGroup(),
  ]
  await handTurnsOver(work, directory, { turns, of: giver.id, reason: KEPT, by: BY }, others)
}

/** He is there again: what `keeper` still has in his stead is his own, and so is what he stood in for. */
export async function giveBack(
  work: Work,
  directory: Directory,
  giver: Person,
  keeper: string,
): Promise<void> {
  const stoodFor = await instancesStoodInBy(work.db, giver.id)
  for (const { id } of [...(await instancesLeftBy(work.db, giver.id)), ...stoodFor]) {
    const now = await work.state(dutyInstance, id)
    const his = now?.owner === giver.id || now?.stoodIn?.at(-1) === giver.id
    if (his && now?.substitute === keeper) await work.change(dutyInstance, id, handOverDuty(giver.id))
  }
  for (const { id, owner } of await checkinsOfDay(work.db, dayOf(work.nowMs)))
    if (owner === giver.id) await work.change(checkin, id, handOver(giver.id))
  await giveTurnsBack(work, directory, giver)
  touchToday(work, directory, giver, dayOf(work.nowMs))
}

async function giveTurnsBack(work: Work, directory: Directory, giver: Person): Promise<void> {
  const today = dayOf(work.nowMs)
  const fresh = await freshRosters(work, directory)
  const kept = [...fresh.replacements.values()].flat().filter(({ insteadOf, reason, to }) => {
    return insteadOf === giver.id && reason === KEPT && to >= today
  })
  for (const day of new Set(kept.map(({ from }) => from)))
    for (const seat of seatsOn(fresh, day)) {
      const { replacement } = turnOf(fresh, seat, day)
      if (!replacement || !kept.includes(replacement)) continue
      const back = {
        from: day,
        to: day,
        person: giver.id,
        insteadOf: replacement.person,
        reason: '已返校',
        by: BY,
      }
      await work.change(roster, seat, replaceTurns(back, today))
    }
}
