import { writeFileSync } from 'node:fs'
import { createIds } from '../../src/playground/feishu/ids.ts'
import { encrypt, signatureHeaders } from '../../src/playground/feishu/seal.ts'
import { APP, accountOf, checkinOf, messageOf, NOW_MS } from './big-school.ts'

/** A request ready to be sent again and again; lines of a press file. */
export interface Sealed {
  headers: Record<string, string>
  body: string
}

/**
 * Writes presses of 全班正常, one per class, signed and encrypted by the emulated platform's own code, so that the load
 * costs no cryptography while it runs. `says` false leaves out the sentence: a button nobody knows, answered without
 * looking at the database.
 */
export function writePresses(path: string, classes: number, says: boolean): void {
  const ids = createIds(7)
  const lines = Array.from({ length: classes }, (_, order) => {
    const body = JSON.stringify({
      encrypt: encrypt(APP.encryptKey, JSON.stringify(envelope(order, says)), ids),
    })
    return JSON.stringify({ headers: signatureHeaders(APP.encryptKey, Buffer.from(body), NOW_MS, ids), body })
  })
  writeFileSync(path, lines.join('\n'))
}

/** `card.action.trigger` with everything the platform sends (feishu.md §6.1). */
const envelope = (order: number, says: boolean) => ({
  schema: '2.0',
  header: {
    event_id: `bench${String(order).padStart(27, '0')}`,
    event_type: 'card.action.trigger',
    create_time: `${NOW_MS}000`,
    token: APP.verificationToken,
    app_id: APP.appId,
    tenant_key: '0123456789abcdef',
  },
  event: {
    operator: {
      tenant_key: '0123456789abcdef',
      user_id: `bench${order}`,
      open_id: accountOf(order),
      union_id: `on_bench_${order}`,
    },
    token: `c-${'0123456789abcdef'.repeat(2)}`,
    action: {
      value: says ? { says: `/打卡 ${checkinOf(order)} 全班正常` } : { other: 'bench' },
      tag: 'button',
      timezone: 'Asia/Shanghai',
    },
    host: 'im_message',
    delivery_type: '',
    context: { open_message_id: messageOf(order), open_chat_id: 'oc_bench' },
  },
})
