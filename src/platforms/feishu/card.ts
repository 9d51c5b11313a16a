import type { Card, Tone } from '../../cards/card.ts'
import type { DrawContext } from '../platform.ts'
import { drawBlocks } from './card-blocks.ts'
import { shorten } from './card-fit.ts'
import { BODY, newPen } from './card-pen.ts'
import { planBlocks } from './card-plan.ts'
import { drawInlines, markdown, plainText } from './card-text.ts'

const TEMPLATES: Record<Tone, string> = {
  info: 'blue',
  ok: 'green',
  warn: 'orange',
  danger: 'red',
  muted: 'grey',
}
/** Tags beside the title know `neutral` where headers know `grey`. */
const TAG_COLORS: Record<Tone, string> = { ...TEMPLATES, muted: 'neutral' }
const MAX_TAGS = 3
/** Far above what a title or notification shows; only there so that a runaway text cannot break the card. */
const MAX_TITLE = 200

/** Our own limits, below the platform's 30 KB and 200 elements (`feishu.md` §14.1). */
const MAX_BYTES = 25_000
const MAX_NODES = 190
/** Each step cuts a quarter off the longest part, so even a card of a megabyte fits long before this. */
const MAX_STEPS = 400

/** A card as Card JSON 2.0. What would not fit is cut and says so; the result is always one the platform takes. */
export function drawCard(card: Card, draw: DrawContext): object {
  let rest = card
  let drawn = drawWhole(rest, draw)
  for (let step = 0; step < MAX_STEPS && !fits(drawn); step++) {
    const shorter = shorten(rest)
    if (!shorter) break
    rest = shorter
    drawn = drawWhole(rest, draw)
  }
  return drawn
}

function drawWhole(card: Card, draw: DrawContext): object {
  return {
    schema: '2.0',
    config: {
      update_multi: true,
      enable_forward: card.audience !== 'personal',
      width_mode: 'default',
      summary: { content: card.preview.slice(0, MAX_TITLE) },
    },
    header: drawHeader(card),
    body: {
      direction: 'vertical',
      elements: [...drawBlocks(planBlocks(card), newPen(draw), BODY), ...pageLine(card)],
    },
  }
}

/** Only where the page can more: a line under every card would be clutter. A link, because a button would ask to be pressed. */
const PAGE_LINES = new Map([
  ['hazard', '在网页中打开 · 可传照片'],
  ['incident', '在网页中打开 · 可传照片'],
  ['listing', '在网页中打开 · 提请函和督办牌'],
  ['listings', '在网页中打开 · 可打印督办牌'],
  ['point', '在网页中打开 · 可传照片'],
  ['point-codes', '在网页中打开 · 可打印'],
  ['posters', '在网页中打开 · 可打印'],
  ['coverage', '在网页中打开 · 看全表'],
  ['hazards', '在网页中打开 · 看表、图和分布'],
  ['ledger', '在网页中打开 · 导出台账'],
  ['tablets', '在网页中打开 · 看二维码'],
])

function pageLine({ kind, page }: Card): object[] {
  const line = PAGE_LINES.get(kind)
  if (page === undefined || line === undefined) return []
  const link = drawInlines([{ link: line, url: page }])
  return [markdown(link, { text_size: 'notation' })]
}

function drawHeader(card: Card): object {
  const tags = (card.tags ?? []).slice(0, MAX_TAGS)
  return {
    title: plainText(card.title.slice(0, MAX_TITLE)),
    template: TEMPLATES[card.tone],
    ...(tags.length > 0
      ? {
          text_tag_list: tags.map((tag) => ({
            tag: 'text_tag',
            text: plainText(tag.slice(0, MAX_TITLE)),
            color: TAG_COLORS[card.tone],
          })),
        }
      : {}),
  }
}

function fits(drawn: object): boolean {
  const json = JSON.stringify(drawn)
  return nodesIn(json) <= MAX_NODES && bytesOf(json) <= MAX_BYTES
}

function nodesIn(json: string): number {
  let nodes = 0
  for (let at = json.indexOf(TAG); at >= 0; at = json.indexOf(TAG, at + TAG.length)) nodes += 1
  return nodes
}

const TAG = '"tag":'
const encoder = new TextEncoder()
/** No character of a string takes more than three bytes: nearly every card is small enough without counting. */
const bytesOf = (json: string): number =>
  json.length * 3 <= MAX_BYTES ? json.length * 3 : encoder.encode(json).length
