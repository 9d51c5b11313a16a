import { type OwnTurn, pastRosterCard, type RosterDay, rosterCard, type SeatLine } from '../cards/roster.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { dayAsItWas, directoryAt } from '../rosters/as-of.ts'
import { LEADER } from '../rosters/replacement.ts'
import { holderOf, seatsOn, turnOf } from '../rosters/turns.ts'
import { addDays, type Day, dayOf, sayDay, sayInstant, timeOf } from '../time.ts'
import { type Reader, type View, viewerOf } from './view.ts'

const AHEAD_DAYS = 7
const OWN_DAYS = 30

export const seatName = (seat: string): string => (seat === LEADER ? '值班领导' : seat)

/** Today and later as arranged; a day or moment gone by as it was, from the log. */
export const rosterView: View = {
  async draw(reader, show) {
    const day = String(show.day)
    const { directory, nowMs } = reader
    if (typeof show.atMs === 'number') return momentCard(reader, show.atMs)
    const [year, nowDay] = [day.slice(0, 4), dayOf(nowMs)]
    if (day < nowDay) return pastCard(reader, day)
    const viewer = viewerOf(reader, show)
    return rosterCard(
      { ...dayLine(directory, day), ...(year !== nowDay.slice(0, 4) && { year }) },
      seatsOn(directory, day)
        .filter((seat) => seat !== LEADER)
        .map((seat) => ({ seat, who: sayTurn(directory, seat, day) })),
      guards(directory),
      Array.from({ length: AHEAD_DAYS }, (_, i) => dayLine(directory, addDays(day, i + 1))),
      viewer && ownTurns(directory, viewer, nowDay),
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
