import type { Command } from '../bot/command.ts'
import { understand } from '../bot/understand.ts'
import type { Block, Button, Card, Field } from '../cards/card.ts'
import type { Posted } from './posted.ts'

/**
 * What may be said at a tablet, by command: one's own check-ins and duties, by their ids, and a new hazard. Nothing that
 * shows a record, names a colleague or decides about one: others read along, and nobody has logged in.
 */
const SAYABLE: Record<string, RegExp> = {
  checkin: /^\S+\.\S+(?: |$)/,
  done: /^\S+\.\S+ (?!文件)/,
  share: /^\S+\.\S+ (?:同意|完成)$/,
  meeting: /^\S+\.\S+ 到会$/,
  hazard: /^$/,
}

function isSayable(sentence: string, commands: readonly Command[]): boolean {
  const understood = understand(sentence, commands)
  if (understood.kind !== 'command') return false
  const { name } = understood.command
  return Object.hasOwn(SAYABLE, name) && SAYABLE[name]!.test(understood.words)
}

/** Why this post is nothing the tablet passes on, for whoever stands there; undefined when it is. */
export function whyUnsayable({ says, fields }: Posted, commands: readonly Command[]): string | undefined {
  if (says === '') return '请点一个按钮。'
  if (!isSayable(says, commands)) return '这件事不能在平板上办，什么都没有改动。请找您的主管或安全办公室。'
  // Without words 「/隐患」 asks for a form, and the tablet's own is this one.
  const understood = understand(says, commands)
  const reports = understood.kind === 'command' && understood.command.name === 'hazard'
  return reports && String(fields.text ?? '').trim() === '' ? '请写一句在哪里、有什么隐患。' : undefined
}

/** The card with only those buttons that may be pressed here. */
export function sayableCard(card: Card, commands: readonly Command[]): Card {
  const buttons = (list: Button[]) => list.filter(({ says, url }) => !url && isSayable(says, commands))
  const blocks = <B extends Block | Field>(list: B[]): B[] => list.map(one)
  const one = <B extends Block | Field>(block: B): B => {
    switch (block.kind) {
      case 'buttons':
        return { ...block, buttons: buttons(block.buttons) }
      case 'form':
        return { ...block, blocks: blocks(block.blocks), buttons: buttons(block.buttons) }
      case 'details':
        return { ...block, blocks: blocks(block.blocks) }
      case 'columns':
        return { ...block, columns: block.columns.map(blocks) }
      default:
        return block
    }
  }
  return { ...card, blocks: blocks(card.blocks) }
}
