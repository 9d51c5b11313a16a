import type { Block, Card, Field } from '../cards/card.ts'
import type { PhotoStorage } from '../photos/storage.ts'
import type { DrawContext, Platform } from '../platforms/platform.ts'
import type { Database } from '../store/database.ts'

/** The platform's keys of our photos; uploads the shown copy the first time a card needs it. */
export interface Pictures {
  contextFor(card: Card): Promise<DrawContext>
  /** Only what is uploaded already: a press is answered without calling the platform. */
  knownFor(card: Card): Promise<DrawContext>
}

export function createPictures(
  db: Database,
  storage: PhotoStorage,
  platform: Platform,
  log: (event: string, data: object) => void,
): Pictures {
  const known = async (photos: string[]): Promise<Map<string, string>> => {
    if (photos.length === 0) return new Map()
    const marks = photos.map(() => '?').join(',')
    const rows = await db.all<{ photo: string; key: string }>(
      `SELECT photo, key FROM image_keys WHERE photo IN (${marks})`,
      photos,
    )
    return new Map(rows.map((row) => [row.photo, row.key]))
  }
  const upload = async (photo: string): Promise<string | undefined> => {
    const shown = await storage.get(`shown/${photo}`)
    if (!shown) return undefined
    const key = await platform.upload(shown.bytes, shown.mime)
    await db.write([
      {
        sql: 'INSERT INTO image_keys (photo, key) VALUES (?, ?) ON CONFLICT (photo) DO NOTHING',
        args: [photo, key],
      },
    ])
    return key
  }
  return {
    async contextFor(card) {
      const photos = photosIn(card.blocks)
      const keys = await known(photos)
      for (const photo of photos) {
        if (keys.has(photo)) continue
        // A card without its picture is worth more than no card.
        const key = await upload(photo).catch(
          (error: unknown) => void log('picture-not-uploaded', { photo, error: String(error) }),
        )
        if (key) keys.set(photo, key)
      }
      return { imageKey: (photo) => keys.get(photo) }
    },
    async knownFor(card) {
      const keys = await known(photosIn(card.blocks))
      return { imageKey: (photo) => keys.get(photo) }
    },
  }
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
