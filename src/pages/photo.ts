import type { Context } from 'hono'
import { partsOf } from '../about.ts'
import { photosIn } from '../bot/pictures.ts'
import { beginWork } from '../log/work.ts'
import type { Person } from '../people/person.ts'
import { photo } from '../photos/photo.ts'
import { Refusal } from '../refusal.ts'
import { drawShow } from '../views/index.ts'
import { matterAt, showOf } from './matters.ts'
import type { Web } from './web.ts'

const NOT_FOUND = '没有找到这张照片，或您不在知情范围内。'
/** Rights may change; a browser asks again soon. */
const KEEP_S = 600

/** The shown copy of a photo, for whoever's card of the matter has it on; one that belongs to nothing yet, for its sender. */
export async function showPhoto(web: Web, c: Context, visitor: Person, id: string): Promise<Response> {
  const shown = (await mayLook(web, visitor, id)) ? await web.photos.get(`shown/${id}`) : undefined
  if (!shown) return c.text(NOT_FOUND, 404)
  return c.body(shown.bytes as Uint8Array<ArrayBuffer>, 200, {
    'content-type': shown.mime,
    'cache-control': `private, max-age=${KEEP_S}`,
  })
}

async function mayLook(web: Web, visitor: Person, id: string): Promise<boolean> {
  const known = await beginWork(web.db, web.now(), null).state(photo, id)
  if (!known) return false
  if (known.about === null) return known.sender === visitor.id
  const { noun, id: number } = partsOf(known.about)
  const matter = matterAt(noun, number)
  if (!matter) return false
  try {
    const reader = { db: web.db, directory: await web.directory(), nowMs: web.now() }
    const card = await drawShow(reader, await showOf(web, visitor, matter), false)
    return card !== undefined && photosIn(card.blocks).includes(id)
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
