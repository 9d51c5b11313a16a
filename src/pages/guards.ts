import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { sentencePage } from './layout.ts'

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

/** What a browser may do with each page and keep of it, and how much may be posted to it; to be called before the routes. */
export function guardPages(app: Hono): void {
  for (const path of PICTURES) app.use(path, asPicture)
  for (const path of [...PRIVATE, '/photo/*', '/page/*']) app.use(path, guarded)
  for (const path of PRIVATE)
    app.use(path, async (c, next) => {
      await next()
      c.header('cache-control', 'no-store')
    })
  for (const path of ['/m/*', '/p/*', '/t/*', '/r/*'])
    app.use(path, bodyLimit({ maxSize: BODY_LIMIT_BYTES, onError: tooMuch }))
  app.use('/ledger', bodyLimit({ maxSize: FORM_LIMIT_BYTES, onError: tooMuch }))
}

const tooMuch = (c: Context) =>
  sentencePage(c, 413, '照片太大', '一次传得太多了，请分几次传，一张最多 10 MB。', {
    label: '返回',
    to: c.req.path,
  })
