import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Card, FieldValue } from '../cards/card.ts'
import { drawHtml, type Html } from '../cards/html.ts'
import { PHOTO_TYPES } from '../cards/html-field.ts'
import { TICKET } from '../cards/html-form.ts'
import { type StoredAnswer, storedAnswer } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import type { Person } from '../people/person.ts'
import { isOpenMatter } from '../photos/photos.ts'
import { mayAddPhoto } from '../photos/rights.ts'
import { drawShow } from '../views/index.ts'
import { withAnonymousPage } from '../views/page.ts'
import { sentencePage, showPage } from './layout.ts'
import { askFor, type Matter, type Shown, showOf } from './matters.ts'
import { newTicket } from './ticket.ts'
import type { Web } from './web.ts'

/** What a page shows besides the record: the answer to what was just said. */
export interface Said {
  shown?: Shown | undefined
  toast?: StoredAnswer['toast']
  typed?: Record<string, FieldValue>
}

/** A post's key in an address. */
export const DONE = /^[0-9a-f]{32}$/
/** Of a post: only its author can name it again. */
export const causeOf = (visitor: Person, key: string): string => `page:${visitor.id}:${key}`

/** The card as a page; `?done=` names the post it answers, which only its author has. */
export async function showMatter(web: Web, c: Context, visitor: Person, matter: Matter): Promise<Response> {
  const done = c.req.query('done') ?? ''
  const stored = DONE.test(done) ? await storedAnswer(web.db, causeOf(visitor, done)) : undefined
  return drawMatter(web, c, visitor, matter, 200, { shown: stored?.show, toast: stored?.toast })
}

export async function drawMatter(
  web: Web,
  c: Context,
  visitor: Person,
  matter: Matter,
  status: 200 | 422,
  { shown, toast, typed }: Said,
): Promise<Response> {
  // Asked every time: an answer from before may show what the visitor is no longer to see.
  const own = await showOf(web, visitor, matter)
  const show = { ...(shown ?? own), for: visitor.id }
  const directory = await web.directory()
  const reader = { db: web.db, directory, nowMs: web.now() }
  const drawnCard = (await drawShow(reader, show, false)) ?? (await drawShow(reader, own, false))
  const card = drawnCard && (await withAnonymousPage(drawnCard, web.anonymity?.page))
  if (!card) return sentencePage(c, 404, '没有这一页', '没有找到，或您不在知情范围内。')
  const ticket = await newTicket(web, visitor, show)
  const photo = (id: string) => `/photo/${id}`
  const drawn = drawHtml(card, { action: matter.path, ticket, photo, ...(typed && { typed }) })
  const upload = (await offersUpload(web, visitor, matter, card)) ? drawUpload(matter, ticket) : ''
  const said = toast ? html`<p class="toast ${toast.type}" role="status">${toast.text}</p>` : ''
  const school = directory.school.file.school.name
  const body = html`${said}${drawn}${upload}`
  return showPage(c, status, { title: card.title, body, visitor, school })
}

/** One question at a time: while a form is open its own photo field serves. */
async function offersUpload(web: Web, visitor: Person, { about }: Matter, card: Card): Promise<boolean> {
  if (!about || card.blocks.some((block) => block.kind === 'form')) return false
  const work = beginWork(web.db, web.now(), null)
  return (await isOpenMatter(work, about)) && mayAddPhoto(work, await web.directory(), about, visitor)
}

function drawUpload({ path, noun, id }: Matter, ticket: string): Html {
  return html`<form class="upload" method="post" action="${path}" enctype="multipart/form-data">
<input type="hidden" name="${TICKET}" value="${ticket}"><input type="hidden" name="says" value="${askFor(noun, id)}">
<div class="field"><label for="upload">加照片</label><p class="hint" id="upload-hint">可以一次选几张。拍摄地点等信息不会给别人看到。</p>
<input id="upload" type="file" name="photos" accept="${PHOTO_TYPES}" multiple required aria-describedby="upload-hint"></div>
<button class="button">上传照片</button></form>`
}
