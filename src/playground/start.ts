import type { StartParts } from '../open-store.ts'
import type { Running } from '../serve-bot.ts'
import { openPlayground } from './playground.ts'

/** The playground as `npm start` runs it: page, bot and emulated Feishu in one process, nothing kept afterwards. */
export async function startPlayground({ config, log, schoolText }: StartParts): Promise<Running> {
  const quiet = (event: string, data: object) => {
    if (event.endsWith('failed')) log(event, data)
  }
  let address = config.publicUrl
  const { routes, town } = await openPlayground({
    startAtMs: config.startAtMs,
    schoolText,
    publicUrl: () => address,
    log: quiet,
  })
  routes.all('*', (c) => town.app.fetch(c.req.raw))
  return {
    fetch: async (request) => routes.fetch(request),
    announce(url) {
      address = url
      process.stdout.write(`\n  双责 · 试用\n  ${url}/playground/\n\n`)
    },
    stop: () => town.close(),
  }
}
