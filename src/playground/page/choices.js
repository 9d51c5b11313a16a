// @ts-check
import { control, field } from './control.js'
import { el } from './dom.js'
import { imageUrl } from './pictures.js'
import { words } from './words.js'

/** @typedef {import('./card.js').Hand} Hand */
/** @typedef {import('./card.js').Spec} Spec */
/** @typedef {import('./card.js').Path} Path */

/** @param {Spec} e @param {Path} path @param {Hand} hand */
export function select(e, path, hand) {
  const options = (e.options ?? []).map((/** @type {Spec} */ one) => ({
    value: String(one.value),
    text: one.text?.content ?? one.value,
  }))
  return choice(e, path, hand, options)
}

/** Without options everybody with the app can be chosen. @param {Spec} e @param {Path} path @param {Hand} hand */
export function selectPerson(e, path, hand) {
  const ids = (e.options ?? []).map((/** @type {Spec} */ one) => String(one.value))
  const listed = ids.length ? ids : hand.everyone().map((one) => one.openId)
  return choice(
    e,
    path,
    hand,
    listed.map((/** @type {string} */ id) => ({ value: id, text: hand.nameOf(id) })),
  )
}

/** @param {Spec} e @param {Path} path @param {Hand} hand @param {{value: string, text: string}[]} options */
function choice(e, path, hand, options) {
  const own = control(e, path, hand)
  const box = el(
    'select',
    {
      class: 'input',
      name: e.name,
      disabled: e.disabled,
      'aria-label': own.label,
      'aria-required': e.required,
      data: { place: own.place },
    },
    el('option', { value: '' }, e.placeholder?.content ?? '请选择'),
    options.map((one) => el('option', { value: one.value }, one.text)),
  )
  const initial = e.initial_option ?? (e.initial_index ? options[e.initial_index - 1]?.value : '') ?? ''
  box.value = own.start(initial)
  const fade = () => box.classList.toggle('unset', box.value === '')
  fade()
  const node = field(e, el('span', { class: 'input-box select' }, box), hand)
  box.addEventListener('change', () => {
    fade()
    void own.changed(box.value, node, box.value)
  })
  return own.report(node, () => box.value)
}

/** @param {Spec} e @param {Path} path @param {Hand} hand */
export function multiSelect(e, path, hand) {
  const own = control(e, path, hand)
  const listed =
    e.tag === 'multi_select_person' && !e.options?.length
      ? hand.everyone().map((one) => ({ value: one.openId }))
      : (e.options ?? [])
  /** @type {string[]} */
  const start = own.start(e.selected_values ?? [])
  const boxes = listed.map((/** @type {Spec} */ one) =>
    el('input', {
      type: 'checkbox',
      value: one.value,
      checked: start.includes(one.value),
      disabled: e.disabled,
    }),
  )
  const chosen = () =>
    boxes
      .filter((/** @type {HTMLInputElement} */ box) => box.checked)
      .map((/** @type {HTMLInputElement} */ box) => box.value)
  const textOf = (/** @type {string} */ value) =>
    listed.find((/** @type {Spec} */ one) => one.value === value)?.text?.content ?? hand.nameOf(value)
  const summary = el('summary', { class: 'input', 'aria-label': own.label, data: { place: own.place } })
  const show = () => {
    const all = chosen()
    summary.replaceChildren(
      ...(all.length
        ? all.map((/** @type {string} */ value) => el('span', { class: 'tag tint-blue' }, textOf(value)))
        : [el('span', { class: 'unset' }, e.placeholder?.content ?? '请选择，可多选')]),
    )
  }
  show()
  const list = el(
    'div',
    { class: 'options' },
    boxes.map((/** @type {HTMLInputElement} */ box) => el('label', {}, box, textOf(box.value))),
  )
  const drop = el(
    'details',
    { class: 'multi', open: hand.memory.open.get(own.place) ?? false },
    summary,
    list,
  )
  const node = el(
    'div',
    { class: 'field fill', role: 'group', 'aria-label': own.label },
    drop,
    el('span', { class: 'hint' }, '请填写这一项'),
  )
  drop.addEventListener('toggle', () => {
    hand.memory.open.set(own.place, drop.open)
    // Standing alone it fires once, when the person has closed the list.
    if (!drop.open && !hand.form && hand.memory.values.has(own.place))
      void own.changed(chosen(), node, chosen())
  })
  list.addEventListener('change', () => {
    show()
    hand.memory.values.set(own.place, chosen())
    node.classList.remove('missing')
  })
  return own.report(node, chosen)
}

/** @param {Spec} e @param {Path} path @param {Hand} hand */
export function overflow(e, path, hand) {
  const own = control(e, path, hand)
  const node = el(
    'details',
    { class: 'overflow' },
    el('summary', { class: 'btn btn-default', 'aria-label': '更多' }, '⋯'),
  )
  const choices = (e.options ?? []).map((/** @type {Spec} */ one) => {
    const pick = () => {
      node.open = false
      void own.changed(one.value, node, one.value)
    }
    return el('button', { type: 'button', on: { click: pick } }, words(one.text, hand))
  })
  node.append(el('div', { class: 'options' }, choices))
  return node
}

/** @param {Spec} e @param {Path} path @param {Hand} hand */
export function selectImage(e, path, hand) {
  const own = control(e, path, hand)
  const type = e.multi_select ? 'checkbox' : 'radio'
  /** @type {string[]} */
  const start = own.start([])
  const boxes = (e.options ?? []).map((/** @type {Spec} */ one) =>
    el('input', { type, name: own.place, value: one.value, checked: start.includes(one.value) }),
  )
  const read = () =>
    boxes
      .filter((/** @type {HTMLInputElement} */ box) => box.checked)
      .map((/** @type {HTMLInputElement} */ box) => box.value)
  const sent = () => (e.multi_select ? read() : (read()[0] ?? ''))
  const node = el(
    'div',
    { class: `select-img layout-${e.layout ?? 'bisect'}`, role: 'group', 'aria-label': own.label },
    (e.options ?? []).map((/** @type {Spec} */ one, /** @type {number} */ index) =>
      el('label', {}, boxes[index], el('img', { src: imageUrl(one.img_key), alt: one.value })),
    ),
  )
  node.addEventListener('change', () => void own.changed(read(), node, sent()))
  return own.report(node, sent)
}
