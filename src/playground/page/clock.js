// @ts-check
import { byId, el } from './dom.js'
import { post } from './live.js'
import { dayOf, timeOf } from './when.js'

let told = ''
let hide = 0

/** The bar's buttons move time for everybody; `failed` gets a Chinese sentence. @param {(moved: import('./live.js').Moved) => void} moved @param {(why: string) => void} failed */
export function startClock(moved, failed) {
  const buttons = [...document.querySelectorAll('.steps button')]
  for (const button of buttons) {
    button.addEventListener('click', async () => {
      if (document.querySelector('.steps [aria-busy]')) return
      button.setAttribute('aria-busy', 'true')
      try {
        moved(await post('/clock', { to: /** @type {HTMLElement} */ (button).dataset.to }))
      } catch (error) {
        failed(/** @type {Error} */ (error).message)
      } finally {
        button.removeAttribute('aria-busy')
      }
    })
  }
}

/** @param {number} nowMs */
export function showTime(nowMs) {
  byId('time').textContent = timeOf(nowMs)
  byId('day').textContent = dayOf(nowMs)
  const status = document.querySelector('.status b')
  if (status) status.textContent = timeOf(nowMs)
}

/** The line under the bar and the list at the right: where time came to and what that did. @param {import('./live.js').Moved} moved */
export function announce({ nowMs, label, happened }) {
  // The tab that moved the clock hears it twice: as its answer and from the stream.
  const news = `${nowMs}|${happened.join('|')}`
  if (news === told) return
  told = news
  document.body.dataset.begun = 'yes'
  showTime(nowMs)
  const first = happened.slice(0, 2).join('、') || '这段时间没有新的事'
  say(`时间来到 ${label} · ${first}${happened.length > 2 ? ` 等 ${happened.length} 件事` : ''}`)
  const log = byId('log')
  log.querySelector('.none')?.remove()
  log.prepend(
    el(
      'li',
      {},
      el('time', {}, label),
      ...(happened.length
        ? happened.map((one) => el('p', {}, one))
        : [el('p', { class: 'quiet' }, '没有新的事')]),
    ),
  )
  while (log.children.length > 30) log.lastElementChild?.remove()
}

/** @param {string} line */
export function say(line) {
  const node = byId('moved')
  node.textContent = line
  node.classList.add('shown')
  clearTimeout(hide)
  hide = window.setTimeout(() => node.classList.remove('shown'), 6000)
}
