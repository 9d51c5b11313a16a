import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import * as z from 'zod'
import { clockSteps, type PlaygroundClock } from './clock.ts'
import { assetRoutes } from './page/assets.ts'
import { page } from './page/index.html.ts'
import type { Phones, PlaygroundCommand, PlaygroundPerson, PressTarget, Said, SaidWhere } from './phones.ts'
import { stateOf } from './state.ts'
import { streamRoute } from './stream.ts'

export interface PlaygroundParts {
  emulator: Phones
  people: () => PlaygroundPerson[]
  clock: PlaygroundClock
  commands: PlaygroundCommand[]
  schoolName: string
}

/** A phone's photo, plus room for the form around it. */
const photoLimit = 12 * 1024 * 1024

const openId = z.string().min(1).max(100)
const where = z.object({
  chatId: z.string().optional(),
  mentionBot: z.boolean().optional(),
  replyTo: z.string().optional(),
})
const value = z.union([z.string(), z.array(z.string()), z.boolean()])
const said = where.extend({ as: openId, text: z.string().trim().min(1).max(4000) })
const pressed = z.object({
  as: openId,
  messageId: z.string(),
  target: z.object({
    label: z.string().optional(),
    name: z.string().optional(),
    path: z.array(z.union([z.string(), z.number()])).optional(),
  }),
  confirm: z.boolean().optional(),
})
const submitted = z.object({
  as: openId,
  messageId: z.string(),
  button: z.string(),
  values: z.record(z.string(), value),
})
const chosen = z.object({ as: openId, messageId: z.string(), component: z.string(), option: value })

/**
 * The chat page of the playground: everybody's phone in one browser window. Mounted at `/playground` by the entry.
 * Requests that make no sense are answered 400 with `{error}` in Chinese.
 */
export function playgroundRoutes(parts: PlaygroundParts): Hono {
  const routes = new Hono()
  // A second start of the playground has other messages: pages compare this before trusting their unread marks.
  const boot = crypto.randomUUID()
  routes.use(secureHeaders({ contentSecurityPolicy: policy, referrerPolicy: 'no-referrer' }))
  routes.use(csrf())
  routes.use(
    bodyLimit({ maxSize: photoLimit, onError: (c) => c.json({ error: '图片太大，请换一张小一些的' }, 413) }),
  )
  routes.onError((error, c) =>
    error instanceof HTTPException
      ? error.getResponse()
      : c.json({ error: sayError(error) }, error instanceof z.ZodError ? 400 : 500),
  )
  routes.get('/', (c) => c.html(page(parts.schoolName)))
  routes.route('/assets', assetRoutes())
  routes.get('/state', (c) => c.json(stateOf(parts, boot, c.req.query('as'), c.req.query('chat'), lastOf(c))))
  routes.get('/stream', streamRoute(parts.emulator, parts.clock))
  routes.get('/image/:key', (c) => showImage(c, parts.emulator))
  routes.post('/clock', async (c) => {
    const { to } = z.object({ to: z.enum(clockSteps) }).parse(await c.req.json())
    const moved = await parts.clock.move(to)
    return c.json({ ...moved, label: parts.clock.label() })
  })
  phoneRoutes(routes, parts)
  return routes
}

/** Everything a person does with their phone. */
function phoneRoutes(routes: Hono, { emulator, clock }: PlaygroundParts): void {
  // Nobody moves the clock to read an answer: a chat that took its five messages of this second gets it in the next one.
  routes.on('POST', ['/say', '/press', '/submit', '/choose', '/photo'], async (_, next) => {
    await next()
    await clock.awaitAnswers()
  })
  routes.post('/say', async (c) => {
    const { as, text, ...at } = said.parse(await c.req.json())
    return answerSaid(c, await emulator.say(as, text, present(at)))
  })
  routes.post('/press', async (c) => {
    const { as, messageId, target, confirm } = pressed.parse(await c.req.json())
    return c.json(await emulator.press(as, messageId, present<PressTarget>(target), confirm ?? true))
  })
  routes.post('/submit', async (c) => {
    const { as, messageId, button, values } = submitted.parse(await c.req.json())
    return c.json(await emulator.submit(as, messageId, button, values))
  })
  routes.post('/choose', async (c) => {
    const { as, messageId, component, option } = chosen.parse(await c.req.json())
    return c.json(await emulator.choose(as, messageId, component, option))
  })
  routes.post('/photo', async (c) => {
    const form = await c.req.formData()
    const photo = form.get('photo')
    if (!(photo instanceof File) || !photo.type.startsWith('image/')) {
      return c.json({ error: '请选择一张图片' }, 400)
    }
    const chatId = form.get('chatId')
    const at: SaidWhere = typeof chatId === 'string' && chatId ? { chatId } : {}
    const bytes = new Uint8Array(await photo.arrayBuffer())
    return answerSaid(c, await emulator.sendImage(openId.parse(form.get('as')), bytes, photo.type, at))
  })
  routes.post('/enter', async (c) => {
    await emulator.enter(z.object({ as: openId }).parse(await c.req.json()).as)
    return c.json({ status: 'ok' })
  })
}

/** What stands in the chat was said, though the bot need not hear all of a group; anything else must be said again. */
const answerSaid = (c: Context, { messageId, why }: Said): Response =>
  messageId === undefined && why !== undefined
    ? c.json({ error: `没有发出去：${why}` }, 409)
    : c.json({ status: 'ok' })

const policy = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  // The browser itself refuses any innerHTML: cards can only become nodes.
  requireTrustedTypesFor: ["'script'"],
}

function showImage(c: Context, emulator: Phones): Response {
  const image = emulator.image(c.req.param('key') ?? '')
  if (!image) return c.json({ error: '没有这张图片' }, 404)
  // Whatever somebody sent is served as a picture or not at all: an SVG may carry scripts.
  const mime = /^image\/(png|jpeg|gif|webp|bmp|heic)$/.test(image.mime)
    ? image.mime
    : 'application/octet-stream'
  return c.body(image.bytes.slice().buffer, 200, {
    'content-type': mime,
    'cache-control': 'private, max-age=86400',
  })
}

const lastOf = (c: Context): number => Math.min(Math.max(Number(c.req.query('last')) || 60, 1), 2000)

function sayError(error: Error): string {
  return error instanceof z.ZodError || error instanceof SyntaxError ? '请求的格式不对' : error.message
}

/** Leaves out what is undefined, which the phones' exact optional properties ask for. */
function present<T extends object>(fields: { [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, given]) => given !== undefined)) as T
}
