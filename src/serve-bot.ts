import { commands } from '../commands/index.ts'
import { createApp } from './app.ts'
import { createQuota } from './bot/quota.ts'
import { type FeishuSettings, isLoopback } from './config.ts'
import { createAlarm, startHeart } from './heart.ts'
import { openStore, readCalendarOverride, type StartParts } from './open-store.ts'
import { directoryReader } from './people/read-directory.ts'
import { nodeDarkroom } from './photos/darkroom-node.ts'
import { photoFolder } from './photos/folder.ts'
import { createFeishu } from './platforms/feishu/index.ts'
import type { Platform } from './platforms/platform.ts'
import { Unreadable } from './refusal.ts'
import { MINUTE_MS } from './time.ts'

export interface Running {
  fetch(request: Request): Promise<Response>
  announce(url: string): void
  stop(): Promise<void>
}

/** An app over real parts; `later` work is waited for on stopping. `alarm` hears when to wake it next. */
export async function buildApp(parts: StartParts, now: () => number, alarm?: (atMs: number) => void) {
  const { config, log } = parts
  const feishu = config.feishu as FeishuSettings
  const db = await openStore(parts, now())
  const quota = createQuota(db, config.monthlyQuota)
  const platform = createFeishu(
    { ...feishu, freshnessMs: 60 * MINUTE_MS },
    { fetch, now, count: quota.count, log, checkCards: isLoopback(feishu.baseUrl) },
  )
  const later = new Set<Promise<unknown>>()
  const app = createApp({
    db,
    platform,
    quota,
    commands,
    now,
    log,
    directory: directoryReader(db, await readCalendarOverride(config)),
    photos: photoFolder(config.photoFolder),
    darkroom: nodeDarkroom(),
    monthlyQuota: config.monthlyQuota,
    secret: feishu.appSecret,
    publicUrl: () => config.publicUrl,
    ...(alarm && { alarm }),
    later(work) {
      const kept = work.finally(() => later.delete(kept))
      later.add(kept)
    },
  })
  const idle = async () => {
    while (later.size > 0) await Promise.all(later)
  }
  return { app, db, platform, quota, idle }
}

/** The bot for a real school: webhook or long connection, a heartbeat every minute, and sooner when something is owed. */
export async function startBot(parts: StartParts): Promise<Running> {
  const startedMs = Date.now()
  const { startAtMs, feishu } = parts.config
  const now = startAtMs === undefined ? Date.now : () => startAtMs + (Date.now() - startedMs)
  const alarm = createAlarm(now, () => bot.app.wake())
  const bot = await buildApp(parts, now, alarm.set)
  const { app, db, platform, idle } = bot
  const heart = startHeart(app, now, parts.log)
  const socket = feishu?.mode === 'websocket' ? await connectSocket(bot, feishu, now, parts.log) : undefined
  return {
    fetch: app.fetch,
    announce(url) {
      parts.log('ready', { webhook: feishu?.mode === 'webhook' ? `${url}/feishu/webhook` : undefined })
      // Loads the SDK, which takes longer than everything before it: only once we can be reached.
      void registerNativeCommands(platform, parts.log)
    },
    async stop() {
      socket?.close()
      alarm.stop()
      await heart.stop()
      await idle()
      await db.close()
    },
  }
}

type Bot = Awaited<ReturnType<typeof buildApp>>

/** The long connection goes the webhook's way from the envelope on (`feishu.md` §15). */
async function connectSocket(
  { app, platform, quota }: Bot,
  feishu: FeishuSettings,
  now: () => number,
  log: StartParts['log'],
) {
  const { startSocket } = await import('./platforms/feishu/socket.ts')
  const handle = async (envelope: unknown) => {
    try {
      return await app.respond(await platform.normalize(envelope, now()))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      // Thrown on, it would be delivered again and again and never make more sense.
      return log('unreadable', { why: error.message })
    }
  }
  return startSocket(feishu, handle, { fetch, count: quota.count, log })
}

/** The native slash commands are a comfort: without their scope everything works by typing (`feishu.md` §7.1). */
async function registerNativeCommands(platform: Platform, log: StartParts['log']): Promise<void> {
  const list = commands.map(({ name, summary, chinese }) => ({
    name,
    description: `${chinese[0]} · ${summary}`,
  }))
  await platform
    .registerCommands(list)
    .then((difference) => log('commands-registered', difference))
    .catch((error: unknown) =>
      log('commands-not-registered', { error: error instanceof Error ? error.message : String(error) }),
    )
}
