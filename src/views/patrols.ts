import { type PointSeen, pointCard } from '../cards/patrol-point.ts'
import { type RoundSeen, roundsCard } from '../cards/patrol-rounds.ts'
import { graceFor } from '../instances/clock.ts'
import { type Instance, isDone, responsibleFor } from '../instances/instance.ts'
import { missingProofs } from '../instances/prove.ts'
import { outagesOf } from '../outages/outages.ts'
import type { Visit } from '../patrols/patrol.ts'
import {
  aboutPoint,
  currentRound,
  keeperOfPoint,
  pointNamed,
  pointsOf,
  roundsInHandsOf,
  visitId,
  visitsOfPoint,
  walkedSoFar,
} from '../patrols/patrols.ts'
import { isUnscanned, zoneOf } from '../patrols/round.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { PatrolPointEntry } from '../people/school-shape.ts'
import { DAY_MS, dayOf, instantOf } from '../time.ts'
import { titleOf } from './duty-items.ts'
import { type Reader, type View, viewerOf } from './view.ts'

export const nameOf = (directory: Directory, id: string | undefined): string | undefined =>
  id === undefined ? undefined : directory.person(id)?.name

export const codeOf = ({ qr, id }: PatrolPointEntry): string => qr ?? id
export const roundTitle = (directory: Directory, round: Instance): string =>
  titleOf(directory, round, directory.duties.get(round.duty))

/** A point: what to look at, who was here, and what the viewer said of it. */
export const pointView: View = {
  about: (show) => aboutPoint({ id: String(show.point) }),
  async draw(reader, show) {
    const point = pointNamed(reader.directory, String(show.point))
    const viewer = viewerOf(reader, show)
    return point && viewer && pointCard(await seen(reader, point, viewer, show))
  },
}

/** Visits of this many days are named on a point's card. */
const RECENT_DAYS = 7

async function seen(
  { db, directory, nowMs }: Reader,
  point: PatrolPointEntry,
  viewer: Person,
  show: Record<string, unknown>,
): Promise<PointSeen> {
  const round = await currentRound(db, directory, viewer, point, nowMs)
  const visits = await visitsOfPoint(db, point.id, nowMs - RECENT_DAYS * DAY_MS)
  const id = visitId(point.id, round, round ? responsibleFor(round) : viewer.id, nowMs)
  const asked = show.asked === undefined ? undefined : Number(show.asked)
  return {
    id: point.id,
    code: codeOf(point),
    name: point.name,
    where: [point.building, point.floor && `${point.floor}层`].filter(Boolean).join(' ') || '没有写明',
    owner: point.owner === undefined ? undefined : keeperOfPoint(directory, point, dayOf(nowMs))?.name,
    items: point.check_items,
    visits: visits.map((visit) => ({ ...visit, who: nameOf(directory, visit.by) ?? '' })),
    perDay: directory.calendar.isSchoolDay(dayOf(nowMs)) ? point.rounds_per_school_day : 0,
    today: visits.filter(({ atMs }) => atMs >= instantOf(dayOf(nowMs))).length,
    own: visits.find((visit) => visit.id === id),
    round: round && roundTitle(directory, round),
    wantsPhoto: round !== undefined && missingProofs(round).some(({ type }) => type === 'photo'),
    scanned: show.scanned === true,
    asked:
      asked === undefined
        ? undefined
        : {
            item: asked,
            round: String(show.round ?? 0),
            ...(typeof show.words === 'string' && { words: show.words }),
          },
  }
}

/** The viewer's rounds of today, and who was where. */
export const roundsView: View = {
  about: (show) => `patrols/${show.person}`,
  async draw(reader, show) {
    const { db, directory, nowMs } = reader
    const viewer = directory.person(String(show.person))
    if (!viewer) return undefined
    const outages = await outagesOf(db)
    const rounds = await roundsInHandsOf(db, directory, viewer, nowMs)
    const shown = rounds.map((round) =>
      roundSeen(reader, viewer, round, round.dueAtMs + graceFor(round, outages, nowMs)),
    )
    const own = pointsOf(directory, viewer.id)
    return roundsCard(await Promise.all(shown), rounds.length > 0 ? [] : await lastSeen(reader, own))
  },
}

async function roundSeen(
  { db, directory, nowMs }: Reader,
  viewer: Person,
  round: Instance,
  lateAtMs: number,
): Promise<RoundSeen> {
  const far = await walkedSoFar(db, directory, round)
  const holder = responsibleFor(round)
  const byId = new Map(pointsOfSchool(directory).map((point) => [point.id, point]))
  return {
    title: roundTitle(directory, round),
    whose: holder === viewer.id ? undefined : nameOf(directory, holder),
    opensAtMs: round.opensAtMs,
    dueAtMs: round.dueAtMs,
    lateAtMs: lateAtMs <= nowMs ? lateAtMs : undefined,
    done: isDone(round)
      ? {
          atMs: round.doneAtMs ?? round.dueAtMs,
          late: round.status === 'late',
          unscanned: isUnscanned(round),
        }
      : undefined,
    points: far.legs.map(({ point, visit }) => pointSeen(directory, point, visit)),
    beyond: far.beyond.map((visit) => {
      const point = byId.get(visit.point)
      return { code: point ? codeOf(point) : visit.point, visit }
    }),
    zonesLeft: far.zonesLeft,
  }
}

export const pointsOfSchool = (directory: Directory): PatrolPointEntry[] =>
  directory.school.file.patrol_points

function pointSeen(
  directory: Directory,
  point: PatrolPointEntry,
  visit: Visit | undefined,
): RoundSeen['points'][number] {
  const who = nameOf(directory, visit?.by)
  return {
    id: point.id,
    code: codeOf(point),
    name: point.name,
    zone: zoneOf(point),
    ...(visit && { visit }),
    ...(who !== undefined && { who }),
  }
}

/** A person's own points between rounds: who was there last today. */
const lastSeen = ({ db, directory, nowMs }: Reader, points: PatrolPointEntry[]) =>
  Promise.all(
    points.map(async (point) => {
      const [last] = await visitsOfPoint(db, point.id, instantOf(dayOf(nowMs)))
      return pointSeen(directory, point, last)
    }),
  )
