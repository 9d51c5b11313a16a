// @ts-check
import { oneLine } from './chat.js'
import { el } from './dom.js'
import { icon } from './icons.js'
import { slashMenu } from './slash.js'

/**
 * The line one writes in: Enter sends, Shift+Enter breaks the line, `/` opens the commands, the camera sends a photo.
 *
 * @param {HTMLElement} root
 * @param {{say: (text: string, where: object) => Promise<boolean>, photo: (file: File) => Promise<void>,
 *   commands: () => {name: string, chinese: string, summary: string}[]}} to
 */
export function startComposer(root, to) {
  /** @type {Map<string, string>} what was begun in each chat of each person */
  const drafts = new Map()
  let chat = ''
  let group = false
  let mention = true
  /** @type {import('./chat.js').Message | undefined} */
  let replying

  const box = el('textarea', {
    rows: 1,
    placeholder: '发消息，输入 / 看指令',
    'aria-label': '发消息',
    enterkeyhint: 'send',
    maxlength: 4000,
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': 'slash',
    'aria-autocomplete': 'list',
  })
  const file = el('input', {
    type: 'file',
    accept: 'image/*',
    capture: 'environment',
    class: 'sr',
    tabindex: -1,
    'aria-hidden': 'true',
  })
  const send = el('button', { type: 'submit', class: 'send', 'aria-label': '发送' }, icon('send'))
  const photo = el(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-label': '拍照或选图片',
      title: '拍照或选图片',
      on: { click: () => file.click() },
    },
    icon('photo'),
  )
  const at = el(
    'button',
    {
      type: 'button',
      class: 'tool at-bot',
      'aria-pressed': 'true',
      title: '群里要 @双责 它才会看',
      hidden: true,
    },
    '@双责',
  )
  const quote = el('p', { class: 'replying', hidden: true })
  const form = el(
    'form',
    { class: 'composer' },
    quote,
    el('div', { class: 'write' }, photo, at, box, send),
    file,
  )
  const menu = slashMenu(form, box, to.commands)
  root.replaceChildren(form)

  const grow = () => {
    send.disabled = box.value.trim() === ''
    box.style.height = 'auto'
    box.style.height = `${Math.min(box.scrollHeight, 112)}px`
  }
  /** @param {import('./chat.js').Message | undefined} message */
  const reply = (message) => {
    replying = message
    quote.hidden = !message
    if (!message) return
    quote.replaceChildren(
      `回复 ${message.from.name}：${oneLine(message)}`,
      el(
        'button',
        { type: 'button', 'aria-label': '取消回复', on: { click: () => reply(undefined) } },
        icon('close'),
      ),
    )
    box.focus()
  }
  const submit = async () => {
    const text = box.value.trim()
    if (!text || send.disabled) return
    send.disabled = true
    const into = chat
    const where = {
      ...(group && mention ? { mentionBot: true } : {}),
      ...(replying ? { replyTo: replying.messageId } : {}),
    }
    if (await to.say(text, where)) {
      drafts.delete(into)
      // By now another chat may be open, whose beginning is nobody's to clear.
      if (chat === into) {
        box.value = ''
        reply(undefined)
        menu.update()
      }
    }
    grow()
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit()
  })
  box.addEventListener('input', () => {
    drafts.set(chat, box.value)
    grow()
    menu.update()
  })
  box.addEventListener('keydown', (event) => {
    // While an input method is composing, Enter chooses a character.
    if (event.isComposing || event.keyCode === 229) return
    if (menu.key(event)) return
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    void submit()
  })
  at.addEventListener('click', () => {
    mention = !mention
    at.setAttribute('aria-pressed', String(mention))
  })
  file.addEventListener('change', async () => {
    const chosen = file.files?.[0]
    file.value = ''
    if (chosen) await to.photo(chosen)
  })

  return {
    reply,
    /** Turns to another chat; what was begun in the old one waits there. @param {string} key @param {boolean} isGroup */
    turnTo(key, isGroup) {
      group = isGroup
      at.hidden = !isGroup
      if (key === chat) return
      chat = key
      reply(undefined)
      box.value = drafts.get(key) ?? ''
      grow()
      menu.update()
    },
  }
}
