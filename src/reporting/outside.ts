import type { Claimed } from '../hazards/talk.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { KeptPhoto } from '../photos/keep.ts'
import { receiveFromOutside } from '../photos/photos.ts'
import { type Reading, readReport } from '../reading/reading.ts'
import { storeyAlone } from '../reading/storey.ts'
import { issue, receipt } from '../receipts/receipt.ts'
import { issuedLastHour } from '../receipts/receipts.ts'
import { Refusal } from '../refusal.ts'
import type { Database } from '../store/database.ts'
import type { Door } from './doors.ts'
import { fileHazard } from './file-hazard.ts'
import { fileIncident } from './file-incident.ts'

/** What somebody without an account says. Nothing in it says who. */
export interface OutsideReport {
  text: string
  /** A point's id, or words. */
  place?: string
  photos: KeptPhoto[]
  /** What he calls himself, of his own free will. */
  claimed?: Claimed
  door: Door
  /** Keyed hash of the code he was given. */
  receipt: string
}

/** Pictures without a word. */
const ONLY_PHOTOS = '（没有写字，请看照片）'

/** A drill, a try: nothing to send anybody out for. */
const NOT_REAL = /演练|演习|测试一下|试一下|试试看/u

/** Words that read like no trouble (all is well, a drill, a greeting): asked back once instead of inventing one (handbook §6.1). */
export function mustBeAsked(directory: Directory, text: string, photos: number): boolean {
  if (text === '') return false
  const { kind } = readReport(text, directory.places)
  if (kind === 'hazard' || kind === 'incident') return false
  return kind !== 'other' || photos === 0 || NOT_REAL.test(text)
}

/** Whether the words name a place by themselves; a storey without its house is none: nobody can be asked later. */
export function namesPlace({ places }: Directory, text: string): boolean {
  const { place } = readReport(text, places)
  return place !== null && storeyAlone(place, places) === undefined
}

/**
 * Limits that know nobody: so many in an hour behind one code, and so many behind all of its kind.
 * @throws Refusal `too-many`, with whom to phone
 */
export async function mustHaveRoom(
  db: Database,
  directory: Directory,
  door: Door,
  nowMs: number,
): Promise<void> {
  const { settings } = directory.rules
  const { all, here } = await issuedLastHour(db, door, nowMs)
  if (here >= settings['public.place_hourly'] || all >= settings['public.hourly'])
    throw new Refusal('too-many', `这一小时收到的上报太多，暂时不能再收。${whomToPhone(directory)}`)
}

/** There is always somebody at the gate; a number only where the school gave one. */
export function whomToPhone({ school }: Directory): string {
  const { phone } = school.file.school
  const call = phone ? `请打学校电话 ${phone}，` : '请给学校打电话，'
  return `${call}或直接告诉门卫、班主任；有人受伤或着火请先拨 120、119。`
}

/**
 * Recorded as what it reads like: something that happened is an incident, everything else a hazard, looked at by the
 * office unless it was clear. Numbered and told like any other; there is no reporter to tell.
 * @throws Refusal `too-many`
 */
export async function fileOutside(work: Work, directory: Directory, said: OutsideReport): Promise<string> {
  await mustHaveRoom(work.db, directory, said.door, work.nowMs)
  await receiveFromOutside(work, said.photos)
  const text = said.text || ONLY_PHOTOS
  const reading = readReport(text, directory.places)
  const report = {
    text,
    ...(said.place && { place: said.place }),
    photos: said.photos.map(({ id }) => id),
    anonymous: true as const,
    ...(said.claimed && { claimed: said.claimed }),
    ...(isClear(reading) ? {} : { needsReview: true }),
    source: said.door,
    // Never a message's own time, which the platform could be asked about.
    learnedAtMs: work.nowMs,
  }
  const about =
    reading.kind === 'incident'
      ? `incident/${(await fileIncident(work, directory, undefined, report)).id}`
      : `hazard/${(await fileHazard(work, directory, undefined, report)).id}`
  await work.change(receipt, said.receipt, issue(about, said.door))
  return about
}

const isClear = ({ kind, category, needsReview }: Reading): boolean =>
  kind === 'hazard' && category !== 'other' && !needsReview
