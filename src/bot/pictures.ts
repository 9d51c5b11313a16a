import type { Block, Card, Field } from '../cards/card.ts'
import { type Copies, copyName } from '../photos/copies.ts'
import type { Photo } from '../photos/photo.ts'
import type { DrawContext, Platform } from '../platforms/platform.ts'
import type { Database } from '../store/database.ts'

/** What drawing a card needs of its pictures. */
export interface PictureContext extends DrawContext {
  /** Which of its pictures show less than they did: a card that shows another copy is another card. */
  copies: string
  /** A picture was still being made smaller: the card is worth drawing once more. */
  late: boolean
}

/** The platform's keys of our photos; uploads what others see of one the first time a card needs it. */
export interface Pictures {
  /** Waits no longer than this for pictures; without it until all are there. */
  contextFor(card: Card, patienceMs?: number): Promise<PictureContext>
  /** Only what is uploaded already: a press is answered without calling the platform. */
  knownFor(card: Card): Promise<PictureContext>
}

export function createPictures(
  db: Database,
  copies: Copies,
  platform: Platform,
  log: (event: string, data: object) => void,
): Pictures {
  /** Keys by the name of the copy: the key of a copy from before something was covered is never used again. */
  const known = async (photos: Photo[]): Promise<Map<string, string>> => {
    const names = photos.map(copyName)
    const rows = await db.all<{ photo: string; key: string }>(
      'SELECT photo, key FROM image_keys WHERE photo IN (SELECT value FROM json_each(?))',
      [JSON.stringify(names)],
    )
    return new Map(rows.map((row) => [row.photo, row.key]))
  }
  /** Several cards want the same picture at once: it is uploaded once. */
  const uploading = new Map<string, Promise<string | undefined>>()
  const uploaded = (photo: Photo): Promise<string | undefined> => {
    const name = copyName(photo)
    const key = uploading.get(name) ?? upload(photo).finally(() => uploading.delete(name))
    uploading.set(name, key)
    return key
  }
  const upload = async (photo: Photo): Promise<string | undefined> => {
    const shown = await copies.of(photo)
    if (!shown) return undefined
    const key = await platform.upload(shown.bytes, shown.mime)
    await db.write([
      {
        sql: 'INSERT INTO image_keys (photo, key) VALUES (?, ?) ON CONFLICT (photo) DO NOTHING',
        args: [copyName(photo), key],
      },
    ])
    return key
  }
  const find = async (card: Card) => {
    const ids = photosIn(card.blocks)
    const photos = (ids.length > 0 ? await photosById(db, ids) : []).filter(({ removed }) => !removed)
    return { photos, keys: photos.length > 0 ? await known(photos) : new Map<string, string>() }
  }
  const contextOf = (photos: Photo[], found: Map<string, string>, late = false): PictureContext => {
    const keys = new Map(found)
    const names = new Map(photos.map((photo) => [photo.id, copyName(photo)]))
    const again = photos.filter(({ version }) => version).map(copyName)
    return { imageKey: (photo) => keys.get(names.get(photo) ?? ''), copies: again.sort().join(' '), late }
  }
  return {
    async contextFor(card, patienceMs) {
      const { photos, keys } = await find(card)
      const fetchKeys = async () => {
        for (const photo of photos) {
          if (keys.has(copyName(photo))) continue
          // A card without its picture is worth more than no card.
          const key = await uploaded(photo).catch(
            (error: unknown) => void log('picture-not-uploaded', { photo: photo.id, error: String(error) }),
          )
          if (key) keys.set(copyName(photo), key)
        }
      }
      const inTime = await within(patienceMs, fetchKeys())
      return contextOf(photos, keys, !inTime)
    },
    async knownFor(card) {
      const { photos, keys } = await find(card)
      return contextOf(photos, keys)
    },
  }
}

/** Whether it is done by then; it goes on all the same. */
async function within(patienceMs: number | undefined, work: Promise<void>): Promise<boolean> {
  if (patienceMs === undefined) return work.then(() => true)
  let over: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<boolean>((resolve) => {
    over = setTimeout(resolve, patienceMs, false)
  })
  return Promise.race([work.then(() => true), late]).finally(() => clearTimeout(over))
}

async function photosById(db: Database, ids: string[]): Promise<Photo[]> {
  const rows = await db.all<{ state: string }>(
    'SELECT state FROM photos WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  )
  return rows.map(({ state }) => JSON.parse(state) as Photo)
}

/** The photos a card shows, however deep. */
export function photosIn(blocks: (Block | Field)[]): string[] {
  const found = blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case 'images':
        return block.images.map((image) => image.photo)
      case 'columns':
        return block.columns.flatMap(photosIn)
      case 'details':
      case 'form':
        return photosIn(block.blocks)
      default:
        return []
    }
  })
  return [...new Set(found)]
}
