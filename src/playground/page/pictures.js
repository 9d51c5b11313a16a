// @ts-check
import { el } from './dom.js'

/** @typedef {import('./card.js').Hand} Hand */
/** @typedef {Record<string, any>} Spec */

/** @param {string} key */
export const imageUrl = (key) => `/playground/image/${encodeURIComponent(key)}`

/**
 * A picture that opens large when touched.
 * @param {string} key
 * @param {string} alt
 * @param {{openImage: (src: string, alt: string) => void}} readers
 * @param {string} [name] class
 */
export function openable(key, alt, readers, name = '') {
  const image = el('img', { src: imageUrl(key), alt, loading: 'lazy' })
  const open = () => readers.openImage(image.src, alt)
  return el(
    'button',
    { type: 'button', class: `picture ${name}`, 'aria-label': `看大图 ${alt}`, on: { click: open } },
    image,
  )
}

/** @param {Spec} e @param {(string | number)[]} _path @param {Hand} hand */
export function img(e, _path, hand) {
  const fit = e.scale_type ?? 'crop_center'
  const name = `img fit-${fit} img-${/^\w+$/.test(e.size ?? '') ? e.size : 'stretch'} ${e.transparent ? 'transparent' : ''}`
  const alt = e.alt?.content ?? ''
  const node =
    e.preview === false
      ? el('span', { class: `picture ${name}` }, el('img', { src: imageUrl(e.img_key), alt }))
      : openable(e.img_key, alt, hand, name)
  const [wide, high] =
    String(e.size ?? '')
      .match(/^(\d+)px\s+(\d+)px$/)
      ?.slice(1) ?? []
  if (wide) node.style.width = `${wide}px`
  if (high) node.style.height = `${high}px`
  if (e.corner_radius) node.style.borderRadius = e.corner_radius
  if (!e.title?.content) return node
  return el('figure', {}, node, el('figcaption', {}, e.title.content))
}

/** Columns per combination mode (`feishu.md` §14.4). */
const columns = /** @type {Record<string, number>} */ ({ double: 2, triple: 3, bisect: 2, trisect: 3 })

/** @param {Spec} e @param {(string | number)[]} _path @param {Hand} hand */
export function imgCombination(e, _path, hand) {
  const all = (e.img_list ?? []).map((/** @type {Spec} */ one, /** @type {number} */ index) => {
    const node = openable(one.img_key, `第 ${index + 1} 张图片`, hand)
    if (e.corner_radius) node.style.borderRadius = e.corner_radius
    return node
  })
  return el(
    'div',
    {
      class: `combination mode-${e.combination_mode}`,
      style: { '--columns': String(columns[e.combination_mode] ?? 3) },
    },
    all,
  )
}

/**
 * @param {string} name @param {string} [size]
 */
export function avatar(name, size = 'small') {
  const hue = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 7
  return el('span', { class: `avatar avatar-${size} hue-${hue}`, 'aria-hidden': 'true' }, name.slice(-2))
}

/** @param {Spec} e @param {(string | number)[]} _path @param {Hand} hand */
export function person(e, _path, hand) {
  const name = hand.nameOf(e.user_id)
  return el(
    'span',
    { class: `person ${e.style === 'capsule' ? 'capsule' : ''}` },
    e.show_avatar !== false && avatar(name, e.size),
    e.show_name && el('span', {}, name),
  )
}

/** @param {Spec} e @param {(string | number)[]} _path @param {Hand} hand */
export function personList(e, _path, hand) {
  const all = (e.persons ?? []).map((/** @type {Spec} */ one) =>
    el(
      'span',
      { class: 'person capsule' },
      (e.show_avatar || e.show_name === false) && avatar(hand.nameOf(one.id), e.size),
      e.show_name !== false && el('span', {}, hand.nameOf(one.id)),
    ),
  )
  return el('div', { class: 'person-list' }, all)
}
