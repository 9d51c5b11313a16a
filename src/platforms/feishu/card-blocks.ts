import type { Block, Field } from '../../cards/card.ts'
import { drawButtons } from './card-buttons.ts'
import { drawChart, drawTable } from './card-data.ts'
import { drawField, drawForm } from './card-form.ts'
import { drawImages, drawPeople } from './card-media.ts'
import { MAX_DEPTH, type Pen, type Place } from './card-pen.ts'
import { drawBold, drawInlines, drawLine, escapeMarkdown, markdown, plainText } from './card-text.ts'

/** Elements of Card JSON 2.0 for one block (`feishu.md` §14.4 to §14.6). */
export function drawBlock(block: Block | Field, pen: Pen, place: Place): object[] {
  switch (block.kind) {
    case 'text':
      return lines(drawInlines(block.text), block.small ? { text_size: 'notation' } : {})
    case 'heading':
      return lines(drawBold(block.text), { text_size: 'heading' })
    case 'facts':
      return lines(block.facts.map(drawFact).join('\n'))
    case 'list':
      return lines(block.items.map((item) => `- ${drawLine(item)}`).join('\n'))
    case 'table':
      return drawTable(block.columns, block.rows, pen, place)
    case 'chart':
      return drawChart(block.chart, pen, place)
    case 'images':
      return drawImages(block.images, pen)
    case 'people':
      return drawPeople(block.people)
    case 'divider':
      return [{ tag: 'hr' }]
    case 'columns':
      return drawColumns(block, pen, place)
    case 'details':
      return drawDetails(block, pen, place)
    case 'buttons':
      return drawButtons(block.buttons, pen, place)
    case 'form':
      return drawForm(block, pen, place)
    case 'field':
      return drawField(block, pen)
    default:
      return block satisfies never
  }
}

/** The label is bold and the colon full-width: a line like `key: value` may be taken for a heading (§14.6). */
function drawFact(fact: Extract<Block, { kind: 'facts' }>['facts'][number]): string {
  return `${drawBold(fact.label)}：${drawInlines(fact.value)}`
}

/** A markdown element must have content. */
const lines = (content: string, more: object = {}): object[] => (content ? [markdown(content, more)] : [])

export const drawBlocks = (blocks: (Block | Field)[], pen: Pen, place: Place): object[] =>
  blocks.flatMap((block) => drawBlock(block, pen, place))

/**
 * Side by side; one below the other where containers may not nest deeper. On a phone `stretch` breaks them up, `none`
 * makes them narrower (`feishu.md` §14.5).
 */
function drawColumns(
  { columns, together }: Extract<Block, { kind: 'columns' }>,
  pen: Pen,
  place: Place,
): object[] {
  if (place.depth >= MAX_DEPTH) return drawBlocks(columns.flat(), pen, place)
  const inside = { ...place, depth: place.depth + 1 }
  const drawn = columns
    .map((blocks) => drawBlocks(blocks, pen, inside))
    .filter((elements) => elements.length > 0)
    .map((elements) => ({ tag: 'column', width: 'weighted', weight: 1, elements }))
  return drawn.length > 0
    ? [{ tag: 'column_set', flex_mode: together ? 'none' : 'stretch', columns: drawn }]
    : []
}

/** A panel that opens on the client alone; where none may stand, a heading with its content. */
function drawDetails(block: Extract<Block, { kind: 'details' }>, pen: Pen, place: Place): object[] {
  if (place.depth >= MAX_DEPTH) {
    return [markdown(`**${escapeMarkdown(block.summary)}**`), ...drawBlocks(block.blocks, pen, place)]
  }
  const elements = drawBlocks(block.blocks, pen, { ...place, depth: place.depth + 1 })
  if (elements.length === 0) return []
  return [
    {
      tag: 'collapsible_panel',
      expanded: block.open ?? false,
      header: { title: plainText(block.summary), vertical_align: 'center' },
      elements,
    },
  ]
}
