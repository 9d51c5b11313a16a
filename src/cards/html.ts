import { html } from 'hono/html'
import type { Block, Card, CardImage, Field, FieldValue } from './card.ts'
import { drawChart } from './html-chart.ts'
import { drawField } from './html-field.ts'
import { drawButtons, drawForm } from './html-form.ts'
import { drawInlines, drawPerson } from './html-inline.ts'

/** Escaped HTML, as hono's tagged template makes it: whatever is put into one is escaped unless it is Html itself. */
export type Html = ReturnType<typeof html>

/** What the HTML drawing needs from outside the card. */
export interface HtmlContext {
  /** The address of a photo's shown copy. */
  photo(id: string): string
  /** What the reader may do with a photo, as links under it. */
  below?(id: string): { label: string; to: string }[]
  /** Where buttons and forms post to. */
  action: string
  /** The one-time ticket every post carries. */
  ticket: string
  /** What was typed before a refusal, so that nobody types it twice. */
  typed?: Record<string, FieldValue>
}

export interface HtmlPen extends HtmlContext {
  /** Inside a form a button sends the form's fields along; forms do not nest in HTML. */
  inForm: boolean
}

/** A card as HTML that works without JavaScript (design §3.7): every button is a real submit that says its sentence. */
export function drawHtml(card: Card, context: HtmlContext): Html {
  const pen = { ...context, inForm: false }
  return html`<article class="card tone-${card.tone}">
<header>
<h1>${card.title}</h1>
${card.tags?.length ? html`<ul class="tags">${card.tags.slice(0, 3).map((tag) => html`<li>${tag}</li>`)}</ul>` : ''}
</header>
<div class="body">${drawBlocks(card.blocks, pen)}</div>
</article>`
}

export const drawBlocks = (blocks: (Block | Field)[], pen: HtmlPen): Html[] =>
  blocks.map((block) => drawBlock(block, pen))

function drawBlock(block: Block | Field, pen: HtmlPen): Html {
  switch (block.kind) {
    case 'text':
      return html`<p class="${block.small ? 'small' : 'text'}">${drawInlines(block.text)}</p>`
    case 'heading':
      return html`<h2>${block.text}</h2>`
    case 'facts':
      return drawFacts(block.facts)
    case 'list':
      return html`<ul class="list">${block.items.map((item) => html`<li>${drawInlines(item)}</li>`)}</ul>`
    case 'table':
      return drawTable(block)
    case 'chart':
      return drawChart(block.chart)
    case 'images':
      return html`<ul class="images">${block.images.map((image) => drawImage(image, pen))}</ul>`
    case 'people':
      return html`<ul class="people">${block.people.map((person) => html`<li>${drawPerson(person)}</li>`)}</ul>`
    case 'divider':
      return html`<hr>`
    case 'columns':
      return html`<div class="columns">${block.columns.map((column) => html`<div>${drawBlocks(column, pen)}</div>`)}</div>`
    case 'details':
      return html`<details class="more" ${block.open ? 'open' : ''}><summary>${block.summary}</summary><div>${drawBlocks(block.blocks, pen)}</div></details>`
    case 'buttons':
      return drawButtons(block.buttons, pen)
    case 'form':
      return drawForm(block, pen)
    case 'field':
      return drawField(block, pen)
    default:
      return block satisfies never
  }
}

type Facts = Extract<Block, { kind: 'facts' }>['facts']

function drawFacts(facts: Facts): Html {
  if (facts.length === 0) return html``
  const lines = facts.map(
    ({ label, value }) => html`<div><dt>${label}</dt><dd>${drawInlines(value)}</dd></div>`,
  )
  return html`<dl class="facts">${lines}</dl>`
}

/** Whole when tapped: evidence is looked at closely. */
function drawImage({ photo, alt }: CardImage, pen: HtmlPen): Html {
  const address = pen.photo(photo)
  const links = (pen.below?.(photo) ?? []).map(({ label, to }) => html`<a href="${to}">${label}</a>`)
  const below = links.length > 0 ? html`<p class="below">${links}</p>` : ''
  return html`<li><a class="picture" href="${address}"><img src="${address}" alt="${alt}" loading="lazy"></a>${below}</li>`
}

/** Wide tables scroll inside themselves, by keyboard too; the page never does. */
function drawTable({ columns, rows }: Extract<Block, { kind: 'table' }>): Html {
  const side = (align: string | undefined) => `at-${align ?? 'left'}`
  const head = columns.map(({ label, align }) => html`<th scope="col" class="${side(align)}">${label}</th>`)
  const body = rows.map(
    (row) =>
      html`<tr>${columns.map(({ key, align }) => html`<td class="${side(align)}">${Object.hasOwn(row, key) ? String(row[key]) : ''}</td>`)}</tr>`,
  )
  return html`<div class="table" role="region" aria-label="表格" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}
