// @ts-check
import { chart } from './chart.js'
import { multiSelect, overflow, select, selectImage, selectPerson } from './choices.js'
import { collapsiblePanel, column, columnSet, flow, interactiveContainer } from './containers.js'
import { div, header, hr, markdownElement } from './display.js'
import { el } from './dom.js'
import { checker, dateField, input } from './fields.js'
import { form } from './form.js'
import { img, imgCombination, person, personList } from './pictures.js'
import { button } from './press.js'
import { table } from './table.js'

/**
 * What a drawn card knows and can do: the names and pictures it shows, the person's half-finished work on it, and
 * the ways back to the bot.
 *
 * @typedef {object} Hand
 * @property {string} messageId
 * @property {Record<string, any>} style the card's own sizes and colours
 * @property {(id: string) => string} nameOf
 * @property {() => {openId: string, name: string}[]} everyone
 * @property {(src: string, alt: string) => void} openImage
 * @property {Memory} memory
 * @property {import('./form.js').FormScope} [form] the form this element stands in
 * @property {(target: object) => Promise<Result>} press
 * @property {(button: string, values: Record<string, any>) => Promise<Result>} submit
 * @property {(component: string, option: any) => Promise<Result>} choose
 * @property {() => void} redraw
 *
 * @typedef {{values: Map<string, any>, open: Map<string, boolean>}} Memory what the person has typed and unfolded
 * @typedef {{status: 'ok' | 'blocked' | 'error', code?: number, toast?: {type: string, content: string}, card?: object, why?: string}} Result
 * @typedef {Record<string, any>} Spec
 * @typedef {(string | number)[]} Path where an element stands in the card JSON
 */

/** @type {Record<string, (e: Spec, path: Path, hand: Hand) => Node>} */
const drawings = {
  markdown: markdownElement,
  div,
  hr,
  img,
  img_combination: imgCombination,
  person,
  person_list: personList,
  table,
  chart,
  column_set: columnSet,
  column,
  collapsible_panel: collapsiblePanel,
  interactive_container: interactiveContainer,
  form,
  button,
  input,
  select_static: select,
  multi_select_static: multiSelect,
  select_person: selectPerson,
  multi_select_person: multiSelect,
  date_picker: dateField,
  picker_time: dateField,
  picker_datetime: dateField,
  checker,
  overflow,
  select_img: selectImage,
}

/**
 * Draws Feishu card JSON 2.0 as the phone would (`feishu.md` §14). What the page cannot draw is said in its place.
 * @param {Spec} card
 * @param {Omit<Hand, 'style'>} asks
 */
export function drawCard(card, asks) {
  const hand = { ...asks, style: card.config?.style ?? {} }
  const body = el('div', { class: 'card-body' }, elements(card.body?.elements, ['body', 'elements'], hand))
  flow(body, card.body ?? {})
  const title = card.header?.title?.content ?? card.config?.summary?.content ?? '卡片'
  return el('article', { class: 'card', 'aria-label': title }, header(card.header, hand), body)
}

/**
 * @param {Spec[] | undefined} list
 * @param {Path} path of the list
 * @param {Hand} hand
 * @returns {Node[]}
 */
export const elements = (list, path, hand) =>
  (list ?? []).map((e, index) => element(e, [...path, index], hand))

/** @param {Spec} e @param {Path} path @param {Hand} hand @returns {Node} */
function element(e, path, hand) {
  const draw = drawings[e.tag]
  if (!draw) return el('div', { class: 'unknown' }, `这里有一个演示页不认识的组件：${e.tag}`)
  const node = draw(e, path, hand)
  if (node instanceof HTMLElement && /^(-?\d+px\s*){1,4}$/.test(e.margin ?? '')) node.style.margin = e.margin
  return node
}
