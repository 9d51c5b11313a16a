import type { Command } from '../bot/command.ts'
import type { Directory } from '../people/directory.ts'
import type { ReadDirectory } from '../people/read-directory.ts'
import type { Database } from '../store/database.ts'
import { type Day, dayOf, instantOf } from '../time.ts'
import { simulate } from './simulate.ts'

/** What is owed and said over some days when nobody does anything. */
export interface Outcome {
  directory: Directory
  /** By the id of the instance. */
  owed: Map<string, { duty: string; owner: string; day: Day }>
  /** Messages of their own, by person. */
  messages: Map<string, number>
}

interface Playing {
  db: Database
  directory: ReadDirectory
  commands: readonly Command[]
  sinceMs: number
  to: Day
}

/** Plays a copy of the school from an instant to the end of a day. */
export async function outcomeOf({ db, directory, commands, sinceMs, to }: Playing): Promise<Outcome> {
  const from = dayOf(sinceMs)
  const messages = new Map<string, number>()
  await simulate({
    db,
    directory,
    commands,
    from,
    to,
    sinceMs,
    actions: [],
    emit({ type, on_card: onCard, to: people }) {
      if (type !== 'message' || onCard) return
      for (const id of people as string[]) messages.set(id, (messages.get(id) ?? 0) + 1)
    },
  })
  const rows = await db.all<{ id: string; duty: string; owner: string; due: number }>(
    `SELECT id, duty, json_extract(state, '$.owner') AS owner, due_at AS due FROM duty_instances
     WHERE status <> 'cancelled' AND due_at > ? AND due_at <= ?
     UNION ALL
     SELECT id, duty, json_extract(state, '$.owner'), json_extract(state, '$.dueAtMs') FROM checkins
     WHERE day >= ? AND day <= ?`,
    [sinceMs, instantOf(to, '24:00'), from, to],
  )
  const owed = new Map(
    rows.map(({ id, duty, owner, due }) => [id, { duty, owner, day: dayOf(Number(due) - 1) }] as const),
  )
  return { directory: await directory(), owed, messages }
}
