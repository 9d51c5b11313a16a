// @ts-check
import { elements } from './card.js'
import { el } from './dom.js'
import { cardIcon, icon } from './icons.js'
import { markdown } from './markdown.js'
import { pressOn } from './press.js'
import { paint, words } from './words.js'

/** @typedef {import('./card.js').Hand} Hand */
/** @typedef {import('./card.js').Spec} Spec */
/** @typedef {import('./card.js').Path} Path */

const gaps = /** @type {Record<string, string>} */ ({
  small: '4px',
  medium: '8px',
  large: '12px',
  extra_large: '16px',
})
const aligns = /** @type {Record<string, string>} */ ({
  left: 'flex-start',
  top: 'flex-start',
  center: 'center',
  right: 'flex-end',
  bottom: 'flex-end',
})

/** @param {string | undefined} value @returns {string | undefined} */
const gap = (value) => (value ? (gaps[value] ?? (/^\d+px$/.test(value) ? value : undefined)) : undefined)

/**
 * Direction, spacing, alignment and padding, which body, columns, panels, forms and containers share.
 * @param {HTMLElement} node
 * @param {Spec} e
 */
export function flow(node, e) {
  const across = e.direction === 'horizontal'
  node.classList.add('flow', across ? 'across' : 'down')
  const [main, cross] = across
    ? [e.horizontal_align, e.vertical_align]
    : [e.vertical_align, e.horizontal_align]
  if (aligns[main]) node.style.justifyContent = aligns[main]
  if (aligns[cross]) node.style.alignItems = aligns[cross]
  const rows = gap(e.vertical_spacing)
  const columns = gap(e.horizontal_spacing)
  if (rows) node.style.rowGap = rows
  if (columns) node.style.columnGap = columns
  if (/^(\d+px\s*){1,4}$/.test(e.padding ?? '')) node.style.padding = e.padding
}

/** A phone is narrow: `stretch` columns stand below each other, the other modes keep theirs. @param {Spec} e @param {Path} path @param {Hand} hand */
export function columnSet(e, path, hand) {
  const node = el(
    'div',
    { class: `columns mode-${e.flex_mode ?? 'none'}` },
    elements(e.columns, [...path, 'columns'], hand),
  )
  const space = gap(e.horizontal_spacing)
  if (space) node.style.gap = space
  node.style.justifyContent = aligns[e.horizontal_align] ?? ''
  painted(node, e, hand)
  return node
}

/** @param {HTMLElement} node @param {Spec} e @param {Hand} hand */
function painted(node, e, hand) {
  if (!e.background_style || e.background_style === 'default') return
  node.classList.add('painted')
  paint(node, 'background', e.background_style, hand)
}

/** @param {Spec} e @param {Path} path @param {Hand} hand */
export function column(e, path, hand) {
  const node = el('div', { class: 'column' }, elements(e.elements, [...path, 'elements'], hand))
  flow(node, e)
  const width = e.width ?? 'auto'
  if (width === 'weighted') node.style.flex = `${e.weight ?? 1} 1 0`
  else node.style.flex = /^\d+px$/.test(width) ? `0 0 ${width}` : '0 1 auto'
  node.style.alignSelf = aligns[e.vertical_align] ?? ''
  painted(node, e, hand)
  return node
}

/** Opening and closing stays on the phone; it is remembered over live updates. @param {Spec} e @param {Path} path @param {Hand} hand */
export function collapsiblePanel(e, path, hand) {
  const place = e.element_id ?? path.join('.')
  const title = e.header?.title
  const said =
    title?.tag === 'markdown' ? el('div', { class: 'md' }, markdown(title.content, hand)) : words(title, hand)
  const summary = el(
    'summary',
    { data: { place } },
    cardIcon(e.header?.icon && !/down|right/.test(e.header.icon.token ?? '') ? e.header.icon : undefined),
    said,
    icon('chevron', { class: 'turn' }),
  )
  const inner = el('div', { class: 'panel-body' }, elements(e.elements, [...path, 'elements'], hand))
  flow(inner, e)
  const node = el(
    'details',
    {
      class: `panel ${e.border ? 'bordered' : ''}`,
      open: hand.memory.open.get(place) ?? e.expanded ?? false,
    },
    summary,
    inner,
  )
  node.addEventListener('toggle', () => hand.memory.open.set(place, node.open))
  paint(summary, 'background', e.header?.background_color, hand)
  paint(node, 'background', e.background_color, hand)
  return node
}

/** A whole area that is pressed like a button. @param {Spec} e @param {Path} path @param {Hand} hand */
export function interactiveContainer(e, path, hand) {
  const node = el(
    'div',
    {
      class: `touch ${e.has_border ? 'bordered' : ''}`,
      role: 'button',
      tabindex: e.disabled ? undefined : 0,
      'aria-disabled': e.disabled,
      data: { place: path.join('.') },
    },
    elements(e.elements, [...path, 'elements'], hand),
  )
  flow(node, e)
  if (e.corner_radius) node.style.borderRadius = e.corner_radius
  paint(node, 'background', e.background_style, hand)
  const press = async () => {
    if (e.disabled) return
    await pressOn(node, e, { path }, hand)
  }
  /** @param {Event} event */
  const own = (event) =>
    !(/** @type {HTMLElement} */ (event.target).closest('button, a, input, select, textarea, summary, label'))
  node.addEventListener('click', (event) => own(event) && void press())
  node.addEventListener('keydown', (event) => {
    if (event.target !== node || !['Enter', ' '].includes(event.key)) return
    event.preventDefault()
    void press()
  })
  return node
}
