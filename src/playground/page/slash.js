// @ts-check
import { el } from './dom.js'

/** @typedef {{name: string, chinese: string, summary: string}} Command */

/**
 * The commands above the line one writes in, while the text is `/` and the beginning of a name. Choosing one only
 * writes it (`feishu.md` §7.1): the Chinese name for who began in Chinese, else the name the platform knows.
 *
 * @param {HTMLElement} form
 * @param {HTMLTextAreaElement} box
 * @param {() => Command[]} commands
 */
export function slashMenu(form, box, commands) {
  const list = el('ul', { id: 'slash', class: 'slash', role: 'listbox', 'aria-label': '指令', hidden: true })
  form.prepend(list)
  /** @type {Command[]} */
  let shown = []
  let at = 0

  const draw = () => {
    list.hidden = shown.length === 0
    box.setAttribute('aria-expanded', String(!list.hidden))
    if (list.hidden) box.removeAttribute('aria-activedescendant')
    else box.setAttribute('aria-activedescendant', `slash-${at}`)
    list.replaceChildren(
      ...shown.map((one, index) =>
        el(
          'li',
          {
            id: `slash-${index}`,
            role: 'option',
            'aria-selected': String(index === at),
            on: { pointerdown: (/** @type {Event} */ event) => take(event, index) },
          },
          el('b', {}, `/${one.chinese}`),
          el('span', {}, one.summary),
          el('code', {}, `/${bare(one.name)}`),
        ),
      ),
    )
    list.children[at]?.scrollIntoView({ block: 'nearest' })
  }
  const update = () => {
    const typed = /^[/／]([^\s]*)$/.exec(box.value)?.[1]?.toLowerCase()
    shown =
      typed === undefined
        ? []
        : commands().filter((one) => bare(one.name).startsWith(typed) || one.chinese.startsWith(typed))
    at = 0
    draw()
  }
  /** @param {Event} event @param {number} index */
  const take = (event, index) => {
    event.preventDefault()
    const one = shown[index]
    if (!one) return
    const chinese = /[\u4e00-\u9fff]/.test(box.value)
    box.value = `/${chinese ? one.chinese : bare(one.name)} `
    box.dispatchEvent(new Event('input'))
    box.focus()
  }
  const moves = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 })

  return {
    update,
    /** @param {KeyboardEvent} event @returns {boolean} whether the menu used the key */
    key(event) {
      if (list.hidden) return false
      const by = moves[event.key]
      if (by) at = (at + by + shown.length) % shown.length
      else if (event.key === 'Escape') shown = []
      // A name typed in full is sent as it stands.
      else if (event.key === 'Tab' || (event.key === 'Enter' && !exact(box.value, shown[at]))) {
        take(event, at)
        return true
      } else return false
      event.preventDefault()
      draw()
      return true
    },
  }
}

/** @param {string} name */
const bare = (name) => name.replace(/^\//, '')
/** @param {string} text @param {Command | undefined} one */
const exact = (text, one) =>
  one !== undefined && [bare(one.name), one.chinese].includes(text.slice(1).toLowerCase())
