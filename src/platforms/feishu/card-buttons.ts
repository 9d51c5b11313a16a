import type { Button } from '../../cards/card.ts'
import { MAX_DEPTH, type Pen, type Place } from './card-pen.ts'
import { plainText, webAddress } from './card-text.ts'
import { nameOfSentence } from './press.ts'

/** The one tap of the normal case is filled, so that a thumb finds it (`feishu.md` §14.6). */
const TYPE = { primary: 'primary_filled', default: 'default', danger: 'danger' } as const

/** Buttons that say their sentence; several stand in a row. */
export function drawButtons(buttons: Button[], pen: Pen, place: Place): object[] {
  return inRow(
    buttons.map((button) => drawButton(button, pen, place)),
    place,
  )
}

/** Several buttons stand in a row that wraps. */
function inRow(drawn: object[], place: Place): object[] {
  if (drawn.length < 2 || place.depth >= MAX_DEPTH) return drawn
  const columns = drawn.map((button) => ({ tag: 'column', width: 'auto', elements: [button] }))
  return [{ tag: 'column_set', flex_mode: 'flow', horizontal_spacing: 'small', columns }]
}

/**
 * Nothing inside a form fires alone (`feishu.md` §18.3), so there a sentence is a submit, whichever block the button
 * came from. It travels as value and as name, since a submit may lose its value (§6.1).
 */
function drawButton(button: Button, pen: Pen, place: Place): object {
  const address = button.url === undefined ? undefined : webAddress(button.url)
  return {
    tag: 'button',
    text: plainText(button.label),
    type: TYPE[button.style ?? 'default'],
    // Inside a form every interactive component must have a name, or the client refuses the form (200530).
    ...(place.inForm ? { name: pen.claimName(address ? 'link' : nameOfSentence(button.says)) } : {}),
    behaviors: address
      ? [{ type: 'open_url', default_url: address }]
      : [{ type: 'callback', value: { says: button.says } }],
    ...(button.confirm
      ? { confirm: { title: plainText(button.confirm.title), text: plainText(button.confirm.text) } }
      : {}),
    ...(place.inForm && !address ? { form_action_type: 'submit' } : {}),
  }
}
