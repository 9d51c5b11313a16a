import type { Context } from 'hono'
import { html } from 'hono/html'
import { answer } from '../bot/answer.ts'
import type { Card, FieldValue } from '../cards/card.ts'
import { drawHtml, type Html } from '../cards/html.ts'
import { PHOTO_TYPES } from '../cards/html-field.ts'
import { TICKET } from '../cards/html-form.ts'
import { type StoredAnswer, storedAnswer } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import type { Person } from '../people/person.ts'
import { keepPhoto } from '../photos/keep.ts'
import { isOpenMatter } from '../photos/photos.ts'
import { aboutOf, drawShow } from '../views/index.ts'
import { pagePath } from '../views/page.ts'
import { attachPhotos } from './attach.ts'
import { sentencePage, showPage } from './layout.ts'
import { askFor, type Matter, type Shown, showOf } from './matters.ts'
import { type Posted, postKey, readPost } from './posted.ts'
import { newTicket, readTicket } from './ticket.ts'
import type { Web } from './web.ts'

/** What a page shows besides the record: the answer to what was just said. */
interface Said {
  shown?: Shown | undefined
  toast?: StoredAnswer['toast']
  typed?: Record<string, FieldValue>
}

const DONE = /^[0-9a-f]{32}$/
const causeOf = (visitor: Person, key: string): string => `page:${visitor.id}:${key}`

/** The card as a page; `?done=` names the post it answers, which only its author has. */
export async function showMatter(web: Web, c: Context, visitor: Person, matter: Matter): Promise<Response> {
  const done = c.req.query('done') ?? ''
  const stored = DONE.test(done) ? await storedAnswer(web.db, causeOf(visitor, done)) : undefined
  return drawMatter(web, c, visitor, matter, 200, { shown: stored?.show, toast: stored?.toast })
}

async function drawMatter(
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
  const card = (await drawShow(reader, show, false)) ?? (await drawShow(reader, own, false))
  if (!card) return sentencePage(c, 404, '没有这一页', '没有找到,或您不在知情范围内。')
  const ticket = await newTicket(web, visitor, show)
  const photo = (id: string) => `/photo/${id}`
  const drawn = drawHtml(card, { action: matter.path, ticket, photo, ...(typed && { typed }) })
  const upload = (await offersUpload(web, matter, card)) ? drawUpload(matter, ticket) : ''
  const said = toast ? html`<p class="toast ${toast.type}" role="status">${toast.text}</p>` : ''
  const school = directory.school.file.school.name
  const body = html`${said}${drawn}${upload}`
  return showPage(c, status, { title: card.title, body, visitor, school })
}

/** One question at a time: while a form is open its own photo field serves. */
async function offersUpload(web: Web, { about }: Matter, card: Card): Promise<boolean> {
  if (!about || card.blocks.some((block) => block.kind === 'form')) return false
  return isOpenMatter(beginWork(web.db, web.now(), null), about)
}

function drawUpload({ path, noun, id }: Matter, ticket: string): Html {
  return html`<form class="upload" method="post" action="${path}" enctype="multipart/form-data">
<input type="hidden" name="${TICKET}" value="${ticket}"><input type="hidden" name="says" value="${askFor(noun, id)}">
<div class="field"><label for="upload">加照片</label><p class="hint" id="upload-hint">可以一次选几张。拍摄地点等信息不会给别人看到。</p>
<input id="upload" type="file" name="photos" accept="${PHOTO_TYPES}" multiple required aria-describedby="upload-hint"></div>
<button class="button">上传照片</button></form>`
}

/** A press on a page goes the way of a press in the chat: the same sentence, the same rights, the same record. */
export async function postMatter(web: Web, c: Context, visitor: Person, matter: Matter): Promise<Response> {
  const posted = await readPost(c.req.raw).catch(() => undefined)
  const again = { label: '重新打开', to: matter.path }
  if (!posted) return sentencePage(c, 400, '没有收完整', '内容没有传完整,请重新打开再试一次。', again)
  const ticket = await readTicket(web, visitor, posted.ticket)
  if (!ticket) return sentencePage(c, 403, '请再试一次', '这个页面放得太久了,请重新打开后再点一次。', again)
  const before: Said = { shown: ticket.on, typed: posted.fields }
  const warn = (text: string) =>
    drawMatter(web, c, visitor, matter, 422, { ...before, toast: { type: 'warning', text } })
  if (posted.problem) return warn(posted.problem)
  if (posted.says === '') return warn('请点一个按钮。')
  await showOf(web, visitor, matter)
  const key = await postKey(ticket.nonce, posted)
  const stored = await say(web, visitor, matter, posted, key, ticket.nonce)
  web.wake()
  if (!stored.show) return drawMatter(web, c, visitor, matter, 422, { ...before, toast: stored.toast })
  return c.redirect(`${addressOf(stored.show, matter)}?done=${key}`, 303)
}

async function say(
  web: Web,
  visitor: Person,
  { about }: Matter,
  posted: Posted,
  key: string,
  nonce: string,
): Promise<StoredAnswer> {
  const kept = about
    ? await Promise.all(
        posted.photos.map(({ bytes, mime, sha256 }) =>
          keepPhoto(web.photos, `page/${visitor.id}/${nonce}/${sha256}`, bytes, mime),
        ),
      )
    : []
  return answer(web, {
    cause: causeOf(visitor, key),
    speaker: visitor,
    chat: { id: '', type: 'private' },
    sentence: posted.says,
    said: { fields: posted.fields, pressed: true, atMs: web.now() },
    ...(about && {
      before: attachPhotos(
        about,
        visitor,
        `page:${nonce}`,
        kept.map(({ photo }) => photo),
      ),
    }),
  })
}

/** Where the answer lives: a report filed from the day's page has a page of its own. */
function addressOf(show: Shown, matter: Matter): string {
  const about = aboutOf(show)
  return about ? pagePath(about) : matter.path
}
