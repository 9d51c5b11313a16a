import { readFile } from 'node:fs/promises'
import { serve } from '@hono/node-server'
import { BadConfig, readConfig } from './config.ts'
import { createLog } from './log-lines.ts'
import { Refusal } from './refusal.ts'

// Node's entry: environment in, a listening bot out. Nothing else knows that it runs on Node.
const log = createLog(process.env.LOG_LEVEL)

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const parts = { config, log, schoolText: config.schoolFile && (await readFile(config.schoolFile, 'utf8')) }
  const running = config.feishu
    ? await (await import('./serve-bot.ts')).startBot(parts)
    : await (await import('./playground/start.ts')).startPlayground(parts)
  const server = serve({ fetch: running.fetch, port: config.port, hostname: config.host }, ({ port }) => {
    const host = config.host === '0.0.0.0' ? 'localhost' : config.host
    log('listening', { port, mode: config.feishu ? 'feishu' : 'playground' })
    running.announce(config.publicUrl ?? `http://${host}:${port}`)
  })
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      fail(`Port ${config.port} is taken. Start with another one: PORT=8788 npm start`)
    fail(error.message)
  })
  const stop = () => {
    server.close()
    void running.stop().finally(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

start().catch((error: unknown) => {
  if (error instanceof BadConfig || error instanceof Refusal) fail(error.message)
  fail(error instanceof Error ? (error.stack ?? error.message) : String(error))
})
