import type { Inbound } from '../platforms/platform.ts'
import type { Command } from './command.ts'
import { type Understood, understand } from './understand.ts'
import { evenOut } from './words.ts'

/** What somebody wants said without his name; no words: he asks how. */
export interface AnonymousWish {
  words: string
  /** Said to be a hazard, with the command's own name: not asked again whether it is one. */
  insists: boolean
  /** What the form's own field for it says. */
  place?: string
}

/** 「匿名：食堂…」, 「我要匿名举报食堂…」: the wish stands before everything else, with or without a slash. */
const ASKS =
  /^(?:(?:我|请|帮我|我们)?(?:想|要|想要|请)?)匿名(?:地|来)?(?:举报|上报|报告|反映|反应|投诉|提|说|报隐患|报|隐患)?(?:一下|一条|一个)?[\s:：,，。;；]*/u

/** Whether this sentence, or the text field beside it, asks for no name. Knows nothing of who speaks. */
export function anonymousIn(understood: Understood, text: unknown): AnonymousWish | undefined {
  if (understood.kind === 'command') {
    const { name } = understood.command
    if (name === 'anonymous') return { words: without(understood.words), insists: false }
    if (name !== 'hazard' && name !== 'incident') return undefined
    // A field counts only where the sentence is the report's own form: 「/隐患 12 答复」 has words of a handler beside it.
    const isForm = understood.words === '' || understood.words.startsWith('照片 ')
    const words = isForm && typeof text === 'string' ? evenOut(text) : understood.words
    return ASKS.test(words) ? { words: without(words), insists: name === 'hazard' } : undefined
  }
  return ASKS.test(understood.words) ? { words: without(understood.words), insists: false } : undefined
}

/** For whoever stands where he is known. */
export const ANONYMOUS_ELSEWHERE =
  '这里知道是您，匿名的话没有记。请和我私聊发送「/匿名」拿不用登录的网址，或扫墙上的匿名隐患码。'

const without = (words: string): string => words.replace(ASKS, '').trim()

export const anonymousSentence = (says: string, text: unknown, commands: readonly Command[]) =>
  anonymousIn(understand(says, commands), text)

/** The same for anything that reached us: typed, pressed, chosen from the menu, or beside a picture. */
export function anonymousWish(inbound: Inbound, commands: readonly Command[]): AnonymousWish | undefined {
  switch (inbound.kind) {
    case 'message': {
      const { content, toBot } = inbound
      if (!toBot || (content.type !== 'text' && content.type !== 'photo')) return undefined
      return anonymousSentence(content.text, undefined, commands)
    }
    case 'press': {
      const { text, place } = inbound.fields
      const wish = anonymousSentence(inbound.says, text, commands)
      return wish && typeof place === 'string' && place.trim() ? { ...wish, place: place.trim() } : wish
    }
    case 'menu':
      return anonymousSentence(`/${inbound.eventKey}`, undefined, commands)
    default:
      return undefined
  }
}
