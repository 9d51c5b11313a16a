import type { MessageContent } from '../platform.ts'
import { type Mention, mentionedPeople, nameMentions } from './mentions.ts'
import { readRichText } from './rich-text.ts'

type Content = Record<string, unknown>
type Reader = (content: Content, mentions: Mention[]) => MessageContent

/** What a message kind we cannot use is called in the polite answer. */
const named = (what: string): Reader => {
  return () => ({ type: 'other', what })
}
const FALLBACK = named('这类消息')

/** One reader per message type of `feishu.md` §5.1. */
const readers = new Map<string, Reader>([
  ['text', readText],
  ['post', readRichText],
  ['image', readImage],
  ['file', readFile],
  ['folder', named('文件夹')],
  ['audio', named('语音')],
  ['media', named('视频')],
  ['sticker', named('表情')],
  ['interactive', named('卡片')],
  ['share_chat', named('群名片')],
  ['share_user', named('个人名片')],
  ['location', named('位置')],
  ['merge_forward', named('合并转发的聊天记录')],
  ['todo', named('任务')],
  ['vote', named('投票')],
  ['video_chat', named('视频会议')],
  ['system', named('系统消息')],
  ['hongbao', named('红包')],
  ['calendar', named('日程')],
  ['share_calendar_event', named('日程')],
  ['general_calendar', named('日程')],
])

/** The content of a message in our words; unknown types and broken content are answered politely, never refused. */
export function readContent(type: string, json: string, mentions: Mention[]): MessageContent {
  const content = parse(json)
  const reader = readers.get(type)
  if (!reader || !content) return FALLBACK({}, mentions)
  return reader(content, mentions)
}

function readText(content: Content, mentions: Mention[]): MessageContent {
  if (typeof content.text !== 'string') return FALLBACK(content, mentions)
  return {
    type: 'text',
    text: nameMentions(content.text, mentions),
    mentions: mentionedPeople(mentions),
  }
}

function readImage(content: Content, mentions: Mention[]): MessageContent {
  if (typeof content.image_key !== 'string' || !content.image_key) return FALLBACK(content, mentions)
  return { type: 'photo', keys: [content.image_key], text: '' }
}

function readFile({ file_key: key, file_name: name }: Content): MessageContent {
  if (typeof key !== 'string' || !key) return { type: 'other', what: '文件' }
  return { type: 'file', key, name: typeof name === 'string' ? name : '' }
}

function parse(json: string): Content | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? (value as Content) : undefined
  } catch {
    return undefined
  }
}
