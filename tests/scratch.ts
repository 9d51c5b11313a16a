import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, expect } from 'vitest'

// Every test file has a folder for temporary files of its own; `tmpdir()` names it, and it goes with the file.
//
// It lies in memory: commits are synced there as everywhere, but on two busy cores a disk answers each of them only
// after milliseconds, and a week of the whole school makes thousands. What is about processes, crashes and files as a
// disk keeps them, and how soon they answer on one, stays on the disk.

const ON_DISK = ['contract', 'crash', 'store']
const MEMORY = '/dev/shm'
/** Ample: four long stories, one after the other, were seen to hold 40 MB. */
const ROOM_BYTES = 1024 ** 3
const NAME = 'shuangze-suite'
/** No run takes that long: whoever is older was killed before it could clear up. */
const LEFT_BEHIND_MS = 86_400_000

const usual = process.env.TMPDIR
const shelf = join(place(), NAME)
mkdirSync(shelf, { recursive: true })
for (const name of readdirSync(shelf)) if (isLeftBehind(name)) remove(join(shelf, name))
const own = mkdtempSync(join(shelf, 'f-'))
process.env.TMPDIR = own

afterAll(() => {
  if (usual === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = usual
  remove(own)
})

function place(): string {
  const [folder = ''] = relative(import.meta.dirname, expect.getState().testPath!).split('/')
  return ON_DISK.includes(folder) || !hasRoom() ? tmpdir() : MEMORY
}

function hasRoom(): boolean {
  if (!existsSync(MEMORY)) return false
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize >= ROOM_BYTES
}

function isLeftBehind(name: string): boolean {
  const found = statSync(join(shelf, name), { throwIfNoEntry: false })
  return found !== undefined && found.mtimeMs < Date.now() - LEFT_BEHIND_MS
}

/** A browser that is just ending may still write into it. */
function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
