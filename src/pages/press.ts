import type { Context } from 'hono'
import { anonymousSentence, CODE_SAID } from '../bot/anonymous-words.ts'
import { answer } from '../bot/answer.ts'
import type { Reply } from '../bot/command.ts'
import { settle } from '../bot/settle.ts'
import type { StoredAnswer } from '../log/record.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { type KeptPhoto, keepPhoto } from '../photos/keep.ts'
import { photo, receive } from '../photos/photo.ts'
import { addPhotoTo, isOpenMatter } from '../photos/photos.ts'
import { mayAddPhoto } from '../photos/rights.ts'
import { holdsIssuedCode } from '../receipts/receipts.ts'
import { Refusal } from '../refusal.ts'
import { ANONYMOUS_ELSEWHERE } from '../reporting/no-name.ts'
import { aboutOf } from '../views/index.ts'
import { pagePath } from '../views/page.ts'
import { sentencePage } from './layout.ts'
import { causeOf, drawMatter, type Said } from './matter.ts'
import { type Matter, type Shown, showOf } from './matters.ts'
import { type Posted, postKey, readPost } from './posted.ts'
import { readTicket, type Ticket } from './ticket.ts'
import type { Web } from './web.ts'

/** A press on a page goes the way of a press in the chat: the same sentence, the same rights, the same record. */
export async function postMatter(web: Web, c: Context, visitor: Person, matter: Matter): Promise<Response> {
  const posted = await readPost(c.req.raw).catch(() => undefined)
  const again = { label: '重新打开', to: matter.path }
  if (!posted) return sentencePage(c, 400, '没有收完整', '内容没有传完整，请重新打开再试一次。', again)
  const ticket = await readTicket(web, visitor, posted.ticket)
  if (!ticket) return sentencePage(c, 403, '请再试一次', '这个页面放得太久了，请重新打开后再点一次。', again)
  const before: Said = { shown: ticket.on, typed: posted.fields }
  const warn = (text: string) =>
    drawMatter(web, c, visitor, matter, 422, { ...before, toast: { type: 'warning', text } })
  if (posted.problem) return warn(posted.problem)
  if (posted.says === '') return warn('请点一个按钮。')
  await showOf(web, visitor, matter)
  const key = await postKey(ticket.nonce, posted)
  const stored = await say(web, visitor, matter, posted, { ...ticket, key })
  web.wake()
  if (!stored.show) return drawMatter(web, c, visitor, matter, 422, { ...before, toast: stored.toast })
  return c.redirect(`${addressOf(stored.show, matter)}?done=${key}`, 303)
}

/** Says what was posted, with the pictures that came along, once per key. */
export async function say(
  web: Web,
  visitor: Person,
  { about, scanned, enteredAt }: Matter,
  posted: Posted,
  { nonce, key }: Ticket & { key: string },
): Promise<StoredAnswer> {
  // A page that knows its visitor is no place for it: not even that he tried may be kept.
  const typed = Object.values(posted.fields).filter((field) => typeof field === 'string')
  const wish =
    anonymousSentence(posted.says, posted.fields, web.commands) ??
    ((await holdsIssuedCode(web.db, web.codes, [posted.says, ...typed])) ? CODE_SAID : undefined)
  if (wish) return { toast: { type: 'warning', text: 'unkept' in wish ? wish.unkept : ANONYMOUS_ELSEWHERE } }
  const cause = causeOf(visitor, key)
  const kept: KeptPhoto[] = []
  for (const { bytes, mime, sha256 } of posted.photos)
    kept.push((await keepPhoto(web, `page/${visitor.id}/${nonce}/${sha256}`, bytes, mime)).photo)
  const take = (work: Work) => takePhotos(work, kept, visitor, `page:${nonce}`)
  // With nothing to belong to yet they wait, as in the chat, for what is reported within ten minutes: now.
  if (!about && kept.length > 0) await settle(web, `${cause}:photos`, enteredAt ?? visitor.id, take)
  const done = await answer(web, {
    cause,
    speaker: visitor,
    chat: { id: '', type: 'private' },
    sentence: posted.says,
    ...(enteredAt !== undefined && { enteredAt }),
    said: {
      fields: posted.fields,
      pressed: true,
      atMs: web.now(),
      ...(scanned !== undefined && { scanned }),
    },
    ...(about && {
      before: async (work: Work) => {
        await take(work)
        return attach(work, await web.directory(), about, visitor, kept)
      },
    }),
  })
  return done.answer
}

async function takePhotos(work: Work, kept: KeptPhoto[], sender: Person, from: string): Promise<void> {
  for (const { id, ...rest } of kept)
    await work.change(photo, id, receive({ ...rest, sender: sender.id, messageId: from }))
}

async function attach(
  work: Work,
  directory: Directory,
  about: string,
  by: Person,
  kept: KeptPhoto[],
): Promise<Reply['toast']> {
  if (kept.length === 0) return undefined
  if (!(await isOpenMatter(work, about)))
    throw new Refusal('closed', '这件事已经结束，不再加照片。有新情况请另外上报。')
  if (!(await mayAddPhoto(work, directory, about, by)))
    throw new Refusal('not-yours', '照片由报告人或处理的同事来附。有新情况请另外上报。')
  for (const { id } of kept) await addPhotoTo(work, id, about, by.id)
  return { type: 'success', text: `已附上 ${kept.length} 张照片` }
}

/** Where the answer lives: a report filed from the day's page has a page of its own. */
function addressOf(show: Shown, matter: Matter): string {
  const about = aboutOf(show)
  return about && about !== `${matter.noun}/${matter.id}` ? pagePath(about) : matter.path
}
