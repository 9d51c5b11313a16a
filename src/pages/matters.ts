import { look } from '../bot/answer.ts'
import type { Leave } from '../leaves/leave.ts'
import type { StoredAnswer } from '../log/record.ts'
import { mayReadLeave } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import { isDay } from '../time.ts'
import type { Web } from './web.ts'

/** What an address names. */
export interface Matter {
  /** `/m/hazard/12` */
  path: string
  noun: string
  id: string
  /** What the record is called everywhere else, for those that photos may be attached to: `hazard/12`. */
  about: string | undefined
  /** The patrol point whose printed code led here (src/pages/points.ts). */
  scanned?: string
  /** The shared tablet it is shown on, as the log names it (src/pages/tablet.ts). */
  enteredAt?: string
}

export type Shown = NonNullable<StoredAnswer['show']>

/** A record's number as an address has it. */
export const NUMBER = /^[1-9]\d{0,8}$/
/** How the chat asks for the same thing: a page must not know anybody's rights better than the command does. */
const ASKS: Record<string, (id: string) => string | undefined> = {
  today: (id) => (id === '' ? '/今日' : undefined),
  hazard: (id) => (NUMBER.test(id) ? `/隐患 ${id}` : undefined),
  double: (id) => (NUMBER.test(id) ? `/隐患 待选 ${id}` : undefined),
  sweep: (id) => (NUMBER.test(id) ? `/隐患 巡 ${id}` : undefined),
  exposure: (id) => (/^\d{4}-\d\d$/.test(id) ? `/曝光 ${id}` : undefined),
  incident: (id) => (NUMBER.test(id) ? `/上报 ${id}` : undefined),
  listing: (id) => (NUMBER.test(id) ? `/挂牌 ${id}` : undefined),
  sanction: (id) => (NUMBER.test(id) ? `/惩戒 ${id}` : undefined),
  swap: (id) => (/^[\w.-]{1,60}$/.test(id) ? `/值班 ${id}` : undefined),
  week: (id) => (isDay(id) ? `/周报 ${id}` : undefined),
  patrol: (id) => (/^[^\s/]{1,60}$/u.test(id) ? `/巡查 ${id}` : undefined),
  patrols: (id) => (id === '' ? '/巡查' : undefined),
}

export function matterAt(noun: string, id: string): Matter | undefined {
  if (!isLeave(noun, id) && !askFor(noun, id)) return undefined
  const path = id === '' ? `/m/${noun}` : `/m/${noun}/${encodeURIComponent(id)}`
  const about = noun === 'hazard' || noun === 'incident' ? `${noun}/${id}` : undefined
  return { path, noun, id, about }
}

const isLeave = (noun: string, id: string) => noun === 'leave' && /^[\w.-]{1,60}$/.test(id)

/** The sentence that asks for it; undefined when the address names nothing. */
export const askFor = (noun: string, id: string): string | undefined =>
  Object.hasOwn(ASKS, noun) ? ASKS[noun]?.(id) : undefined

/** What this visitor is shown there. Throws `Refusal`, in the chat's own words, where he may not see it. */
export async function showOf(
  web: Web,
  visitor: Person,
  { noun, id, scanned, enteredAt }: Matter,
): Promise<Shown> {
  const shown =
    noun === 'leave' ? await leaveShow(web, visitor, id) : await look(web, visitor, askFor(noun, id)!)
  if (!shown) throw new Refusal('nothing', '没有找到，或您不在知情范围内。')
  return {
    ...shown,
    ...(scanned !== undefined && { scanned: true }),
    ...(enteredAt !== undefined && { atTablet: true }),
    for: visitor.id,
  }
}

/** No sentence asks for one, so the page asks the permissions itself. */
async function leaveShow(web: Web, visitor: Person, id: string): Promise<Shown | undefined> {
  const row = await web.db.get<{ state: string }>('SELECT state FROM leaves WHERE id = ?', [id])
  const leave = row && (JSON.parse(row.state) as Leave)
  if (!leave || !mayReadLeave(visitor, leave, await web.directory())) return undefined
  return { card: 'leave', id }
}
