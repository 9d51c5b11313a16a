// @ts-check
import { control, field } from './control.js'
import { el } from './dom.js'
import { words } from './words.js'

/** @typedef {import('./card.js').Hand} Hand */
/** @typedef {import('./card.js').Spec} Spec */
/** @typedef {import('./card.js').Path} Path */

/** @param {Spec} e @param {Path} path @param {Hand} hand */
export function input(e, path, hand) {
  const own = control(e, path, hand)
  const many = e.input_type === 'multiline_text'
  const shared = {
    class: 'input',
    name: e.name,
    placeholder: e.placeholder?.content,
    maxlength: e.max_length ?? 1000,
    disabled: e.disabled,
    'aria-label': own.label,
    'aria-required': e.required,
    data: { place: own.place },
  }
  const type = e.input_type === 'password' ? 'password' : e.input_type === 'number' ? 'number' : 'text'
  const box = many
    ? el('textarea', { ...shared, rows: Math.min(e.rows ?? 5, 8) })
    : el('input', { ...shared, type, autocomplete: 'off' })
  box.value = own.start(e.default_value ?? '')
  const count = many && e.max_length ? el('span', { class: 'count', 'aria-hidden': 'true' }) : null
  const tally = () => {
    if (count) count.textContent = `${box.value.length}/${e.max_length}`
  }
  tally()
  const node = field(e, el('span', { class: 'input-box' }, box, count), hand)
  box.addEventListener('input', () => {
    tally()
    hand.memory.values.set(own.place, box.value)
    node.classList.remove('missing')
  })
  if (!hand.form) {
    box.addEventListener('change', () => void own.changed(box.value, node, box.value))
  }
  return own.report(node, () => box.value.trim())
}

/** The browser's own pickers; the platform adds the zone (`2024-04-29 07:07 +0800`, `feishu.md` §6.1). */
const pickers = /** @type {Record<string, {type: string, initial: string}>} */ ({
  date_picker: { type: 'date', initial: 'initial_date' },
  picker_time: { type: 'time', initial: 'initial_time' },
  picker_datetime: { type: 'datetime-local', initial: 'initial_datetime' },
})

/** @param {Spec} e @param {Path} path @param {Hand} hand */
export function dateField(e, path, hand) {
  const own = control(e, path, hand)
  const picker = pickers[e.tag] ?? { type: 'text', initial: '' }
  const box = el('input', {
    type: picker.type,
    class: 'input',
    name: e.name,
    disabled: e.disabled,
    'aria-label': own.label,
    'aria-required': e.required,
    data: { place: own.place },
  })
  box.value = own.start(String(e[picker.initial] ?? '').replace(' ', 'T'))
  const sent = () => box.value.replace('T', ' ')
  const caption = e.placeholder?.content ? { ...e, label: e.label ?? e.placeholder } : e
  const node = field(caption, el('span', { class: 'input-box' }, box), hand)
  box.addEventListener('change', () => void own.changed(box.value, node, sent()))
  return own.report(node, sent)
}

/** @param {Spec} e @param {Path} path @param {Hand} hand */
export function checker(e, path, hand) {
  const own = control(e, path, hand)
  const box = el('input', {
    type: 'checkbox',
    name: e.name,
    checked: own.start(Boolean(e.checked)),
    disabled: e.disabled,
    data: { place: own.place },
  })
  const style = e.checked_style ?? {}
  const node = el(
    'label',
    { class: `checker ${style.show_strikethrough ? 'strike' : ''}` },
    box,
    words(e.text, hand),
  )
  box.addEventListener('change', () => {
    // Alone and without behaviours it only toggles on the phone.
    if (!hand.form && !e.behaviors?.length) return hand.memory.values.set(own.place, box.checked)
    void own.changed(box.checked, node, box.checked)
  })
  return own.report(node, () => box.checked)
}
