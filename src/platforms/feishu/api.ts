import * as z from 'zod'
import { PlatformError } from '../../refusal.ts'
import type { Address, Posted, Profile } from '../platform.ts'
import type { Caller } from './client.ts'
import { userAnswer } from './envelope.ts'
import type { Download } from './http.ts'
import { readProfile } from './normalize.ts'

/** The calls of `feishu.md` §8 and §10 we make. Every failure is a `PlatformError`. */
const MOBILES_PER_CALL = 50
/** Nobody of that id in the app's contact range, or nobody at all (§10, §3). */
const NOT_IN_RANGE = new Set<number | string>([41050, 99992351])

/** A message ready to be sent: `content` is JSON text (§8.1). */
export interface Content {
  msg_type: 'interactive' | 'text'
  content: string
}

const posted = z.object({ data: z.object({ message_id: z.string().min(1), chat_id: z.string().optional() }) })

export async function sendMessage(
  call: Caller,
  to: Address,
  content: Content,
  uuid: string,
): Promise<Posted> {
  const receiver =
    'account' in to
      ? { receive_id_type: 'open_id' as const, receive_id: to.account }
      : { receive_id_type: 'chat_id' as const, receive_id: to.chat }
  const answer = await call((client) =>
    client.im.v1.message.create({
      params: { receive_id_type: receiver.receive_id_type },
      data: { receive_id: receiver.receive_id, ...content, uuid },
    }),
  )
  return readPosted(answer)
}

export async function replyMessage(
  call: Caller,
  messageId: string,
  content: Content,
  uuid: string,
): Promise<Posted> {
  const answer = await call((client) =>
    client.im.v1.message.reply({ path: { message_id: messageId }, data: { ...content, uuid } }),
  )
  return readPosted(answer)
}

function readPosted(answer: unknown): Posted {
  const { data } = expect(posted, answer, 'send')
  return { messageId: data.message_id, chatId: data.chat_id ?? '' }
}

export async function updateCard(call: Caller, messageId: string, content: string): Promise<void> {
  await call((client) => client.im.v1.message.patch({ path: { message_id: messageId }, data: { content } }))
}

/** A file somebody sent; only through its message (§8.9). */
export function downloadResource(
  call: Caller,
  messageId: string,
  key: string,
  kind: 'image' | 'file',
): Promise<Download> {
  const path = [messageId, 'resources', key].map(encodeURIComponent).join('/')
  return call((client) =>
    client.request<Download>({
      method: 'GET',
      url: `/open-apis/im/v1/messages/${path}`,
      params: { type: kind },
      responseType: 'arraybuffer',
    }),
  )
}

const uploaded = z.object({ data: z.object({ image_key: z.string().min(1) }) })

/** Uploads a picture for messages and cards; the key is good for this app alone. */
export async function uploadImage(call: Caller, bytes: Uint8Array, mime: string): Promise<string> {
  const image = new File([new Uint8Array(bytes)], `photo.${mime.split('/')[1] ?? 'jpg'}`, { type: mime })
  const answer = await call((client) =>
    client.request({
      method: 'POST',
      url: '/open-apis/im/v1/images',
      headers: { 'content-type': 'multipart/form-data' },
      data: { image_type: 'message', image },
    }),
  )
  return expect(uploaded, answer, 'upload').data.image_key
}

const found = z.object({
  data: z.object({
    user_list: z.array(z.object({ user_id: z.string().nullish(), mobile: z.string().nullish() })).nullish(),
  }),
})

/** Mobile → open_id; numbers nobody has are absent. */
export async function findByMobile(call: Caller, mobiles: string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(mobiles)]
  const accounts = new Map<string, string>()
  for (let start = 0; start < wanted.length; start += MOBILES_PER_CALL) {
    const batch = wanted.slice(start, start + MOBILES_PER_CALL)
    const answer = await call((client) =>
      client.contact.v3.user.batchGetId({
        params: { user_id_type: 'open_id' },
        data: { mobiles: batch, include_resigned: false },
      }),
    )
    for (const { user_id, mobile } of expect(found, answer, 'batch_get_id').data.user_list ?? []) {
      if (user_id && mobile) accounts.set(asAsked(batch, mobile), user_id)
    }
  }
  return accounts
}

/** A number may come back with its country code although it was asked without. */
const asAsked = (asked: string[], mobile: string): string =>
  asked.includes(mobile) ? mobile : (asked.find((number) => mobile === `+86${number}`) ?? mobile)

/** One person of the directory, or undefined outside the app's contact range. */
export async function fetchProfile(call: Caller, account: string): Promise<Profile | undefined> {
  try {
    const answer = await call((client) =>
      client.contact.v3.user.get({ path: { user_id: account }, params: { user_id_type: 'open_id' } }),
    )
    const { user } = expect(z.object({ data: userAnswer }), answer, 'user').data
    return user ? readProfile({ ...user, open_id: user.open_id ?? account }) : undefined
  } catch (error) {
    if (error instanceof PlatformError && NOT_IN_RANGE.has(error.code)) return undefined
    throw error
  }
}

const botInfo = z.object({ bot: z.object({ open_id: z.string().min(1) }) })

/** The bot's own open_id (§3). */
export async function fetchBotOpenId(call: Caller, timeoutMs: number): Promise<string> {
  const answer = await call((client) =>
    client.request({ method: 'GET', url: '/open-apis/bot/v3/info', timeout: timeoutMs }),
  )
  return expect(botInfo, answer, 'bot info').bot.open_id
}

/** An answer of a shape we do not know is the platform's fault and no reason to try again. */
export function expect<T>(shape: z.ZodType<T>, answer: unknown, what: string): T {
  const result = shape.safeParse(answer)
  if (result.success) return result.data
  throw new PlatformError('refused', 'shape', `${what}: the answer has an unknown shape`)
}
