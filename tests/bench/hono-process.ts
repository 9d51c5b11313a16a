import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { sayListening } from './processes.ts'

// Strawman: what a Hono server costs before it does anything.
const app = new Hono()
app.post('/feishu/webhook', (c) => c.json({}))
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => sayListening(port))
process.once('SIGTERM', () => process.exit(0))
