import { touchToday } from '../checkins/today.ts'
import { graceFor } from '../instances/clock.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { type Instance, type Proof, responsibleFor } from '../instances/instance.ts'
import { prove } from '../instances/prove.ts'
import type { Work } from '../log/work.ts'
import { outagesOf } from '../outages/outages.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { PatrolPointEntry } from '../people/school-shape.ts'
import { attachPhoto, ownLoosePhotos } from '../photos/photos.ts'
import { Refusal } from '../refusal.ts'
import { fileReport } from '../reporting/file-hazard.ts'
import { fileIncident } from '../reporting/file-incident.ts'
import { dayOf } from '../time.ts'
import { arrive, type Found, findNormal, findTrouble, type How, patrol, type Visit } from './patrol.ts'
import { aboutPoint, currentRound, visitId, walkedSoFar } from './patrols.ts'
import { isProof, type Walked, zoneOf } from './round.ts'

/** Somebody at a point, as the chat or a page heard it. */
export interface Coming {
  speaker: Person
  point: PatrolPointEntry
  how: How
  /** Photos named with it; those sent in the last ten minutes come along anyway. */
  photos: string[]
  learnedAtMs: number
}

/** What somebody says is wrong: of one of the point's items, or of anything else. */
export type Trouble = Omit<Found, 'hazard'>

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
 * Something wrong at a point: a hazard placed there, or more words on the one that is open there, in the same write.
 * @throws Refusal when nothing is said, or the same was said before in this visit.
 */
export async function reportTrouble(
  work: Work,
  directory: Directory,
  coming: Coming,
  { item, text }: Trouble,
): Promise<Came & { hazard: string; joined: boolean }> {
  if (text.trim().length < 2) throw new Refusal('no-text', '请写一句有什么问题，例如：灯坏了。')
  const { id, round } = await come(work, directory, coming)
  const report = {
    text: item === undefined ? text : `${item}：${text}`,
    place: coming.point.id,
    photos: coming.photos,
    source: `patrol/${id}`,
    learnedAtMs: coming.learnedAtMs,
  }
  const { hazard: filed, photos, outcome } = await fileReport(work, directory, coming.speaker, report, false)
  const found = { ...(item !== undefined && { item }), text, hazard: filed.id }
  const visit = await work.change(patrol, id, findTrouble(found))
  return {
    visit,
    round: await count(work, directory, coming, round, visit, photos),
    hazard: filed.id,
    joined: outcome !== 'new',
  }
}

/**
 * Something happened at a point: an incident placed there, in the same write. The point was reached; what it found is told
 * by the incident's own card, which others may not read.
 */
export async function reportHappened(
  work: Work,
  directory: Directory,
  coming: Coming,
  { item, text }: Trouble,
): Promise<Came & { incident: string }> {
  const { id, round } = await come(work, directory, coming)
  const filed = await fileIncident(work, directory, coming.speaker, {
    text: item === undefined ? text : `${item}：${text}`,
    place: coming.point.id,
    photos: coming.photos,
    source: `patrol/${id}`,
    learnedAtMs: coming.learnedAtMs,
  })
  const visit = (await work.state(patrol, id))!
  return { visit, round: await count(work, directory, coming, round, visit, []), incident: filed.id }
}

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
    graceMs: graceFor(round, await outagesOf(work.db), work.nowMs),
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
