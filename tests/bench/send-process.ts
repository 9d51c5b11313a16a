import { Client, LoggerLevel } from '@larksuiteoapi/node-sdk'
import { createApp } from '../../src/app.ts'
import type { Pace } from '../../src/bot/pace.ts'
import { noticeCard } from '../../src/cards/notice.ts'
import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork } from '../../src/log/work.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import { drawCard } from '../../src/platforms/feishu/card.ts'
import { createFeishu } from '../../src/platforms/feishu/index.ts'
import { APP, accountOf, bigSchool, NOW_MS, openMigrated } from './big-school.ts'

/** The same cards to the same people, by our outbox or by the SDK's own client. */
export interface Sending {
  by: 'outbox' | 'sdk'
  cards: number
  baseUrl: string
  database: string
}

const card = noticeCard('防汛提醒', 'warn', ['放学前请关好门窗。', '值班教师17:30前回报。'])
const now = () => NOW_MS

/** As many at a time as the outbox has. */
const AT_ONCE = 16

function sdkSender({ baseUrl, cards }: Sending) {
  const client = new Client({
    appId: APP.appId,
    appSecret: APP.appSecret,
    domain: baseUrl,
    loggerLevel: LoggerLevel.error,
  })
  return async () => {
    let next = 0
    const one = async () => {
      for (let order = next++; order < cards; order = next++)
        await client.im.v1.message.create({
          params: { receive_id_type: 'open_id' },
          data: {
            receive_id: accountOf(order),
            msg_type: 'interactive',
            content: JSON.stringify(drawCard(card, { imageKey: () => undefined })),
            uuid: `bench-${order}`,
          },
        })
    }
    await Promise.all(Array.from({ length: AT_ONCE }, one))
    return cards
  }
}

/** No limits: the bound is the processor. */
const noPace: Pace = { room: () => 1000, take: () => 0, freeAt: (nowMs) => nowMs, pauseUntil: () => {} }

async function outboxSender({ baseUrl, cards, database }: Sending) {
  const db = await openMigrated(database)
  await loadSchool(db, bigSchool(cards), NOW_MS)
  const platform = createFeishu({ ...APP, baseUrl }, { fetch, now, count: () => {}, log: () => {} })
  const app = createApp({
    db,
    platform,
    pace: noPace,
    directory: directoryReader(db),
    photos: { get: async () => undefined, put: async () => {} },
    commands: [],
    monthlyQuota: 1_000_000,
    now,
    later: () => {},
    log: () => {},
  })
  await platform.ping()
  return async () => {
    await recordUntilDone(
      db,
      'bench',
      () => beginWork(db, NOW_MS, null),
      async (work) => {
        for (let order = 0; order < cards; order++)
          work.owe({
            once: `bench:${order}`,
            kind: 'send',
            recipient: `person:T${order}`,
            show: { card: 'fixed', content: card },
            urgency: 2,
            notBeforeMs: NOW_MS,
          })
        return {}
      },
    )
    return (await app.workOff()).sent
  }
}

const sending = JSON.parse(process.argv[2]!) as Sending
const send = sending.by === 'sdk' ? sdkSender(sending) : await outboxSender(sending)
const before = process.cpuUsage()
const sent = await send()
const used = process.cpuUsage(before)
process.stdout.write(JSON.stringify({ sent, cpuMs: (used.user + used.system) / 1000 }))
process.exit(0)
