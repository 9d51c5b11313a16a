import { gapsOf } from '../coverage/calendar-gaps.ts'
import { mistakesOf } from '../coverage/checklist.ts'
import { ownersOf } from '../coverage/coverage.ts'
import { posts } from '../duties/catalogue.ts'
import type { Directory } from '../people/directory.ts'
import { nextDayOf } from '../people/own-duties.ts'
import { addDays, type Day, sayDay } from '../time.ts'
import { titleOf } from '../views/duty-items.ts'
import type { Line } from './lines.ts'

interface Window {
  duty: string
  unit: string
  owner: string
  slot?: string
  opens: string
  due: string
}

/** A person asked for more than this many things on one day is overloaded. */
const MANY_A_DAY = 5
const LISTED = 8

/** The term as people want to read it: who is told how often, who owes too much, what collides, what nobody owes. */
export function report(
  lines: readonly Line[],
  directory: Directory,
  { from, to }: { from: Day; to: Day },
): string[] {
  const windows = lines.filter(({ type, due }) => type === 'instance' && due) as unknown as Window[]
  return [
    `${directory.school.file.school.name}　${sayDay(from)} 至 ${sayDay(to)}`,
    '',
    ...totals(lines, windows),
    ...section('每人每天收到的消息', messages(lines, directory, from, to)),
    ...section('一天要办的事最多的人', overload(windows, directory)),
    ...section('同一时间要在两处的人', collisions(windows, directory)),
    ...section('没有人负责、不会生成的职责', gaps(windows, directory, lines, from)),
    ...section('排不上、排重了的', [...gapsOf(directory.calendar), ...mistakesOf(directory)]),
    ...section('放假和调休', holidays(directory, from, to)),
    ...section('没有说成的话', refusals(lines)),
  ]
}

const section = (title: string, rows: string[]): string[] => [
  '',
  `【${title}】`,
  ...(rows.length > 0 ? rows : ['无']),
]

function totals(lines: readonly Line[], windows: readonly Window[]): string[] {
  const ended = (status: string) =>
    lines.filter(
      ({ type, data }) => type === 'event' && (data as { status?: string } | undefined)?.status === status,
    ).length
  const played = lines.some(
    ({ type, kind }) => type === 'event' && (kind === 'duty.done' || kind === 'checkin.answered'),
  )
  return [
    ...(played ? [] : ['没有人办理时会怎样：每一步提醒和上报都会发出。用 --actions 可以放进大家做的事。']),
    `应办 ${windows.length} 项：按时 ${ended('done')}，迟 ${ended('late')}，缺 ${ended('missed')}，免做 ${ended('excused')}`,
  ]
}

/** Messages of their own; what stands on the card of the day is none. */
const sent = (lines: readonly Line[]) =>
  lines.filter(({ type, on_card: onCard }) => type === 'message' && !onCard)

function messages(lines: readonly Line[], directory: Directory, from: Day, to: Day): string[] {
  const perDay = new Map<string, number>()
  for (const { at, to: persons } of sent(lines))
    for (const person of persons as string[]) {
      const key = `${person} ${String(at).slice(0, 10)}`
      perDay.set(key, (perDay.get(key) ?? 0) + 1)
    }
  const byPerson = Map.groupBy(perDay, ([key]) => key.split(' ')[0]!)
  const days = directory.calendar.schoolDaysBetween(from, to).length || 1
  const rows = [...byPerson].map(([person, counts]) => {
    const most = counts.reduce((top, each) => (each[1] > top[1] ? each : top))
    const total = counts.reduce((sum, [, count]) => sum + count, 0)
    return { person, total, most: most[1], on: most[0].split(' ')[1]! }
  })
  rows.sort((one, other) => other.total - one.total)
  const typical =
    rows.map(({ total }) => total / days).sort((one, other) => one - other)[Math.floor(rows.length / 2)] ?? 0
  return [
    `${rows.length} 人收到 ${rows.reduce((sum, { total }) => sum + total, 0)} 条；一般人每个上课日 ${typical.toFixed(1)} 条`,
    ...rows
      .slice(0, LISTED)
      .map(
        ({ person, total, most, on }) =>
          `${nameOf(directory, person)}　平均 ${(total / days).toFixed(1)} 条，最多 ${most} 条（${sayDay(on)}）`,
      ),
  ]
}

function overload(windows: readonly Window[], directory: Directory): string[] {
  const perDay = Map.groupBy(windows, ({ owner, due }) => `${owner} ${due.slice(0, 10)}`)
  const most = new Map<string, { day: string; count: number }>()
  for (const [key, list] of perDay) {
    const [owner = '', day = ''] = key.split(' ')
    if (list.length > (most.get(owner)?.count ?? 0)) most.set(owner, { day, count: list.length })
  }
  return [...most]
    .filter(([, { count }]) => count > MANY_A_DAY)
    .sort((one, other) => other[1].count - one[1].count)
    .slice(0, LISTED)
    .map(([owner, { day, count }]) => `${nameOf(directory, owner)}　${sayDay(day)} ${count} 项`)
}

/** Only what needs the person somewhere at a time: posts and meetings, not a day to hand something in. */
function collisions(windows: readonly Window[], directory: Directory): string[] {
  const bound = windows.filter(
    ({ duty, slot }) => slot !== undefined || directory.duties.get(duty)?.kind === 'meeting',
  )
  const byOwner = Map.groupBy(bound, ({ owner, due }) => `${owner} ${due.slice(0, 10)}`)
  const found = new Map<string, { times: number; first: string }>()
  for (const list of byOwner.values()) {
    const sorted = list.toSorted((one, other) => one.opens.localeCompare(other.opens))
    for (const [i, one] of sorted.entries())
      for (const other of sorted.slice(i + 1)) {
        if (other.opens >= one.due) break
        if (one.duty === other.duty) continue
        const pair = [one, other].map((each) => title(directory, each)).sort()
        const key = `${nameOf(directory, one.owner)}　${pair.join(' 与 ')}`
        const before = found.get(key)
        found.set(key, { times: (before?.times ?? 0) + 1, first: before?.first ?? one.due.slice(0, 10) })
      }
  }
  return [...found]
    .sort((one, other) => other[1].times - one[1].times)
    .slice(0, LISTED)
    .map(([words, { times, first }]) => `${words}　${times} 次，第一次 ${sayDay(first)}`)
}

/** Asked of whoever would owe it: a roster's turn, a seat outside the school and its stand-in count like a post. */
function gaps(windows: readonly Window[], directory: Directory, lines: readonly Line[], from: Day): string[] {
  const owed = new Set(windows.map(({ duty }) => duty))
  const without = lines.flatMap((line) =>
    line.type === 'instance' && line.no_valid_day
      ? [`${directory.duties.get(String(line.duty))?.title}　${line.period}：${line.why}`]
      : [],
  )
  const never = [...directory.duties.values()].filter(
    (duty) =>
      duty.defaultOn &&
      !owed.has(duty.id) &&
      ownersOf(duty, directory, nextDayOf(duty, directory, from)?.day ?? from).length === 0,
  )
  return [
    ...never.map(
      ({ title: words, post }) =>
        `${words}　岗位「${posts.get(post)?.name ?? post}」没有人，请在学校资料里补上`,
    ),
    ...without,
  ]
}

function holidays(directory: Directory, from: Day, to: Day): string[] {
  const { calendar } = directory
  const days = calendar.daysBetween(from, to)
  const makeup = days.filter((day) => calendar.weekdayOf(day) > 5 && calendar.isWorkday(day))
  const off = days.filter((day) => calendar.weekdayOf(day) <= 5 && !calendar.isWorkday(day))
  const runs: string[] = []
  for (const day of off) {
    const before = addDays(day, -1)
    if (off.includes(before) && calendar.why(before) === calendar.why(day)) continue
    let last = day
    while (off.includes(addDays(last, 1)) && calendar.why(addDays(last, 1)) === calendar.why(day))
      last = addDays(last, 1)
    runs.push(`${calendar.why(day)}　${sayDay(day)}${last === day ? '' : ` 至 ${sayDay(last)}`}`)
  }
  return [...runs, ...makeup.map((day) => `${calendar.why(day)}　${sayDay(day)}`), ...calendar.disagreements]
}

const refusals = (lines: readonly Line[]): string[] =>
  lines.flatMap(({ type, at, person, says, text }) =>
    type === 'refused' ? [`${String(at).slice(0, 16).replace('T', ' ')} ${person} ${says} → ${text}`] : [],
  )

const nameOf = (directory: Directory, id: string): string => directory.person(id)?.name ?? id

const title = (directory: Directory, window: Window): string =>
  titleOf(directory, window, directory.duties.get(window.duty))
