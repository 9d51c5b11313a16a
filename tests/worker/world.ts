import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createTestHarness } from 'wrangler'
import { type Bucket, photoBucket } from '../../src/photos/r2.ts'
import { createEmulator } from '../../src/playground/feishu/emulator.ts'
import { openRemote } from '../../src/store/remote.ts'
import { readCard } from '../reading-card.ts'
import { startSqld } from '../sqld.ts'
import { type Got, sampleSchool } from '../world.ts'

const ROOT = join(import.meta.dirname, '../..')
const WRANGLER = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
const run = promisify(execFile)

/** `npm run build:worker`, into a folder of the test's own. */
const buildWorker = (outdir: string) =>
  run(process.execPath, [WRANGLER, 'deploy', '--dry-run', '--outdir', outdir], { cwd: ROOT })

/** The bundled Worker in workerd, a real sqld, and an emulated Feishu, on one false clock that runs. */
export async function openWorkerWorld(startAt: string) {
  const folder = await mkdtemp(join(tmpdir(), 'worker-'))
  const [sqld] = await Promise.all([startSqld(), buildWorker(folder)])
  const clock = { atMs: Date.parse(startAt), sinceMs: Date.now() }
  const emulator = createEmulator({ now: () => clock.atMs + (Date.now() - clock.sinceMs) })
  const { url: feishu } = await emulator.listen()
  const school = sampleSchool()
  const schoolFile = join(folder, 'school.json')
  await writeFile(schoolFile, JSON.stringify(school))
  for (const entry of school.staff)
    if (entry.feishu_user_id) emulator.addUser({ openId: entry.feishu_user_id, name: entry.name })
  const harness = createTestHarness({
    root: ROOT,
    workers: [
      {
        configPath: 'wrangler.toml',
        prebuiltWorkerDir: folder,
        vars: { FEISHU_BASE_URL: feishu, SHUANGZE_NOW: startAt },
        secrets: {
          FEISHU_APP_ID: emulator.app.appId,
          FEISHU_APP_SECRET: emulator.app.appSecret,
          FEISHU_ENCRYPT_KEY: emulator.app.encryptKey!,
          FEISHU_VERIFICATION_TOKEN: emulator.app.verificationToken,
          DATABASE_URL: sqld.url,
        },
      },
    ],
  })
  const { url } = await harness.listen()
  const worker = harness.getWorker<{ PHOTOS: Bucket }>()
  const db = openRemote(sqld.url)

  const chatOf = (openId: string): Got[] => {
    const chat = emulator.chatsOf(openId).find(({ type }) => type === 'p2p')
    const messages = chat ? emulator.messagesOf(chat.chatId) : []
    return messages
      .filter(({ from }) => from.kind === 'bot')
      .map(({ messageId, atMs, type, card, text }) => ({
        ...(card ? readCard(card) : { ...NO_CARD, text: text ?? '' }),
        ...{ messageId, chatId: chat!.chatId, atMs, type, card },
      }))
  }

  /** Work after the answer is seen only by what it changes on a phone. */
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return
        stop()
        resolve()
      }
      const stop = emulator.onChange(look)
      look()
    })

  const personOf = ({ feishu_user_id: account }: { feishu_user_id?: string | null | undefined }) => {
    const openId = account!
    const answerTo = async (act: () => Promise<unknown>): Promise<Got> => {
      const count = chatOf(openId).length
      await Promise.all([act(), until(() => chatOf(openId).length > count)])
      return chatOf(openId)[count]!
    }
    return {
      openId,
      chat: () => chatOf(openId),
      says: (text: string) => answerTo(() => emulator.say(openId, text)),
      sends: (photo: Uint8Array) => answerTo(() => emulator.sendImage(openId, photo, 'image/jpeg')),
    }
  }

  /** The Cron Trigger at an instant; the emulated Feishu's clock goes there too. */
  const beat = async (at: string): Promise<string> => {
    Object.assign(clock, { atMs: Date.parse(at), sinceMs: Date.now() })
    return (await worker.scheduled({ cron: '* * * * *', scheduledTime: new Date(at) })).outcome
  }

  return {
    bundle: join(folder, 'worker.js'),
    webhook: `${url.origin}/feishu/webhook`,
    emulator,
    sqld,
    db,
    school,
    until,
    beat,
    beatTwice: (at: string) => Promise.all([beat(at), beat(at)]),
    person: (name: string) => personOf(school.staff.find((entry) => entry.name === name)!),
    everybody: () => school.staff.filter((entry) => entry.feishu_user_id).map(personOf),
    homeroomTeacher: () => personOf(school.staff.find(({ id }) => id === school.classes[0]!.homeroom)!),
    fetch: (path: string, init?: RequestInit) => fetch(new URL(path, url), init),
    /** `npm run <name>` on Node against the Worker's database. */
    cli: (name: string) =>
      run(process.execPath, ['src/cli.ts', name], {
        cwd: ROOT,
        env: { DATABASE_URL: sqld.url, SCHOOL_FILE: schoolFile },
      }),
    /** What the Worker's bucket holds under a key. */
    kept: async (key: string) => photoBucket((await worker.getEnv()).PHOTOS).get(key),
    logs: () => harness.getLogs(),
    async close() {
      await harness.close()
      await db.close()
      await emulator.close()
      await sqld.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const NO_CARD = { title: '', tags: [], buttons: [], fields: [], template: '' }
