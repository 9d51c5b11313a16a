import { join } from 'node:path'
import { commands } from '../../commands/index.ts'
import { type AppParts, createApp } from '../../src/app.ts'
import { noticeCard } from '../../src/cards/notice.ts'
import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork, type Owed } from '../../src/log/work.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import { photoFolder } from '../../src/photos/folder.ts'
import { createFeishu } from '../../src/platforms/feishu/index.ts'
import { createEmulator } from '../../src/playground/feishu/emulator.ts'
import { API_RULES, CHAT_RULES } from '../../src/playground/feishu/limits.ts'
import { accountOf, bigSchool, NOW_MS, openMigrated } from './big-school.ts'
import type { Line } from './numbers.ts'

const [PER_SECOND, PER_MINUTE] = API_RULES.map((rule) => rule.max) as [number, number]
const PER_CHAT_SECOND = CHAT_RULES[0]!.max
const GROUP = 'oc_bench'

/** When the last of `cards` may leave at the earliest, in seconds after the first. */
const boundSeconds = (cards: number): number =>
  Math.floor((cards - 1) / PER_MINUTE) * 60 + Math.floor(((cards - 1) % PER_MINUTE) / PER_SECOND)

/** Section 5: cards owed at one instant, sent through the emulated platform's own counters on a clock moved by hand. */
export async function measureFanOut(folder: string, _rounds: number, quick: boolean): Promise<Line[]> {
  const lines: Line[] = []
  for (const cards of quick ? [1000] : [1000, 5000]) {
    const went = await fanOut(join(folder, `fan-${cards}.db`), cards, (order) => `person:T${order}`)
    lines.push(...linesOf(`${cards} people`, went, boundSeconds(cards), cards))
  }
  const group = await fanOut(join(folder, 'fan-group.db'), 100, () => `chat:${GROUP}`)
  lines.push(...linesOf('100 to one group', group, Math.floor(99 / PER_CHAT_SECOND), 100))
  return lines
}

interface Went {
  seconds: number
  calls: number
  refused: number
  lost: number
  doubled: number
}

async function fanOut(path: string, cards: number, recipientOf: (order: number) => string): Promise<Went> {
  let nowMs = NOW_MS
  const now = () => nowMs
  const emulator = createEmulator({ now })
  for (let order = 0; order < cards; order++) emulator.addUser({ openId: accountOf(order), name: `${order}` })
  emulator.addGroup({ chatId: GROUP, name: '校务群', members: [accountOf(0)] })
  const db = await openMigrated(path)
  await loadSchool(db, bigSchool(cards), nowMs)
  const app = createApp(partsOf(db, emulator, now, `${path}-photos`))
  await recordUntilDone(
    db,
    'bench',
    () => beginWork(db, nowMs, null),
    async (work) => {
      for (let order = 0; order < cards; order++) work.owe(cardTo(recipientOf(order), order, nowMs))
      return {}
    },
  )
  for (let next: number | undefined = nowMs; next !== undefined; next = (await app.workOff()).nextAtMs)
    nowMs = Math.max(nowMs, next)
  await db.close()
  return countUp(emulator, cards)
}

function partsOf(
  db: AppParts['db'],
  emulator: ReturnType<typeof createEmulator>,
  now: () => number,
  photos: string,
): AppParts {
  const { appId, appSecret, encryptKey, verificationToken } = emulator.app
  const viaEmulator = ((url: string, init: RequestInit) =>
    emulator.fetch(new Request(url, init))) as typeof fetch
  const platform = createFeishu(
    { appId, appSecret, encryptKey, verificationToken, baseUrl: 'http://feishu.test' },
    { fetch: viaEmulator, now, count: () => {}, log: () => {} },
  )
  return {
    db,
    platform,
    directory: directoryReader(db),
    photos: photoFolder(photos),
    commands,
    monthlyQuota: 1_000_000,
    now,
    later: () => {},
    log: () => {},
  }
}

const cardTo = (recipient: string, order: number, nowMs: number): Owed => ({
  once: `bench:${order}`,
  kind: 'send',
  recipient,
  show: {
    card: 'fixed',
    content: noticeCard('防汛提醒', 'warn', [`第 ${order + 1} 份：放学前请关好门窗。`]),
  },
  urgency: 2,
  notBeforeMs: nowMs,
})

function countUp(emulator: ReturnType<typeof createEmulator>, cards: number): Went {
  const calls = emulator.calls.filter((call) => call.path === '/open-apis/im/v1/messages')
  const times = calls.filter((call) => call.code === 0).map((call) => call.atMs)
  const chats = new Set(
    Array.from({ length: cards }, (_, order) =>
      emulator.chatsOf(accountOf(order)).map((chat) => chat.chatId),
    ).flat(),
  )
  const arrived = [...chats].flatMap((chat) =>
    emulator.messagesOf(chat).map((message) => JSON.stringify(message.card)),
  )
  const different = new Set(arrived).size
  return {
    seconds: (Math.max(...times) - Math.min(...times)) / 1000,
    calls: calls.length,
    refused: calls.filter((call) => call.code !== 0).length,
    lost: cards - different,
    doubled: arrived.length - different,
  }
}

function linesOf(what: string, went: Went, bound: number, cards: number): Line[] {
  const line = (name: string, got: string, strawman: string, ratio: number | null, goal: string): Line => ({
    section: '5 fan-out',
    what: `${what}: ${name}`,
    got,
    strawman,
    ratio,
    goal,
  })
  return [
    line('share of the bound', `${went.seconds} s`, `${bound} s (limit)`, bound / went.seconds, '≥ 0.99'),
    line('refused', `${went.refused} of ${went.calls}`, '0', went.refused / went.calls, '≤ 0.005'),
    line('lost, doubled', `${went.lost}, ${went.doubled} of ${cards}`, '0, 0', null, '0, 0'),
  ]
}
