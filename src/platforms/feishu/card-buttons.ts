import type { Button } from '../../cards/card.ts'
import { MAX_DEPTH, type Pen, type Place } from './card-pen.ts'
import { plainText, webAddress } from './card-text.ts'
import { nameOfSentence } from './press.ts'

/** The one tap of the normal case is filled, so that a thumb finds it (`feishu.md` §14.6). */
const TYPE = { primary: 'primary_filled', default: 'default', danger: 'danger' } as const

/** Buttons that say their sentence at once. */
export function drawButtons(buttons: Button[], pen: Pen, place: Place): object[] {
  return inRow(
    buttons.map((button) => drawButton(button, pen, place)),
    place,
  )
}

/** Buttons that send the form: the sentence travels as value and as name, since the value may be lost (§6.1). */
export function drawSubmits(buttons: Button[], pen: Pen, place: Place): object[] {
  const drawn = buttons.map((button) => {
    const shape = drawButton(button, pen, place)
    return webAddress(button.url ?? '') ? shape : { ...shape, form_action_type: 'submit' }
  })
  return inRow(drawn, place)
}

/** Several buttons stand in a row that wraps. */
function inRow(drawn: object[], place: Place): object[] {
  if (drawn.length < 2 || place.depth >= MAX_DEPTH) return drawn
  const columns = drawn.map((button) => ({ tag: 'column', width: 'auto', elements: [button] }))
  return [{ tag: 'column_set', flex_mode: 'flow', horizontal_spacing: 'small', columns }]
}

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
  }
}
