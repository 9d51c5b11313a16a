import { replacementCard } from '../cards/replacement.ts'
import {
  type OwnTurn,
  pastRosterCard,
  type RosterDay,
  replaceFormCard,
  rosterCard,
  type SeatLine,
} from '../cards/roster.ts'
import { checkupCard } from '../cards/roster-checkup.ts'
import { swapCard } from '../cards/swap.ts'
import type { Directory } from '../people/directory.ts'
import { arrangesRoster } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { dayAsItWas, directoryAt } from '../rosters/as-of.ts'
import { type Checkup, checkUp, type Kind, restOfTerm } from '../rosters/checkup.ts'
import { LEADER, type Roster } from '../rosters/replacement.ts'
import type { Swap } from '../rosters/swap.ts'
import { holderOf, placesOf, seatsOn, turnOf } from '../rosters/turns.ts'
import { addDays, type Day, dayOf, sayDay, sayInstant, timeOf } from '../time.ts'
import { colleagues, type Reader, type View, viewerOf } from './view.ts'

const AHEAD_DAYS = 7
const OWN_DAYS = 30

export const seatName = (seat: string): string => (seat === LEADER ? '值班领导' : seat)

/** Today and later as arranged; a day or moment gone by as it was, from the log. */
export const rosterView: View = {
  async draw(reader, show) {
    const day = String(show.day)
    const { directory, nowMs } = reader
    if (typeof show.atMs === 'number') return momentCard(reader, show.atMs)
    if (day < dayOf(nowMs)) return pastCard(reader, day)
    const viewer = viewerOf(reader, show)
    return rosterCard(
      dayLine(directory, day),
      seatsOn(directory, day)
        .filter((seat) => seat !== LEADER)
        .map((seat) => ({ seat, who: sayTurn(directory, seat, day) })),
      guards(directory),
      Array.from({ length: AHEAD_DAYS }, (_, i) => dayLine(directory, addDays(day, i + 1))),
      viewer && ownTurns(directory, viewer, dayOf(nowMs)),
    )
  },
}

async function pastCard({ db, directory, nowMs }: Reader, day: Day) {
  const seats = await dayAsItWas(db, directory, day, nowMs)
  const lines = seats.map(({ seat, watches }) => ({
    seat: seatName(seat),
    who: watches
      .map(
        ({ fromMs, person }, order) => `${order > 0 ? `${timeOf(fromMs)} 起 ` : ''}${person?.name ?? '无人'}`,
      )
      .join('，'),
  }))
  return pastRosterCard(sayDay(day), lines)
}

async function momentCard({ db, directory }: Reader, atMs: number) {
  const then = await directoryAt(db, directory, atMs)
  const day = dayOf(atMs)
  const lines = then
    ? seatsOn(then, day).map((seat) => ({
        seat: seatName(seat),
        who: holderOf(then, seat, day)?.name ?? '无人',
      }))
    : []
  return pastRosterCard(sayInstant(atMs), lines)
}

function dayLine(directory: Directory, day: Day): RosterDay {
  const { calendar } = directory
  const why = calendar.why(day)
  const ordinary = calendar.isSchoolDay(day) && why === '上课'
  return { day, leader: sayTurn(directory, LEADER, day), ...(!ordinary && { why }) }
}

/** `阮知微`, `聂怀谷（替阮知微）`, `钟砚舟（阮知微请假）`. */
function sayTurn(directory: Directory, seat: string, day: Day): string {
  const { owner, person, rostered, replacement } = turnOf(directory, seat, day)
  if (!person) {
    const instead = seat === LEADER ? directory.dutyLeader(day) : undefined
    return instead ? `${instead.name}（没有排班，暂由其负责）` : '空缺'
  }
  const notes = [
    ...(owner && owner.id !== person.id ? [`${owner.name}请假`] : []),
    ...(replacement && rostered !== undefined && rostered !== owner?.id
      ? [`替${directory.person(rostered)?.name ?? ''}`]
      : []),
  ]
  return notes.length > 0 ? `${person.name}（${notes.join('，')}）` : person.name
}

const guards = (directory: Directory): SeatLine[] =>
  (directory.school.file.duty_roster?.guard_shifts ?? []).map(({ start, end, staff }) => ({
    seat: start && end ? `门卫 ${start}–${end}` : '门卫',
    who:
      staff
        .flatMap((id) => directory.person(id) ?? [])
        .filter(({ active }) => active)
        .map(({ name }) => name)
        .join('、') || '空缺',
  }))

function ownTurns(directory: Directory, viewer: Person, today: Day): OwnTurn[] {
  return Array.from({ length: OWN_DAYS }, (_, i) => addDays(today, i)).flatMap((day) =>
    seatsOn(directory, day)
      .filter((seat) => turnOf(directory, seat, day).owner?.id === viewer.id)
      .map((seat) => ({ day, seat: seatName(seat), mayAsk: day > today })),
  )
}

export const replaceFormView: View = {
  async draw(reader, show) {
    const { directory, nowMs } = reader
    const viewer = viewerOf(reader, show)
    const all = viewer !== undefined && arrangesRoster(viewer, directory)
    const tomorrow = addDays(dayOf(nowMs), 1)
    const seats = [LEADER, ...placesOf(directory)].map((seat) => ({ value: seat, label: seatName(seat) }))
    return replaceFormCard(
      String(show.round ?? 0),
      tomorrow,
      colleagues(directory),
      all ? [{ value: 'own', label: '我自己的' }, ...seats] : [],
    )
  },
}

export const replacementView: View = {
  async draw(reader, show) {
    const { db, directory } = reader
    const seat = String(show.seat)
    const row = await db.get<{ state: string }>('SELECT state FROM rosters WHERE id = ?', [seat])
    const of = row && (JSON.parse(row.state) as Roster).replacements[Number(show.number) - 1]
    if (!of) return undefined
    const name = (id: string) => directory.person(id)?.name ?? ''
    return replacementCard({
      from: of.from,
      to: of.to,
      seat: seatName(seat),
      person: name(of.person),
      insteadOf: of.insteadOf === undefined ? undefined : name(of.insteadOf),
      reason: of.reason,
      by: name(of.by),
      swapped: of.swap !== undefined,
      mine: viewerOf(reader, show)?.id === of.person,
    })
  },
}

export const swapView: View = {
  about: (show) => `swap/${show.id}`,
  async draw(reader, show, sending) {
    const { db, directory } = reader
    const row = await db.get<{ state: string }>('SELECT state FROM swaps WHERE id = ?', [String(show.id)])
    if (!row) return undefined
    const of = JSON.parse(row.state) as Swap
    const viewer = viewerOf(reader, show)
    const asker = viewer?.id === of.asker
    if (sending && !asker && of.status !== 'asked') return undefined
    if (sending && asker && of.day < dayOf(reader.nowMs)) return undefined
    const name = (id: string) => directory.person(id)?.name ?? ''
    return swapCard(
      of,
      {
        asker: name(of.asker),
        volunteer: of.volunteer === undefined ? undefined : name(of.volunteer),
        seat: seatName(of.seat),
        others: of.others.map(name),
      },
      { take: viewer !== undefined && of.others.includes(viewer.id), withdraw: asker },
    )
  },
}

const KINDS: Record<Kind, string> = {
  leader: '工作日值班领导',
  'leader-off': '休息日值班领导',
  teacher: '值日教师',
}
const WHY = { nobody: '没有排人', left: '排的人已离校', away: '请假且没有替班人' }
const DEDUCTED = { 'leader-gaps': '领导空缺', 'place-gaps': '岗位空缺', overload: '超出班次' }

export const checkupView: View = {
  draw: async ({ directory }, show) => {
    const span = restOfTerm(directory, String(show.day))
    return span && checkupCard(factsOf(checkUp(directory, span)))
  },
}

function factsOf({ gaps, overloads, deductions, ...rest }: Checkup) {
  const same = Map.groupBy(gaps, ({ seat, why }) => `${seat}/${why}`)
  return {
    ...rest,
    deductions: deductions.map(({ what, count, each }) => ({ what: DEDUCTED[what], count, each })),
    gaps: [...same.values()].map((each) => ({
      seat: seatName(each[0]!.seat),
      days: each.map(({ day }) => day),
      why: WHY[each[0]!.why],
    })),
    overloads: overloads.map(({ person, kind, turns, allowed }) => ({
      name: person.name,
      kind: KINDS[kind],
      turns,
      allowed,
    })),
  }
}
