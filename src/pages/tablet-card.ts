import type { Context } from 'hono'
import { html } from 'hono/html'
import type { FieldValue } from '../cards/card.ts'
import { drawHtml, type Html } from '../cards/html.ts'
import { storedAnswer } from '../log/record.ts'
import type { Person } from '../people/person.ts'
import { tabletActor } from '../tablets/tablets.ts'
import { drawShow } from '../views/index.ts'
import { leftToday } from '../views/tablets.ts'
import { sentencePage, showPage } from './layout.ts'
import { causeOf, DONE, type Said } from './matter.ts'
import { type Matter, type Shown, showOf } from './matters.ts'
import { postKey, readPost } from './posted.ts'
import { say } from './press.ts'
import type { TabletLink } from './tablet-link.ts'
import { sayableCard, whyUnsayable } from './tablet-sentences.ts'
import { newTicket, readTicket } from './ticket.ts'
import type { Web } from './web.ts'

/** Left alone this long, a person's page gives the tablet back; with a form open, only when nobody writes any more. */
const IDLE_S = 60
const WRITING_S = 600
/** The card of the day and the one question of 报隐患; no record is ever shown to those who read along. */
const SHOWN = ['today', 'hazard-line']

const matterOf = ({ tablet, path }: TabletLink, person: Person): Matter => ({
  path: `${path}/${encodeURIComponent(person.id)}`,
  noun: 'today',
  id: '',
  about: undefined,
  enteredAt: tabletActor(tablet),
})

/** Somebody's own card of the day, on the tablet. */
export async function showTabletCard(web: Web, c: Context, link: TabletLink, person: Person) {
  if (c.req.query('ask') === 'hazard')
    return drawTabletCard(web, c, link, person, 200, { shown: { card: 'hazard-line' } })
  const done = c.req.query('done') ?? ''
  const stored = DONE.test(done) ? await storedAnswer(web.db, causeOf(person, done)) : undefined
  return drawTabletCard(web, c, link, person, 200, { shown: stored?.show, toast: stored?.toast })
}

async function drawTabletCard(
  web: Web,
  c: Context,
  link: TabletLink,
  person: Person,
  status: 200 | 422,
  { shown, toast, typed }: Said,
): Promise<Response> {
  const matter = matterOf(link, person)
  const own = await showOf(web, person, matter)
  const show: Shown = {
    ...(shown && SHOWN.includes(shown.card) ? shown : own),
    atTablet: true,
    for: person.id,
  }
  const directory = await web.directory()
  const drawn = (await drawShow({ db: web.db, directory, nowMs: web.now() }, show, false))!
  const card = sayableCard(drawn, web.commands)
  const ticket = await newTicket(web, person, show, link.bound)
  const photo = (id: string) => `/photo/${id}`
  const article = drawHtml(card, { action: matter.path, ticket, photo, ...(typed && { typed }) })
  const writes = card.blocks.some(({ kind }) => kind === 'form')
  const said = toast ? html`<p class="toast ${toast.type}" role="status">${toast.text}</p>` : ''
  const unkept = typed && !writes ? drawTyped(typed) : ''
  const report = writes ? '' : html`<a class="button" href="${matter.path}?ask=hazard">报隐患</a>`
  const body = html`<div class="tablet"><nav><a class="button" href="${link.path}">‹ 回名单</a><b>${person.name}</b></nav>${said}${unkept}${article}${report}</div>`
  const leaves = { afterS: writes ? WRITING_S : IDLE_S, to: link.path }
  const school = directory.school.file.school.name
  return showPage(c, status, { title: `${person.name} · ${card.title}`, body, school, leaves })
}

/** The question is gone, what was answered is not: it can still be told to somebody, or typed elsewhere. */
export function drawTyped(typed: Record<string, FieldValue>): Html | '' {
  const words = Object.values(typed).filter((value) => typeof value === 'string' && value.trim() !== '')
  if (words.length === 0) return ''
  return html`<article class="card tone-muted"><header><h1>刚才写的，没有记上</h1></header><div class="body">${words.map((each) => html`<p class="text">${each}</p>`)}</div></article>`
}

/**
 * A press at the tablet is the person's own sentence; the log keeps where it was typed. With nothing left to do it goes
 * back to the names.
 */
export async function postTabletCard(
  web: Web,
  c: Context,
  link: TabletLink,
  person: Person,
): Promise<Response> {
  const matter = matterOf(link, person)
  const again = { label: '重新打开', to: matter.path }
  const posted = await readPost(c.req.raw).catch(() => undefined)
  if (!posted) return sentencePage(c, 400, '没有收完整', '内容没有传完整，请重新打开再试一次。', again)
  const ticket = await readTicket(web, person, posted.ticket, link.bound)
  if (!ticket)
    return sentencePage(c, 403, '没有提交', '这一步不是从这块平板的页面来的，什么都没有改动。', again)
  const before: Said = { shown: ticket.on, typed: posted.fields }
  const warn = (text: string) =>
    drawTabletCard(web, c, link, person, 422, { ...before, toast: { type: 'warning', text } })
  if (posted.problem) return warn(posted.problem)
  const unsaid = whyUnsayable(posted, web.commands)
  if (unsaid !== undefined) return warn(unsaid)
  const key = await postKey(ticket.nonce, posted)
  const stored = await say(web, person, matter, posted, { ...ticket, key })
  web.wake()
  if (!stored.show) return drawTabletCard(web, c, link, person, 422, { ...before, toast: stored.toast })
  const reader = { db: web.db, directory: await web.directory(), nowMs: web.now() }
  const stays = isAsking(stored.show) || (await leftToday(reader, person)) > 0
  const to = stays
    ? `${matter.path}?done=${key}`
    : `${link.path}?done=${key}&who=${encodeURIComponent(person.id)}`
  return c.redirect(to, 303)
}

const isAsking = ({ asked, askedDuty }: Shown): boolean => asked !== undefined || askedDuty !== undefined
