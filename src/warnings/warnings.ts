import type { Settings } from '../duties/settings.ts'
import { plannedDuties } from '../instances/duties-in-force.ts'
import { unvisitedSince } from '../patrols/blind-spots.ts'
import type { Directory } from '../people/directory.ts'
import { directoryAsOf } from '../people/directory-with.ts'
import type { Database } from '../store/database.ts'
import { DAY_MS, type Day } from '../time.ts'
import { type Spans, spansOf } from './spans.ts'
import { recordsBeginAt, type Traced, traceHazards } from './trace.ts'
import { slower, stuck, type Warning, worsening } from './warning.ts'

/** What gets worse, as it stood at an instant; `spans` say which weeks were counted. */
export interface Warnings {
  list: Warning[]
  spans?: Spans
  /** The rules they were judged by. */
  settings: Settings
}

/**
 * Early warning for the week of `day`, by the rules and points of that instant: the same week always warns of the same.
 * Nothing is compared with weeks before the records began, and a week without school warns of nothing.
 */
export async function warningsOf(
  db: Database,
  present: Directory,
  day: Day,
  asOfMs: number,
): Promise<Warnings> {
  const directory = await directoryAsOf(db, present, asOfMs)
  const { settings } = directory.rules
  if (present.calendar.lastSchoolDayOfWeek(day) === undefined) return { list: [], settings }
  const spans = spansOf(directory.calendar, day, asOfMs, settings['warning.weeks'])
  const beganAtMs = await recordsBeginAt(db)
  const sinceOf = (span: Spans['now'] | undefined) => (span ? span.weeks[0]!.fromMs : asOfMs)
  const sinceMs = Math.min(sinceOf(spans?.before), sinceOf(spans?.term))
  const hazards = await traceHazards(db, asOfMs, sinceMs)
  const comparable = spans !== undefined && beganAtMs <= sinceOf(spans.before)
  const partOf = (hazard: Traced) => partOfSchool(directory, hazard)
  const knowsTerm = beganAtMs <= sinceOf(spans?.term)
  const compared = comparable
    ? {
        more: worsening({ hazards, partOf, spans, knowsTerm }, settings),
        slow: slower(hazards, spans, settings),
      }
    : { more: [], slow: [] }
  const [worst, ...others] = compared.more
  return {
    // One of each kind before a second of the same.
    list: [
      ...(worst ? [worst] : []),
      ...stuck(hazards, settings),
      ...(await unvisited(db, directory, asOfMs, beganAtMs)),
      ...compared.slow,
      ...others,
    ],
    ...(comparable && { spans }),
    settings,
  }
}

/** The building, or the part of the grounds, by the school's own list; somebody's own words may name a child. */
function partOfSchool({ school, class: classOf }: Directory, { place }: Traced): string | undefined {
  if (place === null || place.kind === 'words') return undefined
  if (place.kind === 'building') return place.building
  if (place.kind === 'class') return (classOf(place.id) as { building?: string } | undefined)?.building
  const point = school.file.patrol_points.find(({ id }) => id === place.id)
  return point && (point.building || point.name)
}

/** Points without anybody for days, where rounds are planned at all and were so long enough. */
async function unvisited(
  db: Database,
  directory: Directory,
  asOfMs: number,
  beganAtMs: number,
): Promise<Warning[]> {
  const days = directory.rules.settings['warning.unvisited_days']
  const sinceMs = asOfMs - days * DAY_MS
  if (beganAtMs > sinceMs || !plannedDuties(directory).some(({ kind }) => kind === 'patrol')) return []
  const points = await unvisitedSince(db, directory, sinceMs, asOfMs)
  return points.length > 0
    ? [
        {
          kind: 'unvisited',
          days,
          points: points.map(({ point, lastAtMs }) => ({
            id: point.id,
            ...(lastAtMs !== undefined && { lastAtMs }),
          })),
        },
      ]
    : []
}
