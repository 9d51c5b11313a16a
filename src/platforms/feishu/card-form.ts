import type { Field, Option } from '../../cards/card.ts'
import { isDay } from '../../time.ts'
import { drawBlocks } from './card-blocks.ts'
import { drawButtons } from './card-buttons.ts'
import type { Pen, Place } from './card-pen.ts'
import type { PlannedForm } from './card-plan.ts'
import { drawBold, escapeMarkdown, hasAccount, markdown, plainText } from './card-text.ts'
import { nameOfField } from './press.ts'

/** Longest text an input takes and longest hint it shows (`feishu.md` §14.6). */
const MAX_INPUT = 1000
const MAX_HINT = 100
/** Cards have no upload component (§1.1). */
const PHOTO_HINT = '照片直接发到这里,会自动附上。'

/** A form in the body; one inside another form is drawn as its content. */
export function drawForm(form: PlannedForm, pen: Pen, place: Place): object[] {
  const inside: Place = { inForm: true, depth: place.depth + (place.inForm ? 0 : 1) }
  const name = place.inForm ? '' : pen.claimName(nameOfField(form.id))
  const elements = [
    ...drawBlocks(form.blocks, pen, inside),
    ...drawButtons(form.buttons, pen, inside),
    ...drawBlocks(form.behind ?? [], pen, inside),
  ]
  return place.inForm ? elements : [{ tag: 'form', name, elements }]
}

/** One question of a form. Only an input has a label of its own; the others get a line above. */
export function drawField(field: Field, pen: Pen): object[] {
  if (field.input === 'photo')
    return [markdown(escapeMarkdown(field.hint || PHOTO_HINT), { text_size: 'notation' })]
  if (hasNothingToChoose(field)) return [label(field), markdown('（暂无可选项）')]
  const name = pen.claimName(nameOfField(field.name))
  const required = field.required ? { required: true } : {}
  const hint = (field.hint ?? '').slice(0, MAX_HINT)
  switch (field.input) {
    case 'text':
    case 'textarea':
    case 'number':
      return [drawInput(field, name, required, hint)]
    case 'select':
      return [
        label(field),
        { tag: 'select_static', name, ...required, ...choice(field.options, hint), ...chosen(field) },
      ]
    case 'multiselect':
      return [
        label(field),
        { tag: 'multi_select_static', name, ...required, ...choice(field.options, hint), ...chosen(field) },
      ]
    case 'person':
      return [label(field), { ...drawPeopleChoice(field, hint), name, ...required }]
    case 'date':
    case 'time':
    case 'datetime':
      return [label(field), { ...drawPicker(field, hint), name, ...required }]
    case 'switch':
      return [{ tag: 'checker', name, text: plainText(field.label), checked: field.initial ?? false }]
    default:
      return field satisfies never
  }
}

/** A list without options is not drawn: the platform's person picker would then offer the whole chat (§14.6). */
const hasNothingToChoose = (field: Field): boolean =>
  ('options' in field && field.options.length === 0) || ('people' in field && field.people.length === 0)

const label = (field: Field): object =>
  markdown(drawBold(field.label || field.name) + (field.required ? "<font color='red'>&#42;</font>" : ''))

type TextField = Extract<Field, { input: 'text' | 'textarea' | 'number' }>

function drawInput(field: TextField, name: string, required: object, hint: string): object {
  const limit = Math.min(
    Math.max('maxLength' in field ? (field.maxLength ?? MAX_INPUT) : MAX_INPUT, 1),
    MAX_INPUT,
  )
  const initial = field.initial === undefined ? '' : String(field.initial).slice(0, limit)
  return {
    tag: 'input',
    name,
    label: plainText(field.label),
    label_position: 'top',
    width: 'fill',
    max_length: limit,
    ...(field.input === 'textarea' ? { input_type: 'multiline_text', rows: 3, auto_resize: true } : {}),
    ...(hint ? { placeholder: plainText(hint) } : {}),
    ...(initial ? { default_value: initial } : {}),
    ...required,
  }
}

/** Options with a value each of their own: a repeated value rejects the card. */
function choice(options: Option[], hint: string): { options: object[]; width: string; placeholder: object } {
  const unique = new Map(options.filter(({ value }) => value !== '').map((option) => [option.value, option]))
  return {
    options: [...unique.values()].map(({ value, label }) => ({ text: plainText(label || value), value })),
    width: 'fill',
    placeholder: plainText(hint || '请选择'),
  }
}

/** The initial choice, if it is one of the options: one that is not leaves the field empty. */
function chosen(field: Extract<Field, { input: 'select' | 'multiselect' }>): object {
  const known = new Set(field.options.map(({ value }) => value))
  const initial = [field.initial ?? []].flat().filter((value) => known.has(value))
  if (initial.length === 0) return {}
  return field.input === 'select' ? { initial_option: initial[0] } : { selected_values: initial }
}

/**
 * The platform's own person picker answers with an open_id, so it serves only when that is the value asked for;
 * otherwise the people are ordinary options. It also counts far fewer elements.
 */
function drawPeopleChoice(field: Extract<Field, { input: 'person' }>, hint: string): object {
  const { people, initial } = field
  if (people.every((person) => hasAccount(person) && person.account === person.value)) {
    const ids = new Set(people.map(({ value }) => value))
    const start = initial !== undefined && ids.has(initial) ? { initial_option: initial } : {}
    const options = [...ids].map((value) => ({ value }))
    return {
      tag: 'select_person',
      options,
      width: 'fill',
      placeholder: plainText(hint || '请选择'),
      ...start,
    }
  }
  const options = people.map(({ value, name }) => ({ value, label: name }))
  const start = initial === undefined ? {} : chosen({ ...field, input: 'select', options, initial })
  return { tag: 'select_static', ...choice(options, hint), ...start }
}

function drawPicker(field: Extract<Field, { input: 'date' | 'time' | 'datetime' }>, hint: string): object {
  const { initial = '' } = field
  const [day = '', time = ''] = field.input === 'time' ? ['', initial] : initial.split(' ')
  const isTime = /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
  switch (field.input) {
    case 'date':
      return picker('date_picker', hint || '请选择日期', isDay(initial) && { initial_date: initial })
    case 'time':
      return picker('picker_time', hint || '请选择时间', isTime && { initial_time: initial })
    case 'datetime':
      return picker(
        'picker_datetime',
        hint || '请选择日期和时间',
        isDay(day) && isTime && { initial_datetime: initial },
      )
    default:
      return field satisfies never
  }
}

const picker = (tag: string, hint: string, start: object | false): object => ({
  tag,
  placeholder: plainText(hint),
  ...(start || {}),
})
