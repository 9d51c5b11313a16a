import type { Mentioned } from './envelope.ts'
import type { NormalizeContext } from './normalize.ts'

export interface Mention {
  /** The placeholder in the text: `@_user_1`. */
  key: string
  name: string
  account?: string
  isBot: boolean
}

/** Everybody mentioned; the bot is told apart by its open_id, or by `mentioned_type` while that is not known (§7.3). */
export async function readMentions(list: Mentioned[], context: NormalizeContext): Promise<Mention[]> {
  if (list.length === 0) return []
  const own = await context.botOpenId()
  return list.map((mention) => {
    const account = mention.id?.open_id
    const isBot = own === undefined ? mention.mentioned_type === 'bot' : account === own
    return {
      key: mention.key,
      name: mention.name ?? '',
      ...(account === undefined ? {} : { account }),
      isBot: isBot && mention.key !== '@_all',
    }
  })
}

/** Placeholders become `@name`, the bot's own goes away; `@_user_1` must not eat the head of `@_user_10`. */
export function nameMentions(text: string, mentions: Mention[]): string {
  const byKey = new Map(mentions.map((mention) => [mention.key, mention]))
  byKey.set('@_all', { key: '@_all', name: '所有人', isBot: false })
  const keys = [...byKey.keys()].filter(Boolean).sort((a, b) => b.length - a.length)
  const pattern = new RegExp(keys.map((key) => key.replace(/[^\w@]/g, '\\$&')).join('|'), 'g')
  return text.replace(pattern, (key) => sayMention(byKey.get(key)))
}

export const sayMention = (mention: Mention | undefined): string =>
  !mention || mention.isBot ? '' : `@${mention.name}`

/** The people (not bots of ours, not everyone) a message names, each once. */
export function mentionedPeople(mentions: Mention[]): { account: string; name: string }[] {
  const people = new Map<string, string>()
  for (const { account, name, isBot, key } of mentions) {
    if (account && !isBot && key !== '@_all') people.set(account, name)
  }
  return [...people].map(([account, name]) => ({ account, name }))
}
