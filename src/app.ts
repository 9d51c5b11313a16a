import { Hono } from 'hono'
import { type Beat, type Beating, createBeat } from './beat.ts'
import type { Anonymity } from './bot/anonymous.ts'
import type { Command } from './bot/command.ts'
import { createOnce } from './bot/heard-once.ts'
import type { InHand } from './bot/in-hand.ts'
import type { Outbox } from './bot/outbox.ts'
import { createPace, type Pace } from './bot/pace.ts'
import { createPictures } from './bot/pictures.ts'
import { createQuota, type Quota } from './bot/quota.ts'
import { createRuns, type Runs } from './bot/runs.ts'
import { respond, type Webhook, webhookRoutes } from './bot/webhook.ts'
import { onReached, onSent, onUnreachable } from './bot/witness.ts'
import { healthRoutes } from './pages/health.ts'
import { createMetrics, type Metrics } from './pages/metrics.ts'
import { pageRoutes } from './pages/pages.ts'
import { publicPath } from './pages/public-link.ts'
import { createSigner } from './pages/signed.ts'
import type { ReadDirectory } from './people/read-directory.ts'
import { createCopies } from './photos/copies.ts'
import type { Darkroom } from './photos/darkroom.ts'
import { createSpare, type Spare } from './photos/spare.ts'
import type { PhotoStorage } from './photos/storage.ts'
import type { Inbound, Platform } from './platforms/platform.ts'
import { createReceiptCodes } from './receipts/code.ts'
import { createTries, type Tries } from './receipts/tries.ts'
import type { Database } from './store/database.ts'

/** Everything the product needs and does not make itself (design §3.9). */
export interface AppParts {
  db: Database
  platform: Platform
  directory: ReadDirectory
  photos: PhotoStorage
  /** Makes what others see of them smaller; without one they are shown as large as they came. */
  darkroom?: Darkroom
  commands: readonly Command[]
  monthlyQuota: number
  now(): number
  /** Runs work after the answer went out: a promise set on Node, `waitUntil` on Workers. */
  later(work: Promise<unknown>): void
  log(event: string, data: object): void
  /** Hears when the next kept or owed thing becomes due, so that a timer can call `wake` then; Workers have the tick. */
  alarm?(atMs: number): void
  /** Where people reach the pages, for links in cards; undefined while unknown. */
  publicUrl?(): string | undefined
  /** The app's secret, from which the keys of sessions are derived; without one there are no pages. */
  secret?: string
  /** Calls to the platform are counted here by whoever made the platform. */
  quota?: Quota
  pace?: Pace
  /** Shared where several apps work on one inbox side by side (Workers). */
  inHand?: InHand
  metrics?: Metrics
  tries?: Tries
  spare?: Spare
  /** This app hears every delivery to the school's bot, so that it may remember some in memory alone; a Worker does not. */
  hearsAll?: boolean
}

export interface App extends Runs {
  fetch(request: Request): Promise<Response>
  /** One heartbeat: what time made due, what is waiting in the inbox, what is owed. */
  beat(nowMs: number, how?: Beating): Promise<Beat>
  /** The long connection says the same things as the webhook. */
  respond(inbound: Inbound): Promise<unknown>
  routes: Hono
}

/** The one place where the parts meet. */
export function createApp(parts: AppParts): App {
  const metrics = parts.metrics ?? createMetrics()
  const quota = parts.quota ?? createQuota(parts.db, parts.monthlyQuota)
  const pages = parts.secret === undefined ? undefined : pagesOf(parts, parts.secret)
  const copies = createCopies(parts.photos, parts.darkroom)
  const pictures = createPictures(parts.db, copies, parts.platform, parts.log)
  const outbox: Outbox = {
    ...parts,
    anonymity: pages?.anonymity,
    quota,
    pictures,
    pace: parts.pace ?? createPace(parts.platform.limits),
    onReached: onReached(parts.db),
    onUnreachable: onUnreachable(parts.db),
    onSent: onSent(parts.db, parts.now),
    reserved: 0,
  }
  const hearing = {
    ...parts,
    pictures,
    copies,
    count: metrics.count,
    inHand: parts.inHand ?? new Set<string>(),
  }
  const { workOff, wake } = createRuns({ ...parts, hearing, outbox })
  const beat = createBeat({ ...parts, quota, workOff, count: metrics.count })
  const webhook: Webhook = { ...hearing, wake, anonymity: pages?.anonymity }

  const routes = new Hono()
  routes.route(`/${parts.platform.name}`, webhookRoutes(webhook))
  routes.route('/', healthRoutes({ ...parts, metrics }))
  if (pages) routes.route('/', pageRoutes({ ...hearing, wake, ...pages }))

  return {
    routes,
    fetch: async (request) => routes.fetch(request),
    respond: (inbound) => respond(webhook, inbound),
    workOff,
    wake,
    beat: (nowMs, how = 'by-hand') => beat(nowMs, how),
  }
}

/** What the app's secret is good for: sessions and addresses only we can have made, codes only we can read. */
function pagesOf({ db, publicUrl, tries, spare, hearsAll = true }: AppParts, secret: string) {
  const signer = createSigner(secret)
  const codes = createReceiptCodes(secret)
  const anonymity: Anonymity = {
    codes,
    once: hearsAll ? createOnce() : undefined,
    async page() {
      const base = publicUrl?.()
      return base && base + (await publicPath(signer, db, 'staff'))
    },
  }
  return { signer, codes, anonymity, tries: tries ?? createTries(), spare: spare ?? createSpare() }
}
