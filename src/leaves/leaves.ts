import { checkin, excuse, handOver, isWaiting, responsible } from '../checkins/checkin.ts'
import { checkinsOfDay, handOverCheckins } from '../checkins/checkins.ts'
import { oweSubstitute, oweToday, touchToday } from '../checkins/today.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { superiorOf } from '../people/superiors.ts'
import { Refusal } from '../refusal.ts'
import { reseatForLeave } from '../rosters/reseat.ts'
import type { Database } from '../store/database.ts'
import { type Day, dayOf, sayDay } from '../time.ts'
import { giveBackDuties, handOverDuties } from './duties.ts'
import { refuseUnfitStandIn } from './fit.ts'
import { ask, COUNTS_SQL, covers, decideLeave, type Leave, leave, STATUS_WORDS, withdraw } from './leave.ts'
import { standInFor } from './stand-in.ts'

export interface LeaveRequest {
  firstDay: Day
  lastDay: Day
  substitute: Person | undefined
  reason: string
}

/** Ids sort by day and say whose: `2026-09-02.T31.1`. */
async function nextId(work: Work, who: Person, firstDay: Day): Promise<string> {
  const rows = await work.db.all<{ id: string }>('SELECT id FROM leaves WHERE person = ? AND first_day = ?', [
    who.id,
    firstDay,
  ])
  return `${firstDay}.${who.id}.${rows.length + 1}`
}

/** Who decides: the next one up; for a head, whose next one up is nobody here, another leader. */
export const decider = (directory: Directory, who: Person): Person | undefined =>
  superiorOf(directory, who) ??
  ['principal', 'party_secretary', 'vp_safety']
    .flatMap((post) => directory.holders(post))
    .find((holder) => holder.id !== who.id)

/** Leaves of a person that still count and touch these days. */
async function overlapping(work: Work, who: Person, firstDay: Day, lastDay: Day): Promise<Leave[]> {
  const rows = await work.db.all<{ state: string }>(
    `SELECT state FROM leaves WHERE person = ? AND ${COUNTS_SQL} AND first_day <= ? AND last_day >= ?`,
    [who.id, lastDay, firstDay],
  )
  return rows.map((row) => JSON.parse(row.state) as Leave)
}

/**
 * Recorded; from this moment the substitute holds what is still open today, and the superior is asked. Future days are
 * handed over when they open. The substitute hears of it once: by the check-in itself if there is one, else by the note.
 */
export async function requestLeave(
  work: Work,
  directory: Directory,
  who: Person,
  asked: LeaveRequest,
): Promise<Leave> {
  const [twice] = await overlapping(work, who, asked.firstDay, asked.lastDay)
  if (twice)
    throw new Refusal(
      'already-asked',
      `您${sayDay(twice.firstDay)}的假条${STATUS_WORDS[twice.status]}，不用再请。要改请先发送「/请假 取消」。`,
    )
  const above = decider(directory, who)
  const stand = asked.substitute ?? standInFor(directory, who, asked.firstDay)
  const id = await nextId(work, who, asked.firstDay)
  const request = { firstDay: asked.firstDay, lastDay: asked.lastDay, reason: asked.reason, person: who.id }
  const today = dayOf(work.nowMs)
  const made = await work.change(
    leave,
    id,
    ask({ ...request, ...(stand && { substitute: stand.id }) }, today),
  )
  if (asked.substitute) refuseUnfitStandIn(directory, made, asked.substitute)
  await reseatForLeave(work, directory, made)
  let moved = 0
  if (stand && covers(made, today)) {
    moved += await handOverCheckins(work, who, stand, today)
    moved += await handOverDuties(work, directory, made, stand)
    if (moved > 0) await oweSubstitute(work, directory, who, stand, today, id)
  }
  for (const to of unique([moved > 0 ? undefined : stand, above])) tellLeave(work, directory, made, to)
  return made
}

/** Granting excuses the own daily check-in; refusing gives what is still open back to the owner. */
export async function settleLeave(
  work: Work,
  directory: Directory,
  id: string,
  verdict: 'granted' | 'refused',
  by: Person,
  reason: string,
): Promise<Leave> {
  const before = await work.state(leave, id)
  const after = await work.change(leave, id, decideLeave(verdict, by.id, reason))
  if (before?.status === after.status) return after
  work.touch(`leave/${id}`)
  const who = directory.person(after.person)
  if (!who) return after
  await reseatForLeave(work, directory, after)
  if (verdict === 'refused') await endSubstitution(work, directory, after, who)
  else if (covers(after, dayOf(work.nowMs))) await excuseToday(work, directory, after, who, by)
  tellLeave(work, directory, after, who)
  return after
}

/** The person comes after all: what is still open returns, and those who had been told hear of it. */
export async function withdrawLeave(
  work: Work,
  directory: Directory,
  id: string,
  who: Person,
): Promise<Leave> {
  const before = await work.state(leave, id)
  const after = await work.change(leave, id, withdraw(who.id))
  if (before?.status === after.status) return after
  work.touch(`leave/${id}`)
  await reseatForLeave(work, directory, after)
  await endSubstitution(work, directory, after, who)
  const above = decider(directory, who)
  if (above && above.id !== after.substitute) tellLeave(work, directory, after, above)
  return after
}

async function excuseToday(
  work: Work,
  directory: Directory,
  settled: Leave,
  who: Person,
  by: Person,
): Promise<void> {
  const today = dayOf(work.nowMs)
  for (const entry of await checkinsOfDay(work.db, today)) {
    if (entry.owner !== who.id || directory.duties.get(entry.duty)?.scope === 'class') continue
    await work.change(checkin, entry.id, excuse(`请假：${settled.reason}`, by.id))
    touchToday(work, directory, who, today)
    touchToday(work, directory, directory.person(responsible(entry)), today)
  }
}

/**
 * What nobody has answered yet is the owner's again, whoever holds it: a substitute falling ill hands it on. The owner
 * gets a card if there is none today.
 */
async function endSubstitution(work: Work, directory: Directory, ended: Leave, who: Person): Promise<void> {
  const today = dayOf(work.nowMs)
  const holders: (Person | undefined)[] = []
  for (const entry of covers(ended, today) ? await checkinsOfDay(work.db, today) : []) {
    const holder = responsible(entry)
    if (entry.owner !== who.id || holder === who.id || !isWaiting(entry)) continue
    await work.change(checkin, entry.id, handOver(who.id))
    holders.push(directory.person(holder))
  }
  if (covers(ended, today))
    for (const id of await giveBackDuties(work, directory, ended)) holders.push(directory.person(id))
  if (holders.length > 0) oweToday(work, directory, who, today, work.nowMs)
  for (const holder of unique(holders)) touchToday(work, directory, holder, today)
  const stand = directory.person(ended.substitute ?? '')
  if (stand) tellLeave(work, directory, ended, stand)
}

function tellLeave(work: Work, directory: Directory, about: Leave, to: Person): void {
  const owed = owedTo(directory, to, {
    once: `leave:${about.id}:${about.status}:${to.id}`,
    show: { card: 'leave', id: about.id },
    urgency: 1,
    notBeforeMs: work.nowMs,
  })
  if (owed) work.owe(owed)
}

/** The newest leave of a person that is not over yet. */
export async function currentLeave(db: Database, who: Person, today: Day): Promise<Leave | undefined> {
  const row = await db.get<{ state: string }>(
    "SELECT state FROM leaves WHERE person = ? AND status <> 'refused' AND last_day >= ? ORDER BY status = 'withdrawn', id DESC",
    [who.id, today],
  )
  return row && (JSON.parse(row.state) as Leave)
}
