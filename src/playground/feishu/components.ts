import type { PressTarget } from '../phones.ts'
import type { CardJson } from './cards.ts'

export type Node = Record<string, unknown> & { tag: string }
export interface Component {
  node: Node
  path: (string | number)[]
  /** The form it sits in, if any. */
  form?: Node
}

/** Every object with a `tag` in the card's body, in reading order. */
export function componentsOf(card: CardJson): Component[] {
  const found: Component[] = []
  const walk = (value: unknown, path: (string | number)[], form: Node | undefined) => {
    if (typeof value !== 'object' || value === null) return
    const node = value as Node
    const tagged = typeof node.tag === 'string'
    if (tagged) found.push({ node, path, ...(form && { form }) })
    const inside = tagged && node.tag === 'form' ? node : form
    for (const [key, item] of Object.entries(node)) {
      if (key === 'confirm' || key === 'value') continue
      walk(item, [...path, Array.isArray(value) ? Number(key) : key], inside)
    }
  }
  walk(card.body, ['body'], undefined)
  return found
}

/** What can be touched, and the words on it. */
const PRESSABLE = ['button', 'interactive_container']
export const FIELDS = [
  'input',
  'select_static',
  'multi_select_static',
  'select_person',
  'multi_select_person',
  'date_picker',
  'picker_time',
  'picker_datetime',
  'checker',
  'select_img',
  'overflow',
]

/** The words on a button, or the first words inside a container. */
export function labelOf(node: Node): string {
  const text = node.text as { content?: string } | undefined
  if (typeof text?.content === 'string') return text.content
  const words = componentsOf({ body: { elements: node.elements } }).map(
    (each) => each.node.content ?? (each.node.text as { content?: string } | undefined)?.content,
  )
  return words.find((each): each is string => typeof each === 'string') ?? ''
}

export const callbackOf = (node: Node): { value?: unknown } | undefined =>
  behaviours(node).find((each) => each.type === 'callback')

export const linkOf = (node: Node): string | undefined => {
  const link = behaviours(node).find((each) => each.type === 'open_url')
  return (link?.default_url ?? link?.pc_url ?? node.url) as string | undefined
}

const behaviours = (node: Node) =>
  Array.isArray(node.behaviors) ? (node.behaviors as Record<string, unknown>[]) : []

/** The one component meant; a sentence when there is none or more than one. */
export function findPressable(card: CardJson, target: PressTarget): Component | string {
  const all = componentsOf(card).filter((each) => PRESSABLE.includes(each.node.tag))
  const meant = all.filter(
    ({ node, path }) =>
      (target.label === undefined || labelOf(node) === target.label) &&
      (target.name === undefined || node.name === target.name) &&
      (target.path === undefined || JSON.stringify(path) === JSON.stringify(target.path)),
  )
  const [only] = meant
  const wish = JSON.stringify(target)
  if (!only)
    return `nothing to press is ${wish}; there is: ${all.map((each) => labelOf(each.node)).join(' | ')}`
  return meant.length === 1 ? only : `${meant.length} things to press are ${wish}; say its name or path`
}
