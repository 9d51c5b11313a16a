import { type DailyDuty, dailyDuties } from '../duties/catalogue.ts'
import type { Work } from '../log/work.ts'
import { jitter, owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import { type Day, MINUTE_MS } from '../time.ts'
import { type Checkin, checkin, checkinId, excuse, handOver, open, responsible } from './checkin.ts'

const rows = (list: { state: string }[]): Checkin[] => list.map((row) => JSON.parse(row.state) as Checkin)

export const checkinsOfDay = async (db: Database, day: Day): Promise<Checkin[]> =>
  rows(await db.all('SELECT state FROM checkins WHERE day = ? ORDER BY duty, unit', [day]))

/** What a person answers that day: the own check-ins, and those of people without the app the person is proxy for. */
export async function checkinsInHandsOf(
  db: Database,
  directory: Directory,
  who: Person,
  day: Day,
): Promise<Checkin[]> {
  const ids = [who.id, ...directory.entersFor(who).map(({ id }) => id)]
  const marks = ids.map(() => '?').join(',')
  return rows(
    await db.all(
      // Left alone SQLite reads the whole day for the sake of ORDER BY.
      `SELECT state FROM checkins INDEXED BY checkins_responsible
       WHERE responsible IN (${marks}) AND day = ? ORDER BY duty, unit`,
      [...ids, day],
    ),
  )
}

export const dutyOf = (id: string): DailyDuty | undefined => dailyDuties.find((duty) => duty.id === id)

/** A late opening still leaves people half an hour: our downtime is nobody's lateness (design §1.2). */
const LEAST_WINDOW_MS = 30 * MINUTE_MS

/** Opens a duty for every unit of a school day and owes each responsible person the one 今日 card. */
export async function openDuty(
  work: Work,
  directory: Directory,
  day: Day,
  duty: DailyDuty,
  window: { opensAtMs: number; dueAtMs: number },
  send: boolean,
): Promise<void> {
  const late = work.nowMs - window.opensAtMs > 10 * MINUTE_MS
  const dueAtMs = late ? Math.max(window.dueAtMs, work.nowMs + LEAST_WINDOW_MS) : window.dueAtMs
  const cards = new Map<string, Person>()
  for (const unit of unitsOf(duty, directory)) {
    const id = checkinId(day, duty.id, unit.id)
    const away = directory.leaveOf(unit.owner, day)
    const stand = away && (away.substitute ?? standIn(directory, unit.owner, duty))
    const opened = await work.change(
      checkin,
      id,
      open({
        day,
        duty: duty.id,
        unit: unit.id,
        owner: unit.owner,
        ...(stand && { substitute: stand }),
        ...(unit.expected !== undefined && { expected: unit.expected }),
        opensAtMs: window.opensAtMs,
        dueAtMs,
      }),
    )
    if (away?.status === 'granted' && duty.scope === 'person') {
      await work.change(checkin, id, excuse(`请假:${away.reason}`, away.decidedBy!))
      continue
    }
    const holder = directory.person(responsible(opened))
    if (holder) cards.set(holder.id, holder)
  }
  if (!send) return
  for (const holder of cards.values())
    oweToday(work, directory, holder, day, Math.max(window.opensAtMs, work.nowMs))
}

function unitsOf(duty: DailyDuty, directory: Directory): { id: string; owner: string; expected?: number }[] {
  if (duty.scope === 'class')
    return directory.classes
      .filter((entry) => directory.person(entry.homeroom)?.active)
      .map((entry) => ({ id: entry.id, owner: entry.homeroom, expected: entry.pupils }))
  const posts = [duty.post, ...duty.coPosts]
  return directory.people
    .filter((entry) => entry.active && entry.posts.some((post) => posts.includes(post)))
    .filter((entry) => !entry.posts.some((post) => duty.excludePosts.includes(post)))
    .map((entry) => ({ id: entry.id, owner: entry.id }))
}

/** Away without naming a substitute: the next one up answers. */
const standIn = (directory: Directory, owner: string, duty: DailyDuty): string | undefined => {
  const person = directory.person(owner)
  return person && directory.supervisorOf(person, duty.post)?.id
}

/** The one card of the day: owed once per person, kept true in place afterwards. */
export function oweToday(work: Work, directory: Directory, to: Person, day: Day, policyMs: number): void {
  const addressee = directory.addressee(to)
  if (!addressee) return
  const owed = owedTo(directory, addressee, {
    once: `today:${addressee.id}:${day}`,
    show: { card: 'today', person: addressee.id, day },
    urgency: 2,
    notBeforeMs: jitter(policyMs, `${addressee.id}${day}`),
  })
  if (owed) work.owe(owed)
  touchToday(work, directory, to, day)
}

/** Whoever looks at this person's day sees it change. */
export function touchToday(work: Work, directory: Directory, who: Person | undefined, day: Day): void {
  for (const viewer of unique([who, who && directory.addressee(who)])) work.touch(`today/${viewer.id}/${day}`)
}

/** The substitute takes over what the owner still owes on a day, and gets a 今日 card of his own. */
export async function substitute(
  work: Work,
  directory: Directory,
  owner: Person,
  to: Person,
  day: Day,
): Promise<number> {
  const open = (await checkinsOfDay(work.db, day)).filter((entry) => responsible(entry) === owner.id)
  let moved = 0
  for (const entry of open) {
    const before = responsible(entry)
    const after = await work.change(checkin, entry.id, handOver(to.id))
    if (responsible(after) !== before) moved += 1
  }
  if (moved > 0) {
    touchToday(work, directory, owner, day)
    oweToday(work, directory, to, day, work.nowMs - MINUTE_MS)
  }
  return moved
}
