import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { vi } from 'vitest'
import { createEmulator, type Emulator, type EmulatorOptions } from '../src/playground/feishu/emulator.ts'
import { settlePeople } from '../src/playground/townspeople.ts'
import { openFile } from '../src/store/file.ts'
import { toIso } from '../src/time.ts'
import { type Bot, type Env, startBot } from './process.ts'
import { sampleSchool } from './world.ts'

// Several processes on two busy cores: slow is no defect here; what must be quick is measured where it must be.
vi.setConfig({ testTimeout: 120_000 })

/**
 * An emulated Feishu with the whole sample school on their phones, a folder for the database, and bots as processes of
 * their own. Platform and bots share a clock that starts at `at` and runs like a real one.
 */
export interface Stage {
  readonly emulator: Emulator
  readonly folder: string
  readonly databaseUrl: string
  now(): number
  /** Sets the clock; processes started afterwards start there. */
  jumpTo(atMs: number): void
  /** What a bot needs in its environment; `more` wins. */
  env(more?: Env): Env
  bot(more?: Env): Promise<Bot>
  /** Makes the platform deliver to this bot; on a busy machine the address check may need a second try. */
  connect(bot: Bot): Promise<void>
  /** open_id of somebody of the sample school by name or id. */
  account(name: string): string
  /** The texts and cards the bot sent into a person's private chat. */
  answersTo(openId: string): ReturnType<Emulator['messagesOf']>
  /** Resolves once nothing kept or owed is due any more. */
  settled(withinMs?: number): Promise<void>
  /** Resolves once a query that counts gives that number. */
  reaches(sql: string, n: number, withinMs?: number): Promise<void>
  rows<T>(sql: string, args?: (string | number)[]): Promise<T[]>
  close(): Promise<void>
}

export interface StageOptions extends Omit<EmulatorOptions, 'now'> {
  at?: string
  databaseUrl?: string
}

export async function openStage({ at, databaseUrl, ...options }: StageOptions = {}): Promise<Stage> {
  let atMs = Date.parse(at ?? '2026-09-01T07:25:00+08:00')
  let since = performance.now()
  const now = () => Math.round(atMs + performance.now() - since)
  const folder = await mkdtemp(join(tmpdir(), 'stage-'))
  const emulator = createEmulator({ now, ...options })
  const { url: base } = await emulator.listen()
  const school = sampleSchool()
  settlePeople(emulator, school)
  const file = databaseUrl ?? `file:${join(folder, 'school.db')}`
  const bots = new Set<Bot>()
  // Opened anew each time: whoever looks from outside must not keep a lock or an old snapshot.
  const rows = async <T>(sql: string, args: (string | number)[] = []): Promise<T[]> => {
    const db = openFile(file.slice('file:'.length))
    try {
      return await db.all<T>(sql, args)
    } finally {
      await db.close()
    }
  }
  const schoolFile = join(folder, 'school.json')
  writeFileSync(schoolFile, JSON.stringify(sampleSchool()))
  const env = (more: Env = {}): Env => ({
    FEISHU_APP_ID: emulator.app.appId,
    FEISHU_APP_SECRET: emulator.app.appSecret,
    ...(emulator.app.encryptKey && { FEISHU_ENCRYPT_KEY: emulator.app.encryptKey }),
    FEISHU_VERIFICATION_TOKEN: emulator.app.verificationToken,
    FEISHU_BASE_URL: base,
    DATABASE_URL: file,
    PHOTO_DIR: join(folder, 'photos'),
    SCHOOL_FILE: schoolFile,
    SHUANGZE_NOW: new Date(now()).toISOString(),
    ...more,
  })
  return {
    emulator,
    folder,
    databaseUrl: file,
    now,
    jumpTo(ms) {
      atMs = ms
      since = performance.now()
    },
    env,
    async bot(more) {
      const bot = await startBot(env(more))
      bots.add(bot)
      return bot
    },
    async connect(bot) {
      for (let tries = 1; ; tries++) {
        try {
          return await emulator.connect(bot.webhook)
        } catch (error) {
          if (tries === 4) throw error
        }
      }
    },
    account(name) {
      const found = school.staff.find((entry) => entry.name === name || entry.id === name)
      if (!found) throw new Error(`nobody with an account is called ${name}`)
      return found.feishu_user_id!
    },
    answersTo(openId) {
      const chat = emulator.chatsOf(openId).find(({ type }) => type === 'p2p')
      return chat ? emulator.messagesOf(chat.chatId).filter(({ from }) => from.kind === 'bot') : []
    },
    async settled(withinMs = 20_000) {
      const over = AbortSignal.timeout(withinMs)
      for (;;) {
        const [left] = await rows<{ owed: number; kept: number }>(
          'SELECT (SELECT count(*) FROM outbox WHERE state = 0 AND not_before < ?) AS owed, (SELECT count(*) FROM inbox) AS kept',
          [now() + 30_000],
        )
        if (left!.owed + left!.kept === 0) return
        if (over.aborted) {
          const cards = await rows(
            'SELECT once, recipient, not_before - ? AS due, lease_until - ? AS lease, attempts, trouble FROM outbox WHERE state = 0 LIMIT 5',
            [now(), now()],
          )
          throw new Error(
            `${left!.owed} cards and ${left!.kept} sentences are left: ${JSON.stringify(cards)}`,
          )
        }
        await nextTurn()
      }
    },
    async reaches(sql, n, withinMs = 15_000) {
      const over = AbortSignal.timeout(withinMs)
      for (;;) {
        const [row] = await rows<{ n: number }>(sql)
        if (row!.n === n) return
        if (over.aborted) throw new Error(`${row!.n} instead of ${n}: ${sql}`)
        await nextTurn()
      }
    },
    rows,
    async close() {
      await Promise.all([...bots].map((bot) => bot.kill()))
      await emulator.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Waits until `check` holds, looking whenever something happens on a phone; rejects after `withinMs`, saying `what`. */
export function until(
  emulator: Emulator,
  what: string,
  check: () => boolean,
  withinMs = 15_000,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = AbortSignal.timeout(withinMs)
    const end = (settle: () => void) => {
      stop()
      over.removeEventListener('abort', late)
      settle()
    }
    const late = () => end(() => reject(new Error(`not within ${withinMs} ms: ${what}`)))
    const look = () => {
      if (check()) end(resolve)
    }
    const stop = emulator.onChange(look)
    over.addEventListener('abort', late)
    look()
  })
}

/** An instant for SHUANGZE_NOW and --at. */
export const iso = (atMs: number): string => toIso(atMs)
