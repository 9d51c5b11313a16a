import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import backup from '../../src/cli/backup.ts'
import type { Config } from '../../src/config.ts'
import { openWorld, quietSchool, type World } from '../world.ts'

/** The serial number of the phone in tests/fixtures/phone-photo.jpg, as its EXIF has it. */
export const PHONE_SERIAL = 'SN-7QK2-REPORTER-0451'
export const phonePhoto = async (): Promise<Uint8Array> =>
  new Uint8Array(await readFile(new URL('../fixtures/phone-photo.jpg', import.meta.url)))

/** A bot whose every byte can be looked through: database, photos, log, metrics, backup. */
export interface Searched {
  world: World
  /** Where each of these words stands, as `word in file`; empty when the bot wrote none of them anywhere. */
  traces(words: readonly string[]): Promise<string[]>
  /** How often each word stands in a compact copy of the database, where every row stands once. */
  counted(words: readonly string[]): Promise<Record<string, number>>
  close(): Promise<void>
}

export async function openSearched(school = quietSchool()): Promise<Searched> {
  const folder = await mkdtemp(join(tmpdir(), 'traces-'))
  const databaseUrl = `file:${join(folder, 'school.db')}`
  const lines: string[] = []
  const world = await openWorld({
    at: '2026-09-01 10:30',
    school,
    databaseUrl,
    photoDir: join(folder, 'photos'),
    log: (event, data) => void lines.push(JSON.stringify([event, data])),
  })
  let copies = 0
  const copy = async (): Promise<string> => {
    const to = join(folder, `backup-${++copies}.db`)
    await backup.run(['--to', to], { config: { databaseUrl } as Config, say: () => {} } as never)
    return to
  }
  const filesIn = async (): Promise<[string, Buffer][]> => {
    const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    )
    return Promise.all(
      names.map(async ({ parentPath, name }): Promise<[string, Buffer]> => {
        const path = join(parentPath, name)
        // A file's name is written too: photo keys, for one.
        return [path.slice(folder.length), Buffer.concat([Buffer.from(path), await readFile(path)])]
      }),
    )
  }
  return {
    world,
    async traces(words) {
      await world.town.settleAnswers()
      await copy()
      const metrics = await (await fetch(`${world.town.url}/metrics`)).text()
      const places: [string, Buffer][] = [
        ...(await filesIn()),
        ['log', Buffer.from(lines.join('\n'))],
        ['metrics', Buffer.from(metrics)],
      ]
      return places.flatMap(([place, bytes]) =>
        words.filter((word) => bytes.includes(word)).map((word) => `${word} in ${place}`),
      )
    },
    async counted(words) {
      await world.town.settleAnswers()
      const bytes = await readFile(await copy())
      return Object.fromEntries(
        words.map((word) => [word, bytes.toString('latin1').split(latin(word)).length - 1]),
      )
    },
    async close() {
      await world.town.settleAnswers()
      world.everybodyReads(/./)
      await world.close()
      await rm(folder, { recursive: true })
    },
  }
}

const latin = (word: string): string => Buffer.from(word).toString('latin1')
