// @ts-check
/**
 * Nodes from words. The page never parses HTML: whatever a card or a person says becomes a text node.
 *
 * @typedef {Node | string | null | undefined | false} Child
 * @typedef {Record<string, any>} Props class · on: {event: listener} · style: {css-property: value} · data: {name: value};
 *   everything else becomes an attribute, `true` an empty one, false and undefined none.
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props} [props]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag)
  dress(node, props)
  node.append(...kept(children))
  return node
}

/**
 * The same for SVG.
 * @param {string} tag
 * @param {Props} [props]
 * @param {...(Child | Child[])} children
 */
export function svg(tag, props = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag)
  dress(node, props)
  node.append(...kept(children))
  return node
}

/** @param {(Child | Child[])[]} children @returns {(Node | string)[]} */
const kept = (children) =>
  /** @type {(Node | string)[]} */ (
    children.flat().filter((child) => child !== null && child !== undefined && child !== false)
  )

/** @param {HTMLElement | SVGElement} node @param {Props} props */
function dress(node, { class: name, on = {}, style = {}, data = {}, ...attributes }) {
  if (name) node.setAttribute('class', name)
  for (const [event, listener] of Object.entries(on)) node.addEventListener(event, listener)
  for (const [key, value] of Object.entries(style)) if (value) node.style.setProperty(key, value)
  for (const [key, value] of Object.entries(data)) if (value !== undefined) node.dataset[key] = value
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'boolean' && key.startsWith('aria-')) node.setAttribute(key, String(value))
    else if (value === true) node.setAttribute(key, '')
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(key, String(value))
  }
}

/**
 * Makes `parent` show exactly `items`: a node stays the same node as long as its key is there, and is filled again
 * only when its version changed. That keeps focus, scroll position and half-filled forms over live updates.
 *
 * @template Item
 * @param {HTMLElement} parent
 * @param {Item[]} items
 * @param {{key: (item: Item) => string, version: (item: Item) => string, tag?: keyof HTMLElementTagNameMap,
 *   fill: (node: HTMLElement, item: Item) => void}} how
 * @returns {boolean} whether nodes were added
 */
export function reconcile(parent, items, { key, version, tag = 'li', fill }) {
  const old = new Map(
    [...parent.children].map((node) => [/** @type {HTMLElement} */ (node).dataset.key, node]),
  )
  let added = false
  const nodes = items.map((item) => {
    const known = /** @type {HTMLElement | undefined} */ (old.get(key(item)))
    const node = known ?? el(tag, { data: { key: key(item) } })
    added ||= !known
    if (node.dataset.version === version(item)) return node
    keepFocus(node, () => fill(node, item))
    node.dataset.version = version(item)
    return node
  })
  const wanted = new Set(nodes)
  for (const node of old.values()) if (!wanted.has(/** @type {HTMLElement} */ (node))) node.remove()
  for (const [index, node] of nodes.entries()) {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null)
  }
  return added
}

/**
 * A refilled node gives the focus back to the control with the same name or place, caret included.
 * @param {HTMLElement} node
 * @param {() => void} refill
 */
function keepFocus(node, refill) {
  const focused = /** @type {HTMLInputElement | null} */ (
    node.contains(document.activeElement) ? document.activeElement : null
  )
  const place = focused?.dataset.place
  const caret = focused && 'selectionStart' in focused ? focused.selectionStart : null
  refill()
  if (!place) return
  const again = /** @type {HTMLInputElement | null} */ (
    node.querySelector(`[data-place="${CSS.escape(place)}"]`)
  )
  again?.focus({ preventScroll: true })
  if (again && caret !== null && again.selectionStart !== null) again.setSelectionRange(caret, caret)
}

/** @param {string} id @returns {HTMLElement} */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id))
