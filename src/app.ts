import { Hono } from 'hono'
import type { Command } from './bot/command.ts'
import { type Drained, drain, type Outbox } from './bot/outbox.ts'
import { createPace, type Pace } from './bot/pace.ts'
import { createPictures } from './bot/pictures.ts'
import { createQuota, type Quota } from './bot/quota.ts'
import { tellTrouble } from './bot/trouble.ts'
import { respond, type Webhook, webhookRoutes } from './bot/webhook.ts'
import { onReached, onSent, onUnreachable } from './bot/witness.ts'
import { workOffInbox } from './bot/work-off.ts'
import { healthRoutes } from './pages/health.ts'
import { createMetrics, type Metrics } from './pages/metrics.ts'
import type { ReadDirectory } from './people/load.ts'
import type { PhotoStorage } from './photos/storage.ts'
import type { Inbound, Platform } from './platforms/platform.ts'
import type { Database } from './store/database.ts'
import { type Ticked, tick } from './tick.ts'

/** Everything the product needs and does not make itself (design §3.9). */
export interface AppParts {
  db: Database
  platform: Platform
  directory: ReadDirectory
  photos: PhotoStorage
  commands: readonly Command[]
  monthlyQuota: number
  now(): number
  /** Runs work after the answer went out: a promise set on Node, `waitUntil` on Workers. */
  later(work: Promise<unknown>): void
  log(event: string, data: object): void
  /** Calls to the platform are counted here by whoever made the platform. */
  quota?: Quota
  pace?: Pace
  metrics?: Metrics
}

export interface Beat extends Ticked, Drained {
  inbox: number
}

export interface App {
  fetch(request: Request): Promise<Response>
  /** One heartbeat: what time made due, what is waiting in the inbox, what is owed. */
  beat(nowMs: number): Promise<Beat>
  /** Works off inbox and outbox now; resolves with what is still to come. */
  workOff(): Promise<Drained>
  /** The long connection says the same things as the webhook. */
  respond(inbound: Inbound): Promise<unknown>
  routes: Hono
}

/** The one place where the parts meet. */
export function createApp(parts: AppParts): App {
  const metrics = parts.metrics ?? createMetrics()
  const quota = parts.quota ?? createQuota(parts.db, parts.monthlyQuota)
  const pictures = createPictures(parts.db, parts.photos, parts.platform, parts.log)
  const outbox: Outbox = {
    ...parts,
    quota,
    pictures,
    pace: parts.pace ?? createPace(parts.platform.limits),
    onReached: onReached(parts.db),
    onUnreachable: onUnreachable(parts.db),
    onSent: onSent(parts.db, parts.now),
  }
  const hearing = { ...parts, pictures, count: metrics.count }
  const worker = oneAtATime(async () => {
    await workOffInbox(hearing)
    return drain(outbox)
  })
  const webhook: Webhook = {
    ...hearing,
    wake: () =>
      parts.later(worker().catch((error: unknown) => parts.log('work-off-failed', { error: String(error) }))),
  }

  const routes = new Hono()
  routes.route(`/${parts.platform.name}`, webhookRoutes(webhook))
  routes.route('/', healthRoutes({ ...parts, metrics }))

  return {
    routes,
    fetch: async (request) => routes.fetch(request),
    respond: (inbound) => respond(webhook, inbound),
    workOff: worker,
    async beat(nowMs) {
      const ticked = await tick(parts, nowMs)
      const inbox = await workOffInbox(hearing)
      await tellTrouble(parts, quota, nowMs)
      const drained = await worker()
      await parts.db.write([
        {
          sql: "INSERT INTO heartbeats (name, at) VALUES ('tick', ?) ON CONFLICT (name) DO UPDATE SET at = excluded.at",
          args: [nowMs],
        },
      ])
      metrics.count('beats')
      return { ...ticked, ...drained, inbox }
    },
  }
}

/** Runs `work` once at a time; a call during a run makes one more run after it, and waits for that one. */
function oneAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  let next: Promise<T> | undefined
  const start = (): Promise<T> => {
    running = work().finally(() => {
      running = undefined
    })
    return running
  }
  return () => {
    if (!running) return start()
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined
        return start()
      })
    return next
  }
}
