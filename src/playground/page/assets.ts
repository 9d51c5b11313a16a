import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'

/** The files of the page, by name: nothing else of this folder is served. */
const assets = [
  'style.css',
  'people.css',
  'phone.css',
  'palette.css',
  'card.css',
  'controls.css',
  'app.js',
  'card.js',
  'chart-bars.js',
  'chart-lines.js',
  'chart-pie.js',
  'chart-spec.js',
  'chart.js',
  'chat.js',
  'choices.js',
  'clock.js',
  'compose.js',
  'containers.js',
  'control.js',
  'dialog.js',
  'display.js',
  'dom.js',
  'fields.js',
  'form.js',
  'icons.js',
  'inline.js',
  'live.js',
  'markdown.js',
  'people.js',
  'phone.js',
  'pictures.js',
  'press.js',
  'slash.js',
  'table.js',
  'unread.js',
  'when.js',
  'words.js',
] as const

const typeOf = (name: string): string =>
  name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8'

/** Served as they lie on disk, read at each request so that an edit shows after a reload. */
export function assetRoutes(): Hono {
  const routes = new Hono()
  for (const name of assets) {
    routes.get(`/${name}`, async (c) => {
      const bytes = await readFile(new URL(name, import.meta.url))
      return c.body(new Uint8Array(bytes), 200, { 'content-type': typeOf(name), 'cache-control': 'no-cache' })
    })
  }
  return routes
}
