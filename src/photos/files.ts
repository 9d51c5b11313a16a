import type { Work } from '../log/work.ts'
import { filling } from './filling.ts'
import { sha256 } from './keep.ts'
import { TOGETHER_MS } from './photos.ts'
import type { PhotoStorage } from './storage.ts'
import { type StoredFile, storedFile } from './stored-file.ts'

const MB = 1024 * 1024
const LARGEST_FILE_BYTES = 20 * MB

/** By its ending: what its first bytes must be. Word and Excel files are zip archives. */
const ENDINGS: Record<string, string> = { pdf: '%PDF-', docx: 'PK\u0003\u0004', xlsx: 'PK\u0003\u0004' }
const endingOf = (name: string): string => /\.([A-Za-z]{1,5})$/.exec(name.trim())?.[1]?.toLowerCase() ?? ''

const named = (name: string): string => `「${name.slice(0, 40) || '文件'}」`

/** Why a file of this name is not taken, before it is fetched; undefined when it may be. */
export const nameProblem = (name: string): string | undefined =>
  endingOf(name) in ENDINGS
    ? undefined
    : `${named(name)}不是 PDF、Word 或 Excel 文件。请另存为 pdf、docx 或 xlsx 再发给我。`

/** Why these bytes are not kept as a proof, as a sentence with the next step; undefined when they are. */
export function fileProblem(bytes: Uint8Array, name: string): string | undefined {
  if (bytes.length === 0) return `${named(name)}是空的，请重新发一次。`
  if (bytes.length > LARGEST_FILE_BYTES)
    return `${named(name)}有 ${Math.ceil((bytes.length / MB) * 10) / 10} MB，一个文件最多 20 MB。请压缩或分开再发，也可以在表单里填链接。`
  const head = String.fromCharCode(...bytes.subarray(0, 8))
  if (!head.startsWith(ENDINGS[endingOf(name)] ?? ''))
    return `${named(name)}打不开，可能没有传完，或者后缀改过。请重新发一次。`
  return undefined
}

/** Stores the original untouched; the same origin gets the same id, so a delivery repeated keeps one file. */
export async function keepFile(storage: PhotoStorage, origin: string, bytes: Uint8Array, mime: string) {
  const id = `f${(await sha256(new TextEncoder().encode(origin))).slice(0, 15)}`
  await storage.put(`original/${id}`, bytes, mime)
  return { id, mime, bytes: bytes.length, sha256: await sha256(bytes) }
}

/** The named files, or those sent in the last ten minutes: this person's own that prove nothing yet. */
export async function ownLooseFiles(work: Work, sender: string, named?: string): Promise<StoredFile[]> {
  const rows = await work.db.all<{ id: string }>(
    'SELECT id FROM files WHERE sender = ? AND about IS NULL AND received_at > ? ORDER BY received_at, id',
    [sender, work.nowMs - TOGETHER_MS],
  )
  const ids = named === undefined ? rows.map(({ id }) => id) : [named]
  const files = await Promise.all(ids.map((id) => work.state(storedFile, id)))
  return files.flatMap((file) => (file?.sender === sender && file.about === null ? [file] : []))
}

/** What a person began to fill in within the last ten minutes: an instance's id. */
export async function fillingNow(work: Work, who: string): Promise<string | undefined> {
  const begun = await work.state(filling, who)
  return begun && work.nowMs - begun.atMs <= TOGETHER_MS ? begun.about : undefined
}
