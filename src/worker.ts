import { describe } from './bot/webhook.ts'
import { BadConfig } from './config.ts'
import { createConsoleLog } from './console-lines.ts'
import { type Context, type Env, openInvocation } from './serve-worker.ts'
import { stayWhileDue } from './stay.ts'

/** Well inside what a Worker may take for one heartbeat, and over before the next. */
const PATIENCE_MS = 25_000

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

// Cloudflare's entry: the same app as on Node, made anew for each request. Nothing else knows that it runs on a Worker.
export default {
  async fetch(request: Request, env: Env, context: Context): Promise<Response> {
    try {
      const { app, finish } = await openInvocation(env, context)
      const response = await app.fetch(request)
      context.waitUntil(finish())
      return response
    } catch (error) {
      // The platform delivers again later; whoever sets the Worker up reads here what is missing.
      return new Response(`${tell(error)}\n`, { status: 503 })
    }
  },

  async scheduled(trigger: { scheduledTime: number }, env: Env, context: Context): Promise<void> {
    try {
      const { app, now, log, finish } = await openInvocation(env, context, trigger.scheduledTime)
      const beat = await app.beat(trigger.scheduledTime)
      const drained = await stayWhileDue(app, beat, { now, wait, patienceMs: PATIENCE_MS })
      await finish()
      log('beat', { ...beat, ...drained })
    } catch (error) {
      tell(error)
      throw error
    }
  },
}

function tell(error: unknown): string {
  const sentence = error instanceof BadConfig ? error.message : 'try again'
  createConsoleLog()('worker-failed', { error: error instanceof BadConfig ? sentence : describe(error) })
  return sentence
}
