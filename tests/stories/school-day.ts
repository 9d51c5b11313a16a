import { expect } from 'vitest'
import type { Checkin } from '../../src/checkins/checkin.ts'
import type { SchoolFile } from '../../src/people/school-file.ts'
import { stateOf } from '../states.ts'
import { type Got, openWorld, sampleSchool, type World } from '../world.ts'

/** The day's first card is out and read by everybody; nobody has answered. */
export async function morning(day = '2026-09-01', school?: SchoolFile): Promise<World> {
  const world = await openWorld({ at: `${day} 07:25`, ...(school && { school }) })
  await world.at('07:50')
  world.everybodyReads(/今日双责/)
  return world
}

/** For stories about one person: whatever else the school was told is read and set aside. */
export const setAside = (world: World): string[] => world.everybodyReads(/[\s\S]/)

export const classCheckin = (unit: string, day = '2026-09-01') => `${day}.chk-homeroom-morning.${unit}`
export const staffCheckin = (unit: string, day = '2026-09-01') => `${day}.chk-staff-daily.${unit}`

export const checkinOf = (world: World, id: string): Promise<Checkin> =>
  stateOf<Checkin>(world.town.db, 'checkins', id)

/** Somebody else typed it: it stays the holder's, and who typed it is kept in the row and in the log. */
export async function expectEntered(world: World, holder: string, by: string): Promise<void> {
  const id = staffCheckin(holder)
  expect(await checkinOf(world, id)).toMatchObject({
    status: 'done',
    owner: holder,
    answeredBy: holder,
    enteredBy: by,
  })
  expect((await eventsOf(world, 'checkin', id)).at(-1)).toMatchObject({
    kind: 'checkin.answered',
    actor: by,
    data: { by: holder, enteredBy: by },
  })
}

export interface Happened {
  kind: string
  actor: string | null
  data: Record<string, unknown>
}

/** What the log says about one record, in order. */
export async function eventsOf(world: World, noun: string, id: string): Promise<Happened[]> {
  const rows = await world.town.db.all<{ kind: string; actor: string | null; data: string }>(
    'SELECT kind, actor, data FROM events WHERE noun = ? AND id = ? ORDER BY seq',
    [noun, id],
  )
  return rows.map(({ kind, actor, data }) => ({
    kind,
    actor,
    data: JSON.parse(data) as Record<string, unknown>,
  }))
}

export const countOf = async (
  world: World,
  table: 'hazards' | 'incidents' | 'leaves' | 'checkins',
): Promise<number> =>
  Number((await world.town.db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))?.n)

/** Everything the bot sent a person unasked or asked, read or not. */
export function everythingTo(world: World, name: string): Got[] {
  const { openId, sees } = world.person(name)
  const chat = world.emulator.chatsOf(openId).find((entry) => entry.type === 'p2p')
  return world.emulator
    .messagesOf(chat?.chatId ?? '')
    .filter((message) => message.from.kind === 'bot')
    .map((message) => sees({ messageId: message.messageId, chatId: chat!.chatId } as Got))
}

/** Presses the first button of that label on the newest card until none is left; several people share one card. */
export async function pressesAll(world: World, name: string, label: string): Promise<void> {
  const { openId } = world.person(name)
  for (let tries = 0; tries < 10; tries++) {
    const card = everythingTo(world, name).at(-1)!
    if (!card.buttons.includes(label)) return
    await world.emulator.press(openId, card.messageId, { path: pathTo(card.card!, label) })
    await world.town.settle()
  }
}

export function pathTo(card: object, label: string, skip = 0): (string | number)[] {
  let left = skip
  const search = (node: unknown, path: (string | number)[]): (string | number)[] | undefined => {
    if (typeof node !== 'object' || node === null) return undefined
    const element = node as { tag?: string; text?: { content?: string } }
    if (element.tag === 'button' && element.text?.content === label && left-- === 0) return path
    for (const [key, value] of Object.entries(node)) {
      const found = search(value, [...path, Array.isArray(node) ? Number(key) : key])
      if (found) return found
    }
    return undefined
  }
  return search(card, []) ?? []
}

/** Posts that owe the staff check-in. */
export const STAFF_POSTS = [
  'subject_teacher',
  'pe_teacher',
  'lab_keeper',
  'librarian',
  'psych_teacher',
  'young_pioneers_counselor',
  'accountant',
  'cashier_assets',
  'edtech_director',
  'academic_director',
  'moral_director',
  'school_doctor',
  'electrician',
  'cleaner',
  'canteen_worker',
]

/** A school where only these classes and the moral director are asked, so that days pass quickly. */
export function onlyClasses(...ids: string[]): SchoolFile {
  const file = sampleSchool()
  const classes = file.classes.filter((entry) => ids.includes(entry.id))
  const owing = (post: string) => STAFF_POSTS.includes(post) && post !== 'moral_director'
  return {
    ...file,
    classes,
    staff: file.staff.map((who) =>
      classes.some((entry) => entry.homeroom === who.id)
        ? who
        : { ...who, posts: (who.posts ?? []).filter((post) => !owing(post)) },
    ),
  }
}
export const oneClass = (): SchoolFile => onlyClasses('C301')
