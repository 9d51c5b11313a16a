// @ts-check
import { announce, say, showTime, startClock } from './clock.js'
import { openImage, showResult, tell } from './dialog.js'
import { fetchState, listen, post } from './live.js'
import { drawPeople, startPeople } from './people.js'
import { startPhone } from './phone.js'
import { markSeen, onReadElsewhere } from './unread.js'

/** Whose phone and which chat lie in the address, so that tabs can be bookmarked: `#/open_id/chat`. */
const place = () => {
  const [, as = '', chat = ''] = location.hash.split('/').map(decodeURIComponent)
  return { as, chat }
}
/** @param {string} as @param {string} [chat] */
const go = (as, chat) => {
  location.hash = ['#', as, chat]
    .filter(Boolean)
    .map((part) => (part === '#' ? part : encodeURIComponent(part ?? '')))
    .join('/')
}

/** @type {import('./live.js').State | undefined} */
let state
/** What `state` is of, and so what the screen shows: after a switch the address is ahead until the answer comes. */
let shown = { as: '', chat: '' }
let last = 60
let asked = 0

const phone = startPhone({
  readers: {
    nameOf: (id) => state?.people.find((person) => person.openId === id)?.name ?? '同事',
    // Feishu offers the members of the chat; who has a chat in their list is one.
    everyone: () =>
      (state?.people ?? []).flatMap(({ openId, name, counts }) =>
        openId && counts[state?.chatId ?? ''] !== undefined ? [{ openId, name }] : [],
      ),
    openImage,
  },
  go,
  commands: () => state?.commands ?? [],
  act,
  say: (text, where) => attempt(() => post('/say', { as: shown.as, ...chatId(), text, ...where })),
  async photo(file) {
    const form = new FormData()
    form.set('photo', file)
    for (const [name, value] of Object.entries({ as: shown.as, ...chatId() })) form.set(name, value)
    await attempt(() => post('/photo', form))
  },
  showOlder() {
    last += 100
    void refresh()
  },
})

/** Of the open chat, if it has begun already. @returns {{chatId?: string}} */
const chatId = () => (state?.chatId ? { chatId: state.chatId } : {})

/** @param {string} messageId @param {string} path @param {object} body @returns {Promise<import('./card.js').Result>} */
async function act(messageId, path, body) {
  try {
    const result = await post(path, { as: shown.as, messageId, ...body })
    showResult(result)
    await refresh()
    return result
  } catch (error) {
    tell('error', /** @type {Error} */ (error).message)
    return { status: 'error' }
  }
}

/** @param {() => Promise<unknown>} run @returns {Promise<boolean>} whether it went well */
async function attempt(run) {
  try {
    await run()
    await refresh()
    return true
  } catch (error) {
    tell('error', /** @type {Error} */ (error).message)
    return false
  }
}

/** Fetches and draws; an answer that was overtaken by a newer question is dropped. */
async function refresh() {
  const mine = ++asked
  const { as, chat } = place()
  try {
    const answer = await fetchState(as, chat, last)
    if (mine !== asked) return
    state = answer
    shown = { as, chat }
    draw()
  } catch {
    say('连不上演示服务，正在重试…')
  }
}

function draw() {
  if (!state) return
  const { as, chat } = shown
  document.body.dataset.view = as ? (chat ? 'chat' : 'chats') : 'people'
  showTime(state.nowMs)
  const open = state.chats.find((one) => one.chatId === state?.chatId)
  if (open && !document.hidden) markSeen(state.boot, as, open.chatId, open.count)
  const { waiting } = drawPeople(state, as)
  phone.draw(state, as, chat)
  const name = state.people.find((person) => person.openId === as)?.name
  document.title = `${waiting ? `(${waiting}) ` : ''}${name ? `${name} · ` : ''}双责`
}

/** One chat opens at once, several are listed. @param {string} as */
function choose(as) {
  const chats = Object.keys(state?.people.find((person) => person.openId === as)?.counts ?? {})
  go(as, chats.length > 1 ? undefined : 'bot')
}

/** The platform tells the bot whenever somebody opens their chat with it. */
async function enter() {
  last = 60
  const { as, chat } = place()
  await refresh()
  if (as && chat === 'bot') await post('/enter', { as }).catch(() => undefined)
}

startPeople(choose, draw)
startClock(announce, (why) => tell('error', why))
onReadElsewhere(draw)
window.addEventListener('hashchange', () => void enter())
listen({ changed: () => void refresh(), moved: announce, lost: () => say('连接断开，正在重连…') })
void enter()
