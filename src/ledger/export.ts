import type { Hazard } from '../hazards/hazard.ts'
import type { Directory } from '../people/directory.ts'
import type { Copies } from '../photos/copies.ts'
import { photosByIds } from '../photos/photos.ts'
import { Refusal } from '../refusal.ts'
import type { Database } from '../store/database.ts'
import type { LedgerFilter } from './filter.ts'
import { FROM, hazardsOf, repeatsAmong } from './read.ts'
import { type LedgerCell, ledgerRow, spendingRows } from './sheet.ts'
import { type Asking, where } from './where.ts'
import { writeWorkbook } from './workbook.ts'

/** Writing the workbook of so many takes a second in which nobody else is answered; more is taken out period by period. */
const MOST_ROWS = 10_000
const MOST_PHOTO_BYTES = 200 * 1024 * 1024
/** Records opened at a time. */
const CHUNK = 500

/** What will be in the ledger, before anything is written. */
export interface LedgerPlan {
  ids: string[]
  photos: number
}

export interface LedgerFile {
  /** `台账.xlsx`, `照片/12-前-1.jpg`. */
  name: string
  bytes: Uint8Array
}

/** @throws Refusal when it would be too much for one file, asking for a shorter period. */
export async function planLedger(db: Database, asking: Asking, filter: LedgerFilter): Promise<LedgerPlan> {
  const asked = where(asking, filter)
  const rows = await db.all<{ id: string }>(`SELECT id ${FROM} ${asked.sql} ORDER BY number LIMIT ?`, [
    ...asked.args,
    MOST_ROWS + 1,
  ])
  if (rows.length > MOST_ROWS)
    throw new Refusal('too-many', `一次最多导出 ${MOST_ROWS} 条，请缩短起止日期，分几次导出。`)
  const ids = rows.map(({ id }) => id)
  const { photos, bytes } = await weigh(db, ids)
  if (bytes > MOST_PHOTO_BYTES)
    throw new Refusal(
      'too-large',
      `照片共约 ${Math.ceil(bytes / 1024 / 1024)} MB，一次最多 200 MB，请缩短起止日期，分几次导出。`,
    )
  return { ids, photos }
}

async function weigh(db: Database, ids: readonly string[]): Promise<{ photos: number; bytes: number }> {
  const row = await db.get<{ n: number; bytes: number | null }>(
    `SELECT count(*) AS n, sum(json_extract(photos.state, '$.bytes')) AS bytes FROM photos
     WHERE id IN (SELECT json_extract(value, '$.id') FROM hazards, json_each(hazards.state, '$.photos')
       WHERE hazards.id IN (SELECT value FROM json_each(?)))`,
    [JSON.stringify(ids)],
  )
  return { photos: Number(row!.n), bytes: Number(row!.bytes ?? 0) }
}

/**
 * The photos one after the other, then the workbook that names them: never more than one photo and the rows in memory.
 * Of each photo the copy that others see, covered as it is now and without where it was taken; one that nobody sees is
 * only named.
 */
export async function* ledgerFiles(
  db: Database,
  directory: Directory,
  copies: Copies,
  { ids }: LedgerPlan,
): AsyncGenerator<LedgerFile> {
  const rows: LedgerCell[][] = []
  const spending: LedgerCell[][] = []
  for (let at = 0; at < ids.length; at += CHUNK) {
    const chunk = ids.slice(at, at + CHUNK)
    const repeats = await repeatsAmong(db, chunk)
    for (const about of await hazardsOf(db, chunk)) {
      const names: string[] = []
      const photos = await photosByIds(
        db,
        about.photos.map(({ id }) => id),
      )
      for (const { id, name } of photosOf(about)) {
        const known = photos.get(id)
        const shown = known && (await copies.of(known))
        const why = known?.mask ? '已遮住' : '照片缺失'
        names.push(shown ? `${name}.${ENDINGS[shown.mime] ?? 'jpg'}` : `${name}（${why}）`)
        if (shown) yield { name: `照片/${names.at(-1)}`, bytes: shown.bytes }
      }
      rows.push(
        ledgerRow(directory, about, { order: rows.length + 1, repeat: repeats.has(about.id), photos: names }),
      )
      for (const row of spendingRows(directory, about)) spending.push([spending.length + 1, ...row])
    }
  }
  yield { name: '台账.xlsx', bytes: await writeWorkbook(rows, spending) }
}

const ENDINGS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
}

/** `12-前-1`: the hazard, before or after it was mended, which of them. */
function photosOf({ number, photos }: Hazard): { id: string; name: string }[] {
  const counted = { before: 0, after: 0 }
  return photos.map(({ id, phase }) => {
    counted[phase] += 1
    return { id, name: `${number}-${phase === 'before' ? '前' : '后'}-${counted[phase]}` }
  })
}
