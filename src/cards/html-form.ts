import { html } from 'hono/html'
import type { Button, Form } from './card.ts'
import { drawBlocks, type Html, type HtmlPen } from './html.ts'
import { webAddress } from './html-inline.ts'

/** The hidden field that makes a post ours and happen once. */
export const TICKET = '_ticket'

const ticketField = (pen: HtmlPen): Html => html`<input type="hidden" name="${TICKET}" value="${pen.ticket}">`

/** Buttons that say their sentence at once; inside a form they send its fields along, filled or not. */
export function drawButtons(buttons: Button[], pen: HtmlPen): Html {
  if (buttons.length === 0) return html``
  const drawn = buttons.map((button) => drawButton(button, pen.inForm))
  if (pen.inForm) return html`<div class="buttons">${drawn}</div>`
  return html`<form class="buttons" method="post" action="${pen.action}">${ticketField(pen)}${drawn}</form>`
}

/** A form of a card is a form of the page; one inside another is drawn as its content. */
export function drawForm(form: Form, pen: HtmlPen): Html {
  const inside = { ...pen, inForm: true }
  const content = [
    ...drawBlocks(form.blocks, inside),
    html`<div class="buttons">${form.buttons.map((button) => drawButton(button, false))}</div>`,
  ]
  if (pen.inForm) return html`${content}`
  const files = form.blocks.some((block) => block.kind === 'field' && block.input === 'photo')
  const encoding = files ? 'multipart/form-data' : 'application/x-www-form-urlencoded'
  return html`<form class="form" method="post" action="${pen.action}" enctype="${encoding}">${ticketField(pen)}${content}</form>`
}

function drawButton(button: Button, skipsFields: boolean): Html {
  const address = webAddress(button.url)
  const style = button.style ?? 'default'
  if (address)
    return html`<a class="button ${style}" href="${address}" rel="noopener noreferrer">${button.label}</a>`
  if (!button.confirm) return submit(button.says, button.label, style, skipsFields)
  // The question opens in place: no script and no second page, and nothing is said before it is answered.
  return html`<details class="confirm"><summary class="button ${style}">${button.label}</summary>
<div role="group" aria-label="${button.confirm.title}"><b>${button.confirm.title}</b><p>${button.confirm.text}</p>${submit(button.says, `确定${button.label}`, 'danger', skipsFields)}</div></details>`
}

const submit = (says: string, label: string, style: string, skipsFields: boolean): Html =>
  html`<button class="button ${style}" name="says" value="${says}" ${skipsFields ? 'formnovalidate' : ''}>${label}</button>`
