import type { Checkin } from '../../src/checkins/checkin.ts'
import { type Got, openWorld, type World } from '../world.ts'

/** The day's first card is out and read by everybody; nobody has answered. */
export async function morning(day = '2026-09-01'): Promise<World> {
  const world = await openWorld({ at: `${day} 07:25` })
  await world.at('07:50')
  world.everybodyReads(/今日双责/)
  return world
}

/** For stories about one person: whatever else the school was told is read and set aside. */
export const setAside = (world: World): string[] => world.everybodyReads(/[\s\S]/)

export const classCheckin = (unit: string, day = '2026-09-01') => `${day}.chk-homeroom-morning.${unit}`
export const staffCheckin = (unit: string, day = '2026-09-01') => `${day}.chk-staff-daily.${unit}`

export async function checkinOf(world: World, id: string): Promise<Checkin> {
  const row = await world.town.db.get<{ state: string }>('SELECT state FROM checkins WHERE id = ?', [id])
  if (!row) throw new Error(`there is no check-in ${id}`)
  return JSON.parse(row.state) as Checkin
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
