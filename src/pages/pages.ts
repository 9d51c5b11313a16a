import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { describe } from '../bot/webhook.ts'
import type { Person } from '../people/person.ts'
import { PHOTO_ID } from '../photos/keep.ts'
import { Refusal } from '../refusal.ts'
import { showCoverage } from './coverage.ts'
import { showHazards } from './hazards.ts'
import { sentencePage } from './layout.ts'
import { ledgerRefusal, sendLedger, showLedger } from './ledger.ts'
import { sendLetter, showListings } from './listings.ts'
import { loginRoutes, sendToLogin } from './login.ts'
import { showMatter } from './matter.ts'
import { type Matter, matterAt, NUMBER } from './matters.ts'
import { showOriginal, showPhoto } from './photo.ts'
import { showMaskPage } from './photo-mask.ts'
import { plateDoor, pointAt, scannedMatter, showPlateTrouble, showSheet } from './points.ts'
import { readPost } from './posted.ts'
import { showPosters } from './posters.ts'
import { postMatter } from './press.ts'
import { publicDoorAt, showPublicTrouble } from './public-link.ts'
import { postReport } from './report.ts'
import { drawReport } from './report-form.ts'
import { isFromOurPage, visitorOf } from './session.ts'
import { statusRoutes } from './status.ts'
import { ARROW, ICON, STYLE, STYLE_PATH } from './style.ts'
import { tabletRoutes } from './tablet.ts'
import { drawTyped } from './tablet-card.ts'
import { showTablets } from './tablets.ts'
import type { Web } from './web.ts'

/** All photos of one post together; a single one has a limit and a sentence of its own. */
const BODY_LIMIT_BYTES = 64 * 1024 * 1024
/** A few words and dates. */
const FORM_LIMIT_BYTES = 64 * 1024

const guarded = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'none'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  // Posts without a referrer would come without an origin too.
  referrerPolicy: 'same-origin',
  // The school decides on this for its whole domain.
  strictTransportSecurity: false,
})

/** A picture by itself holds nothing but what the browser lays around it to fit it to the screen. */
const asPicture = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], imgSrc: ["'self'"], styleSrc: ["'unsafe-inline'"] },
  strictTransportSecurity: false,
})
const PICTURES = ['/photo/:id', '/photo/:id/original']

/** Never kept by a browser. */
const PRIVATE = [
  '/photo/*/mask',
  '/m/*',
  '/p/*',
  '/t/*',
  '/r/*',
  '/points',
  '/posters',
  '/tablets',
  '/coverage',
  '/listings',
  '/listings/*',
  '/hazards',
  '/ledger',
  '/login/*',
  '/logout',
]

/** The page behind every card, for people logged in with the platform (design §3.7). A link carries no authority. */
export function pageRoutes(web: Web): Hono {
  const app = new Hono()
  for (const path of PICTURES) app.use(path, asPicture)
  for (const path of [...PRIVATE, '/photo/*', '/page/*']) app.use(path, guarded)
  for (const path of PRIVATE)
    app.use(path, async (c, next) => {
      await next()
      c.header('cache-control', 'no-store')
    })
  app.onError((error, c) => failed(web, c, error))
  app.route('/', loginRoutes(web))
  app.route('/', assets())
  for (const path of ['/m/*', '/p/*', '/t/*', '/r/*'])
    app.use(path, bodyLimit({ maxSize: BODY_LIMIT_BYTES, onError: tooMuch }))
  app.get('/m/:noun/:id?', (c) => open(web, c, at(c)))
  app.post('/m/:noun/:id?', (c) => post(web, c, at(c)))
  app.on(['GET', 'POST'], '/p/:token', (c) => scan(web, c))
  app.post('/p/:token/report', (c) => scan(web, c))
  app.route('/', statusRoutes(web))
  app.on(['GET', 'POST'], '/r/:token', (c) => fromOutside(web, c))
  app.get('/posters', async (c) => {
    const visitor = await visitorOf(web, c)
    return visitor ? showPosters(web, c, visitor) : sendToLogin(web, c)
  })
  app.get('/points', async (c) => {
    const visitor = await visitorOf(web, c)
    return visitor ? showSheet(web, c, visitor) : sendToLogin(web, c)
  })
  for (const [path, show] of Object.entries({
    '/photo/:id': showPhoto,
    '/photo/:id/mask': showMaskPage,
    '/photo/:id/original': showOriginal,
  }))
    app.get(path, async (c) => {
      const visitor = await visitorOf(web, c)
      const id = c.req.param('id') ?? ''
      if (!PHOTO_ID.test(id)) return noSuchPage(web, c)
      return visitor ? show(web, c, visitor, id) : sendToLogin(web, c)
    })
  app.get('/tablets', async (c) => {
    const visitor = await visitorOf(web, c)
    return visitor ? showTablets(web, c, visitor) : sendToLogin(web, c)
  })
  app.route('/', tabletRoutes(web))
  app.get('/coverage', async (c) => {
    const visitor = await visitorOf(web, c)
    return visitor ? showCoverage(web, c, visitor) : sendToLogin(web, c)
  })
  app.get('/listings', async (c) => {
    const visitor = await visitorOf(web, c)
    return visitor ? showListings(web, c, visitor) : sendToLogin(web, c)
  })
  app.get('/listings/:number/letter', async (c) => {
    const visitor = await visitorOf(web, c)
    const number = c.req.param('number')
    if (!NUMBER.test(number)) return noSuchPage(web, c)
    return visitor ? sendLetter(web, c, visitor, number) : sendToLogin(web, c)
  })
  app.get('/hazards', async (c) => {
    const visitor = await visitorOf(web, c)
    return visitor ? told(c, () => showHazards(web, c, visitor)) : sendToLogin(web, c)
  })
  app.get('/ledger', async (c) => {
    const visitor = await visitorOf(web, c)
    return visitor ? showLedger(web, c, visitor) : sendToLogin(web, c)
  })
  app.use('/ledger', bodyLimit({ maxSize: FORM_LIMIT_BYTES, onError: tooMuch }))
  app.post('/ledger', async (c) => {
    const visitor = await visitorOf(web, c)
    return visitor ? told(c, () => sendLedger(web, c, visitor), ledgerRefusal) : sendToLogin(web, c)
  })
  app.all('/m/*', (c) => noSuchPage(web, c))
  return app
}

const noSuchPage = (web: Web, c: Context) =>
  sentencePage(c, 404, '没有这一页', `请从${web.platform.called}里的卡片打开。`)
const tooMuch = (c: Context) =>
  sentencePage(c, 413, '照片太大', '一次传得太多了，请分几次传，一张最多 10 MB。', {
    label: '返回',
    to: c.req.path,
  })

const at = (c: Context) => matterAt(c.req.param('noun') ?? '', c.req.param('id') ?? '')

/** The code on the wall: first what it is, then who scans it. */
async function scan(web: Web, c: Context): Promise<Response> {
  const token = c.req.param('token') ?? ''
  const point = await pointAt(web.signer, await web.directory(), token)
  if (typeof point === 'string') {
    const posted = c.req.method === 'POST' ? await readPost(c.req.raw).catch(() => undefined) : undefined
    return showPlateTrouble(c, point, posted ? drawTyped(posted.fields) : '')
  }
  const door = plateDoor(token, point)
  if (c.req.path === door.action)
    return c.req.method === 'POST' ? postReport(web, c, door) : noSuchPage(web, c)
  const matter = scannedMatter(token, point)
  if (c.req.method === 'POST') return post(web, c, matter)
  // Whoever has no account reports at once; whoever has one is known by his session, or says that he wants to log in.
  const logsIn = c.req.query('login') !== undefined || (await visitorOf(web, c)) !== undefined
  return logsIn ? open(web, c, matter) : drawReport(web, c, door, { status: 200 })
}

/** Behind a code for everybody: nobody is asked who he is, and a session that is there is not looked at. */
async function fromOutside(web: Web, c: Context): Promise<Response> {
  const door = await publicDoorAt(web, c.req.param('token') ?? '')
  if (typeof door !== 'string')
    return c.req.method === 'POST' ? postReport(web, c, door) : drawReport(web, c, door, { status: 200 })
  const posted = c.req.method === 'POST' ? await readPost(c.req.raw).catch(() => undefined) : undefined
  return showPublicTrouble(c, door, await web.directory(), posted ? drawTyped(posted.fields) : '')
}

async function open(web: Web, c: Context, matter: Matter | undefined): Promise<Response> {
  if (!matter) return noSuchPage(web, c)
  const visitor = await visitorOf(web, c)
  return visitor ? told(c, () => showMatter(web, c, visitor, matter)) : sendToLogin(web, c)
}

async function post(web: Web, c: Context, matter: Matter | undefined): Promise<Response> {
  if (!matter) return noSuchPage(web, c)
  const again = { label: '重新打开', to: matter.path }
  if (!isFromOurPage(web, c))
    return sentencePage(c, 403, '没有提交', '这一步不是从双责的页面来的，什么都没有改动。', again)
  const visitor: Person | undefined = await visitorOf(web, c)
  // Not sent away to log in: what was typed is still there when the visitor goes back.
  if (!visitor) return sentencePage(c, 401, '登录已过期', '什么都还没有记上。请重新登录，再提交一次。', again)
  web.count('page_posts')
  return told(c, () => postMatter(web, c, visitor, matter))
}

/** What the chat would refuse, a page does not have: whether it exists is not for everybody to know. */
async function told(c: Context, show: () => Promise<Response>, refuse = notSeen): Promise<Response> {
  try {
    return await show()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refuse(c, error)
  }
}

const notSeen = (c: Context, { message }: Refusal) =>
  sentencePage(c, 404, '看不到这一页', message, { label: '看今日双责', to: '/m/today' })

function failed(web: Web, c: Context, error: Error): Response | Promise<Response> {
  const id = crypto.randomUUID().slice(0, 8)
  web.count('trouble')
  // What stands behind these is a capability: whoever has the address may act on it.
  const path = c.req.path.replace(/^\/([tpr])\/.*/, '/$1/…')
  web.log('page-failed', { id, path, error: describe(error) })
  return sentencePage(c, 500, '没有做成', `出了点问题，请再试一次。还不行请告诉管理员编号 ${id}。`)
}

function assets(): Hono {
  const app = new Hono()
  const files = {
    [STYLE_PATH]: ['text/css', STYLE],
    '/page/icon.svg': ['image/svg+xml', ICON],
    '/page/arrow.svg': ['image/svg+xml', ARROW],
  }
  for (const [path, [type, content]] of Object.entries(files))
    app.get(path, (c) =>
      c.body(String(content), 200, {
        'content-type': `${type}; charset=utf-8`,
        'cache-control': 'public, max-age=31536000, immutable',
      }),
    )
  return app
}
