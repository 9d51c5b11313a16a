import { CARD_LIFE_MS } from '../log/owed.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import type { Hazard } from './hazard.ts'
import { verifiers } from './rights.ts'
import { roundOf } from './waits.ts'

/** Why a card is sent once more: the one on the phone cannot be changed any more. */
export const FRESH = 'fresh'

/**
 * The reporter's receipt asks him to verify, and tells him what became of it, by being redrawn; after 14 days that is not
 * possible any more (`feishu.md` §8.4), so he gets one fresh card, once. Everybody else of whom a change asks something is
 * told of it with a card anyway.
 */
export async function freshCardForReporter(
  work: Work,
  directory: Directory,
  before: Hazard | undefined,
  after: Hazard,
): Promise<void> {
  if (before?.status === after.status) return
  const reporter = directory.person(after.reporter ?? '')
  const to = reporter && directory.addressee(reporter)
  if (!to || to.id === work.actor) return
  const asked =
    after.status === 'rectified' && verifiers(directory, after).some(({ id }) => id === reporter.id)
  // That it is mended and closed he is told by itself.
  if (!asked && after.status !== 'invalid') return
  if (!(await hasOnlyDeadCards(work, `hazard/${after.id}`, to.id))) return
  const owed = owedTo(directory, to, {
    once: `hazard:${after.id}:${FRESH}:${to.id}:${after.status}:${roundOf(after)}`,
    show: { card: 'hazard', id: after.id, why: FRESH },
    urgency: 2,
    notBeforeMs: directory.calendar.afterQuiet(work.nowMs),
  })
  if (owed) work.owe(owed)
}

/** Somebody has cards of it, and none that could still be changed and ask; the word of its end asks nothing. */
async function hasOnlyDeadCards(work: Work, about: string, person: string): Promise<boolean> {
  const row = await work.db.get<{ newest: number | null }>(
    `SELECT max(sent_at) AS newest FROM posts
     WHERE about = ? AND recipient = ? AND json_extract(show, '$.card') <> 'hazard-result'`,
    [about, `person:${person}`],
  )
  return row?.newest != null && Number(row.newest) <= work.nowMs - CARD_LIFE_MS
}
