import { describe } from './bot/webhook.ts'
import { BadConfig } from './config.ts'
import { createConsoleLog } from './console-lines.ts'
import { type Env, openInvocation } from './serve-worker.ts'

/** The part of workerd's execution context we use. */
interface Context {
  waitUntil(work: Promise<unknown>): void
}

// Cloudflare's entry: the same app as on Node, made anew for each request. Nothing else knows that it runs on a Worker.
export default {
  async fetch(request: Request, env: Env, context: Context): Promise<Response> {
    try {
      const { app, finish } = await openInvocation(env)
      const answering = app.fetch(request)
      // Promised before the answer: a caller who hangs up early does not end what he began.
      context.waitUntil(answering.then(() => finish()).catch(tell))
      return await answering
    } catch (error) {
      // The platform delivers again later; whoever sets the Worker up reads here what is missing.
      return new Response(`${tell(error)}\n`, { status: 503 })
    }
  },

  async scheduled(trigger: { scheduledTime: number }, env: Env): Promise<void> {
    try {
      const { app, log, finish } = await openInvocation(env, trigger.scheduledTime)
      const beat = await app.beat(trigger.scheduledTime, 'minute')
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
