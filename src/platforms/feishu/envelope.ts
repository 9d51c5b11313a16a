import * as z from 'zod'
import { Unreadable } from '../../refusal.ts'

/**
 * The shapes we read of what the platform sends (`feishu.md` §4.3, §5, §6). Fields we do not know are ignored, texts
 * may come as numbers, and nulls count as absent: the platform adds fields without notice.
 */
const text = z.union([z.string(), z.number()]).transform(String)
const maybe = text.nullish().transform((value) => (value ? value : undefined))

const ids = z.object({ open_id: maybe, union_id: maybe })
/** Somebody who must be known by open_id for the event to make sense. */
const person = z.object({ open_id: text.pipe(z.string().min(1)), union_id: maybe })

export const header = z.object({
  event_id: maybe,
  event_type: z.string().min(1),
  create_time: maybe,
  app_id: maybe,
})

/** Envelope of schema 1 (§4.3); only `p2p_chat_create` concerns us. */
export const oldEnvelope = z.object({
  uuid: maybe,
  ts: maybe,
  event: z.object({
    type: z.string().min(1),
    app_id: maybe,
    chat_id: maybe,
    operator: ids.nullish(),
    user: ids.nullish(),
  }),
})

export const mention = z.object({
  key: z.string(),
  id: z.union([ids, z.string().transform((id) => ({ open_id: id }))]).nullish(),
  mentioned_type: maybe,
  name: z.string().nullish(),
})

export const messageEvent = z.object({
  sender: z.object({ sender_id: ids.nullish(), sender_type: maybe }),
  message: z.object({
    message_id: text.pipe(z.string().min(1)),
    parent_id: maybe,
    create_time: maybe,
    chat_id: text,
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string(),
    mentions: z.array(mention).nullish(),
  }),
})

export const pressEvent = z.object({
  operator: person,
  action: z
    .object({
      value: z.unknown(),
      name: maybe,
      form_value: z.record(z.string(), z.unknown()).nullish(),
      option: z.unknown(),
      options: z.unknown(),
      input_value: z.unknown(),
      checked: z.unknown(),
    })
    .partial(),
  context: z.object({ open_message_id: maybe, open_chat_id: maybe }).nullish(),
})

export const menuEvent = z.object({
  operator: z.object({ operator_id: person }),
  event_key: text,
  timestamp: maybe,
})

export const enteredEvent = z.object({ chat_id: text, operator_id: person })

export const botMemberEvent = z.object({
  chat_id: text,
  operator_id: ids.nullish(),
  name: z.string().nullish(),
})

const flag = z.boolean().nullish()
const userStatus = z.object({ is_frozen: flag, is_resigned: flag, is_exited: flag }).nullish()
const directoryUser = z.object({
  open_id: maybe,
  union_id: maybe,
  name: maybe,
  mobile: maybe,
  status: userStatus,
})
export const directoryEvent = z.object({ object: directoryUser, old_object: directoryUser.nullish() })
export const userAnswer = z.object({ user: directoryUser.nullish() })

export type DirectoryUser = z.infer<typeof directoryUser>
export type Mentioned = z.infer<typeof mention>
export type Action = z.infer<typeof pressEvent>['action']

/** Reads `value` as `shape`; what does not fit is `Unreadable`, naming the field and never its content. */
export function read<T>(shape: z.ZodType<T>, value: unknown, what: string): T {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new Unreadable(`${what}: ${issue?.path.join('.') || 'body'} is ${issue?.code ?? 'wrong'}`)
}
