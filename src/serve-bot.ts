import { readFile } from 'node:fs/promises'
import { commands } from '../commands/index.ts'
import { createApp } from './app.ts'
import { createQuota } from './bot/quota.ts'
import type { CalendarOverride } from './calendar/calendar.ts'
import { BadConfig, type Config, type FeishuSettings, isLoopback } from './config.ts'
import { createAlarm, startHeart } from './heart.ts'
import { loadSchool } from './people/load-school.ts'
import { directoryReader } from './people/read-directory.ts'
import { readSchoolFile } from './people/school-file.ts'
import { nodeDarkroom } from './photos/darkroom-node.ts'
import { photoFolder } from './photos/folder.ts'
import { createFeishu } from './platforms/feishu/index.ts'
import type { Platform } from './platforms/platform.ts'
import { Unreadable } from './refusal.ts'
import type { Database } from './store/database.ts'
import { schemaVersion } from './store/migrate.ts'
import { readMigrations } from './store/migrations-on-disk.ts'
import { openDatabase } from './store/open.ts'
import { MINUTE_MS } from './time.ts'
import { rowsVersion, upgrade } from './upgrade.ts'

export interface StartParts {
  config: Config
  log: (event: string, data: object) => void
  schoolText: string | undefined
}

export interface Running {
  fetch(request: Request): Promise<Response>
  announce(url: string): void
  stop(): Promise<void>
}

/** The text of SCHOOL_FILE; throws `BadConfig` when there is no such file. */
export async function readSchoolText({ schoolFile }: Config): Promise<string | undefined> {
  if (schoolFile === undefined) return undefined
  return readFile(schoolFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadConfig(
      `SCHOOL_FILE: ${schoolFile} cannot be read (${error.code}); write the path of a school as JSON`,
    )
  })
}

const MIGRATIONS = new URL('../migrations/', import.meta.url).pathname

/** The database with the right schema and a school in it, or a sentence that says what is missing. */
export async function openStore({ config, schoolText, log }: StartParts, nowMs: number): Promise<Database> {
  const db = openDatabase(config.databaseUrl, config.databaseAuthToken)
  // A file has one owner and is migrated here; a remote database is migrated on purpose (design §2).
  if (db.kind === 'file') await upgrade(db, await readMigrations(MIGRATIONS), nowMs)
  await checkSchema(db)
  if (schoolText !== undefined) {
    const school = readSchoolFile(schoolText, await readCalendarOverride(config))
    if (await loadSchool(db, school, nowMs))
      log('school-loaded', { people: school.staff.length, warnings: school.warnings })
  }
  return db
}

/** Refuses a database of an older version, and one that a newer version has already changed. */
export async function checkSchema(db: Database): Promise<void> {
  const [tables, wanted] = [await schemaVersion(db), (await readMigrations(MIGRATIONS)).length]
  // A migration that ended between the tables and the rows counts as not done.
  const is = tables === wanted ? await rowsVersion(db) : tables
  if (is < wanted)
    throw new BadConfig(
      `the database has schema version ${is}, this bot needs ${wanted}: run npm run migrate`,
    )
  if (is > wanted)
    throw new BadConfig(
      `the database has schema version ${is}, this bot knows only ${wanted}: start the newer version of the bot`,
    )
}

export async function readCalendarOverride(config: Config): Promise<CalendarOverride> {
  if (!config.calendarFile) return {}
  const { parseHolidayOverride } = await import('./calendar/school-calendar.ts')
  return { overrides: [parseHolidayOverride(JSON.parse(await readFile(config.calendarFile, 'utf8')))] }
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
