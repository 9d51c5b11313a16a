import { graceFor } from '../instances/clock.ts'
import { plannedDuties } from '../instances/duties-in-force.ts'
import { type Instance, isDone, isOwed } from '../instances/instance.ts'
import { outagesOf } from '../outages/outages.ts'
import type { Directory } from '../people/directory.ts'
import type { PatrolPointEntry } from '../people/school-shape.ts'
import type { Database } from '../store/database.ts'
import { DAY_MS } from '../time.ts'
import { isUnscanned } from './round.ts'

/** A point nobody was at for this long is a blind spot (handbook §5.3). */
export const UNVISITED_DAYS = 7

/** What is most dangerous is read first. */
const RISKS: readonly string[] = ['high', 'mid', 'low']

/** Where nobody looks (S2-098). */
export interface BlindSpots {
  /** Points without a visit in the last days; `lastAtMs` where there ever was one. */
  unvisited: { point: PatrolPointEntry; lastAtMs?: number }[]
  /** Points somebody says to have been at, without a single scan in the last days. */
  unscanned: PatrolPointEntry[]
  /** Points nobody looks after. */
  unowned: PatrolPointEntry[]
  /** Rounds not walked, from the moment they became late on; the latest first. */
  missedRounds: { round: Instance; lateAtMs: number }[]
  /** Rounds that were ticked without scanning a single point. */
  tickedRounds: number
}

/** The last 7 days, as they stand at `nowMs`. */
export async function blindSpots(db: Database, directory: Directory, nowMs: number): Promise<BlindSpots> {
  const sinceMs = nowMs - UNVISITED_DAYS * DAY_MS
  const points = [...directory.school.file.patrol_points].sort(
    (one, other) => RISKS.indexOf(one.risk) - RISKS.indexOf(other.risk),
  )
  const seen = new Map((await lastVisits(db, nowMs)).map((last) => [last.point, last]))
  const rounds = await roundsBetween(db, directory, sinceMs, nowMs)
  const outages = await outagesOf(db)
  const isFresh = (atMs: number | null | undefined) => Number(atMs ?? 0) > sinceMs
  return {
    unvisited: points.flatMap((point) => {
      const last = seen.get(point.id)
      if (isFresh(last?.visited)) return []
      return [{ point, ...(last && { lastAtMs: Number(last.visited) }) }]
    }),
    unscanned: points.filter(({ id }) => isFresh(seen.get(id)?.visited) && !isFresh(seen.get(id)?.scanned)),
    unowned: points.filter(({ owner }) => !directory.person(owner ?? '')?.active),
    missedRounds: rounds
      .map((round) => ({ round, lateAtMs: round.dueAtMs + graceFor(round, outages, nowMs) }))
      .filter(({ round, lateAtMs }) => (isOwed(round) || round.status === 'missed') && lateAtMs <= nowMs)
      .reverse(),
    tickedRounds: rounds.filter((round) => isDone(round) && isUnscanned(round)).length,
  }
}

/** How many blind spots there are: points nobody visits or looks after, each once, and rounds not walked. */
export const countBlindSpots = ({ unvisited, unowned, missedRounds }: BlindSpots): number =>
  new Set([...unvisited.map(({ point }) => point.id), ...unowned.map(({ id }) => id)]).size +
  missedRounds.length

const lastVisits = (db: Database, nowMs: number) =>
  db.all<{ point: string; visited: number; scanned: number | null }>(
    `SELECT point, max(visited_at) AS visited, max(CASE WHEN scanned = 1 THEN visited_at END) AS scanned
     FROM patrol_visits WHERE visited_at <= ? GROUP BY point`,
    [nowMs],
  )

/** Rounds whose time came in a span, oldest first. */
async function roundsBetween(
  db: Database,
  directory: Directory,
  fromMs: number,
  toMs: number,
): Promise<Instance[]> {
  const duties = plannedDuties(directory).filter(({ kind }) => kind === 'patrol')
  if (duties.length === 0) return []
  const rows = await db.all<{ state: string }>(
    `SELECT state FROM duty_instances WHERE duty IN (${duties.map(() => '?').join(',')})
     AND due_at > ? AND due_at <= ? ORDER BY due_at, id`,
    [...duties.map(({ id }) => id), fromMs, toMs],
  )
  return rows.map(({ state }) => JSON.parse(state) as Instance)
}
