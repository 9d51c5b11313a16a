import type { Moved, PlaygroundClock } from '../../src/playground/clock.ts'
import type {
  PhoneChange,
  PhoneMessage,
  Phones,
  PlaygroundPerson,
  PressResult,
} from '../../src/playground/phones.ts'
import { dayOf, sayDay, timeOf } from '../../src/time.ts'
import { doneCard, todayCard } from './page-cards.ts'
import { picture } from './page-picture.ts'

const start = Date.parse('2026-09-01T07:40:00+08:00')

const person = (openId: string | null, name: string, group: string, posts: string[], more = {}) => ({
  openId,
  name,
  group,
  posts,
  ...more,
})

/** A dozen people of the sample school, enough for each group of the list. */
export const people: PlaygroundPerson[] = [
  person('ou_p01', '钟砚舟', '领导', ['校长']),
  person('ou_p02', '沈听澜', '领导', ['书记']),
  person('ou_p03', '聂怀谷', '领导', ['分管安全副校长']),
  person('ou_g01', '贺栎生', '处室', ['总务主任']),
  person('ou_g03', '杭砥平', '处室', ['安全员']),
  person('ou_t11', '叶梅砚', '班主任', ['班主任', '年级组长'], { class: '一(1)班' }),
  person('ou_t12', '贾霁禾', '班主任', ['班主任'], { class: '一(2)班' }),
  person('ou_t31', '单念蘅', '班主任', ['班主任'], { class: '三(1)班' }),
  person('ou_t61', '欧阳拾穗', '班主任', ['班主任'], { class: '六(1)班' }),
  person('ou_s05', '池墨笙', '教师', ['科任教师']),
  person('ou_w01', '蔡大嵩', '后勤', ['门卫']),
  person(null, '魏守川', '后勤', ['门卫'], { standIn: '蔡大嵩' }),
  person(null, '侯芹芳', '后勤', ['食堂工作人员'], { standIn: '窦丰和' }),
]

export const commands = [
  { name: 'today', chinese: '今日', summary: '看我今天的安全责任' },
  { name: 'hazard', chinese: '隐患', summary: '上报或处理一条隐患' },
  { name: 'incident', chinese: '上报', summary: '报告突发事件' },
  { name: 'week', chinese: '周报', summary: '看本周安全小结' },
  { name: 'help', chinese: '帮助', summary: '能做什么、怎么做' },
]

const group = 'oc_leaders'
const members = ['ou_p01', 'ou_p02', 'ou_p03', 'ou_g01', 'ou_g03']

/** Phones whose messages lie in memory, and a clock that jumps; both tell the page of each change. */
export function pageFixture() {
  const chats = new Map<string, PhoneMessage[]>([[group, []]])
  const listeners = new Set<(change: PhoneChange) => void>()
  const movers = new Set<(moved: Moved) => void>()
  const acts: { act: string; openId: string; messageId: string; what: unknown }[] = []
  let nowMs = start
  let ids = 0
  const privateChat = (openId: string) => `oc_${openId}`
  const seesOf = (chatId: string) => (chatId === group ? members : [chatId.slice(3)])
  const tell = (chatId: string) => {
    for (const listener of listeners) listener({ openIds: seesOf(chatId), chatId })
  }
  const put = (chatId: string, message: Partial<PhoneMessage>): string => {
    const messageId = `om_${++ids}`
    const base = { messageId, chatId, atMs: nowMs, recalled: false, version: 1, type: 'card' as const }
    const list = chats.get(chatId) ?? []
    chats.set(chatId, [...list, { ...base, from: { kind: 'bot', name: '双责' }, ...message }])
    tell(chatId)
    return messageId
  }
  const change = (messageId: string, changes: Partial<PhoneMessage>) => {
    for (const [chatId, list] of chats) {
      const at = list.findIndex((one) => one.messageId === messageId)
      const old = list[at]
      if (!old) continue
      list[at] = { ...old, ...changes, version: old.version + 1, updatedAtMs: nowMs }
      tell(chatId)
    }
  }
  const done = (openId: string, messageId: string): PressResult => {
    change(messageId, { card: doneCard(nameOf(openId)) })
    return { status: 'ok', toast: { type: 'success', content: '已记下，今天辛苦了' }, card: {} }
  }
  const acted = (act: string, openId: string, messageId: string, what: unknown) =>
    acts.push({ act, openId, messageId, what })
  const nameOf = (openId: string) => people.find((one) => one.openId === openId)?.name ?? openId
  const speaker = (openId: string) => ({ kind: 'user' as const, openId, name: nameOf(openId) })

  const phones: Phones = {
    chatsOf: (openId) =>
      [privateChat(openId), ...(members.includes(openId) ? [group] : [])].map((chatId) => ({
        chatId,
        type: chatId === group ? ('group' as const) : ('p2p' as const),
        name: chatId === group ? '安全工作领导小组' : '双责',
        lastAtMs: chats.get(chatId)?.at(-1)?.atMs ?? start,
        preview: previewOf(chats.get(chatId)?.at(-1)),
        count: chats.get(chatId)?.length ?? 0,
      })),
    messagesOf: (chatId) => chats.get(chatId) ?? [],
    image: (key) => (key.startsWith('img_') ? { bytes: picture(key), mime: 'image/png' } : undefined),
    async say(openId, text, where = {}) {
      const chatId = where.chatId ?? privateChat(openId)
      const messageId = put(chatId, {
        type: 'text',
        text: `${where.mentionBot ? '@双责 ' : ''}${text}`,
        from: speaker(openId),
        ...(where.replyTo && { replyTo: where.replyTo }),
      })
      return { messageId }
    },
    async sendImage(openId, bytes, mime, where = {}) {
      acted('photo', openId, '', { size: bytes.length, mime })
      const chatId = where.chatId ?? privateChat(openId)
      return { messageId: put(chatId, { type: 'image', imageKey: 'img_new', from: speaker(openId) }) }
    },
    async press(openId, messageId, target) {
      acted('press', openId, messageId, target)
      if (target.name === 'broken') return { status: 'error', code: 200671, why: 'HTTP 500' }
      if (target.name === 'all_well') return done(openId, messageId)
      return { status: 'ok', toast: { type: 'info', content: `按下了 ${target.label}` } }
    },
    async submit(openId, messageId, button, values) {
      acted('submit', openId, messageId, { button, values })
      return { status: 'ok', toast: { type: 'success', content: '已提交' } }
    },
    async choose(openId, messageId, component, option) {
      acted('choose', openId, messageId, { component, option })
      return { status: 'ok', toast: { type: 'success', content: '已选择' } }
    },
    enter: (openId) => acted('enter', openId, '', undefined),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const clock: PlaygroundClock = {
    now: () => nowMs,
    label: () => `${sayDay(dayOf(nowMs))} ${timeOf(nowMs)}`,
    async move(to) {
      nowMs += to === 'next-event' ? 7 * 60_000 : 60 * 60_000
      const homeroom = people.filter((one) => one.group === '班主任')
      for (const one of homeroom) put(privateChat(one.openId ?? ''), { card: todayCard(one.class ?? '') })
      const moved = { nowMs, happened: [`${homeroom.length} 位班主任收到今日卡`] }
      for (const mover of movers) mover(moved)
      return moved
    },
    awaitAnswers: async () => {},
    onChange(listener) {
      movers.add(listener)
      return () => movers.delete(listener)
    },
  }
  return { phones, clock, people, commands, put, change, acts, privateChat, group }
}

function previewOf(message: PhoneMessage | undefined): string {
  const card = message?.card as { config?: { summary?: { content?: string } } } | undefined
  return card ? (card.config?.summary?.content ?? '[卡片]') : (message?.text ?? '')
}
