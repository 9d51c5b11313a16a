import { type Database, Taken } from '../store/database.ts'
import type { Work } from './work.ts'

/** What a cause was answered with: enough to give a repeat the same answer. */
export interface StoredAnswer {
  show?: { card: string; [detail: string]: unknown }
  toast?: { type: 'info' | 'success' | 'warning' | 'error'; text: string }
}

export type Recorded =
  /** `owes`: a card is to be sent for it. */
  | { outcome: 'recorded'; owes: boolean }
  | { outcome: 'repeat'; answer: StoredAnswer }
  | { outcome: 'conflict' }

/**
 * The only write path (design §3.3): the cause, the events, the rows after them and the cards owed, all or nothing.
 * @returns `repeat` with the first answer when the cause was recorded before; `conflict` when somebody changed the same
 * noun first, in which case nothing was written and the work must be done again.
 */
export async function record(
  db: Database,
  cause: string,
  work: Work,
  answer: StoredAnswer = {},
  exceptMessageId?: string,
): Promise<Recorded> {
  const statements = [
    {
      sql: 'INSERT INTO causes (key, at, answer) VALUES (?, ?, ?)',
      args: [cause, work.nowMs, JSON.stringify(answer)],
    },
    ...work.statements(cause, exceptMessageId),
    // A press is never kept: it is answered at once.
    ...(exceptMessageId ? [] : [{ sql: 'DELETE FROM inbox WHERE key = ?', args: [cause] }]),
  ]
  try {
    // Only a card that is to be drawn anew says something back.
    const redrawn = (await db.write(statements)).some((rows) => rows.length > 0)
    return { outcome: 'recorded', owes: work.isOwing || redrawn }
  } catch (error) {
    if (!(error instanceof Taken)) throw error
    if (error.table !== 'causes') return { outcome: 'conflict' }
    return { outcome: 'repeat', answer: (await storedAnswer(db, cause)) ?? {} }
  }
}

/** The answer a cause got when it was recorded; undefined when it never was. */
export async function storedAnswer(db: Database, cause: string): Promise<StoredAnswer | undefined> {
  const row = await db.get<{ answer: string | null }>('SELECT answer FROM causes WHERE key = ?', [cause])
  return row ? (JSON.parse(row.answer ?? '{}') as StoredAnswer) : undefined
}

/** The platform repeats for about seven hours (`feishu.md` §4.6); a month is far beyond any repeat. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1000

/** Forgets the causes of what people said and pressed long ago; steps, weeks and other causes of our own stay for ever. */
export const forgetOldCauses = (db: Database, nowMs: number): Promise<unknown> =>
  db.write(
    ['msg:', 'press:', 'evt:'].map((kind) => ({
      sql: 'DELETE FROM causes WHERE key >= ? AND key < ? AND at < ?',
      args: [kind, `${kind.slice(0, -1)};`, nowMs - REMEMBERED_MS],
    })),
  )

/** Somebody else keeps winning: the sentence was tried this often. Real contention ends far earlier. */
const MOST_TRIES = 40

/**
 * Who lost a race goes on alone: a burst of reports that all want the next number would otherwise lose to each other
 * again and again, since the writes of one turn of the event loop share a commit.
 */
const losers = new WeakMap<Database, Promise<unknown>>()

function afterOtherLosers<T>(db: Database, work: () => Promise<T>): Promise<T> {
  const before = losers.get(db) ?? Promise.resolve()
  const mine = before.then(work)
  losers.set(
    db,
    mine.catch(() => undefined),
  )
  return mine
}

export interface Done {
  answer: StoredAnswer
  repeat: boolean
  /** Something may have to be sent now; false when nothing is owed because of this work. */
  owes: boolean
}

/**
 * Runs a piece of work until it is recorded on an unchanged state. `doWork` must be repeatable: it reads, decides and
 * owes, nothing else.
 */
export async function recordUntilDone<T extends StoredAnswer>(
  db: Database,
  cause: string,
  begin: () => Work,
  doWork: (work: Work) => Promise<T>,
  exceptMessageId?: string,
): Promise<Done> {
  const once = async () => {
    const work = begin()
    const { show, toast } = await doWork(work)
    const answer: StoredAnswer = { ...(show && { show }), ...(toast && { toast }) }
    const recorded = await record(db, cause, work, answer, exceptMessageId)
    if (recorded.outcome === 'recorded') return { answer, repeat: false, owes: recorded.owes }
    return recorded.outcome === 'repeat' ? { answer: recorded.answer, repeat: true, owes: true } : undefined
  }
  const untilDone = async () => {
    for (let tries = 2; tries <= MOST_TRIES; tries++) {
      const done = await once()
      if (done) return done
    }
    throw new Error(`${cause}: the same record changed ${MOST_TRIES} times while deciding`)
  }
  return (await once()) ?? afterOtherLosers(db, untilDone)
}
