import { type Context, Hono } from 'hono'
import { describe } from '../bot/webhook.ts'
import type { Person } from '../people/person.ts'
import { PHOTO_ID } from '../photos/keep.ts'
import { showCoverage } from './coverage.ts'
import { throughPlate, throughPublicCode } from './doors.ts'
import { guardPages } from './guards.ts'
import { showHazards } from './hazards.ts'
import { sentencePage } from './layout.ts'
import { ledgerRefusal, sendLedger, showLedger } from './ledger.ts'
import { sendLetter, showListings } from './listings.ts'
import { loginRoutes } from './login.ts'
import { matterAt, NUMBER } from './matters.ts'
import { pageFiles } from './page-files.ts'
import { showOriginal, showPhoto } from './photo.ts'
import { showMaskPage } from './photo-mask.ts'
import { showSheet } from './points.ts'
import { showPosters } from './posters.ts'
import { statusRoutes } from './status.ts'
import { tabletRoutes } from './tablet.ts'
import { showTablets } from './tablets.ts'
import { type Answer, noSuchPage, pressMatter, told, visit, visitMatter } from './visits.ts'
import type { Web } from './web.ts'

/** Pages of the school as the visitor may see it. */
const OF_SCHOOL: Record<string, (web: Web, c: Context, visitor: Person) => Answer> = {
  '/posters': showPosters,
  '/points': showSheet,
  '/tablets': showTablets,
  '/coverage': showCoverage,
  '/listings': showListings,
  '/hazards': (web, c, visitor) => told(c, () => showHazards(web, c, visitor)),
  '/ledger': showLedger,
}

/** What one record has besides its card; an id that cannot be one has no page, whoever asks. */
const OF_RECORD: Record<
  string,
  { isId: RegExp; show: (web: Web, c: Context, visitor: Person, id: string) => Answer }
> = {
  '/photo/:id': { isId: PHOTO_ID, show: showPhoto },
  '/photo/:id/mask': { isId: PHOTO_ID, show: showMaskPage },
  '/photo/:id/original': { isId: PHOTO_ID, show: showOriginal },
  '/listings/:id/letter': { isId: NUMBER, show: sendLetter },
}

/** The page behind every card, for people logged in with the platform (design §3.7). A link carries no authority. */
export function pageRoutes(web: Web): Hono {
  const app = new Hono()
  guardPages(app)
  app.onError((error, c) => failed(web, c, error))
  app.route('/', loginRoutes(web))
  app.route('/', pageFiles())
  app.get('/m/:noun/:id?', (c) => visitMatter(web, c, at(c)))
  app.post('/m/:noun/:id?', (c) => pressMatter(web, c, at(c)))
  app.all('/m/*', (c) => noSuchPage(web, c))
  app.on(['GET', 'POST'], '/p/:token', (c) => throughPlate(web, c))
  app.post('/p/:token/report', (c) => throughPlate(web, c))
  app.route('/', statusRoutes(web))
  app.on(['GET', 'POST'], '/r/:token', (c) => throughPublicCode(web, c))
  app.route('/', tabletRoutes(web))
  for (const [path, show] of Object.entries(OF_SCHOOL))
    app.get(path, (c) => visit(web, c, (visitor) => show(web, c, visitor)))
  app.post('/ledger', (c) =>
    visit(web, c, (visitor) => told(c, () => sendLedger(web, c, visitor), ledgerRefusal)),
  )
  for (const [path, { isId, show }] of Object.entries(OF_RECORD))
    app.get(path, async (c) => {
      const id = c.req.param('id') ?? ''
      return isId.test(id) ? visit(web, c, (visitor) => show(web, c, visitor, id)) : noSuchPage(web, c)
    })
  return app
}

const at = (c: Context) => matterAt(c.req.param('noun') ?? '', c.req.param('id') ?? '')

function failed(web: Web, c: Context, error: Error): Answer {
  const id = crypto.randomUUID().slice(0, 8)
  web.count('trouble')
  // What stands behind these is a capability: whoever has the address may act on it.
  const path = c.req.path.replace(/^\/([tpr])\/.*/, '/$1/…')
  web.log('page-failed', { id, path, error: describe(error) })
  return sentencePage(c, 500, '没有做成', `出了点问题，请再试一次。还不行请告诉管理员编号 ${id}。`)
}
