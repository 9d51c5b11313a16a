import type { DailyDuty } from '../duties/daily.ts'
import type { Gap } from '../gaps/gap-day.ts'
import { noteGaps } from '../gaps/gaps.ts'
import { keeperFor, standInFor } from '../leaves/stand-in.ts'
import type { Work } from '../log/work.ts'
import { jitter, owedTo } from '../people/addressing.ts'
import { hasTeacher } from '../people/appointing.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { chainAbove } from '../people/superiors.ts'
import type { Database } from '../store/database.ts'
import type { Day } from '../time.ts'
import {
  type Checkin,
  checkin,
  checkinId,
  excuse,
  handOver,
  isWaiting,
  open,
  responsible,
} from './checkin.ts'

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

/** The own check-ins somebody else answers while the person is away. */
export const checkinsHandedOver = async (db: Database, who: Person, day: Day): Promise<Checkin[]> =>
  rows(
    await db.all(
      `SELECT state FROM checkins INDEXED BY checkins_handed_over
       WHERE day = ? AND json_extract(state, '$.substitute') IS NOT NULL
       AND responsible <> ? AND json_extract(state, '$.owner') = ? ORDER BY duty, unit`,
      [day, who.id, who.id],
    ),
  )

/** The post through which somebody owes a duty: a canteen worker's staff check-in answers to the canteen. */
const postFor = (duty: Pick<DailyDuty, 'post' | 'coPosts'>, who: Person): string =>
  who.posts.find((post) => post === duty.post || duty.coPosts.includes(post)) ?? duty.post

/** The next one up of a check-in: above its owner, never whoever answers for it, never somebody away (handbook §3). */
export function supervisorFor(directory: Directory, entry: Checkin): Person | undefined {
  const owner = directory.person(entry.owner)
  const duty = directory.duties.get(entry.duty)
  if (!owner || !duty) return undefined
  return chainAbove(directory, owner, postFor(duty, owner)).find(
    (above) => above.id !== responsible(entry) && !directory.leaveOf(above.id, entry.day),
  )
}

/** Opens a duty for every unit of a school day and owes each responsible person the one 今日 card. */
export async function openDuty(
  work: Work,
  directory: Directory,
  day: Day,
  duty: DailyDuty,
  window: { opensAtMs: number; dueAtMs: number },
): Promise<void> {
  const holders: (Person | undefined)[] = []
  const units = unitsOf(duty, directory)
  await work.readAhead(
    checkin,
    units.map(({ id }) => checkinId(day, duty.id, id)),
  )
  for (const unit of units) {
    const id = checkinId(day, duty.id, unit.id)
    const owner = directory.person(unit.owner)!
    const away = directory.leaveOf(owner.id, day)
    const stand = owner.active
      ? away && standInFor(directory, owner, day, away.substitute, postFor(duty, owner))
      : keeperFor(directory, owner, day, postFor(duty, owner))
    const opened = await work.change(
      checkin,
      id,
      open({
        day,
        duty: duty.id,
        unit: unit.id,
        owner: owner.id,
        ...(stand && { substitute: stand.id }),
        ...(unit.expected !== undefined && { expected: unit.expected }),
        ...window,
        ...(directory.calendar.isProvisional(day) && { provisional: true as const }),
      }),
    )
    if (away?.status === 'granted' && duty.scope === 'person')
      await work.change(checkin, id, excuse(`请假：${away.reason}`, away.decidedBy!))
    else holders.push(directory.person(responsible(opened)))
  }
  for (const holder of unique(holders))
    oweToday(
      work,
      directory,
      holder,
      day,
      // Opened late, there is nothing left to spread: the pace of the platform does that.
      Math.max(work.nowMs, jitter(window.opensAtMs, `${(directory.addressee(holder) ?? holder).id}${day}`)),
    )
  const lost = unique(holders).filter((holder) => !directory.addressee(holder))
  const unasked =
    duty.scope === 'class' ? directory.classes.filter(({ id }) => !hasTeacher(directory, id)) : []
  await noteGaps(work, directory, [
    ...lost.map(({ id }): Gap => ({ kind: 'unreachable', who: id })),
    ...unasked.map(({ id: of }): Gap => ({ kind: 'unheld', who: 'homeroom_teacher', of })),
  ])
}

/** Who owes a duty on a school day. A class whose teacher has left the school still has to be checked. */
function unitsOf(duty: DailyDuty, directory: Directory): { id: string; owner: string; expected?: number }[] {
  if (duty.scope === 'class')
    return directory.classes
      .filter((entry) => directory.person(entry.homeroom))
      .map((entry) => ({ id: entry.id, owner: entry.homeroom, expected: entry.pupils }))
  return directory.people
    .filter((entry) => isStaffOf(duty, entry))
    .map((entry) => ({ id: entry.id, owner: entry.id }))
}

/** Whether somebody is the owner of one of the duty's units. */
export const owes = (duty: DailyDuty, directory: Directory, who: Person): boolean =>
  duty.scope === 'class' ? directory.classes.some((entry) => entry.homeroom === who.id) : isStaffOf(duty, who)

const isStaffOf = (duty: DailyDuty, who: Person): boolean =>
  who.active &&
  who.posts.some((post) => post === duty.post || duty.coPosts.includes(post)) &&
  !who.posts.some((post) => duty.excludePosts.includes(post))

const onceToday = (addressee: Person, day: Day) => `today:${addressee.id}:${day}`

/** The one card of the day: owed once per person, kept true in place afterwards. */
export function oweToday(
  work: Work,
  directory: Directory,
  to: Person,
  day: Day,
  notBeforeMs: number,
  again?: { once: string; why: string },
): void {
  const addressee = directory.addressee(to)
  if (!addressee) return
  const owed = owedTo(directory, addressee, {
    once: again?.once ?? onceToday(addressee, day),
    show: { card: 'today', person: addressee.id, day, ...(again && { why: again.why }) },
    urgency: 2,
    notBeforeMs,
  })
  if (owed) work.owe(owed)
  touchToday(work, directory, to, day)
}

/** Whoever looks at this person's day sees it change. */
export function touchToday(work: Work, directory: Directory, who: Person | undefined, day: Day): void {
  for (const viewer of unique([who, who && directory.addressee(who)])) work.touch(`today/${viewer.id}/${day}`)
}

/** The substitute takes over the check-ins the owner still owes on a day. Returns how many. */
export async function handOverCheckins(work: Work, owner: Person, to: Person, day: Day): Promise<number> {
  let moved = 0
  for (const entry of await checkinsOfDay(work.db, day)) {
    if (responsible(entry) !== owner.id || !isWaiting(entry)) continue
    await work.change(checkin, entry.id, handOver(to.id))
    moved += 1
  }
  return moved
}

/**
 * The substitute gets a 今日 card at once; a second one if the first was sent before, because a card that changes in
 * place is not noticed. `cause` names the leave.
 */
export async function oweSubstitute(
  work: Work,
  directory: Directory,
  owner: Person,
  to: Person,
  day: Day,
  cause: string,
): Promise<void> {
  touchToday(work, directory, owner, day)
  const addressee = directory.addressee(to) ?? to
  const had = await work.db.get('SELECT id FROM outbox WHERE once = ?', [onceToday(addressee, day)])
  const once = had ? `substitute:${cause}:${day}` : onceToday(addressee, day)
  oweToday(work, directory, to, day, work.nowMs, { once, why: 'substitute' })
}
