import { Hono } from 'hono'
import { ARROW, ICON, STYLE, STYLE_PATH } from './style.ts'

/** What every page loads besides itself. */
export function pageFiles(): Hono {
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
