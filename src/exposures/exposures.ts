import type { Hazard } from '../hazards/hazard.ts'
import { placeKey } from '../hazards/hazard.ts'
import type { Work } from '../log/work.ts'
import { jitter, owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import type { Place } from '../reading/places.ts'
import { sayPlace } from '../reading/say-place.ts'
import type { Database } from '../store/database.ts'
import { addDays, type Day, dayOf, instantOf } from '../time.ts'
import { draft, type Exposure, type ExposureItem, exposure, publish } from './exposure.ts'

/** `2026-09` of a day. */
const monthOf = (day: Day): string => day.slice(0, 7)
export const monthBefore = (day: Day): string => monthOf(addDays(`${monthOf(day)}-01`, -1))

/** Repeats reported in a month, one line for each place and category, the most often repeated first; nothing restricted. */
async function repeatsOfMonth(db: Database, month: string): Promise<ExposureItem[]> {
  const from = instantOf(`${month}-01`)
  const next = instantOf(`${monthOf(addDays(`${month}-28`, 7))}-01`)
  const rows = await db.all<{ state: string }>(
    `SELECT state FROM hazards INDEXED BY hazards_reported WHERE reported_at >= ? AND reported_at < ? AND restricted = 0
     AND status <> 'invalid' AND json_extract(state, '$.repeats') IS NOT NULL ORDER BY number`,
    [from, next],
  )
  const hazards = rows.map(({ state }) => JSON.parse(state) as Hazard)
  const lines = Map.groupBy(hazards, (about) => `${placeKey(about.place)}|${about.category}`)
  return [...lines.values()].map(itemOf).sort((one, other) => other.times - one.times)
}

function itemOf(same: Hazard[]): ExposureItem {
  const [{ place, category, department }] = same as [Hazard]
  return {
    place: publicPlace(place),
    category,
    department,
    times: Math.max(...same.map(({ repeats = [] }) => repeats.length + 1)),
    hazards: same.map(({ number }) => number),
  }
}

const publicPlace = (place: Place | null): string | null =>
  place === null || place.kind === 'words' ? null : sayPlace(place)

/** Drafts a month's list for the office; nothing when nothing came again. */
export async function draftExposure(work: Work, directory: Directory, month: string): Promise<void> {
  const items = await repeatsOfMonth(work.db, month)
  const drafted = await work.change(exposure, month, draft(items))
  if (!drafted) return
  for (const to of directory.safetyOffice()) {
    const owed = owedTo(directory, to, {
      once: `exposure:${month}:draft:${to.id}`,
      show: { card: 'exposure', id: month },
      urgency: 2,
      notBeforeMs: directory.calendar.afterQuiet(work.nowMs),
    })
    if (owed) work.owe(owed)
  }
}

/** To all staff, once each, outside their rest. */
export async function publishExposure(
  work: Work,
  directory: Directory,
  month: string,
  by: string,
): Promise<{ after: Exposure; told: number }> {
  const before = await work.state(exposure, month)
  const standing = new Set((await repeatsOfMonth(work.db, month)).flatMap(({ hazards }) => hazards))
  const items = (before?.items ?? []).filter(({ hazards }) => hazards.some((number) => standing.has(number)))
  const after = await work.change(exposure, month, publish(items, by))
  const atMs = directory.calendar.afterQuiet(work.nowMs)
  // Somebody without the app is not told through his proxy: the list is read out, not passed on in person.
  const staff = directory.people.filter((who) => who.active && who.account)
  for (const to of staff) {
    const owed = owedTo(directory, to, {
      once: `exposure:${month}:${to.id}`,
      show: { card: 'exposure', id: month, read: true },
      urgency: 3,
      notBeforeMs: jitter(atMs, `${month}${to.id}`),
    })
    if (owed) work.owe(owed)
  }
  work.touch(`exposure/${month}`)
  return { after, told: staff.length }
}

export const exposureOf = async (db: Database, month: string): Promise<Exposure | undefined> => {
  const row = await db.get<{ state: string }>('SELECT state FROM exposures WHERE id = ?', [month])
  return row && (JSON.parse(row.state) as Exposure)
}

/** The newest list: what waits to be decided, else what was decided last. */
export const newestExposure = async (db: Database): Promise<Exposure | undefined> => {
  const row = await db.get<{ state: string }>(
    "SELECT state FROM exposures ORDER BY status = 'drafted' DESC, id DESC LIMIT 1",
  )
  return row && (JSON.parse(row.state) as Exposure)
}

/** When the list of the month before `now` is drafted: the first workday of the month at nine. */
export function draftInstant(directory: Directory, nowMs: number): number | undefined {
  const day = directory.calendar.nthWorkdayOfMonth(monthOf(dayOf(nowMs)), 1)
  return day === undefined ? undefined : instantOf(day, '09:00')
}
