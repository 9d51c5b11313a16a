// @ts-check
import { el } from './dom.js'
import { confirmed, waiting } from './press.js'
import { words } from './words.js'

/** @typedef {import('./card.js').Hand} Hand */
/** @typedef {import('./card.js').Spec} Spec */
/** @typedef {import('./card.js').Path} Path */

/**
 * What every control needs: its remembered value, where it reports to, and what happens on change: inside a form
 * nothing but remembering, alone it tells the bot.
 * @param {Spec} e @param {Path} path @param {Hand} hand
 */
export function control(e, path, hand) {
  const place = `${hand.form?.name ?? ''}/${e.name || path.join('.')}`
  const label =
    e.label?.content ||
    e.placeholder?.content?.replace(/^请(选择|输入|填写)/, '') ||
    e.text?.content ||
    '这一项'
  return {
    place,
    label,
    /** @template Value @param {Value} initial @returns {Value} */
    start: (initial) => hand.memory.values.get(place) ?? initial,
    /** @param {HTMLElement} node @param {() => any} read */
    report(node, read) {
      hand.form?.fields.push({ name: e.name ?? '', label, required: Boolean(e.required), node, read })
      return node
    },
    /** @param {any} value raw, as the control holds it @param {HTMLElement} node @param {any} sent as the platform sends it */
    async changed(value, node, sent) {
      hand.memory.values.set(place, value)
      node.classList.remove('missing')
      if (hand.form) return
      if (!(await confirmed(e))) return
      await waiting(node, () => hand.choose(e.name || place.slice(1), sent))
      hand.memory.values.delete(place)
    },
  }
}

/** A control with its label above (or beside) and its complaint below. @param {Spec} e @param {Node} inner @param {Hand} hand */
export const field = (e, inner, hand) =>
  el(
    'label',
    { class: `field ${e.label_position === 'left' ? 'beside' : ''} ${e.width === 'fill' ? 'fill' : ''}` },
    e.label?.content && el('span', { class: `label ${e.required ? 'required' : ''}` }, words(e.label, hand)),
    inner,
    el('span', { class: 'hint' }, '请填写这一项'),
  )
