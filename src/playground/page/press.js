// @ts-check
import { ask, tell } from './dialog.js'
import { el } from './dom.js'
import { cardIcon } from './icons.js'
import { safeUrl } from './inline.js'
import { words } from './words.js'

/** @typedef {import('./card.js').Hand} Hand */
/** @typedef {import('./card.js').Spec} Spec */
/** @typedef {import('./card.js').Path} Path */

/** @param {Spec} e @param {Path} path @param {Hand} hand */
export function button(e, path, hand) {
  const label = e.text?.content ?? ''
  const node = el(
    'button',
    {
      type: 'button',
      class: `btn btn-${e.type ?? 'default'} btn-${e.size ?? 'medium'} ${e.width === 'fill' ? 'fill' : ''}`,
      'aria-disabled': e.disabled,
      title: e.disabled ? e.disabled_tips?.content : e.hover_tips?.content,
      data: { place: e.name || path.join('.') },
    },
    cardIcon(e.icon),
    words(e.text, hand),
    !label && !e.icon && '按钮',
  )
  if (/^\d+px$/.test(e.width ?? '')) node.style.width = e.width
  node.addEventListener('click', () => void pressed(node, e, path, hand))
  return node
}

/** @param {HTMLButtonElement} node @param {Spec} e @param {Path} path @param {Hand} hand */
async function pressed(node, e, path, hand) {
  if (e.disabled) return e.disabled_tips?.content && tell('warning', e.disabled_tips.content)
  if (hand.form && e.form_action_type === 'reset') return hand.form.reset()
  if (hand.form && e.form_action_type === 'submit') return hand.form.submit(node, e)
  await pressOn(node, e, { path, name: e.name, label: e.text?.content }, hand)
}

/** An `open_url` behaviour opens its page, on its own or beside a callback. @param {Spec} e */
function openBehaviour(e) {
  const open = (e.behaviors ?? []).find((/** @type {Spec} */ one) => one.type === 'open_url')
  const href = safeUrl(open?.ios_url || open?.android_url || open?.default_url || open?.pc_url || e.url || '')
  if (open && href) window.open(href, '_blank', 'noopener,noreferrer')
}

/**
 * Asks the card's own question if it has one, then opens the page and tells the bot; the control waits for the answer.
 * @param {HTMLElement} node
 * @param {Spec} e
 * @param {{path: Path, name?: string, label?: string}} target
 * @param {Hand} hand
 */
export async function pressOn(node, e, target, hand) {
  if (!(await confirmed(e))) return
  openBehaviour(e)
  if ((e.behaviors ?? []).every((/** @type {Spec} */ one) => one.type === 'open_url') && !e.value) return
  await waiting(node, () => hand.press(target))
}

/** @param {Spec} e */
export const confirmed = async (e) =>
  !e.confirm || ask(e.confirm.title?.content ?? '', e.confirm.text?.content ?? '')

/**
 * Locks `node` until the bot has answered, so that a second tap is not a second press.
 * @param {HTMLElement} node
 * @param {() => Promise<unknown>} run
 */
export async function waiting(node, run) {
  if (node.getAttribute('aria-busy') === 'true') return
  node.setAttribute('aria-busy', 'true')
  try {
    await run()
  } finally {
    node.removeAttribute('aria-busy')
  }
}
