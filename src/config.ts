import * as z from 'zod'
import { isDay } from './time.ts'

/** What the bot needs to know from outside (design §2). Names are fixed: other people's scripts rely on them. */
export interface Config {
  port: number
  host: string
  publicUrl: string | undefined
  databaseUrl: string
  databaseAuthToken: string | undefined
  schoolFile: string | undefined
  calendarFile: string | undefined
  photoFolder: string
  /** Calls to Feishu per month that the school's edition allows. */
  monthlyQuota: number
  /** Start the clock here; playground and tests only. */
  startAtMs: number | undefined
  feishu: FeishuSettings | undefined
}

export interface FeishuSettings {
  appId: string
  appSecret: string
  encryptKey: string | undefined
  verificationToken: string | undefined
  baseUrl: string
  mode: 'webhook' | 'websocket'
}

/** A setting that cannot work; the message says which and what to write instead. */
export class BadConfig extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BadConfig'
  }
}

const FEISHU = 'https://open.feishu.cn'
const empty = (value: unknown) => (value === '' ? undefined : value)
const optional = z.preprocess(empty, z.string().optional())

const shape = z.object({
  PORT: z.preprocess(empty, z.coerce.number().int().min(0).max(65535).default(8787)),
  HOST: optional,
  PUBLIC_URL: z.preprocess(empty, z.url().optional()),
  DATABASE_URL: z.preprocess(
    empty,
    z
      .string()
      .regex(/^(file:|https?:\/\/|libsql:\/\/|wss?:\/\/)/)
      .default('file:data/shuangze.db'),
  ),
  DATABASE_AUTH_TOKEN: optional,
  FEISHU_APP_ID: optional,
  FEISHU_APP_SECRET: optional,
  FEISHU_ENCRYPT_KEY: optional,
  FEISHU_VERIFICATION_TOKEN: optional,
  FEISHU_BASE_URL: z.preprocess(empty, z.url().default(FEISHU)),
  FEISHU_MODE: z.preprocess(empty, z.enum(['webhook', 'websocket']).default('webhook')),
  FEISHU_MONTHLY_QUOTA: z.preprocess(empty, z.coerce.number().int().positive().default(50_000)),
  SCHOOL_FILE: optional,
  CALENDAR_FILE: optional,
  PHOTO_DIR: z.preprocess(empty, z.string().default('data/photos')),
  SHUANGZE_NOW: optional,
})

const HINTS: Record<string, string> = {
  PORT: 'a number from 0 to 65535, e.g. 8787',
  PUBLIC_URL: 'an address people can reach, e.g. https://bot.school.example',
  DATABASE_URL: 'file:…, http(s)://…, libsql://… or ws(s)://…',
  FEISHU_BASE_URL: `an address that speaks the protocol, e.g. ${FEISHU}`,
  FEISHU_MODE: 'webhook or websocket',
  FEISHU_MONTHLY_QUOTA: 'a positive number of calls, e.g. 50000',
}

/** Environment → Config. Throws `BadConfig` with one line per setting that needs mending. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const read = shape.safeParse(env)
  if (!read.success) {
    const lines = read.error.issues.map(
      ({ path }) => `${String(path[0])}: write ${HINTS[String(path[0])] ?? 'something else'}`,
    )
    throw new BadConfig(lines.join('\n'))
  }
  const set = read.data
  const feishu = feishuSettings(set)
  return {
    port: set.PORT,
    host: set.HOST ?? (feishu ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: set.PUBLIC_URL?.replace(/\/+$/, ''),
    databaseUrl: set.DATABASE_URL,
    databaseAuthToken: set.DATABASE_AUTH_TOKEN,
    schoolFile: set.SCHOOL_FILE,
    calendarFile: set.CALENDAR_FILE,
    photoFolder: set.PHOTO_DIR,
    monthlyQuota: set.FEISHU_MONTHLY_QUOTA,
    startAtMs: startAt(set.SHUANGZE_NOW, feishu),
    feishu,
  }
}

function feishuSettings(set: z.output<typeof shape>): FeishuSettings | undefined {
  if (!set.FEISHU_APP_ID && !set.FEISHU_APP_SECRET) return undefined
  if (!set.FEISHU_APP_ID || !set.FEISHU_APP_SECRET)
    throw new BadConfig(
      'FEISHU_APP_ID and FEISHU_APP_SECRET go together: copy both from 凭证与基础信息 of the app, or unset both for the playground',
    )
  if (set.FEISHU_MODE === 'webhook' && !set.FEISHU_ENCRYPT_KEY && !set.FEISHU_VERIFICATION_TOKEN)
    throw new BadConfig(
      'set FEISHU_ENCRYPT_KEY (recommended) or FEISHU_VERIFICATION_TOKEN, from 事件与回调 → 加密策略： without either anybody could send us events',
    )
  if (set.FEISHU_MODE === 'websocket' && !LONG_CONNECTION_APP.test(set.FEISHU_APP_ID))
    throw new BadConfig(
      'FEISHU_APP_ID: a long connection wants "cli_" and 16 hex digits; copy it from 凭证与基础信息, or use FEISHU_MODE=webhook',
    )
  return {
    appId: set.FEISHU_APP_ID,
    appSecret: set.FEISHU_APP_SECRET,
    encryptKey: set.FEISHU_ENCRYPT_KEY,
    verificationToken: set.FEISHU_VERIFICATION_TOKEN,
    baseUrl: set.FEISHU_BASE_URL.replace(/\/+$/, ''),
    mode: set.FEISHU_MODE,
  }
}

/** With any other id the platform's client returns without a word (`feishu.md` §15.3). */
const LONG_CONNECTION_APP = /^cli_[0-9a-fA-F]{16}$/
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
/** An emulated platform on this machine, not a real school's. */
export const isLoopback = (baseUrl: string): boolean => LOOPBACK.test(new URL(baseUrl).hostname)

/** A false clock is for the playground and for tests against an emulator on this machine; never for a real school. */
function startAt(now: string | undefined, feishu: FeishuSettings | undefined): number | undefined {
  if (now === undefined) return undefined
  const startAtMs = readInstant(now)
  if (startAtMs === undefined)
    throw new BadConfig('SHUANGZE_NOW: write an ISO instant, e.g. 2026-09-01T07:25:00+08:00')
  if (feishu && !isLoopback(feishu.baseUrl))
    throw new BadConfig('SHUANGZE_NOW is refused while real credentials are set: unset one of them')
  return startAtMs
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/

/**
 * An ISO instant as people give it to us; without an offset it is the school's own time, never the process's.
 * Undefined for anything else, a 30th of February included.
 */
export function readInstant(text: string): number | undefined {
  const match = INSTANT.exec(text.trim())
  if (!match || !isDay(match[1]!)) return undefined
  const ms = Date.parse(match[4] ? match[0] : `${match[0]}+08:00`)
  return Number.isNaN(ms) ? undefined : ms
}
