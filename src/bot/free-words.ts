import { hazard } from '../hazards/evolve.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { seeksPlace } from '../hazards/rights.ts'
import { type Reading, readReport } from '../reading/reading.ts'
import { answersHouse } from '../reading/storey.ts'
import { Refusal } from '../refusal.ts'
import { fileReport } from '../reporting/file-hazard.ts'
import { fileIncident } from '../reporting/file-incident.ts'
import { placeHazard } from '../reporting/placing.ts'
import { openSweep } from '../sweeps/sweeps.ts'
import { dayOf, MINUTE_MS } from '../time.ts'
import { suggest } from './answer.ts'
import type { Context, Reply, Said } from './command.ts'
import { findingIn, isTrouble } from './duty-trouble.ts'
import { hazardReply, incidentReply } from './matter-replies.ts'
import { reportReply } from './report-replies.ts'
import { fileSeveral, severalIn } from './several-matters.ts'
import { likeliest } from './understand.ts'
import { sayOnWalk } from './walk.ts'

/**
 * Words without a command in a private chat: what they read like is done at once, because somebody who sees a child in
 * danger does not look for a slash (handbook §6.1). A hazard taken wrongly is withdrawn with one tap. In a group, and
 * for words that read like nothing, the likeliest commands are offered.
 */
export async function readWords(said: Said, context: Context): Promise<Reply> {
  const { directory, speaker, chat } = context
  const words = said.words
  if (chat.type === 'group' || words === '') return offer(words, context)
  const walk = await openSweep(context.work, speaker)
  if (walk) return sayOnWalk(said, context, walk)
  const several = severalIn(said.typed ?? words, directory.places)
  if (several) return fileSeveral(said, context, several)
  const reading = readReport(
    words,
    directory.places,
    speaker.homeroomClass ? { reporterClass: speaker.homeroomClass } : undefined,
  )
  if (reading.kind === 'hazard' || reading.kind === 'incident')
    return fileTrouble(said, context, words, reading.kind)
  const answered = await answersPlaceQuestion(words, context, reading)
  if (answered) return answered
  if (reading.kind === 'checkin' || reading.kind === 'patrol')
    return { show: { card: 'today', person: speaker.id, day: dayOf(context.nowMs), for: speaker.id } }
  return offer(words, context)
}

/** What was said stands by itself, in a group too: it belongs to no duty and no point. */
async function fileTrouble(
  said: Said,
  context: Context,
  text: string,
  kind: 'hazard' | 'incident',
): Promise<Reply> {
  const { work, directory, speaker } = context
  const report = { text, source: 'words', learnedAtMs: said.atMs }
  return kind === 'hazard'
    ? reportReply(context, await fileReport(work, directory, speaker, report, true))
    : incidentReply(context, await fileIncident(work, directory, speaker, report))
}

/** Words of a command that tell of danger are filed where the command itself has no place for them. */
export async function fileIfTrouble(said: Said, context: Context, words: string): Promise<Reply | undefined> {
  const finding = findingIn(context, words)
  return isTrouble(finding) ? fileTrouble(said, context, words, finding) : undefined
}

/** A sentence that was refused may still tell of danger: that is filed, anything else stays refused. */
export async function fileOrRefuse(
  refusal: unknown,
  said: Said,
  context: Context,
  words: string,
): Promise<Reply> {
  const filed = refusal instanceof Refusal && (await fileIfTrouble(said, context, words))
  if (filed) return filed
  throw refusal
}

const offer = (words: string, { commands }: Context): Reply => ({
  show: { card: 'fixed', content: suggest(words, likeliest(words, commands)) },
})

/** Longer than any place. */
const LONGEST_PLACE = 30

/** 「在哪里?」 was asked within ten minutes and these few words name a place. */
async function answersPlaceQuestion(
  words: string,
  context: Context,
  reading: Reading,
): Promise<Reply | undefined> {
  const { work, directory, speaker } = context
  const saysHouse = answersHouse(words, reading, directory.places)
  if (words.length > LONGEST_PLACE || (!reading.place && !saysHouse)) return undefined
  const about = await withoutPlace(context, (place) => (place ? saysHouse : reading.place !== null))
  if (!about) return undefined
  return hazardReply(context, await placeHazard(work, directory, about, words, speaker.id))
}

/** The newest of those whose place was asked for, and is answered when what is known of it is `place`. */
async function withoutPlace(
  { work, directory, speaker, nowMs }: Context,
  isAnswered: (place: Hazard['place']) => boolean,
): Promise<Hazard | undefined> {
  const rows = await work.db.all<{ id: string }>(
    "SELECT id FROM hazards WHERE reporter = ? AND status IN ('reported', 'assigned') AND reported_at > ? ORDER BY number DESC",
    [speaker.id, nowMs - 10 * MINUTE_MS],
  )
  for (const { id } of rows) {
    const about = await work.state(hazard, id)
    if (about && seeksPlace(directory, about) && isAnswered(about.place)) return about
  }
  return undefined
}
