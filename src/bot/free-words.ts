import * as hazards from '../hazards/hazard.ts'
import { changeHazard } from '../hazards/hazards.ts'
import { findPlace } from '../reading/places.ts'
import { readReport } from '../reading/reading.ts'
import { fileHazard, fileIncident } from '../reporting/reporting.ts'
import { dayOf, MINUTE_MS } from '../time.ts'
import { suggest } from './answer.ts'
import type { Context, Reply, Said } from './command.ts'
import { likeliest } from './understand.ts'

/**
 * Words without a command in a private chat: what they read like is done at once, because somebody who sees a child in
 * danger does not look for a slash (handbook §6.1). A hazard taken wrongly is withdrawn with one tap. In a group, and
 * for words that read like nothing, the likeliest commands are offered.
 */
export async function readWords(said: Said, context: Context): Promise<Reply> {
  const { directory, speaker, work, chat } = context
  const words = said.words
  if (chat.type === 'group' || words === '') return offer(words, context)
  const answered = await answersPlaceQuestion(words, context)
  if (answered) return answered
  const reading = readReport(
    words,
    directory.places,
    speaker.homeroomClass ? { reporterClass: speaker.homeroomClass } : undefined,
  )
  const report = { text: words, source: 'words', learnedAtMs: said.atMs }
  if (reading.kind === 'hazard') {
    const filed = await fileHazard(work, directory, speaker, report)
    return {
      show: {
        card: 'hazard',
        id: filed.id,
        for: speaker.id,
        ...(filed.place === null && { asked: 'place' }),
      },
    }
  }
  if (reading.kind === 'incident') {
    const filed = await fileIncident(work, directory, speaker, report)
    return { show: { card: 'incident', id: filed.id, for: speaker.id } }
  }
  if (reading.kind === 'checkin' || reading.kind === 'patrol')
    return { show: { card: 'today', person: speaker.id, day: dayOf(context.nowMs), for: speaker.id } }
  return offer(words, context)
}

const offer = (words: string, { commands }: Context): Reply => ({
  show: { card: 'fixed', content: suggest(words, likeliest(words, commands)) },
})

/** 「在哪里?」 was asked within ten minutes and these few words are a place we know. */
async function answersPlaceQuestion(
  words: string,
  { work, directory, speaker, nowMs }: Context,
): Promise<Reply | undefined> {
  if (words.length > 20) return undefined
  const place = findPlace(words, directory.places)
  if (!place) return undefined
  const row = await work.db.get<{ id: string }>(
    "SELECT id FROM hazards WHERE reporter = ? AND status = 'reported' AND place IS NULL AND reported_at > ? ORDER BY number DESC LIMIT 1",
    [speaker.id, nowMs - 10 * MINUTE_MS],
  )
  const about = row && (await work.state(hazards.hazard, row.id))
  if (!about) return undefined
  await changeHazard(work, about.id, hazards.placeAt(place, directory.departmentHead(about.department)?.id))
  return { show: { card: 'hazard', id: about.id, for: speaker.id } }
}
