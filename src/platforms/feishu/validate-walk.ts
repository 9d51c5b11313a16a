import {
  CODE,
  checkProperties,
  type Inspection,
  isObject,
  type Place,
  type Shape,
} from './validate-checks.ts'
import { CONTAINERS } from './validate-containers.ts'
import { DISPLAY } from './validate-display.ts'
import { INTERACTIVE } from './validate-interactive.ts'
import { checkOwnRules } from './validate-own.ts'

type Component = Record<string, unknown>

const MAX_DEPTH = 5
const MAX_TABLES = 5
const RULES = new Map<string, Shape>(Object.entries({ ...DISPLAY, ...CONTAINERS, ...INTERACTIVE }))
const LOCAL_ONLY = new Set(['overflow'])

/** Walks the children of a container, checking each against its row in the whitelist and its place (`feishu.md` §14.3). */
export function walk(elements: unknown, path: string, inspection: Inspection, place: Place): void {
  if (elements === undefined) return
  if (!Array.isArray(elements)) {
    inspection.error(path, CODE.property, 'wrong value, expected an array', elements)
    return
  }
  for (const [index, element] of elements.entries()) {
    const tag = isObject(element) ? String(element.tag) : ''
    checkComponent(element, `${path} -> [${index}](tag: ${tag})`, inspection, place)
  }
}

function checkComponent(element: unknown, path: string, inspection: Inspection, place: Place): void {
  if (!isObject(element)) {
    inspection.error(path, CODE.property, 'wrong value, expected a component', element)
    return
  }
  const tag = String(element.tag)
  const rule = tag === 'column' ? undefined : RULES.get(tag)
  if (!rule) {
    inspection.error(path, CODE.tag, `unsupported tag ${tag}`, element.tag)
    return
  }
  checkProperties(rule, element, path, inspection, place)
  checkElementId(element, path, inspection)
  checkPlace(tag, path, inspection, place)
  if (tag in INTERACTIVE || tag === 'form') checkName(element, tag, path, inspection, place)
  checkOwnRules(element, tag, path, inspection, place)
  descend(element, tag, path, inspection, place)
}

export function checkElementId(element: Component, path: string, inspection: Inspection): void {
  const id = element.element_id
  if (id === undefined) return
  if (typeof id !== 'string' || !/^[A-Za-z][A-Za-z0-9_]{0,19}$/.test(id)) {
    inspection.error(path, CODE.elementId, 'element_id is malformed', id)
  } else if (inspection.elementIds.has(id)) {
    inspection.error(path, CODE.elementId, `element_id is duplicate: ${id}`, id)
  } else inspection.elementIds.add(id)
}

function checkPlace(tag: string, path: string, inspection: Inspection, place: Place): void {
  if ((tag === 'form' || tag === 'table') && place.parent !== 'body') {
    inspection.error(path, CODE.several, `${tag} may only stand in the body`)
  }
  if (tag === 'chart' && place.inForm)
    inspection.warn(path, CODE.several, 'chart inside a form: not documented')
  if (tag === 'table' && ++inspection.tables > MAX_TABLES) {
    inspection.error(path, CODE.several, 'card table number over limit')
  }
  if (tag === 'chart') inspection.charts++
}

function checkName(
  element: Component,
  tag: string,
  path: string,
  inspection: Inspection,
  place: Place,
): void {
  const { name } = element
  if (name === undefined || name === '') {
    // A reset button answers nothing, an overflow menu is no field; everything else in a form must have one (§14.1).
    if ((place.inForm && !LOCAL_ONLY.has(tag)) || tag === 'form') {
      inspection.error(path, CODE.formName, 'component in a form needs a name')
    }
    return
  }
  if (typeof name !== 'string') return
  if (/[^\x20-\x7e]/.test(name)) inspection.warn(path, CODE.formName, 'names should be ASCII', name)
  if (inspection.names.has(name)) inspection.error(path, CODE.several, `duplicate name: ${name}`, name)
  inspection.names.add(name)
}

/** Into the children; body children are level 1, every container adds one (§18.7). */
function descend(element: Component, tag: string, path: string, inspection: Inspection, place: Place): void {
  if (!(tag in CONTAINERS)) return
  const depth = place.depth + 1
  inspection.deepest = Math.max(inspection.deepest, depth)
  if (depth > MAX_DEPTH) {
    inspection.error(path, CODE.several, `containers nested over ${MAX_DEPTH} levels`)
    return
  }
  const inForm = place.inForm || tag === 'form'
  if (tag !== 'column_set') {
    const parent = tag as Place['parent']
    walk(element.elements, `${path} -> elements`, inspection, { parent, inForm, depth })
    return
  }
  if (!Array.isArray(element.columns)) return
  for (const [index, column] of element.columns.entries()) {
    const at = `${path} -> columns -> [${index}](tag: column)`
    checkColumn(column, element, at, inspection, { parent: 'column', inForm, depth })
  }
}

function checkColumn(
  column: unknown,
  set: Component,
  path: string,
  inspection: Inspection,
  place: Place,
): void {
  const rule = RULES.get('column')
  if (!isObject(column) || column.tag !== 'column' || !rule) {
    inspection.error(path, CODE.tag, 'column_set holds columns only', column)
    return
  }
  checkProperties(rule, column, path, inspection, place)
  checkElementId(column, path, inspection)
  if (/px$/.test(String(column.width)) && (set.flex_mode ?? 'none') !== 'none') {
    inspection.error(path, CODE.property, 'width in px needs flex_mode none', column.width)
  }
  walk(column.elements, `${path} -> elements`, inspection, place)
}
