import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { type Day, dayOf } from '../time.ts'
import type { About } from './source.ts'

/** One matter somebody is told of, as it is kept beside the message: enough to ask again whether it is still so. */
export interface Told extends About {
  ladder: string
  key: string
  message: string
  condition: string
  expected?: number
  /** The school week it is about, by its first day. */
  week?: Day
  /** The reader may not read the matter itself. */
  sealed?: true
  /** Early enough to stand on the card of the day: no message of its own is needed. */
  rides?: true
  /** The person's own to do. */
  mine?: true
  /** Who is responsible, by person id. */
  whose?: string
}

/** What one person is told at one policy minute: one message, whatever it is about (handbook §10.3). */
export interface Telling {
  to: Person
  /** The policy's minute, before jitter. */
  atMs: number
  told: Told[]
  urgent: boolean
}

export interface Tellings {
  /** Adds a matter to what a person, or whoever answers for one without the app, is told at a minute. */
  tell(to: Person, atMs: number, told: Told, urgent: boolean, own: boolean): void
  list(): Telling[]
  /** People whom no message reaches, neither themselves nor anybody for them. */
  unreachable: Person[]
}

/**
 * Collects what one beat tells. What belongs to days that are over is one message a person, however many minutes of the
 * policies it spans: after a downtime nobody is flooded (handbook §10.7).
 */
export function collectTellings(directory: Directory, nowMs: number): Tellings {
  const byPerson = new Map<string, Omit<Telling, 'told'> & { said: Said[] }>()
  const unreachable: Person[] = []
  return {
    unreachable,
    list: () =>
      [...byPerson.values()].map(({ said, ...to }) => ({ ...to, told: said.map(({ told }) => told) })),
    tell(person, atMs, told, urgent, own) {
      const to = directory.addressee(person)
      if (!to) {
        unreachable.push(person)
        return
      }
      const isOver = dayOf(atMs) < dayOf(nowMs)
      const key = `${to.id} ${isOver ? 'days before' : atMs}`
      const telling = byPerson.get(key) ?? { to, atMs, said: [], urgent: false }
      byPerson.set(key, telling)
      telling.urgent ||= urgent
      const word = { told, atMs, own }
      if (telling.said.some((each) => givesWay(word, each))) return
      telling.said = [...telling.said.filter((each) => !givesWay(each, word)), word]
    },
  }
}

interface Said {
  told: Told
  atMs: number
  own: boolean
}

/** Words of what is to come, and those that say it is past. */
const AHEAD = new Set(['card', 'notice', 'reminder'])
const PAST = new Set(['overdue', 'exception', 'digest', 'escalate', 'late_risk', 'late', 'missed'])

/**
 * Whether a word about a matter is not said because of another. A duty's own reminder and the policy's step of the same
 * minute are one, and the policy's word counts (§10.3); of days that are over the last word does. Otherwise two steps ask
 * for two things. Over one hazard or incident they always do.
 */
function givesWay(word: Said, to: Said): boolean {
  if (word.told.key !== to.told.key || word.told.ladder !== to.told.ladder) return false
  const isSame = word.told.message === to.told.message
  if (word.told.record !== undefined && !isSame) return false
  if (word.own !== to.own) return word.own
  return isSame || word.atMs < to.atMs || (AHEAD.has(word.told.message) && PAST.has(to.told.message))
}
