// @ts-check
import { el } from './dom.js'
import { hue } from './icons.js'
import { inline } from './inline.js'
import { markdown } from './markdown.js'
import { sayPattern } from './when.js'

/** @typedef {import('./card.js').Hand} Hand */
/** @typedef {import('./card.js').Spec} Spec */
/** @typedef {import('./card.js').Path} Path */

/** Rows are paged as on the phone, `page_size` (5) at a time. @param {Spec} e @param {Path} path @param {Hand} hand */
export function table(e, path, hand) {
  const size = Math.min(Math.max(e.page_size ?? 5, 1), 10)
  const rows = e.rows ?? []
  const pages = Math.max(Math.ceil(rows.length / size), 1)
  const key = `page/${path.join('.')}`
  const body = el('tbody')
  const at = el('span', { 'aria-live': 'polite' })
  /** @param {number} page */
  const turn = (page) => {
    const now = Math.min(Math.max(page, 0), pages - 1)
    hand.memory.values.set(key, now)
    at.textContent = `${now + 1} / ${pages}`
    body.replaceChildren(
      ...rows
        .slice(now * size, (now + 1) * size)
        .map((/** @type {Spec} */ row) => tableRow(e.columns ?? [], row, hand)),
    )
  }
  turn(hand.memory.values.get(key) ?? 0)
  const step = (/** @type {number} */ by, /** @type {string} */ label, /** @type {string} */ sign) =>
    el(
      'button',
      {
        type: 'button',
        'aria-label': label,
        on: { click: () => turn((hand.memory.values.get(key) ?? 0) + by) },
      },
      sign,
    )
  return el(
    'div',
    { class: `table-box ${e.freeze_first_column ? 'freeze' : ''}` },
    el(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': '表格' },
      el(
        'table',
        {},
        el('thead', { class: e.header_style?.background_style === 'grey' ? 'grey' : '' }, tableHead(e)),
        body,
      ),
    ),
    pages > 1 && el('div', { class: 'pager' }, step(-1, '上一页', '‹'), at, step(1, '下一页', '›')),
  )
}

/** @param {Spec} e */
function tableHead(e) {
  const style = e.header_style ?? {}
  return el(
    'tr',
    {},
    (e.columns ?? []).map((/** @type {Spec} */ column) =>
      el(
        'th',
        {
          scope: 'col',
          class: style.bold === false ? 'plain' : '',
          style: { 'text-align': style.text_align ?? column.horizontal_align, 'min-width': widthOf(column) },
        },
        column.display_name ?? column.name,
      ),
    ),
  )
}

/** @param {Spec} column */
const widthOf = (column) => (/^\d+(px|%)$/.test(column.width ?? '') ? column.width : undefined)

/** @param {Spec[]} columns @param {Spec} row @param {Hand} hand */
const tableRow = (columns, row, hand) =>
  el(
    'tr',
    {},
    columns.map((column) =>
      el('td', { style: { 'text-align': column.horizontal_align } }, ...cell(column, row[column.name], hand)),
    ),
  )

/** @param {Spec} column @param {any} value @param {Hand} hand @returns {(Node | string)[]} */
function cell(column, value, hand) {
  if (value === undefined || value === null) return []
  switch (column.data_type) {
    case 'lark_md':
      return inline(String(value), hand)
    case 'markdown':
      return [el('div', { class: 'md' }, markdown(String(value), hand))]
    case 'options':
      return (Array.isArray(value) ? value : [{ text: value }]).map((one) =>
        el('span', { class: `tag tint-${hue(one.color ?? 'grey')}` }, String(one.text)),
      )
    case 'number':
      return [sayNumber(Number(value), column.format ?? {})]
    case 'persons':
      return [value].flat().map((id) => el('span', { class: 'person-chip' }, hand.nameOf(String(id))))
    case 'date':
      return [sayPattern(Number(value), column.date_format ?? 'YYYY/MM/DD')]
    default:
      return [String(value)]
  }
}

/** @param {number} value @param {{symbol?: string, precision?: number, separator?: boolean}} format */
function sayNumber(value, { symbol = '', precision, separator }) {
  const options =
    precision === undefined ? {} : { minimumFractionDigits: precision, maximumFractionDigits: precision }
  return symbol + value.toLocaleString('zh-CN', { useGrouping: Boolean(separator), ...options })
}
