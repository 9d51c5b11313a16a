import { CODE, type Inspection, isObject, type Place } from './validate-checks.ts'
import { checkMarkdown } from './validate-markdown.ts'
import { checkTableRows } from './validate-table.ts'

type Component = Record<string, unknown>

/** Rules that look at more than one property of a component (`feishu.md` §14.4 to §14.6). */
export function checkOwnRules(
  element: Component,
  tag: string,
  path: string,
  inspection: Inspection,
  place: Place,
): void {
  if (tag === 'table') checkTableRows(element, path, inspection)
  if (tag === 'form' && !hasSubmit(element.elements)) {
    inspection.error(path, CODE.several, 'form without a submit button')
  }
  if (tag === 'button' && element.form_action_type !== undefined && !place.inForm) {
    inspection.error(path, CODE.several, 'form_action_type outside a form')
  }
  if (tag === 'input') checkInput(element, path, inspection)
  if (tag === 'person_list') checkPersons(element, path, inspection)
  if (tag === 'img_combination') checkCombination(element, path, inspection)
  if (tag === 'markdown') checkMarkdown(String(element.content), path, inspection)
  if (tag.startsWith('select_') || tag.startsWith('multi_select_')) checkInitial(element, path, inspection)
  if (
    /picker/.test(tag) &&
    !element.placeholder &&
    !Object.keys(element).some((key) => key.startsWith('initial_'))
  ) {
    inspection.warn(path, CODE.property, 'a picker wants a placeholder or an initial value')
  }
}

function hasSubmit(elements: unknown): boolean {
  return [elements].flat().some((element) => {
    if (!isObject(element)) return false
    if (element.tag === 'button' && element.form_action_type === 'submit') return true
    return hasSubmit(element.elements) || hasSubmit(element.columns)
  })
}

function checkInput(input: Component, path: string, inspection: Inspection): void {
  const hint = isObject(input.placeholder) ? String(input.placeholder.content ?? '') : ''
  if ([...hint].length > 100) inspection.error(path, CODE.property, 'placeholder over 100 characters')
  const limit = typeof input.max_length === 'number' ? input.max_length : 1000
  if (typeof input.default_value === 'string' && input.default_value.length > limit) {
    inspection.error(path, CODE.property, `default_value over ${limit} characters`)
  }
}

function checkPersons(list: Component, path: string, inspection: Inspection): void {
  if (!Array.isArray(list.persons)) {
    inspection.error(path, CODE.property, 'wrong value, expected an array of persons', list.persons)
    return
  }
  for (const person of list.persons) {
    const id = isObject(person) ? person.id : undefined
    if (typeof id !== 'string' || Object.keys(person as object).length > 1) {
      inspection.error(path, CODE.property, 'a person is {id}', person)
    } else if (inspection.context.users && !inspection.context.users.has(id) && !list.drop_invalid_user_id) {
      inspection.error(path, CODE.user, `invalid user id: ${id}`, id)
    }
  }
}

const COMBINATION_SIZES: Record<string, number> = { double: 2, triple: 3, bisect: 6, trisect: 9 }

function checkCombination(element: Component, path: string, inspection: Inspection): void {
  const max = COMBINATION_SIZES[String(element.combination_mode)]
  if (max !== undefined && Array.isArray(element.img_list) && element.img_list.length > max) {
    inspection.error(path, CODE.property, `${element.img_list.length} pictures, at most ${max}`)
  }
}

function checkInitial(select: Component, path: string, inspection: Inspection): void {
  if (!Array.isArray(select.options) || select.options.length === 0) return
  const known = new Set(select.options.map((option) => (isObject(option) ? option.value : undefined)))
  for (const initial of [select.initial_option ?? [], select.selected_values ?? []].flat()) {
    if (!known.has(initial))
      inspection.warn(path, CODE.property, 'initial value is none of the options', initial)
  }
}
