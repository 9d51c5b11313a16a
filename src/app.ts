import { Hono } from 'hono'
import type { Anonymity } from './bot/anonymous.ts'
import type { Command } from './bot/command.ts'
import { createOnce } from './bot/heard-once.ts'
import type { InHand } from './bot/in-hand.ts'
import { type Drained, drain, type Outbox } from './bot/outbox.ts'
import { createPace, type Pace } from './bot/pace.ts'
import { createPictures } from './bot/pictures.ts'
import { createQuota, type Quota } from './bot/quota.ts'
import { stoodStill, tellFailing, tellSetAside, tellStopped, tellStuck } from './bot/self-check.ts'
import { tellTrouble } from './bot/trouble.ts'
import { describe, respond, type Webhook, webhookRoutes } from './bot/webhook.ts'
import { onReached, onSent, onUnreachable } from './bot/witness.ts'
import { workOffInbox } from './bot/work-off.ts'
import { healthRoutes } from './pages/health.ts'
import { createMetrics, type Metrics } from './pages/metrics.ts'
import { pageRoutes } from './pages/pages.ts'
import { publicPath } from './pages/public-link.ts'
import { createSigner } from './pages/signed.ts'
import type { ReadDirectory } from './people/load.ts'
import { createCopies } from './photos/copies.ts'
import type { Darkroom } from './photos/darkroom.ts'
import { createSpare, type Spare } from './photos/spare.ts'
import type { PhotoStorage } from './photos/storage.ts'
import type { Inbound, Platform } from './platforms/platform.ts'
import { createReceiptCodes } from './receipts/code.ts'
import { createTries, type Tries } from './receipts/tries.ts'
import type { Database } from './store/database.ts'
import { type Ticked, tick } from './tick.ts'

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

export interface Worked extends Drained {
  /** Sentences and events heard. */
  inbox: number
}

/** Why it beats now: `woke` the first after a start, `minute` by a clock that never leaves one out, else by hand. */
export type Beating = 'woke' | 'minute' | 'by-hand'

export interface Beat extends Ticked, Worked {}

/** Runs of inbox and outbox side by side: one that waits for a slow answer must not hold up everybody else's. */
const RUNS_AT_ONCE = 4
/** After a run that failed, or that found only what others hold, look again. */
const LOOK_AGAIN_MS = 1_000

export interface App {
  fetch(request: Request): Promise<Response>
  /** One heartbeat: what time made due, what is waiting in the inbox, what is owed. */
  beat(nowMs: number, how?: Beating): Promise<Beat>
  /** Works off inbox and outbox now; resolves with what is still to come. */
  workOff(): Promise<Worked>
  /** The same without waiting for it. */
  wake(): void
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
  const heard = () =>
    parts.later(
      drain(outbox).then(
        ({ nextAtMs }) =>
          nextAtMs !== undefined && parts.alarm?.(Math.max(nextAtMs, parts.now() + LOOK_AGAIN_MS)),
        (error: unknown) => parts.log('work-off-failed', { error: describe(error) }),
      ),
    )
  const worker = fewAtOnce(RUNS_AT_ONCE, async (): Promise<Worked> => {
    try {
      const { done, nextAtMs } = await workOffInbox({ ...hearing, heard })
      const drained = await drain(outbox)
      const worked = { ...drained, inbox: done, nextAtMs: earliest(nextAtMs, drained.nextAtMs) }
      if (worked.nextAtMs !== undefined) parts.alarm?.(notAtOnce(worked, parts.now()))
      return worked
    } catch (error) {
      parts.alarm?.(parts.now() + LOOK_AGAIN_MS)
      throw error
    }
  })
  const wake = () =>
    parts.later(worker().catch((error: unknown) => parts.log('work-off-failed', { error: describe(error) })))
  const webhook: Webhook = { ...hearing, wake, anonymity: pages?.anonymity }

  /** The first beat of a row that failed. */
  let failingSinceMs: number | undefined

  const routes = new Hono()
  routes.route(`/${parts.platform.name}`, webhookRoutes(webhook))
  routes.route('/', healthRoutes({ ...parts, metrics }))
  if (pages) routes.route('/', pageRoutes({ ...hearing, wake, ...pages }))

  return {
    routes,
    fetch: async (request) => routes.fetch(request),
    respond: (inbound) => respond(webhook, inbound),
    workOff: worker,
    wake,
    async beat(nowMs, how = 'by-hand') {
      try {
        const done = await beatOnce(nowMs, how)
        failingSinceMs = undefined
        return done
      } catch (error) {
        failingSinceMs ??= nowMs
        // Another way than the one that failed: it needs the names and the outbox, nothing of the duties.
        await Promise.allSettled([tellFailing(parts, failingSinceMs, nowMs)])
        await Promise.allSettled([worker()])
        throw error
      }
    },
  }

  async function beatOnce(nowMs: number, how: Beating): Promise<Beat> {
    const woke = how === 'woke'
    const [still] = await Promise.allSettled([stoodStill(parts, nowMs, how !== 'by-hand')])
    // What is owed already is sent even when this minute's steps cannot be taken.
    const [ticked] = await Promise.allSettled([tick(parts, nowMs, woke)])
    const stopped = still.status === 'fulfilled' ? still.value : undefined
    const stuck = ticked.status === 'fulfilled' ? ticked.value.stuck : []
    for (const { id, error } of stuck) parts.log('ladder-stuck', { ladder: id, error })
    const [told] = await Promise.allSettled([
      tellTrouble(parts, quota, nowMs),
      stopped === undefined ? undefined : tellStopped(parts, stopped, nowMs, woke),
      tellSetAside(parts, stuck, nowMs),
    ])
    const worked = await worker()
    if (ticked.status === 'rejected') throw ticked.reason
    if (told.status === 'rejected') throw told.reason
    await tellStuck(parts, nowMs, await quota.onlyUrgent(nowMs))
    await parts.db.write([
      {
        sql: "INSERT INTO heartbeats (name, at) VALUES ('tick', ?) ON CONFLICT (name) DO UPDATE SET at = excluded.at",
        args: [nowMs],
      },
    ])
    metrics.count('beats')
    return { ...ticked.value, ...worked }
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

const earliest = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? other : other === undefined ? one : Math.min(one, other)

/** Something is due and this run did not do it: somebody else has it in hand, so there is no hurry. */
const notAtOnce = ({ nextAtMs, inbox, sent, failed }: Worked, nowMs: number): number =>
  inbox + sent + failed === 0 ? Math.max(nextAtMs!, nowMs + LOOK_AGAIN_MS) : nextAtMs!

/** Runs `work`, at most `most` at once; calls beyond that share one more run, begun when a place is free. */
function fewAtOnce<T>(most: number, work: () => Promise<T>): () => Promise<T> {
  const running = new Set<Promise<unknown>>()
  let next: Promise<T> | undefined
  const start = (): Promise<T> => {
    const run = work()
    const kept = run.catch(() => undefined).finally(() => running.delete(kept))
    running.add(kept)
    return run
  }
  return () => {
    if (running.size < most) return start()
    next ??= Promise.race(running).then(() => {
      next = undefined
      return start()
    })
    return next
  }
}
