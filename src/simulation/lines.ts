import type { Telling } from '../ladders/telling.ts'
import type { Directory } from '../people/directory.ts'
import type { Database } from '../store/database.ts'
import type { Day } from '../time.ts'
import { type LoggedRow, linesOf } from './event-lines.ts'
import { jobLines } from './job-lines.ts'

/** One line of the simulation's JSON (`contract.md`). */
export type Line = { type: 'instance' | 'message' | 'event' | 'refused' } & Record<string, unknown>

/** How far the log and the outbox were read. */
export interface Seen {
  events: number
  jobs: number
  /** Who was sent the card of the day at the last look: a reminder that brings it is its message. */
  carded: Set<string>
}

/** Lines for what was recorded and owed since the last look. */
export async function newLines(
  db: Database,
  seen: Seen,
  within: { from: Day; to: Day },
  directory: Directory,
  tellings: readonly Telling[] = [],
): Promise<Line[]> {
  const events = await db.all<LoggedRow>(
    // The ladders' own steps, more than half of a log in which nobody answers, are told by what they say.
    "SELECT seq, noun, id, kind, at, actor, data FROM events WHERE seq > ? AND noun <> 'ladder' ORDER BY seq",
    [seen.events],
  )
  const lines: Line[] = []
  for (const event of events) {
    seen.events = Number(event.seq)
    lines.push(...(await linesOf(db, { ...event, at: Number(event.at) }, within)))
  }
  return [...lines, ...(await jobLines(db, directory, seen, tellings))]
}
