import { commands } from '../../commands/index.ts'
import type { Directory } from '../../src/people/directory.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import type { SchoolFile } from '../../src/people/school-file.ts'
import { readActions } from '../../src/simulation/actions.ts'
import type { Line } from '../../src/simulation/lines.ts'
import { simulate } from '../../src/simulation/simulate.ts'
import { openFile } from '../../src/store/file.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { instantOf } from '../../src/time.ts'
import { wholeSchool } from '../world.ts'

export interface Message {
  at: string
  to: string[]
  message: string | string[]
  matters: { message: string; duty?: string; unit?: string; record?: string }[]
  on_card?: boolean
  text: string
}

export interface Simulated {
  lines: Line[]
  directory: Directory
  instances: { duty: string; unit: string; owner: string; opens: string; due: string }[]
  messages: Message[]
  /** What one person was told of a duty: `2026-10-10 16:00 urgent`. */
  told(person: string, duty: string): string[]
  /** Everybody told of a duty by one message: `2026-10-10 16:00` → persons. */
  toldBy(message: string, duty: string): Record<string, string[]>
}

/** Days of the school simulated in memory. */
export async function simulated(
  from: string,
  to: string,
  { school = wholeSchool(), actions = [] }: { school?: SchoolFile; actions?: object[] } = {},
): Promise<Simulated> {
  const db = openFile(':memory:', { synchronous: 'NORMAL' })
  await migrate(
    db,
    await readMigrations(new URL('../../migrations/', import.meta.url).pathname),
    instantOf(from),
  )
  await loadSchool(db, school, instantOf(from))
  const readDirectory = directoryReader(db)
  const lines: Line[] = []
  await simulate({
    db,
    directory: readDirectory,
    commands,
    from,
    to,
    actions: readActions(actions.map((action) => JSON.stringify(action)).join('\n')),
    emit: (line) => void lines.push(line),
  })
  const directory = await readDirectory()
  await db.close()
  const messages = lines.flatMap((line) => {
    if (line.type !== 'message') return []
    const { duty, unit, record, matters } = line
    const one = { message: line.message, duty, unit, record }
    return [{ ...line, matters: matters ?? [one] } as unknown as Message]
  })
  const minute = (at: string) => at.slice(0, 16).replace('T', ' ')
  const of = (duty: string) =>
    messages.flatMap(({ at, to: persons, matters }) =>
      matters
        .filter((matter) => matter.duty === duty)
        .map((matter) => ({ at: minute(at), person: persons[0]!, message: matter.message })),
    )
  return {
    lines,
    directory,
    messages,
    instances: lines.filter(({ type, due }) => type === 'instance' && due) as never,
    told: (person, duty) => [
      ...new Set(of(duty).flatMap((each) => (each.person === person ? [`${each.at} ${each.message}`] : []))),
    ],
    toldBy(message, duty) {
      const byTime: Record<string, string[]> = {}
      for (const each of of(duty)) {
        if (each.message !== message) continue
        byTime[each.at] = [...(byTime[each.at] ?? []), each.person].sort()
      }
      return byTime
    },
  }
}
