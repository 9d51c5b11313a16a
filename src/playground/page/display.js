// @ts-check
import { el } from './dom.js'
import { cardIcon, hue } from './icons.js'
import { markdown } from './markdown.js'
import { dress, words } from './words.js'

/** @typedef {import('./card.js').Hand} Hand */
/** @typedef {import('./card.js').Spec} Spec */
/** @typedef {import('./card.js').Path} Path */

/** Title, subtitle and up to three status words on the template's colour. @param {Spec | undefined} spec @param {Hand} hand */
export function header(spec, hand) {
  if (!spec) return null
  const tags = (spec.text_tag_list ?? [])
    .slice(0, 3)
    .map((/** @type {Spec} */ tag) =>
      el('span', { class: `tag solid-${hue(tag.color ?? 'neutral')}` }, words(tag.text, hand)),
    )
  return el(
    'header',
    { class: `card-header template-${spec.template ?? 'default'}` },
    cardIcon(spec.icon),
    el(
      'div',
      {},
      el('h3', {}, words(spec.title, hand), tags),
      spec.subtitle?.content && el('p', {}, words(spec.subtitle, hand)),
    ),
  )
}

/** @param {Spec} e @param {Path} _path @param {Hand} hand */
export function markdownElement(e, _path, hand) {
  const text = el('div', { class: 'md' }, markdown(e.i18n_content?.zh_cn ?? e.content, hand))
  dress(text, e, hand)
  return e.icon ? el('div', { class: 'with-icon' }, cardIcon(e.icon), text) : text
}

/** @param {Spec} e @param {Path} _path @param {Hand} hand */
export function div(e, _path, hand) {
  const fields = (e.fields ?? []).map((/** @type {Spec} */ field) =>
    el('div', { class: field.is_short ? 'short' : '' }, words(field.text, hand)),
  )
  return el(
    'div',
    { class: 'div' },
    e.text && el('div', { class: 'with-icon' }, cardIcon(e.icon), words(e.text, hand)),
    fields.length > 0 && el('div', { class: 'fields' }, fields),
  )
}

export const hr = () => el('hr', { class: 'rule' })
