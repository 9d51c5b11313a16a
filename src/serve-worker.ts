import { commands } from '../commands/index.ts'
import { type App, createApp } from './app.ts'
import { createInHand } from './bot/in-hand.ts'
import type { Drained } from './bot/outbox.ts'
import { createPace, type Pace } from './bot/pace.ts'
import { createQuota } from './bot/quota.ts'
import { tellTrouble } from './bot/trouble.ts'
import { BadConfig, type Config, type FeishuSettings, readConfig } from './config.ts'
import { createConsoleLog } from './console-lines.ts'
import { createMetrics } from './pages/metrics.ts'
import { directoryReader } from './people/read-directory.ts'
import { THE_SCHOOL } from './people/school.ts'
import { workerDarkroom } from './photos/darkroom-worker.ts'
import { type Bucket, photoBucket } from './photos/r2.ts'
import { createSpare } from './photos/spare.ts'
import { createFeishu, type FeishuDeps } from './platforms/feishu/index.ts'
import { createTries } from './receipts/tries.ts'
import { stayWhileDue } from './stay.ts'
import type { Database } from './store/database.ts'
import { schemaVersion } from './store/migrate.ts'
import { openRemote } from './store/remote.ts'
import { SCHEMA_VERSION } from './store/schema-version.ts'
import { rowsVersion } from './upgrade.ts'

/** Vars and secrets are texts, as `readConfig` names them; the one binding is the bucket of `wrangler.toml`. */
export type Env = Record<string, string | undefined> & { PHOTOS?: never }

export interface Invocation {
  app: App
  now: () => number
  log: ReturnType<typeof createConsoleLog>
  /**
   * What was put off until after the answer, or what a heartbeat left (`done`): sends what is due within seconds, since
   * nothing else runs before the next heartbeat, and writes down the calls made. Returns everything sent.
   */
  finish(done?: Drained): Promise<Drained>
}

/** A Worker may go on for 30 s after its answer, the last try of a slow send included. */
const PATIENCE_MS = 18_000

/**
 * What the requests of one isolate may share: plain data. Nothing that waits for the network, because workerd ties a
 * socket and its promise to the request that made them.
 */
const shared = {
  metrics: createMetrics(),
  tries: createTries(),
  spare: createSpare(),
  inHand: createInHand(30_000, Date.now),
  feishu: {} as NonNullable<FeishuDeps['memory']>,
  pace: undefined as Pace | undefined,
  readyDatabase: undefined as string | undefined,
  falseClock: undefined as { atMs: number; sinceMs: number } | undefined,
}

/** An app for one request or one heartbeat. Throws `BadConfig` with a sentence for whoever sets the Worker up. */
export async function openInvocation(env: Env, triggeredAtMs?: number): Promise<Invocation> {
  const { config, feishu, bucket } = readSettings(env)
  const now = clockOf(config, triggeredAtMs)
  const log = createConsoleLog()
  const db = openRemote(config.databaseUrl, config.databaseAuthToken)
  if (shared.readyDatabase !== config.databaseUrl) await mustBeReady(db)
  shared.readyDatabase = config.databaseUrl

  const quota = createQuota(db, config.monthlyQuota)
  let called = false
  const count = (call: string) => {
    called = true
    quota.count(call)
  }
  const platform = createFeishu(feishu, { fetch, now, count, log, memory: shared.feishu })
  shared.pace ??= createPace(platform.limits)
  const directory = directoryReader(db)
  const later: Promise<unknown>[] = []
  let dueAtMs: number | undefined
  const app = createApp({
    db,
    platform,
    quota,
    directory,
    commands,
    now,
    log,
    photos: photoBucket(bucket),
    darkroom: workerDarkroom,
    monthlyQuota: config.monthlyQuota,
    secret: feishu.appSecret,
    publicUrl: () => config.publicUrl,
    pace: shared.pace,
    inHand: shared.inHand,
    metrics: shared.metrics,
    tries: shared.tries,
    spare: shared.spare,
    // Another isolate may hear the repeat: words wanted without a name are not kept, their author gets the page's address.
    hearsAll: false,
    alarm(atMs) {
      dueAtMs = atMs
    },
    later: (work) => void later.push(work),
  })
  return {
    app,
    now,
    log,
    async finish(done) {
      while (later.length > 0) await Promise.allSettled(later.splice(0))
      const begun = done ?? { sent: 0, failed: 0, nextAtMs: dueAtMs }
      const all = await stayWhileDue(app, begun, { now, wait, patienceMs: PATIENCE_MS })
      // Counted calls die with the app: the month's total must not lose them.
      if (called) await tellTrouble({ db, directory, platform }, quota, now())
      return all
    },
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function readSettings(env: Env): { config: Config; feishu: FeishuSettings; bucket: Bucket } {
  const config = readConfig(env)
  const bucket: Bucket | undefined = env.PHOTOS
  if (!config.feishu)
    throw new BadConfig('set FEISHU_APP_ID and FEISHU_APP_SECRET: npx wrangler secret put FEISHU_APP_ID')
  if (config.feishu.mode === 'websocket')
    throw new BadConfig('FEISHU_MODE=websocket needs Node: a Worker is called at /feishu/webhook')
  if (config.databaseUrl.startsWith('file:'))
    throw new BadConfig('DATABASE_URL: a Worker has no files, write libsql://… or https://…')
  if (config.calendarFile) throw new BadConfig('CALENDAR_FILE: a Worker has no files, unset it')
  if (!bucket) throw new BadConfig('bind an R2 bucket as PHOTOS in wrangler.toml')
  return { config, feishu: config.feishu, bucket }
}

async function mustBeReady(db: Database): Promise<void> {
  const tables = await schemaVersion(db)
  // A migration that ended between the tables and the rows counts as not done.
  const version = tables === SCHEMA_VERSION ? await rowsVersion(db) : tables
  if (version !== SCHEMA_VERSION)
    throw new BadConfig(
      `the database has schema version ${version}, this bot needs ${SCHEMA_VERSION}: run npm run migrate`,
    )
  if (!(await db.get('SELECT id FROM schools WHERE id = ?', [THE_SCHOOL])))
    throw new BadConfig('the database has no school yet: run npm run seed with SCHOOL_FILE')
}

/** Under a false clock (loopback only, see `readConfig`) the heartbeats say what time it is, and it goes on from there. */
function clockOf(config: Config, triggeredAtMs: number | undefined): () => number {
  if (config.startAtMs === undefined) return Date.now
  if (triggeredAtMs !== undefined || !shared.falseClock)
    shared.falseClock = { atMs: triggeredAtMs ?? config.startAtMs, sinceMs: Date.now() }
  const { atMs, sinceMs } = shared.falseClock
  return () => atMs + (Date.now() - sinceMs)
}
