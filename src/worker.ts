import { describe } from './bot/webhook.ts'
import { BadConfig } from './config.ts'
import { createConsoleLog } from './console-lines.ts'
import { type Context, type Env, openInvocation } from './serve-worker.ts'

// Cloudflare's entry: the same app as on Node, made anew for each request. Nothing else knows that it runs on a Worker.
export default {
  async fetch(request: Request, env: Env, context: Context): Promise<Response> {
    try {
      const { app, finish } = await openInvocation(env, context)
      const response = await app.fetch(request)
      context.waitUntil(finish().catch(tell))
      return response
    } catch (error) {
      // The platform delivers again later; whoever sets the Worker up reads here what is missing.
      return new Response(`${tell(error)}\n`, { status: 503 })
    }
  },

  async scheduled(trigger: { scheduledTime: number }, env: Env, context: Context): Promise<void> {
    try {
      const { app, log, finish } = await openInvocation(env, context, trigger.scheduledTime)
      const beat = await app.beat(trigger.scheduledTime)
      log('beat', { ...beat, ...(await finish(beat)) })
    } catch (error) {
      tell(error)
      throw error
    }
  },
}

/** Logs it, and returns the sentence for whoever asked. */
function tell(error: unknown): string {
  const sentence = error instanceof BadConfig ? error.message : 'try again'
  createConsoleLog()('worker-failed', { error: error instanceof BadConfig ? sentence : describe(error) })
  return sentence
}
