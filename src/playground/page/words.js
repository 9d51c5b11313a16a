// @ts-check
import { el } from './dom.js'
import { hue } from './icons.js'
import { inline } from './inline.js'

/** @typedef {import('./card.js').Hand} Hand */
/** @typedef {Record<string, any>} Spec */

/**
 * A text object of a card: plain_text or lark_md (`feishu.md` §14.2).
 * @param {Spec | undefined} spec
 * @param {Hand} hand
 * @param {string} [name] class
 */
export function words(spec, hand, name = '') {
  const said = spec?.i18n_content?.zh_cn ?? spec?.content ?? ''
  const node = el('span', { class: `words ${name}` })
  if (spec?.tag === 'lark_md') node.append(...inline(said, hand))
  else node.textContent = said
  return spec ? dress(node, spec, hand) : node
}

/**
 * Size, colour, alignment and number of lines, as Markdown and text objects share them.
 * @template {HTMLElement} Node
 * @param {Node} node
 * @param {Spec} spec
 * @param {Hand} hand
 */
export function dress(node, spec, hand) {
  const custom = hand.style.text_size?.[spec.text_size]
  const size = custom ? (custom.mobile ?? custom.default) : spec.text_size
  if (size) node.classList.add(`size-${size}`)
  if (spec.text_align) node.style.textAlign = spec.text_align
  paint(node, 'color', spec.text_color, hand)
  if (spec.lines) {
    node.classList.add('clamped')
    node.style.setProperty('--lines', String(spec.lines))
  }
  return node
}

/**
 * A colour by its Feishu name (`grey`, `blue-50`), or one the card defines itself in `config.style.color`.
 * @param {HTMLElement} node
 * @param {'color' | 'background'} what
 * @param {string | undefined} name
 * @param {Hand} hand
 */
export function paint(node, what, name, hand) {
  if (!name || name === 'default') return
  const custom = hand.style.color?.[name]
  if (custom) node.style.setProperty(what, custom.light_mode)
  else node.classList.add(`${what === 'color' ? 'fg' : 'tint'}-${hue(name)}`)
}
