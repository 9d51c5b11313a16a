import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { storedAnswer } from '../log/record.ts'
import type { Person } from '../people/person.ts'
import { tabletPeople, usesTablet } from '../tablets/tablets.ts'
import { dayOf, sayDay } from '../time.ts'
import { type DueToday, dueToday } from '../views/tablets.ts'
import { sentencePage, showPage } from './layout.ts'
import { causeOf, DONE } from './matter.ts'
import { readPost } from './posted.ts'
import { isFromOurPage } from './session.ts'
import { drawTyped, postTabletCard, showTabletCard } from './tablet-card.ts'
import { LINK_TROUBLE, linkAt, type TabletLink } from './tablet-link.ts'
import type { Web } from './web.ts'

/** The list is drawn anew this often, so that what has become due stands on it. */
const FRESH_S = 60

/** A shared tablet for people without the app (S2-089): names, then one's own card of the day. Its link is all it needs. */
export function tabletRoutes(web: Web): Hono {
  const app = new Hono()
  app.get('/t/:token', (c) => behindLink(web, c, (link) => showNames(web, c, link)))
  app.get('/t/:token/:person', (c) =>
    behindLink(web, c, (link) => ofPerson(web, c, link, (person) => showTabletCard(web, c, link, person))),
  )
  app.post('/t/:token/:person', (c) =>
    behindLink(web, c, (link) =>
      ofPerson(web, c, link, (person) => {
        if (!isFromOurPage(web, c))
          return sentencePage(c, 403, '没有提交', '这一步不是从双责的页面来的，什么都没有改动。', back(link))
        web.count('page_posts')
        return postTabletCard(web, c, link, person)
      }),
    ),
  )
  app.all('/t/*', (c) => sentencePage(c, 404, ...LINK_TROUBLE.torn))
  return app
}

type Answer = Response | Promise<Response>

const back = ({ path }: TabletLink) => ({ label: '回名单', to: path })

async function behindLink(web: Web, c: Context, show: (link: TabletLink) => Answer): Promise<Response> {
  const link = await linkAt(web, c.req.param('token') ?? '')
  if (typeof link !== 'string') return show(link)
  const [title, sentence] = LINK_TROUBLE[link]
  // What was typed when the link became void can still be told to somebody.
  const posted = c.req.method === 'POST' ? await readPost(c.req.raw).catch(() => undefined) : undefined
  const words = posted ? drawTyped(posted.fields) : ''
  return sentencePage(c, link === 'revoked' ? 403 : 404, title, sentence, undefined, words)
}

/** Only for those the tablet is for: nobody answers here for a colleague who can answer himself. */
async function ofPerson(
  web: Web,
  c: Context,
  link: TabletLink,
  show: (person: Person) => Answer,
): Promise<Response> {
  const person = (await web.directory()).person(c.req.param('person') ?? '')
  if (person && usesTablet(person)) return show(person)
  const sentence = `平板只给不用${web.platform.called}的同事填。有${web.platform.called}的同事请在自己的手机上办。`
  return sentencePage(c, 404, '请点自己的名字', sentence, back(link))
}

async function showNames(web: Web, c: Context, link: TabletLink): Promise<Response> {
  const directory = await web.directory()
  const reader = { db: web.db, directory, nowMs: web.now() }
  const people = tabletPeople(directory)
  const due = await Promise.all(people.map((person) => dueToday(reader, person)))
  const items = people
    .map((person, order) => ({ person, due: due[order]! }))
    .sort((one, other) => Number(other.due.now > 0) - Number(one.due.now > 0))
    .map(({ person, due: today }) => drawName(link, person, today))
  const names =
    items.length > 0
      ? html`<ul class="names">${items}</ul>`
      : html`<p class="text">现在每位同事都用应用，这里没有要填的。</p>`
  const body = html`<div class="tablet"><header><h1>${link.tablet.id} · 请点自己的名字</h1><p class="small">${sayDay(dayOf(web.now()))}</p></header>${await saidBefore(web, c, people)}${names}</div>`
  const leaves = { afterS: FRESH_S, to: link.path }
  const school = directory.school.file.school.name
  return showPage(c, 200, { title: `公用平板 · ${link.tablet.id}`, body, school, leaves })
}

/** What was just said, with the name of whoever said it. */
async function saidBefore(web: Web, c: Context, people: readonly Person[]) {
  const who = people.find(({ id }) => id === c.req.query('who'))
  const done = c.req.query('done') ?? ''
  const stored = who && DONE.test(done) ? await storedAnswer(web.db, causeOf(who, done)) : undefined
  if (!who || !stored?.toast) return ''
  return html`<p class="toast ${stored.toast.type}" role="status">${who.name}：${stored.toast.text}</p>`
}

function drawName({ path }: TabletLink, { id, name }: Person, { now, later, done }: DueToday) {
  const says =
    now > 0 ? `${now} 项待办` : later > 0 ? `稍后 ${later} 项` : done > 0 ? '已完成' : '现在没有要填的'
  return html`<li><a class="${now > 0 ? 'due' : ''}" href="${path}/${encodeURIComponent(id)}"><b>${name}</b><span>${says}</span></a></li>`
}
