import type { Context } from 'hono'
import { partsOf } from '../about.ts'
import { photosIn } from '../bot/pictures.ts'
import { settle } from '../bot/settle.ts'
import { beginWork } from '../log/work.ts'
import type { Person } from '../people/person.ts'
import { copyName } from '../photos/copies.ts'
import { lookAt } from '../photos/decide.ts'
import { type Photo, photo } from '../photos/photo.ts'
import { type PhotoRights, photoRights } from '../photos/rights.ts'
import { pictureKind } from '../photos/strip.ts'
import { Refusal } from '../refusal.ts'
import { drawShow } from '../views/index.ts'
import { type Matter, matterAt, showOf } from './matters.ts'
import type { Web } from './web.ts'

const NOT_FOUND = '没有找到这张照片，或您不在知情范围内。'

/** The shown copy of a photo, for whoever's card of the matter has it on; one that belongs to nothing yet, for its sender. */
export async function showPhoto(web: Web, c: Context, visitor: Person, id: string): Promise<Response> {
  const known = await seenPhoto(web, visitor, id)
  if (!known) return c.text(NOT_FOUND, 404)
  // Asked for each time: rights change, and what was covered must not come out of somebody's cache.
  const headers = { 'cache-control': 'private, no-cache', etag: `"${copyName(known)}"` }
  if (c.req.header('if-none-match') === headers.etag) return c.body(null, 304, headers)
  const shown = await web.copies.of(known)
  if (!shown) return c.text(NOT_FOUND, 404)
  return c.body(shown.bytes as Uint8Array<ArrayBuffer>, 200, { ...headers, 'content-type': shown.mime })
}

/** The original as it came, for those who decide; who looked is written down before it is shown (handbook §13). */
export async function showOriginal(web: Web, c: Context, visitor: Person, id: string): Promise<Response> {
  const known = await photoOf(web, id)
  const matter = known && matterOf(known)
  const may = matter && (await isShown(web, visitor, matter)) && (await rightsOf(web, known, visitor)).decides
  const original = may ? await web.photos.get(`original/${id}`) : undefined
  if (!original) return c.text(NOT_FOUND, 404)
  await settle(web, `original:${crypto.randomUUID()}`, visitor.id, async (work) => {
    await work.change(photo, id, lookAt(visitor.id))
  })
  // What no browser shows as a picture it is to keep as a file, never to open as a page of ours.
  const kind = pictureKind(original.bytes)
  return c.body(original.bytes as Uint8Array<ArrayBuffer>, 200, {
    'content-type': kind ?? 'application/octet-stream',
    'cache-control': 'no-store',
    ...(!kind && { 'content-disposition': 'attachment' }),
  })
}

/** The photo, if this visitor sees it: on the card of its matter, or his own that belongs to nothing yet. */
export async function seenPhoto(web: Web, visitor: Person, id: string): Promise<Photo | undefined> {
  const known = await photoOf(web, id)
  if (!known || known.removed) return undefined
  if (known.about === null) return known.sender === visitor.id ? known : undefined
  const matter = matterOf(known)
  return matter && (await photosShown(web, visitor, matter)).includes(id) ? known : undefined
}

/** The record a photo belongs to, as a page. */
export function matterOf({ about }: Photo): Matter | undefined {
  const { noun, id } = partsOf(about ?? '')
  return matterAt(noun, id)
}

export const rightsOf = async (web: Web, known: Photo, visitor: Person): Promise<PhotoRights> =>
  photoRights(beginWork(web.db, web.now(), null), await web.directory(), known, visitor)

export const photoOf = (web: Web, id: string): Promise<Photo | undefined> =>
  beginWork(web.db, web.now(), null).state(photo, id)

async function photosShown(web: Web, visitor: Person, matter: Matter): Promise<string[]> {
  return refusedAs([], async () => {
    const reader = { db: web.db, directory: await web.directory(), nowMs: web.now() }
    const card = await drawShow(reader, await showOf(web, visitor, matter), false)
    return card ? photosIn(card.blocks) : []
  })
}

const isShown = (web: Web, visitor: Person, matter: Matter): Promise<boolean> =>
  refusedAs(false, async () => Boolean(await showOf(web, visitor, matter)))

async function refusedAs<T>(instead: T, look: () => Promise<T>): Promise<T> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof Refusal) return instead
    throw error
  }
}
