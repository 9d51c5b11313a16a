import { cut } from '../cut.ts'
import { type Block, type Button, buttons, type Card, type Tone, text } from './card.ts'

/** A few sentences and at most three buttons. */
export function noticeCard(
  title: string,
  tone: Tone,
  lines: string[],
  actions: Button[] = [],
  more: Block[] = [],
): Card {
  return {
    kind: 'notice',
    title,
    tone,
    preview: cut(lines[0] ?? title, 40),
    audience: 'personal',
    blocks: [
      ...lines.map((line) => text(line)),
      ...more,
      ...(actions.length > 0 ? [buttons(...actions)] : []),
    ],
  }
}
