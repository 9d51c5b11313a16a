import { checkin, excuse, handOver, responsible } from '../checkins/checkin.ts'
import { checkinsOfDay, dutyOf, substitute, touchToday } from '../checkins/checkins.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { type Day, dayOf } from '../time.ts'
import { ask, decideLeave, type Leave, leave } from './leave.ts'

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

/** The next one up in the first post that has one: who decides, and who stands in when nobody was named. */
export const superior = (directory: Directory, who: Person): Person | undefined =>
  unique(who.posts.map((post) => directory.supervisorOf(who, post)))[0]

/**
 * Recorded; from this moment the substitute holds what is still open today, and the superior is asked. Future days are
 * handed over when they open.
 */
export async function requestLeave(
  work: Work,
  directory: Directory,
  who: Person,
  asked: LeaveRequest,
): Promise<Leave> {
  const above = superior(directory, who)
  const stand = asked.substitute ?? above
  const id = await nextId(work, who, asked.firstDay)
  const request = { firstDay: asked.firstDay, lastDay: asked.lastDay, reason: asked.reason, person: who.id }
  const made = await work.change(leave, id, ask({ ...request, ...(stand && { substitute: stand.id }) }))
  const today = dayOf(work.nowMs)
  if (stand && made.firstDay <= today && today <= made.lastDay)
    await substitute(work, directory, who, stand, today)
  for (const to of unique([stand, above])) tellLeave(work, directory, made, to)
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
  work.touch(`leave/${id}`)
  if (before?.status === after.status) return after
  const who = directory.person(after.person)
  const today = dayOf(work.nowMs)
  if (who && after.firstDay <= today && today <= after.lastDay)
    await settleToday(work, directory, after, who, today, by)
  if (who) tellLeave(work, directory, after, who)
  return after
}

async function settleToday(
  work: Work,
  directory: Directory,
  settled: Leave,
  who: Person,
  today: Day,
  by: Person,
): Promise<void> {
  const stand = directory.person(settled.substitute ?? '')
  if (settled.status === 'refused') {
    if (stand) await giveBack(work, directory, stand, who, today)
    return
  }
  for (const entry of await checkinsOfDay(work.db, today)) {
    if (entry.owner !== who.id || dutyOf(entry.duty)?.scope === 'class') continue
    await work.change(checkin, entry.id, excuse(`请假:${settled.reason}`, by.id))
    touchToday(work, directory, who, today)
    touchToday(work, directory, directory.person(responsible(entry)), today)
  }
}

async function giveBack(
  work: Work,
  directory: Directory,
  stand: Person,
  who: Person,
  today: Day,
): Promise<void> {
  for (const entry of await checkinsOfDay(work.db, today)) {
    if (entry.owner !== who.id || responsible(entry) !== stand.id) continue
    await work.change(checkin, entry.id, handOver(who.id))
  }
  touchToday(work, directory, stand, today)
  touchToday(work, directory, who, today)
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
