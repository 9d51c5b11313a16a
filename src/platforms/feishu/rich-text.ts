import type { MessageContent } from '../platform.ts'
import { type Mention, mentionedPeople, nameMentions, sayMention } from './mentions.ts'

type Node = Record<string, unknown>

/**
 * A rich text message (图文, §5.1): a photo with words as soon as one picture is in it, else text. It is the only way
 * a photo reaches the bot in a group, because only rich text can carry the mention (§1.2).
 */
export function readRichText(content: Node, mentions: Mention[]): MessageContent {
  const { title, paragraphs } = unwrap(content)
  const nodes = paragraphs.flat()
  const keys = nodes.flatMap((node) => (node.tag === 'img' ? texts(node.image_key) : []))
  const lines = paragraphs.map((line) => line.map((node) => sayNode(node, mentions)).join(''))
  const text = [title, ...lines].join('\n').trim()
  if (keys.length > 0) return { type: 'photo', keys: [...new Set(keys)], text }
  if (!text && nodes.some((node) => node.tag === 'media')) return { type: 'other', what: '视频' }
  return { type: 'text', text, mentions: mentionedPeople(mentions) }
}

/** Received rich text has no language level, sent one has: both are read. */
function unwrap(content: Node): { title: string; paragraphs: Node[][] } {
  const inner = Array.isArray(content.content) ? content : (Object.values(content).find(hasParagraphs) ?? {})
  const paragraphs = Array.isArray(inner.content) ? inner.content : []
  return {
    title: typeof inner.title === 'string' ? inner.title : '',
    paragraphs: paragraphs.map((line) => (Array.isArray(line) ? line.filter(isNode) : [])),
  }
}

/** The words of one node; a tag we do not know keeps its text if it has one. */
function sayNode(node: Node, mentions: Mention[]): string {
  const words = texts(node.text)[0] ?? ''
  switch (node.tag) {
    case 'a': {
      const address = texts(node.href)[0] ?? ''
      return words && words !== address ? `${words} ${address}`.trim() : address
    }
    case 'at':
      return sayAt(node, mentions)
    case 'emotion':
      return node.emoji_type ? `[${String(node.emoji_type)}]` : ''
    case 'img':
    case 'media':
    case 'hr':
      return ''
    default:
      return nameMentions(words, mentions)
  }
}

function sayAt(node: Node, mentions: Mention[]): string {
  const id = texts(node.user_id)[0] ?? ''
  if (id === 'all' || id === '@_all') return '@所有人'
  const mention = mentions.find(({ key, account }) => key === id || account === id)
  if (mention) return sayMention(mention)
  return `@${texts(node.user_name)[0] ?? ''}`
}

const texts = (value: unknown): string[] => (typeof value === 'string' && value ? [value] : [])
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const hasParagraphs = (value: unknown): value is Node => isNode(value) && Array.isArray(value.content)
