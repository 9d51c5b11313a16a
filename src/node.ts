import { enableCompileCache } from 'node:module'
import { serve } from '@hono/node-server'
import { BadConfig, readConfig } from './config.ts'
import { createLog } from './log-lines.ts'
import { Refusal } from './refusal.ts'
import { DatabaseDown } from './store/database.ts'

// Node's entry: environment in, a listening bot out. Nothing else knows that it runs on Node.
const log = createLog(process.env.LOG_LEVEL)
// What is imported from here on is compiled once per machine instead of at every start: nothing heavy stands above.
enableCompileCache()

/** What is still under way after this is left to the next start: everything acknowledged is in the database. */
const LONGEST_STOP_MS = 5_000
/** Requests under way get their answers; pages that listen for ever do not hold up the end. */
const LAST_ANSWERS_MS = 1_500

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const { readSchoolText } = await import('./open-store.ts')
  const parts = { config, log, schoolText: await readSchoolText(config) }
  const running = config.feishu
    ? await (await import('./serve-bot.ts')).startBot(parts)
    : await (await import('./playground/start.ts')).startPlayground(parts)
  const server = serve({ fetch: running.fetch, port: config.port, hostname: config.host }, ({ port }) => {
    const host = config.host === '0.0.0.0' ? 'localhost' : config.host
    if (config.feishu) log('listening', { port })
    running.announce(config.publicUrl ?? `http://${host}:${port}`)
  })
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      fail(`Port ${config.port} is taken. Start with another one: PORT=8788 npm start`)
    fail(error.message)
  })
  const stop = async () => {
    setTimeout(() => process.exit(0), LONGEST_STOP_MS)
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), LAST_ANSWERS_MS)
    await new Promise<void>((resolve) => server.close(() => resolve()))
    await running
      .stop()
      .catch((error: unknown) =>
        log('stop-failed', { error: error instanceof Error ? error.message : String(error) }),
      )
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

start().catch((error: unknown) => {
  if (error instanceof BadConfig || error instanceof Refusal) fail(error.message)
  if (error instanceof DatabaseDown)
    fail(`DATABASE_URL: ${error.message}. Is it running, and is the address right?`)
  fail(error instanceof Error ? (error.stack ?? error.message) : String(error))
})
