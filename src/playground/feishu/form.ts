import type { Component, Node } from './components.ts'
import { componentsOf, FIELDS } from './components.ts'
import type { Switches } from './switches.ts'

export type Value = string | string[] | boolean
export type Filled = { values: Record<string, Value> } | { blocked: string }

const PICKERS = ['date_picker', 'picker_time', 'picker_datetime']
const SHAPES: Record<string, RegExp> = {
  date_picker: /^\d{4}-\d{2}-\d{2}$/,
  picker_time: /^\d{2}:\d{2}$/,
  picker_datetime: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/,
}

export const fieldsOf = (form: Node): Component[] =>
  componentsOf({ body: { elements: form.elements } }).filter((each) => FIELDS.includes(each.node.tag))

export const hasPicker = (form: Node) => fieldsOf(form).some((each) => PICKERS.includes(each.node.tag))

/** The `form_value` a client sends (feishu.md §6.1, §18.7), or why it sends nothing. `values` are by component name. */
export function fillForm(
  form: Node,
  values: Record<string, Value>,
  members: string[],
  switches: Switches,
): Filled {
  const fields = fieldsOf(form)
  const names = fields.map((each) => String(each.node.name))
  const stranger = Object.keys(values).find((name) => !names.includes(name))
  if (stranger !== undefined)
    return { blocked: `no field is called ${stranger}; there is: ${names.join(' | ')}` }
  const filled: Record<string, Value> = {}
  for (const { node } of fields) {
    const name = String(node.name)
    const given = values[name]
    if (given !== undefined && node.disabled === true) return { blocked: `${name} is disabled` }
    const value = given === undefined ? initialOf(node) : chosen(node, given, members)
    if (typeof value === 'object' && 'wrong' in value) return { blocked: `${name}: ${value.wrong}` }
    const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
    if (empty && node.required === true) return { blocked: `${name} is required` }
    const shown = empty ? emptyValue(node, switches) : suffixed(node, value)
    if (shown !== undefined) filled[name] = shown
  }
  return { values: filled }
}

/** The value a person picks or types in one component, as the platform writes it. */
export function chosen(node: Node, given: Value, members: string[]): Value | { wrong: string } {
  const { tag } = node
  if (tag === 'checker') return typeof given === 'boolean' ? given : { wrong: 'a checker is true or false' }
  if (typeof given === 'boolean') return { wrong: `${tag} does not take ${given}` }
  if (isMulti(node)) {
    const list = Array.isArray(given) ? given : [given]
    const picked = list.map((each) => option(node, each, members))
    const missing = list[picked.indexOf(undefined)]
    return missing === undefined ? (picked as string[]) : { wrong: `there is no option ${missing}` }
  }
  if (typeof given !== 'string') return { wrong: 'takes one value' }
  if (tag === 'input') {
    const limit = typeof node.max_length === 'number' ? node.max_length : 1000
    return [...given].length > limit ? { wrong: `at most ${limit} characters` } : given
  }
  const shape = SHAPES[tag]
  if (shape)
    return given === '' || shape.test(given) ? given : { wrong: `${given} is not what ${tag} offers` }
  if (given === '') return given
  return option(node, given, members) ?? { wrong: `there is no option ${given}` }
}

export const isMulti = (node: Node) =>
  node.tag.startsWith('multi_') || (node.tag === 'select_img' && node.multi_select === true)

/** By value first, then by the words people see. An empty list of people means everybody in the chat. */
function option(node: Node, given: string, members: string[]): string | undefined {
  const options = (Array.isArray(node.options) ? node.options : []) as {
    value?: string
    text?: { content?: string }
  }[]
  if (node.tag.endsWith('select_person') && options.length === 0)
    return members.includes(given) ? given : undefined
  const meant =
    options.find((each) => each.value === given) ?? options.find((each) => each.text?.content === given)
  return meant?.value
}

function initialOf(node: Node): Value | undefined {
  const keys = [
    'default_value',
    'initial_option',
    'initial_date',
    'initial_time',
    'initial_datetime',
    'selected_values',
  ]
  if (node.tag === 'checker') return node.checked === true
  const held = keys.map((key) => node[key]).find((each) => typeof each === 'string' || Array.isArray(each))
  if (held !== undefined) return held as string | string[]
  const options = node.options as { value?: string }[] | undefined
  return typeof node.initial_index === 'number' ? options?.[node.initial_index - 1]?.value : undefined
}

export const suffixed = (node: Node, value: Value): Value =>
  PICKERS.includes(node.tag) && typeof value === 'string' ? `${value} +0800` : value

function emptyValue(node: Node, switches: Switches): Value | undefined {
  const documented = switches.emptyFields === 'documented'
  if (node.tag === 'input') return documented ? '' : undefined
  if (documented) return undefined
  return isMulti(node) ? [] : ''
}
