import { commands } from '../../commands/index.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import { type Action, readActions } from '../../src/simulation/actions.ts'
import type { Line } from '../../src/simulation/lines.ts'
import { simulate } from '../../src/simulation/simulate.ts'
import { openFile } from '../../src/store/file.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { instantOf } from '../../src/time.ts'
import { schoolWith } from '../world.ts'

const MIGRATIONS = new URL('../../migrations/', import.meta.url).pathname

/** A span of the sample school in which only these duties are on, with what people say in it. */
export async function play(
  { from, to, on }: { from: string; to: string; on: string[] },
  actions: object[],
): Promise<Line[]> {
  const db = openFile(':memory:', { synchronous: 'NORMAL' })
  await migrate(db, await readMigrations(MIGRATIONS), instantOf(from))
  await loadSchool(db, schoolWith(...on), instantOf(from))
  const read: Action[] = readActions(actions.map((action) => JSON.stringify(action)).join('\n'))
  const lines: Line[] = []
  const emit = (line: Line) => void lines.push(line)
  await simulate({ db, directory: directoryReader(db), commands, from, to, actions: read, emit })
  await db.close()
  return lines
}

/** Messages about one duty: `09-18T13:30 reminder P01`, sorted. */
export const told = (lines: Line[], duty: string): string[] =>
  lines
    .filter((line) => line.type === 'message' && [line.duty].flat().includes(duty))
    .flatMap((line) =>
      [line.message]
        .flat()
        .map((message) => `${String(line.at).slice(5, 16)} ${String(message)} ${[line.to].flat().join()}`),
    )
    .sort()

export const events = (lines: Line[], noun = 'duty'): Line[] =>
  lines.filter(({ type, kind }) => type === 'event' && String(kind).startsWith(`${noun}.`))
export const refused = (lines: Line[]): string[] =>
  lines.filter(({ type }) => type === 'refused').map(({ text }) => String(text))
