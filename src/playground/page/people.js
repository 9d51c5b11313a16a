// @ts-check
import { byId, el, reconcile } from './dom.js'
import { avatar } from './pictures.js'
import { unreadOf } from './unread.js'

/** @typedef {import('./live.js').Person & {unread: number, on: boolean}} Row */

/**
 * The list of everybody, grouped, with a dot where a message waits.
 * @param {import('./live.js').State} state
 * @param {string} as whose phone is open
 */
export function drawPeople(state, as) {
  const unread = unreadOf(state)
  const rows = state.people.map((person) => ({
    ...person,
    on: person.openId === as,
    unread: Object.entries(person.counts).reduce(
      (sum, [chat, count]) => sum + unread(person.openId, chat, count),
      0,
    ),
  }))
  const wanted = /** @type {HTMLInputElement} */ (byId('find')).value.trim().toLowerCase()
  const onlyNew = byId('only-new').getAttribute('aria-pressed') === 'true'
  const shown = rows.filter((row) => (!onlyNew || row.unread > 0 || row.on) && matches(row, wanted))
  const waiting = rows.filter((row) => row.unread > 0).length
  const badge = /** @type {HTMLElement} */ (byId('only-new').firstElementChild)
  badge.textContent = waiting ? String(waiting) : ''
  reconcile(byId('people'), grouped(shown), {
    key: (item) => ('name' in item ? (item.openId ?? item.name) : `group ${item.group}`),
    version: (item) => JSON.stringify(item),
    fill: (node, item) =>
      'name' in item
        ? fillPerson(node, item)
        : node.replaceChildren(el('h2', {}, item.group, el('small', {}, String(item.size)))),
  })
  return { waiting }
}

/** @param {Row} row @param {string} wanted */
const matches = (row, wanted) =>
  [row.name, row.class ?? '', row.group, ...row.posts].some((word) => word.toLowerCase().includes(wanted))

/** @param {Row[]} rows @returns {(Row | {group: string, size: number})[]} */
function grouped(rows) {
  const groups = [...new Set(rows.map((row) => row.group))]
  if (!rows.length) return [{ group: '没有这样的人', size: 0 }]
  return groups.flatMap((group) => {
    const own = rows.filter((row) => row.group === group)
    return [{ group, size: own.length }, ...own]
  })
}

/** @param {HTMLElement} node @param {Row} row */
function fillPerson(node, row) {
  const what = [row.class, ...row.posts].filter(Boolean).join(' · ')
  const dot =
    row.unread > 0 &&
    el(
      'span',
      { class: 'unread' },
      row.unread > 99 ? '99+' : String(row.unread),
      el('span', { class: 'sr' }, '条新消息'),
    )
  const text = el(
    'span',
    { class: 'who' },
    el('b', {}, row.name),
    el('small', {}, what, !row.openId && el('em', {}, `没有应用，由${row.standIn ?? '他人'}代办`)),
  )
  if (!row.openId)
    return node.replaceChildren(el('div', { class: 'row absent' }, avatar(row.name, 'medium'), text))
  node.replaceChildren(
    el(
      'button',
      {
        type: 'button',
        class: `row ${row.on ? 'on' : ''}`,
        'aria-current': row.on ? 'true' : undefined,
        data: { person: row.openId, place: row.openId },
      },
      avatar(row.name, 'medium'),
      text,
      dot,
    ),
  )
}

/** @param {(openId: string) => void} choose @param {() => void} redraw */
export function startPeople(choose, redraw) {
  byId('people').addEventListener('click', (event) => {
    const row = /** @type {HTMLElement} */ (event.target).closest('[data-person]')
    if (row) choose(/** @type {HTMLElement} */ (row).dataset.person ?? '')
  })
  byId('find').addEventListener('input', redraw)
  byId('only-new').addEventListener('click', (event) => {
    const button = /** @type {HTMLElement} */ (event.currentTarget)
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'))
    redraw()
  })
}
