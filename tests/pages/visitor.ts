import type { Got, PersonInStory, World } from '../world.ts'

/** A person's browser without JavaScript: it keeps cookies, follows redirects and fills what a page shows. */
export interface Visitor {
  readonly cookies: Map<string, string>
  get(path: string): Promise<Shown>
  /** One request as it is, no redirect followed. */
  send(path: string, init?: RequestInit): Promise<Response>
  /** Presses the button with this label on the last page. */
  presses(label: string, fields?: Fields): Promise<Shown>
  /** What pressing this button would send. */
  formOf(label: string, fields?: Fields): { action: string; body: FormData }
  /** Posts a form as it is, as a second click or a reload does. */
  posts(action: string, body: FormData, headers?: Record<string, string>): Promise<Shown>
}

export type Fields = Record<string, string | (string | File)[]>

export interface Shown {
  status: number
  path: string
  /** As a person reads it: no markup, no blank lines. */
  text: string
  html: string
  buttons: string[]
  headers: Headers
}

/** The absolute address in the quiet line of a chat card. */
export const linkOf = (got: Got): string | undefined =>
  /\[在网页中打开[^\]]*\]\((http[^)]+)\)/.exec(JSON.stringify(got.card))?.[1]

/** What the stories of pages do and ask, in the world of the running test. */
export function onPages(world: () => World) {
  const countOf = async (sql: string) => Number((await world().town.db.get<{ n: number }>(sql))!.n)
  return {
    visit: (name: string): Visitor => openVisitor(world(), world().person(name)),
    countOf,
    events: (kind: string) => countOf(`SELECT count(*) AS n FROM events WHERE kind = '${kind}'`),
    /** A hazard of the teacher's, with its handler's card read. */
    async reported(words = '教学楼B二楼男厕插座烧黑') {
      const card = await world().person('单念蘅').says(`/隐患 ${words}`)
      world().everybodyReads(/隐患/)
      return { card, link: linkOf(card)! }
    },
  }
}

/** Opens a browser; with `who` it answers the platform's question who he is. */
export function openVisitor(world: World, who: PersonInStory | undefined): Visitor {
  const cookies = new Map<string, string>()
  let last: Shown | undefined

  const send = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address, world.town.url)
    const headers = new Headers(init.headers)
    if (url.origin === world.town.url)
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { redirect: 'manual', ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  const follow = async (address: string, init?: RequestInit): Promise<Shown> => {
    let at = new URL(address, world.town.url).href
    let response = await send(at, init)
    for (let steps = 0; steps < 8 && response.status >= 300 && response.status < 400; steps++) {
      const next = new URL(response.headers.get('location')!, at)
      // The chooser of the emulated platform: the person picks himself.
      if (next.pathname.endsWith('/authorize') && who) next.searchParams.set('as', who.openId)
      at = next.href
      response = await send(at)
    }
    last = await shownOf(response, at)
    return last
  }

  const formOf = (label: string, fields: Fields = {}) => {
    const found = (last?.html.match(/<form[\s\S]*?<\/form>/g) ?? []).flatMap((form) => {
      const button = buttonsIn(form).find((each) => each.label === label)
      return button ? [{ form, button }] : []
    })[0]
    if (!found) throw new Error(`no button ${label} on the page; there are: ${last?.buttons.join(' ')}`)
    return { action: /action="([^"]*)"/.exec(found.form)![1]!, body: fill(found.form, found.button, fields) }
  }

  const posts: Visitor['posts'] = (action, body, headers = {}) =>
    follow(action, { method: 'POST', body, headers: { origin: world.town.url, ...headers } })

  return {
    cookies,
    send,
    formOf,
    posts,
    get: (path) => follow(path),
    presses: (label, fields) => {
      const { action, body } = formOf(label, fields)
      return posts(action, body)
    },
  }
}

function fill(form: string, button: { name?: string | undefined; value: string }, fields: Fields): FormData {
  const body = new FormData()
  const given = new Set(Object.keys(fields))
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const name = attribute(input, 'name')
    const type = attribute(input, 'type') ?? 'text'
    const chosen = !['checkbox', 'radio'].includes(type) || / checked/.test(input)
    if (name && chosen && type !== 'file' && !given.has(name))
      body.append(name, attribute(input, 'value') ?? '')
  }
  for (const [area, content = ''] of form.matchAll(/<textarea[^>]*>\n?([\s\S]*?)<\/textarea>/g)) {
    const name = attribute(area, 'name')!
    if (!given.has(name)) body.append(name, plain(content))
  }
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one as string)
  if (button.name) body.append(button.name, button.value)
  return body
}

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : plain(found)
}

const buttonsIn = (html: string) =>
  [...html.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)].map(([, attributes = '', label = '']) => ({
    label: plain(label),
    name: attribute(attributes, 'name'),
    value: attribute(attributes, 'value') ?? '',
  }))

async function shownOf(response: Response, at: string): Promise<Shown> {
  const html = await response.text()
  const body = html.slice(Math.max(0, html.indexOf('<body')))
  const { pathname, search } = new URL(at)
  return {
    status: response.status,
    path: pathname + search,
    html,
    text: plain(body.replace(/<[^>]+>/g, '\n'))
      .replace(/\s*\n\s*/g, '\n')
      .trim(),
    buttons: buttonsIn(html).map(({ label }) => label),
    headers: response.headers,
  }
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&' }
const plain = (html: string): string =>
  html.replace(/&(?:#(\d+)|(lt|gt|quot|amp));/g, (_, code?: string, name?: string) =>
    code ? String.fromCodePoint(Number(code)) : ENTITIES[name!]!,
  )
