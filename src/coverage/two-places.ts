import { repeated } from '../calendar/calendar-problems.ts'
import type { Directory } from '../people/directory.ts'
import { leaderSpans, minutesOf, type Span, sayWeekday, spansOf } from './hours.ts'

const MEND = '请把其中一个换成别人。'

/** One person at two places of the roster at the same time, a sentence each. */
export function twoPlaces(directory: Directory): string[] {
  const roster = directory.school.file.duty_roster
  const name = (id: string) => directory.person(id)?.name ?? id
  const shifts = roster?.guard_shifts ?? []
  const spans = { leader: leaderSpans(directory), teacher: spansOf(directory, 'duty_teacher') }
  const onShift = (id: string, day: string, as: string, busy: readonly Span[]): string[] =>
    shifts
      .filter((shift) => shift.staff.includes(id) && meet(shiftSpans(shift), busy))
      .map((shift) => `${name(id)}${day}既是${as}又在保安班次（${shift.id}）：${MEND}`)
  const leaders = roster?.duty_leader_by_weekday ?? {}
  const ofDays = Object.entries(roster?.duty_teacher_by_weekday ?? {}).flatMap(([weekday, teachers]) => {
    const leader = leaders[weekday]
    const day = sayWeekday(Number(weekday))
    return [
      ...repeated(teachers).map((id) => `${name(id)}${day}同时在两个值日岗：${MEND}`),
      ...(leader !== undefined && teachers.includes(leader)
        ? [`${name(leader)}${day}既是值班领导又是值日教师：${MEND}`]
        : []),
      ...[...new Set(teachers)].flatMap((id) => onShift(id, day, '值日教师', spans.teacher)),
    ]
  })
  const ofLeaders = Object.entries(leaders).flatMap(([weekday, id]) =>
    onShift(id, sayWeekday(Number(weekday)), '值班领导', spans.leader),
  )
  const off = roster?.duty_leader_weekend?.default ?? []
  const ofDaysOff = [
    ...repeated(off).map((id) => `${name(id)}在双休日和节假日的值班领导里写了两次：请删去一次。`),
    ...[...new Set(off)].flatMap((id) => onShift(id, '双休日和节假日', '值班领导', spans.leader)),
  ]
  const ofShifts = shifts.flatMap((one, order) => [
    ...repeated(one.staff).map((id) => `${name(id)}在保安班次（${one.id}）里写了两次：请删去一次。`),
    ...shifts
      .slice(order + 1)
      .filter((other) => meet(shiftSpans(one), shiftSpans(other)))
      .flatMap((other) =>
        [...new Set(one.staff)]
          .filter((id) => other.staff.includes(id))
          .map((id) => `${name(id)}同时在两个保安班次（${one.id}、${other.id}）：${MEND}`),
      ),
  ])
  return [...ofDays, ...ofLeaders, ...ofDaysOff, ...ofShifts]
}

const meet = (some: readonly Span[], others: readonly Span[]): boolean =>
  some.some((one) => others.some((other) => one.from < other.until && other.from < one.until))

/** A shift of a day, which may run past midnight. */
function shiftSpans({
  start = '00:00',
  end = '24:00',
}: {
  start?: string | undefined
  end?: string | undefined
}): Span[] {
  const [from, until] = [minutesOf(start), minutesOf(end)]
  const midnight = 24 * 60
  return from < until
    ? [{ from, until }]
    : [
        { from, until: midnight },
        { from: 0, until },
      ]
}
