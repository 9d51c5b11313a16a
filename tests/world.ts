import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { duties } from '../src/duties/duty.ts'
import { parseSchoolFile, type SchoolFile } from '../src/people/school-file.ts'
import type { Emulator, PressResult } from '../src/playground/feishu/emulator.ts'
import { openTown, type Town } from '../src/playground/town.ts'
import { instantOf } from '../src/time.ts'
import { type ReadCard, readCard } from './reading-card.ts'

/** A message as a person finds it on the phone. */
export interface Got extends ReadCard {
  messageId: string
  chatId: string
  atMs: number
  type: 'card' | 'text' | 'image' | 'post'
  card: object | undefined
}

export interface PersonInStory {
  readonly name: string
  readonly openId: string
  /** Says it in the private chat (or a group) and returns the bot's answer there, read. */
  says(text: string, where?: { chatId?: string; mentionBot?: boolean; replyTo?: string }): Promise<Got>
  /** Presses the button on the newest card that has it, or on the given one. Returns the card as it is then. */
  presses(
    label: string,
    on?: Got,
    confirm?: boolean,
  ): Promise<Got & { toast: string | undefined; result: PressResult }>
  /** Fills the newest form with this submit button. */
  submits(
    label: string,
    values: Record<string, string | string[] | boolean>,
    on?: Got,
  ): Promise<Got & { toast: string | undefined; result: PressResult }>
  sendsPhoto(bytes?: Uint8Array, where?: { replyTo?: string }): Promise<Got>
  sendsFile(name: string, bytes?: Uint8Array, where?: { chatId?: string; mentionBot?: boolean }): Promise<Got>
  /** The oldest unread message, which must match; anything else unread stays unread and fails the story at its end. */
  gets(words: RegExp | string): Got
  /** Everything unread, now read. */
  readsAll(): Got[]
  unread(): Got[]
  /** The same message as it is now. */
  sees(message: Got): Got
}

export interface World {
  town: Town
  emulator: Emulator
  person(name: string): PersonInStory
  /** Moves to `08:20` of the story's day or to `2026-09-02 08:20`. */
  at(when: string): Promise<void>
  group(chatId: string): { unread(): Got[]; gets(words: RegExp | string): Got }
  /** Unread messages by name, for the whole school. */
  unread(): { name: string; got: Got }[]
  /** Reads every unread message whose title matches; returns how many and whose. */
  everybodyReads(words: RegExp): string[]
  trouble: { event: string; data: object }[]
  /** Names the trouble a story expects. */
  expectTrouble(event: string): void
  close(): Promise<void>
}

/** The sample school with every duty of the catalogue. */
export const wholeSchool = (): SchoolFile =>
  parseSchoolFile(
    JSON.parse(readFileSync(new URL('../src/people/sample-school.json', import.meta.url), 'utf8')),
  )

/** The sample school with only these duties on. */
export const schoolWith = (...on: string[]): SchoolFile => ({
  ...wholeSchool(),
  duties: [...duties.keys()].filter((id) => !on.includes(id)).map((id) => ({ id, default_on: false })),
})

const CHECKINS = ['chk-homeroom-morning', 'chk-staff-daily']

/** The sample school as it begins: the two daily check-ins are on, the other duties still off. */
export const sampleSchool = (): SchoolFile => schoolWith(...CHECKINS)

/** The sample school with every duty off: only what is reported speaks. */
export const quietSchool = (): SchoolFile => ({
  ...wholeSchool(),
  duties: [...duties.keys()].map((id) => ({ id, default_on: false })),
})

/** Those without the app have nobody who enters for them either (`W06`: 侯芹芳, who works in the canteen). */
export const unreachable = (file: SchoolFile, ...ids: string[]): SchoolFile => ({
  ...file,
  staff: file.staff.map((who) =>
    ids.includes(who.id) ? { ...who, proxy: null } : who,
  ) as SchoolFile['staff'],
})

/** A one-pixel JPEG head to tail is enough for a platform that looks at magic bytes. */
export const PHOTO = new Uint8Array(readFileSync(new URL('./fixtures/photo.jpg', import.meta.url)))

/** Enough of a PDF for whoever looks at its first bytes. */
export const PDF = new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n')

export interface WorldOptions {
  at?: string
  school?: SchoolFile
  databaseUrl?: string
  photoDir?: string
  monthlyQuota?: number
  /** Hears every line of the process's log. */
  log?: (event: string, data: object) => void
}

const GROUP = 'oc_demo_leaders'
const TROUBLE = [
  'press-failed',
  'inbound-failed',
  'webhook-failed',
  'work-off-failed',
  'send-failed',
  'card-invalid',
]

/** The bot, an emulated Feishu and a school on a false clock. Closing fails for messages nobody read and for trouble. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const school = options.school ?? sampleSchool()
  const trouble: World['trouble'] = []
  const expected = new Set<string>()
  const start = parseWhen(options.at ?? '2026-09-01 07:25', '2026-09-01')
  const town = await openTown({
    startAtMs: start,
    school,
    ...(options.databaseUrl && { databaseUrl: options.databaseUrl }),
    ...(options.photoDir && { photoDir: options.photoDir }),
    ...(options.monthlyQuota && { monthlyQuota: options.monthlyQuota }),
    log: (event, data) => {
      options.log?.(event, data)
      if (TROUBLE.includes(event)) trouble.push({ event, data })
    },
  })
  const read = new Set<string>()
  const { emulator } = town
  const withApp = school.staff.filter((entry) => entry.feishu_user_id)

  const gotten = (chatId: string): Got[] =>
    emulator
      .messagesOf(chatId)
      .filter((message) => message.from.kind === 'bot')
      .map((message) => ({
        ...(message.card
          ? readCard(message.card)
          : { title: '', tags: [], buttons: [], fields: [], template: '', text: message.text ?? '' }),
        messageId: message.messageId,
        chatId,
        atMs: message.atMs,
        type: message.type,
        card: message.card,
      }))
  const privateChat = (openId: string): string | undefined =>
    emulator.chatsOf(openId).find((chat) => chat.type === 'p2p')?.chatId
  const inbox = (openId: string): Got[] => {
    const chatId = privateChat(openId)
    return chatId ? gotten(chatId) : []
  }
  const unreadOf = (all: Got[]): Got[] => all.filter((got) => !read.has(got.messageId))
  const take = (all: Got[], words: RegExp | string): Got => {
    const found = unreadOf(all).find((got) => matches(got, words))
    if (!found)
      expect.fail(
        `no unread message matches ${String(words)}; unread: ${
          unreadOf(all)
            .map((got) => got.title || got.text)
            .join(' | ') || 'nothing'
        }`,
      )
    read.add(found.messageId)
    return found
  }
  const same = (message: Got): Got =>
    gotten(message.chatId).find((got) => got.messageId === message.messageId) ?? message

  function person(name: string): PersonInStory {
    const entry = withApp.find((known) => known.name === name || known.id === name)
    if (!entry) throw new Error(`nobody in the sample school is called ${name}, or has no account`)
    const openId = entry.feishu_user_id!
    const newestWith = (label: string) =>
      [...inbox(openId)].reverse().find((got) => got.buttons.includes(label))
    const answerTo = async (before: number, chatId: string | undefined): Promise<Got> => {
      await town.settleAnswers()
      const after = chatId ? gotten(chatId) : inbox(openId)
      const fresh = after.slice(before)
      if (fresh.length === 0) expect.fail(`${name} said something and got no answer`)
      read.add(fresh[0]!.messageId)
      return fresh[0]!
    }
    const act = async (label: string, on: Got | undefined, how: (id: string) => Promise<PressResult>) => {
      const target = on ?? newestWith(label)
      if (!target) expect.fail(`${name} has no card with a button ${label}`)
      const result = await how(target.messageId)
      await town.settleAnswers()
      return { ...same(target), toast: result.toast?.content, result }
    }
    return {
      name: entry.name,
      openId,
      async says(text, where) {
        const before = (where?.chatId ? gotten(where.chatId) : inbox(openId)).length
        await emulator.say(openId, text, where)
        return answerTo(before, where?.chatId)
      },
      presses: (label, on, confirm) => act(label, on, (id) => emulator.press(openId, id, { label }, confirm)),
      submits: (label, values, on) => act(label, on, (id) => emulator.submit(openId, id, label, values)),
      async sendsPhoto(bytes = PHOTO, where) {
        const before = inbox(openId).length
        await emulator.sendImage(openId, bytes, 'image/jpeg', where)
        return answerTo(before, undefined)
      },
      async sendsFile(name, bytes = PDF, where) {
        const before = (where?.chatId ? gotten(where.chatId) : inbox(openId)).length
        await emulator.sendFile(openId, { bytes, name, mime: 'application/octet-stream' }, where)
        return answerTo(before, where?.chatId)
      },
      gets: (words) => take(inbox(openId), words),
      readsAll() {
        const all = unreadOf(inbox(openId))
        for (const got of all) read.add(got.messageId)
        return all
      },
      unread: () => unreadOf(inbox(openId)),
      sees: same,
    }
  }

  const unread = () => [
    ...withApp.flatMap((entry) =>
      unreadOf(inbox(entry.feishu_user_id!)).map((got) => ({ name: entry.name, got })),
    ),
    ...(school.chats ?? []).flatMap((chat) =>
      unreadOf(gotten(chat.id)).map((got) => ({ name: chat.name ?? chat.id, got })),
    ),
  ]

  return {
    town,
    emulator,
    person,
    trouble,
    unread,
    group: (chatId = GROUP) => ({
      unread: () => unreadOf(gotten(chatId)),
      gets: (words) => take(gotten(chatId), words),
    }),
    at: (when) =>
      town.moveTo(parseWhen(when, new Date(town.now() + 8 * 3_600_000).toISOString().slice(0, 10))),
    everybodyReads(words) {
      const matching = unread().filter(({ got }) => matches(got, words))
      for (const { got } of matching) read.add(got.messageId)
      return matching.map(({ name }) => name)
    },
    expectTrouble: (event) => void expected.add(event),
    async close() {
      await town.settle()
      const left = unread().map(({ name, got }) => `${name}: ${got.title || got.text}`)
      const unexpected = trouble.filter(({ event }) => !expected.has(event))
      await town.close()
      expect(left, 'messages nobody in the story read').toEqual([])
      expect(unexpected, 'trouble was logged').toEqual([])
    },
  }
}

const matches = (got: Got, words: RegExp | string): boolean => {
  const all = `${got.title}\n${got.tags.join(' ')}\n${got.text}`
  return typeof words === 'string' ? all.includes(words) : words.test(all)
}

function parseWhen(when: string, today: string): number {
  const [first = '', second] = when.split(' ')
  return second ? instantOf(first, second) : instantOf(today, first)
}
