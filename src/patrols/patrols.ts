import { touchToday } from '../checkins/checkins.ts'
import { lateFrom } from '../checkins/due.ts'
import { dutyInstance, type Instance, type Proof, prove, responsibleFor } from '../instances/instance.ts'
import type { Work } from '../log/work.ts'
import { outagesOf } from '../outages/outages.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { PatrolPointEntry } from '../people/school-shape.ts'
import { attachPhoto, ownLoosePhotos } from '../photos/photos.ts'
import { Refusal } from '../refusal.ts'
import { fileHazard } from '../reporting/reporting.ts'
import type { Database } from '../store/database.ts'
import { dayOf, HOUR_MS, instantOf } from '../time.ts'
import { arrive, type Found, findNormal, findTrouble, type How, patrol, type Visit } from './patrol.ts'
import { isProof, roundFor, type Walked, walked, zoneOf } from './round.ts'

const readVisits = (rows: { state: string }[]): Visit[] => rows.map(({ state }) => JSON.parse(state) as Visit)

export const visitsOfRound = async (db: Database, round: string): Promise<Visit[]> =>
  readVisits(await db.all('SELECT state FROM patrol_visits WHERE round = ? ORDER BY visited_at, id', [round]))

/** Visits of one point since an instant, newest first. */
export const visitsOfPoint = async (db: Database, point: string, sinceMs: number): Promise<Visit[]> =>
  readVisits(
    await db.all(
      'SELECT state FROM patrol_visits WHERE point = ? AND visited_at >= ? ORDER BY visited_at DESC, id',
      [point, sinceMs],
    ),
  )

/** The points a person looks after. */
export const pointsOf = (directory: Directory, person: string): PatrolPointEntry[] =>
  directory.school.file.patrol_points.filter(({ owner }) => owner === person)

/**
 * Where a round leads: to its owner's points. Whoever looks after none goes round the whole school where the duty asks
 * for points, and else shows by any one of them to be at his post.
 */
export function pointsOfRound(
  directory: Directory,
  { owner, duty }: Pick<Instance, 'owner' | 'duty'>,
): PatrolPointEntry[] {
  const own = pointsOf(directory, owner)
  const asksPoints = directory.duties.get(duty)?.form.some(({ type }) => type === 'points')
  return own.length > 0 || !asksPoints ? own : directory.school.file.patrol_points
}

const plain = (words: string): string => words.replace(/[\s\-－—_]/g, '').toLowerCase()

/** A point as it is named: by its id, its code (`XC-03`, `xc03`) or its name. */
export function pointNamed(directory: Directory, named: string): PatrolPointEntry | undefined {
  const all = directory.school.file.patrol_points
  return (
    all.find(({ id }) => id === named) ??
    all.find(({ qr, id, name }) => [qr ?? id, id, name].some((known) => plain(known) === plain(named)))
  )
}

export const isPatrol = (directory: Directory, { duty }: Pick<Instance, 'duty'>): boolean =>
  directory.duties.get(duty)?.kind === 'patrol'

/** Whose rounds a person walks or enters: the own ones, and those of people without the app. */
const handsOf = (directory: Directory, who: Person): string[] => [
  who.id,
  ...directory.entersFor(who).map(({ id }) => id),
]

/** Rounds of today that have begun, done or not, in the hands of a person. */
export async function roundsInHandsOf(
  db: Database,
  directory: Directory,
  who: Person,
  nowMs: number,
): Promise<Instance[]> {
  const people = handsOf(directory, who)
  const rows = await db.all<{ state: string }>(
    `SELECT state FROM duty_instances WHERE responsible IN (${people.map(() => '?').join(',')})
     AND due_at > ? AND opens_at <= ? AND status NOT IN ('missed', 'excused', 'cancelled') ORDER BY due_at, id`,
    [...people, instantOf(dayOf(nowMs)), nowMs],
  )
  return rows.map(({ state }) => JSON.parse(state) as Instance).filter((entry) => isPatrol(directory, entry))
}

/** The round a visit of this point by this person counts for now. */
export async function currentRound(
  db: Database,
  directory: Directory,
  who: Person,
  point: PatrolPointEntry,
  nowMs: number,
): Promise<Instance | undefined> {
  const rounds = await roundsInHandsOf(db, directory, who, nowMs)
  return roundFor(rounds, nowMs, (round) => round.owner === point.owner)
}

/** One visit of a round per point; without a round, one an hour. */
export const visitId = (point: string, round: Instance | undefined, by: string, nowMs: number): string =>
  round
    ? `${point}.${round.id}`
    : `${point}.${by}.${dayOf(nowMs)}.${Math.floor((nowMs - instantOf(dayOf(nowMs))) / HOUR_MS)}`

/** Somebody at a point, as the chat or a page heard it. */
export interface Coming {
  speaker: Person
  point: PatrolPointEntry
  how: How
  /** Photos named with it; those sent in the last ten minutes come along anyway. */
  photos: string[]
  learnedAtMs: number
}

/** What became of it: the visit, and the round it counts for. */
export interface Came {
  visit: Visit
  round: Instance | undefined
}

/** 正常 at a point. */
export async function reportNormal(work: Work, directory: Directory, coming: Coming): Promise<Came> {
  const { id, round } = await come(work, directory, coming)
  const photos = await ownLoosePhotos(work, coming.speaker.id, coming.photos)
  const visit = await work.change(patrol, id, findNormal(photos))
  for (const photo of photos) await attachPhoto(work, photo, aboutPoint(coming.point))
  return { visit, round: await count(work, directory, coming, round, visit, photos) }
}

/**
 * Something wrong at a point: a hazard placed there, in the same write.
 * @throws Refusal when nothing is said, or the same was said before in this visit.
 */
export async function reportTrouble(
  work: Work,
  directory: Directory,
  coming: Coming,
  { item, text }: Omit<Found, 'hazard'>,
): Promise<Came & { hazard: string }> {
  if (text.trim().length < 2) throw new Refusal('no-text', '请写一句有什么问题，例如：灯坏了。')
  const { id, round } = await come(work, directory, coming)
  const filed = await fileHazard(work, directory, coming.speaker, {
    text: item === undefined ? text : `${item}：${text}`,
    place: coming.point.id,
    photos: coming.photos,
    source: `patrol/${id}`,
    learnedAtMs: coming.learnedAtMs,
  })
  const found = { ...(item !== undefined && { item }), text, hazard: filed.id }
  const visit = await work.change(patrol, id, findTrouble(found))
  return {
    visit,
    round: await count(
      work,
      directory,
      coming,
      round,
      visit,
      filed.photos.map((photo) => photo.id),
    ),
    hazard: filed.id,
  }
}

/** What the point's card and its photos are called. */
export const aboutPoint = (point: Pick<PatrolPointEntry, 'id'>): string => `patrol/${point.id}`

async function come(work: Work, directory: Directory, { speaker, point, how }: Coming) {
  const round = await currentRound(work.db, directory, speaker, point, work.nowMs)
  const by = round ? responsibleFor(round) : speaker.id
  const id = visitId(point.id, round, by, work.nowMs)
  await work.change(
    patrol,
    id,
    arrive({
      point: point.id,
      zone: zoneOf(point),
      round: round?.id ?? null,
      by,
      ...(by !== speaker.id && { enteredBy: speaker.id }),
      how,
    }),
  )
  return { id, round }
}

/** How far a round has got with what this work has just recorded. */
export async function walkedSoFar(
  db: Database,
  directory: Directory,
  round: Instance,
  fresh?: Visit,
): Promise<Walked> {
  const before = (await visitsOfRound(db, round.id)).filter(({ id }) => id !== fresh?.id)
  return walked(pointsOfRound(directory, round), fresh ? [...before, fresh] : before)
}

/** Ticks that a walked round gives by itself; a photo is a proof of its own. */
const WALKED_PROOFS: ReadonlySet<Proof['type']> = new Set(['checklist', 'location', 'points'])

/** The visit counts for its round: with a scan in each zone the round is proved by it. */
async function count(
  work: Work,
  directory: Directory,
  { speaker, point }: Coming,
  round: Instance | undefined,
  visit: Visit,
  photos: readonly string[],
): Promise<Instance | undefined> {
  work.touch(aboutPoint(point))
  for (const id of new Set([speaker.id, visit.by])) work.touch(`patrols/${id}`)
  if (!round) return undefined
  const far = await walkedSoFar(work.db, directory, round, visit)
  const proofs = [
    ...(isProof(far) ? walkedProofs(round, far) : []),
    ...(round.required.includes('photo') ? photos.map((value) => ({ type: 'photo' as const, value })) : []),
  ]
  if (proofs.length === 0) return round
  const saying = {
    by: responsibleFor(round),
    enteredBy: speaker.id,
    nowMs: work.nowMs,
    graceMs: lateFrom(round, await outagesOf(work.db), work.nowMs) - round.dueAtMs,
  }
  const after = await work.change(dutyInstance, round.id, prove(proofs, saying))
  for (const id of new Set([after.owner, responsibleFor(after), speaker.id]))
    touchToday(work, directory, directory.person(id), dayOf(work.nowMs))
  return after
}

/** Given once: later scans of the round are seen from the visits. A desk's tick before does not stand in for them. */
function walkedProofs(round: Instance, { scanned, leftOut }: Walked): Omit<Proof, 'by' | 'enteredBy'>[] {
  const left = leftOut.map(({ qr, id }) => qr ?? id).join('、')
  const value = `扫码 ${scanned} 点${left ? `，未到 ${left}` : ''}`
  return round.required
    .filter((type) => WALKED_PROOFS.has(type))
    .filter((type) => !round.proofs.some((proof) => proof.type === type && proof.how === 'scan'))
    .map((type) => ({ type, value, how: 'scan' as const }))
}
