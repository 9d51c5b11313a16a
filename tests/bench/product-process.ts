import { serve } from '@hono/node-server'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log-lines.ts'
import { buildApp } from '../../src/serve-bot.ts'
import type { FileDatabase } from '../../src/store/file.ts'
import { NOW_MS } from './big-school.ts'
import { sayListening } from './processes.ts'

// The bot as `npm start` builds it, on the morning's clock, except that it can be asked for its commits.
const startedMs = Date.now()
const now = () => NOW_MS + (Date.now() - startedMs)
const { app, db, idle } = await buildApp(
  { config: readConfig(process.env), log: createLog('error'), schoolText: undefined },
  now,
)
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => sayListening(port))

process.on('message', () => process.send?.((db as FileDatabase).commits))
process.once('SIGTERM', () => void idle().then(() => process.exit(0)))
