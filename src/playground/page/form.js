// @ts-check
import { elements } from './card.js'
import { flow } from './containers.js'
import { tell } from './dialog.js'
import { el } from './dom.js'
import { confirmed, waiting } from './press.js'

/** @typedef {import('./card.js').Hand} Hand */
/** @typedef {import('./card.js').Spec} Spec */
/** @typedef {import('./card.js').Path} Path */

/**
 * One control of a form. `read` gives what the platform would be sent; `''` and `[]` mean empty.
 * @typedef {{name: string, label: string, required: boolean, node: HTMLElement, read: () => string | string[] | boolean}} FormField
 *
 * What controls inside a form share: they report here and never fire alone (`feishu.md` §18.3).
 * @typedef {object} FormScope
 * @property {string} name
 * @property {FormField[]} fields
 * @property {(button: HTMLElement, e: Spec) => Promise<void>} submit
 * @property {() => void} reset
 */

/** @param {Spec} e @param {Path} path @param {Hand} hand */
export function form(e, path, hand) {
  const lock = el('fieldset', { class: 'form', 'aria-label': '表单' })
  /** @type {FormScope} */
  const scope = {
    name: e.name,
    fields: [],
    submit: (button, pressed) => submit(lock, scope, button, pressed, hand),
    reset() {
      forget(hand, e.name)
      hand.redraw()
    },
  }
  lock.append(...elements(e.elements, [...path, 'elements'], { ...hand, form: scope }))
  flow(lock, e)
  return lock
}

/**
 * The client's own check comes first: a missing required field is marked and nothing is sent. While the answer is
 * awaited the whole form is locked.
 * @param {HTMLFieldSetElement} lock @param {FormScope} scope @param {HTMLElement} button @param {Spec} e @param {Hand} hand
 */
async function submit(lock, scope, button, e, hand) {
  const missing = scope.fields.filter((field) => mark(field))
  if (missing.length) {
    const first = missing[0]
    tell('warning', `请先填写「${first?.label}」`)
    /** @type {HTMLElement | null} */
    const box = first?.node.querySelector('input, textarea, select, summary') ?? null
    box?.focus()
    return
  }
  if (!(await confirmed(e))) return
  const values = Object.fromEntries(scope.fields.filter(sent).map((field) => [field.name, field.read()]))
  await waiting(button, async () => {
    lock.disabled = true
    try {
      const result = await hand.submit(e.name || (e.text?.content ?? ''), values)
      if (result.card) forget(hand, scope.name)
    } finally {
      lock.disabled = false
    }
  })
}

/** An emptied text is sent as such; of a list nothing chosen is no option, so it is left out. @param {FormField} field */
const sent = (field) =>
  !field.node.querySelector(':disabled') && !(field.node.querySelector('select') && empty(field.read()))

/** @param {unknown} value */
const empty = (value) => value === '' || (Array.isArray(value) && value.length === 0)

/** @param {FormField} field @returns {boolean} whether it is missing */
function mark(field) {
  const missing = field.required && empty(field.read())
  field.node.classList.toggle('missing', missing)
  field.node.querySelector('input, textarea, select')?.setAttribute('aria-invalid', String(missing))
  return missing
}

/** @param {Hand} hand @param {string} name */
function forget(hand, name) {
  for (const key of hand.memory.values.keys()) if (key.startsWith(`${name}/`)) hand.memory.values.delete(key)
}
