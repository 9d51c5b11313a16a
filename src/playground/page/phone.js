// @ts-check
import { drawMessages } from './chat.js'
import { startComposer } from './compose.js'
import { byId, el, reconcile } from './dom.js'
import { icon } from './icons.js'
import { avatar } from './pictures.js'
import { unreadOf } from './unread.js'
import { sayShort } from './when.js'

/**
 * The phone in the middle: its title, the list of chats or one chat, and the line to write in.
 *
 * @typedef {import('./live.js').State} State
 * @param {{readers: import('./chat.js').Readers, go: (as: string, chat?: string) => void, act: import('./chat.js').Screen['act'],
 *   say: (text: string, where: object) => Promise<boolean>, photo: (file: File) => Promise<void>, showOlder: () => void,
 *   commands: () => State['commands']}} to
 */
export function startPhone(to) {
  const screen = byId('screen')
  // Whoever just sent something wants to see it and its answer, wherever the screen stood.
  let awaited = false
  const composer = startComposer(byId('composer'), {
    ...to,
    say: (text, where) => {
      awaited = true
      return to.say(text, where)
    },
    photo: (file) => {
      awaited = true
      return to.photo(file)
    },
  })
  let shown = ''

  return {
    /** @param {State} state @param {string} as @param {string} chat */
    draw(state, as, chat) {
      const open = state.chats.find((one) => one.chatId === state.chatId)
      const place = `${state.boot} ${as} ${chat}`
      const turned = place !== shown
      shown = place
      if (turned) byId('toasts').replaceChildren()
      if (turned)
        screen.replaceChildren(
          as
            ? el('ul', { class: chat ? 'messages' : 'chats', 'aria-label': chat ? '消息' : '会话' })
            : welcome(),
        )
      drawTitle(state, as, chat, to.go)
      byId('composer').hidden = !chat
      const list = screen.querySelector('ul')
      if (!list) return
      if (!chat) return drawChats(list, state, as, to.go)
      composer.turnTo(`${as} ${chat}`, open?.type === 'group')
      const atEnd = screen.scrollHeight - screen.scrollTop - screen.clientHeight < 80
      const added = drawMessages(list, {
        state,
        as,
        group: open?.type === 'group',
        readers: to.readers,
        act: to.act,
        reply: composer.reply,
        showOlder: to.showOlder,
      })
      drawEmpty(screen, state)
      if (turned || (added && (atEnd || awaited))) showEnd(screen, list)
      if (added && state.messages.at(-1)?.from.kind === 'bot') awaited = false
    },
  }
}

/** To the newest message; one taller than the screen is shown from its top. @param {HTMLElement} screen @param {HTMLElement} list */
function showEnd(screen, list) {
  const last = list.lastElementChild
  if (last && last.clientHeight > screen.clientHeight) last.scrollIntoView({ block: 'start' })
  else screen.scrollTop = screen.scrollHeight
}

/** @param {State} state @param {string} as @param {string} chat @param {(as: string, chat?: string) => void} go */
function drawTitle(state, as, chat, go) {
  const person = state.people.find((one) => one.openId === as)
  const open = state.chats.find((one) => one.chatId === state.chatId)
  const unread = unreadOf(state)
  const others = state.chats
    .filter((one) => one !== open)
    .reduce((sum, one) => sum + unread(as, one.chatId, one.count), 0)
  const who = person ? [person.name, person.class, ...person.posts].filter(Boolean).join(' · ') : ''
  const back = el(
    'button',
    {
      type: 'button',
      class: 'back',
      'aria-label': chat ? '回到会话列表' : '回到人员列表',
      on: { click: () => go(chat ? as : '') },
    },
    icon('back'),
    chat && others > 0 && el('span', { class: 'unread' }, String(others)),
  )
  const title = byId('title')
  const version = JSON.stringify([who, chat, open?.name, others])
  if (title.dataset.version === version) return
  title.dataset.version = version
  title.classList.toggle('listing', !chat)
  title.replaceChildren(
    ...(as ? [back] : []),
    el(
      'div',
      {},
      el(
        'h1',
        {},
        chat ? (open?.name ?? '双责') : as ? '消息' : '双责',
        chat && open?.type !== 'group' && el('span', { class: 'tag tint-yellow' }, '机器人'),
      ),
      el('p', {}, who),
    ),
    ...(person ? [avatar(person.name, 'medium')] : []),
  )
}

/** @param {HTMLElement} list @param {State} state @param {string} as @param {(as: string, chat?: string) => void} go */
function drawChats(list, state, as, go) {
  const unread = unreadOf(state)
  const bot = {
    chatId: 'bot',
    type: 'p2p',
    name: '双责',
    lastAtMs: 0,
    preview: '点开，和双责说第一句话',
    count: 0,
  }
  const chats = state.chats.some((one) => one.type === 'p2p') ? state.chats : [bot, ...state.chats]
  const rows = chats.map((one) => ({
    ...one,
    preview: one.preview || '还没有消息',
    unread: unread(as, one.chatId, one.count),
    when: one.lastAtMs ? sayShort(one.lastAtMs, state.nowMs) : '',
  }))
  reconcile(list, rows, {
    key: (row) => row.chatId,
    version: (row) => JSON.stringify(row),
    fill: (node, row) => {
      const face =
        row.type === 'p2p'
          ? el('span', { class: 'avatar bot avatar-large', 'aria-hidden': 'true' }, icon('shield'))
          : el('span', { class: 'avatar group avatar-large', 'aria-hidden': 'true' }, icon('people'))
      const dot =
        row.unread > 0 &&
        el('span', { class: 'unread' }, String(row.unread), el('span', { class: 'sr' }, '条新消息'))
      node.replaceChildren(
        el(
          'button',
          {
            type: 'button',
            class: 'chat',
            data: { place: row.chatId },
            on: { click: () => go(as, row.type === 'p2p' ? 'bot' : row.chatId) },
          },
          face,
          el('span', { class: 'who' }, el('b', {}, row.name), el('small', {}, row.preview)),
          el('span', { class: 'side' }, el('time', {}, row.when), dot),
        ),
      )
    },
  })
}

/** @param {HTMLElement} screen @param {State} state */
function drawEmpty(screen, state) {
  const there = screen.querySelector('.empty')
  if (state.messages.length) return there?.remove()
  if (!there)
    screen.append(
      empty('还没有消息', '点上面的「下一件事」拨动时间，提醒到了会出现在这里；也可以输入 / 自己开始。'),
    )
}

const welcome = () =>
  empty('从一位老师的早晨开始', '选一位班主任，再点「下一件事」把时间拨到 07:45 左右，看看手机上会收到什么。')

/** @param {string} title @param {string} text */
const empty = (title, text) =>
  el(
    'div',
    { class: 'empty' },
    el('span', { class: 'logo', 'aria-hidden': 'true' }),
    el('h2', {}, title),
    el('p', {}, text),
  )
