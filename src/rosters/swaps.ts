import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import type { Database } from '../store/database.ts'
import { type Day, dayOf, instantOf, sayDay } from '../time.ts'
import { LEADER } from './replacement.ts'
import { freshRosters, refuseUnfit, replace } from './replacing.ts'
import { askSwap, expireSwap, type Swap, swap, volunteer, withdrawSwap } from './swap.ts'
import { placesOf, seatsOn, type Turn, turnOf } from './turns.ts'

/** Asks everybody who holds such turns and is free that day; until one says so nothing changes. */
export async function requestSwap(work: Work, directory: Directory, who: Person, day: Day): Promise<Swap> {
  const fresh = await freshRosters(work, directory)
  const turn = seatsOn(fresh, day)
    .map((seat) => turnOf(fresh, seat, day))
    .find(({ owner }) => owner?.id === who.id)
  if (!turn)
    throw new Refusal('no-turn', `${sayDay(day)}没有轮到您值班，不用换。发送「/值班 ${day}」看看安排。`)
  const before = await work.db.all<{ id: string; status: string }>(
    'SELECT id, status FROM swaps WHERE asker = ? AND day = ?',
    [who.id, day],
  )
  if (before.some(({ status }) => status === 'asked'))
    throw new Refusal('already-asked', `${sayDay(day)}的换班已经问过大家了，还在等人接。`)
  const others = othersFor(fresh, turn)
  const made = await work.change(
    swap,
    `${day}.${who.id}.${before.length + 1}`,
    askSwap({ seat: turn.seat, day, asker: who.id, others: others.map(({ id }) => id) }, dayOf(work.nowMs)),
  )
  const quietOver = directory.calendar.afterQuiet(work.nowMs)
  for (const to of others)
    tell(work, directory, made, to, quietOver < instantOf(day) ? quietOver : work.nowMs)
  return made
}

/** Those who hold the same kind of turn on other days, are there that day and have no other turn then. */
function othersFor(directory: Directory, turn: Turn): Person[] {
  return holdersOfSuch(directory, turn).filter((other) => {
    if (other.id === turn.owner?.id) return false
    try {
      refuseUnfit(directory, other, [turn])
      return true
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  })
}

/** Leaders on days worked, those named for days off, the teachers of the same place. */
export function holdersOfSuch(directory: Directory, { seat, day }: Pick<Turn, 'seat' | 'day'>): Person[] {
  const roster = directory.school.file.duty_roster
  const offDuty = roster?.duty_leader_weekend?.default ?? []
  const ids =
    seat !== LEADER
      ? Object.values(roster?.duty_teacher_by_weekday ?? {}).flatMap((listed) => {
          const id = listed[placesOf(directory).indexOf(seat)]
          return id === undefined ? [] : [id]
        })
      : directory.calendar.isWorkday(day) || offDuty.length === 0
        ? Object.values(roster?.duty_leader_by_weekday ?? {})
        : offDuty
  return unique(ids.map((id) => directory.person(id))).filter(({ active }) => active)
}

/**
 * 「我来」: the first one gets the turn, once it is certain that it is still the asker's; the asker and the office are
 * told, everybody else's card says so in place.
 */
export async function takeSwap(work: Work, directory: Directory, who: Person, id: string): Promise<Swap> {
  const before = await work.state(swap, id)
  const fresh = await freshRosters(work, directory)
  const turn = before && turnOf(fresh, before.seat, before.day)
  const stillTheirs = turn?.owner?.id === before?.asker
  const after = await work.change(swap, id, volunteer(who.id, stillTheirs, dayOf(work.nowMs)))
  if (after.status === before?.status) return after
  work.touch(`swap/${id}`)
  const asker = directory.person(after.asker)
  if (after.status === 'agreed' && asker)
    await replace(work, directory, who, {
      from: after.day,
      to: after.day,
      seat: after.seat,
      person: who,
      insteadOf: asker,
      reason: '换班',
      swap: id,
    })
  return after
}

/** The asker keeps the turn; the cards of those who were asked say so in place. */
export async function dropSwap(work: Work, id: string, who: Person): Promise<Swap> {
  const after = await work.change(swap, id, withdrawSwap(who.id))
  work.touch(`swap/${id}`)
  return after
}

/** Requests whose day has come with nobody found. */
export const swapsOver = async (db: Database, today: Day): Promise<string[]> =>
  (
    await db.all<{ id: string }>("SELECT id FROM swaps WHERE status = 'asked' AND day <= ? ORDER BY id", [
      today,
    ])
  ).map(({ id }) => id)

/** They die harmlessly: the turn stays the asker's, who alone hears of it, in the morning of the day. */
export async function endSwapsOver(work: Work, directory: Directory, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const ended = await work.change(swap, id, expireSwap('its-day'))
    work.touch(`swap/${id}`)
    const asker = directory.person(ended.asker)
    if (asker) tell(work, directory, ended, asker, Math.max(work.nowMs, instantOf(ended.day, '07:00')))
  }
}

function tell(work: Work, directory: Directory, about: Swap, to: Person, notBeforeMs: number): void {
  const owed = owedTo(directory, to, {
    once: `swap:${about.id}:${about.status}:${to.id}`,
    show: { card: 'swap', id: about.id },
    urgency: 2,
    notBeforeMs,
  })
  if (owed) work.owe(owed)
}
