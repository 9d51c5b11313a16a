// @ts-check
import { drawCard } from './card.js'
import { el, reconcile } from './dom.js'
import { icon } from './icons.js'
import { emoji } from './inline.js'
import { avatar, openable } from './pictures.js'
import { sayWhen } from './when.js'

/**
 * @typedef {import('./live.js').Message} Message
 * @typedef {Omit<import('./card.js').Hand, 'style' | 'messageId' | 'memory' | 'press' | 'submit' | 'choose' | 'redraw'>} Readers
 * @typedef {object} Screen what the messages are drawn with
 * @property {import('./live.js').State} state
 * @property {string} as
 * @property {boolean} group
 * @property {Readers} readers
 * @property {(messageId: string, act: string, body: object) => Promise<import('./card.js').Result>} act
 * @property {(message: Message) => void} reply
 * @property {() => void} showOlder
 */

/** What each person has typed and unfolded on each card of this tab. @type {Map<string, import('./card.js').Memory>} */
const memories = new Map()

/** @param {HTMLElement} list @param {Screen} screen @returns {boolean} whether there is a message that was not there */
export function drawMessages(list, screen) {
  const { state } = screen
  return reconcile(list, withTimes(state), {
    key: (item) => ('say' in item ? `time ${item.key}` : item.messageId),
    version: (item) =>
      'say' in item ? item.say : `${item.version} ${item.recalled} ${item.reactions ?? ''}`,
    fill: (node, item) => ('say' in item ? fillTime(node, item, screen) : fillMessage(node, item, screen)),
  })
}

/** Messages with the time of day above each stretch of talk. @param {import('./live.js').State} state @returns {(Message | {say: string, key: string, older?: boolean})[]} */
function withTimes({ messages, nowMs, older }) {
  let before = Number.NEGATIVE_INFINITY
  const all = messages.flatMap((message) => {
    const gap = message.atMs - before
    before = message.atMs
    return gap < 5 * 60_000
      ? [message]
      : [{ say: sayWhen(message.atMs, nowMs), key: message.messageId }, message]
  })
  return older ? [{ say: `查看更早的 ${older} 条消息`, key: 'older', older: true }, ...all] : all
}

/** @param {HTMLElement} node @param {{say: string, older?: boolean}} item @param {Screen} screen */
function fillTime(node, item, screen) {
  node.className = 'when'
  node.replaceChildren(
    item.older
      ? el('button', { type: 'button', on: { click: screen.showOlder } }, item.say)
      : el('time', {}, item.say),
  )
}

/** @param {HTMLElement} node @param {Message} message @param {Screen} screen */
function fillMessage(node, message, screen) {
  const mine = message.from.kind === 'user' && message.from.openId === screen.as
  const again = node.childElementCount > 0
  node.className = `message ${mine ? 'mine' : ''} ${message.type}${again ? ' changed' : ''}`
  if (message.recalled)
    return node.replaceChildren(
      el('p', { class: 'recalled' }, `${mine ? '你' : message.from.name}撤回了一条消息`),
    )
  const face =
    message.from.kind === 'bot'
      ? el('span', { class: 'avatar bot', 'aria-hidden': 'true' }, icon('shield'))
      : avatar(message.from.name, 'medium')
  const answer = el(
    'button',
    {
      type: 'button',
      class: 'answer',
      'aria-label': `回复${message.from.name}的消息`,
      title: '回复',
      on: { click: () => screen.reply(message) },
    },
    icon('reply'),
  )
  node.replaceChildren(
    face,
    el(
      'div',
      { class: 'said' },
      !mine && screen.group && el('span', { class: 'name' }, message.from.name),
      quoted(message, screen),
      el('div', { class: 'line' }, content(node, message, screen), answer),
      message.reactions?.length
        ? el(
            'p',
            { class: 'reactions' },
            ...message.reactions.map((name) => el('span', {}, emoji[name] ?? name)),
          )
        : null,
    ),
  )
}

/** @param {HTMLElement} node @param {Message} message @param {Screen} screen @returns {Node} */
function content(node, message, screen) {
  if (message.type === 'card' && message.card) return card(node, message, screen)
  if (message.type === 'image')
    return message.imageKey
      ? openable(message.imageKey, '图片', screen.readers, 'photo')
      : el('p', { class: 'bubble' }, '[图片]')
  const pictures = (message.imageKeys ?? [message.imageKey]).filter((key) => key !== undefined)
  return el(
    'div',
    { class: 'bubble' },
    message.text,
    pictures.map((key) => openable(key, '图片', screen.readers, 'photo')),
  )
}

/** @param {HTMLElement} node @param {Message} message @param {Screen} screen */
function card(node, message, screen) {
  const { messageId } = message
  const owner = `${screen.as} ${messageId}`
  const memory = memories.get(owner) ?? { values: new Map(), open: new Map() }
  memories.set(owner, memory)
  return drawCard(message.card ?? {}, {
    ...screen.readers,
    messageId,
    memory,
    press: (target) => screen.act(messageId, '/press', { target, confirm: true }),
    submit: (button, values) => screen.act(messageId, '/submit', { button, values }),
    choose: (component, option) => screen.act(messageId, '/choose', { component, option }),
    redraw: () => fillMessage(node, message, screen),
  })
}

/** The message this one answers, as one grey line. @param {Message} message @param {Screen} screen */
function quoted(message, screen) {
  if (!message.replyTo) return null
  const target = screen.state.messages.find((one) => one.messageId === message.replyTo)
  return el(
    'p',
    { class: 'quoted' },
    target ? `回复 ${target.from.name}：${oneLine(target)}` : '回复了一条更早的消息',
  )
}

/** A message in a few words. @param {Message} message */
export function oneLine(message) {
  if (message.type === 'card')
    return message.card?.header?.title?.content ?? message.card?.config?.summary?.content ?? '[卡片]'
  return message.type === 'image' ? '[图片]' : (message.text ?? '')
}
