import { html } from 'hono/html'
import type { Field, FieldValue } from './card.ts'
import type { Html, HtmlPen } from './html.ts'

/** What a browser should offer; naming these makes phones turn HEIC into JPEG by themselves. */
export const PHOTO_TYPES = 'image/jpeg,image/png,image/webp'
/** Up to this many choices are shown at once; more fold into a list. */
const SHOWN_CHOICES = 4
/** Several values and switches say so in their names: a browser sends neither an empty list nor "off". */
export const LIST_MARK = '[]'
export const SWITCH_MARK = '?'

/** One question with its label, its hint and what was typed before a refusal. */
export function drawField(field: Field, pen: HtmlPen): Html {
  const typed = pen.typed?.[field.name]
  if (field.input === 'switch') return drawSwitch(field, typed)
  const options = choices(field) ?? []
  if (field.input === 'multiselect' || (options.length > 0 && options.length <= SHOWN_CHOICES))
    return drawChips(field, options, typed)
  const id = idOf(field)
  return html`<div class="field"><label for="${id}">${field.label}${need(field)}</label>${hint(field)}${drawInput(field, id, typed)}</div>`
}

const idOf = (field: Field): string => `f-${field.name.replace(/[^\w-]/g, '_')}`
const need = (field: Field): Html => (field.required ? html` <span class="need">必填</span>` : html``)
const required = (field: Field): string => (field.required ? 'required' : '')
/** A photo's hint is for the chat, where nothing can be chosen. */
const hintOf = (field: Field): string | undefined =>
  field.input === 'photo' ? '可以一次选几张。' : field.hint
const hint = (field: Field): Html => {
  const words = hintOf(field)
  return words ? html`<p class="hint" id="${idOf(field)}-hint">${words}</p>` : html``
}
const one = (typed: FieldValue | undefined, initial: string | number | undefined): string =>
  typeof typed === 'string' ? typed : String(initial ?? '')

function choices(field: Field): { value: string; label: string }[] | undefined {
  if (field.input === 'select' || field.input === 'multiselect') return field.options
  if (field.input === 'person') return field.people.map(({ value, name }) => ({ value, label: name }))
  return undefined
}

function drawInput(
  field: Exclude<Field, { input: 'switch' | 'multiselect' }>,
  id: string,
  typed: FieldValue | undefined,
): Html {
  const described = hintOf(field) ? `${id}-hint` : ''
  switch (field.input) {
    case 'text':
      return html`<input id="${id}" name="${field.name}" type="text" value="${one(typed, field.initial)}" maxlength="${field.maxLength ?? 1000}" aria-describedby="${described}" autocomplete="off" ${required(field)}>`
    case 'textarea':
      return html`<textarea id="${id}" name="${field.name}" rows="3" maxlength="${field.maxLength ?? 1000}" aria-describedby="${described}" ${required(field)}>
${one(typed, field.initial)}</textarea>`
    case 'number':
      return html`<input id="${id}" name="${field.name}" type="text" inputmode="numeric" pattern="[0-9０-９]*" value="${one(typed, field.initial)}" aria-describedby="${described}" autocomplete="off" ${required(field)}>`
    case 'date':
    case 'time':
      return html`<input id="${id}" name="${field.name}" type="${field.input}" value="${one(typed, field.initial)}" ${required(field)}>`
    case 'datetime':
      return html`<input id="${id}" name="${field.name}" type="datetime-local" value="${one(typed, field.initial).replace(' ', 'T')}" ${required(field)}>`
    case 'photo':
      return html`<input id="${id}" name="${field.name}" type="file" accept="${PHOTO_TYPES}" multiple aria-describedby="${described}" ${required(field)}>`
    case 'select':
    case 'person': {
      const chosen = one(typed, field.initial)
      const options = (choices(field) ?? []).map(
        ({ value, label }) =>
          html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${label}</option>`,
      )
      return html`<select id="${id}" name="${field.name}" ${required(field)}><option value="">请选择</option>${options}</select>`
    }
    default:
      return field satisfies never
  }
}

/** A few choices side by side: one tap instead of three. */
function drawChips(
  field: Field,
  options: { value: string; label: string }[],
  typed: FieldValue | undefined,
): Html {
  const several = field.input === 'multiselect'
  const initial = 'initial' in field ? field.initial : undefined
  const chosen = [typed ?? (initial as FieldValue | undefined) ?? []].flat().map(String)
  const name = several ? `${field.name}${LIST_MARK}` : field.name
  const chips = options.map(
    ({ value, label }) =>
      html`<label class="chip"><input type="${several ? 'checkbox' : 'radio'}" name="${name}" value="${value}" ${chosen.includes(value) ? 'checked' : ''} ${several ? '' : required(field)}><span>${label}</span></label>`,
  )
  return html`<fieldset class="field"><legend>${field.label}${need(field)}</legend>${hint(field)}<div class="chips">${chips}</div></fieldset>`
}

function drawSwitch(field: Field & { input: 'switch' }, typed: FieldValue | undefined): Html {
  const on = typed === undefined ? field.initial === true : typed === true
  const name = `${field.name}${SWITCH_MARK}`
  return html`<div class="field"><input type="hidden" name="${name}" value=""><label class="switch"><input type="checkbox" name="${name}" value="on" ${on ? 'checked' : ''}><span>${field.label}</span></label>${hint(field)}</div>`
}
