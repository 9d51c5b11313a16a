import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { commands } from '../../commands/index.ts'
import { type App, createApp } from '../app.ts'
import { createQuota } from '../bot/quota.ts'
import { loadSchool } from '../people/load-school.ts'
import { directoryReader, type ReadDirectory } from '../people/read-directory.ts'
import type { SchoolFile } from '../people/school-file.ts'
import { nodeDarkroom } from '../photos/darkroom-node.ts'
import { photoFolder } from '../photos/folder.ts'
import type { PhotoStorage } from '../photos/storage.ts'
import { createFeishu } from '../platforms/feishu/index.ts'
import type { Database } from '../store/database.ts'
import { readMigrations } from '../store/migrations-on-disk.ts'
import { openDatabase } from '../store/open.ts'
import { nextDue } from '../tick.ts'
import { upgrade } from '../upgrade.ts'
import { createEmulator, type Emulator } from './feishu/emulator.ts'
import { settlePeople } from './townspeople.ts'

export interface TownOptions {
  startAtMs: number
  school: SchoolFile
  /** Default: a file in a new temporary folder. */
  databaseUrl?: string
  photoDir?: string
  seed?: number
  monthlyQuota?: number
  /** Where people reach the pages; else the bot's own address. */
  publicUrl?: () => string | undefined
  log?: (event: string, data: object) => void
}

/**
 * A school, the bot and an emulated Feishu on one false clock: what the playground shows and every story drives. The
 * bot and the platform talk real HTTP on loopback; only time is ours.
 */
export interface Town {
  readonly emulator: Emulator
  readonly app: App
  /** Where the bot listens. */
  readonly url: string
  /** Where the emulated platform listens. */
  readonly platformUrl: string
  readonly db: Database
  readonly directory: ReadDirectory
  readonly photos: PhotoStorage
  now(): number
  /** Lives through everything up to the instant: each heartbeat, each message owed, each repeated delivery. */
  moveTo(ms: number): Promise<void>
  /** One heartbeat at the instant and nothing in between, as `npm run tick -- --at` does. */
  jumpTo(ms: number): Promise<void>
  /** Resolves when nothing is being worked on; time stands still. */
  settle(): Promise<void>
  /** The same, and lets the seconds pass that the platform's pace holds an answer back, at most three. */
  settleAnswers(): Promise<void>
  /** The next instant at which anything happens by itself. */
  next(): Promise<number>
  /** Ends the bot as a restart would and starts it anew on the same database; given an instant, only then. */
  restart(atMs?: number): Promise<void>
  close(): Promise<void>
}

const MIGRATIONS = new URL('../../migrations/', import.meta.url).pathname

export async function openTown(options: TownOptions): Promise<Town> {
  let nowMs = options.startAtMs
  // When the bot wants to be woken for what it owes; Infinity when it owes nothing.
  let wakeAtMs = Number.POSITIVE_INFINITY
  const now = () => nowMs
  const folder = options.databaseUrl && options.photoDir ? '' : await mkdtemp(join(tmpdir(), 'shuangze-'))
  const url = options.databaseUrl ?? `file:${join(folder, 'town.db')}`
  const photos = photoFolder(options.photoDir ?? join(folder, 'photos'))
  const emulator = createEmulator({ now, seed: options.seed ?? 1 })
  const { url: baseUrl } = await emulator.listen()
  settlePeople(emulator, options.school)
  let bot = await startBot()
  await emulator.connect(`${bot.url}/feishu/webhook`)
  await bot.app.beat(nowMs, 'woke')
  bot.woke = false

  async function startBot() {
    const db = openDatabase(url)
    await upgrade(db, await readMigrations(MIGRATIONS), now())
    await loadSchool(db, options.school, now())
    const later = new Set<Promise<unknown>>()
    const directory = directoryReader(db)
    const quota = createQuota(db, options.monthlyQuota ?? 1_000_000)
    const log = options.log ?? (() => {})
    const { app: keys } = emulator
    let ownUrl: string | undefined
    const platform = createFeishu(
      {
        appId: keys.appId,
        appSecret: keys.appSecret,
        encryptKey: keys.encryptKey,
        verificationToken: keys.verificationToken,
        baseUrl,
        freshnessMs: 3_600_000,
        // Whoever reaches the playground from elsewhere reaches only its own port; it hands these requests on.
        accountsUrl: options.publicUrl,
      },
      { fetch, now, count: quota.count, log, checkCards: true },
    )
    const app = createApp({
      db,
      platform,
      directory,
      quota,
      commands,
      now,
      log,
      photos,
      darkroom: nodeDarkroom(),
      monthlyQuota: options.monthlyQuota ?? 1_000_000,
      alarm: (ms) => {
        wakeAtMs = ms
      },
      secret: keys.appSecret,
      publicUrl: () => options.publicUrl?.() ?? ownUrl,
      later(work) {
        const kept = work.finally(() => later.delete(kept))
        later.add(kept)
      },
    })
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise<void>((resolve) =>
      server.listening ? resolve() : server.once('listening', () => resolve()),
    )
    const { port } = server.address() as AddressInfo
    ownUrl = `http://127.0.0.1:${port}`
    return { db, app, directory, later, server, url: ownUrl, woke: true }
  }

  async function stopBot() {
    await settle()
    await new Promise<void>((resolve) => bot.server.close(() => resolve()))
    await bot.db.close()
  }

  async function settle(): Promise<void> {
    while (bot.later.size > 0) await Promise.all(bot.later)
  }

  async function settleAnswers(): Promise<void> {
    const untilMs = nowMs + 3_000
    await settle()
    for (;;) {
      const { nextAtMs } = await bot.app.workOff()
      await settle()
      if (nextAtMs === undefined || nextAtMs > untilMs) return
      nowMs = Math.max(nowMs, nextAtMs)
    }
  }

  async function next(): Promise<number> {
    const candidates = [
      await nextDue({ db: bot.db, directory: bot.directory }, nowMs),
      wakeAtMs,
      emulator.nextDeliveryAtMs() ?? Infinity,
    ]
    return Math.max(nowMs + 1, Math.min(...candidates))
  }

  return {
    emulator,
    get app() {
      return bot.app
    },
    platformUrl: baseUrl,
    get url() {
      return bot.url
    },
    get db() {
      return bot.db
    },
    get directory() {
      return bot.directory
    },
    photos,
    now,
    next,
    settle,
    settleAnswers,
    async moveTo(ms) {
      await settle()
      for (;;) {
        const at = Math.min(ms, await next())
        nowMs = Math.max(nowMs, at)
        await emulator.runDueDeliveries()
        wakeAtMs = Number.POSITIVE_INFINITY
        await bot.app.beat(nowMs, bot.woke ? 'woke' : 'by-hand')
        bot.woke = false
        await settle()
        if (nowMs >= ms) break
      }
    },
    async jumpTo(ms) {
      await settle()
      nowMs = Math.max(nowMs, ms)
      await bot.app.beat(nowMs)
      await settleAnswers()
    },
    async restart(atMs = nowMs) {
      await stopBot()
      nowMs = Math.max(nowMs, atMs)
      bot = await startBot()
      await emulator.connect(`${bot.url}/feishu/webhook`)
    },
    async close() {
      await stopBot()
      await emulator.close()
      if (folder) await rm(folder, { recursive: true, force: true })
    },
  }
}
