import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { dayOf } from '../time.ts'
import type { About } from './source.ts'

/** One matter somebody is told of, as it is kept beside the message: enough to ask again whether it is still so. */
export interface Told extends About {
  ladder: string
  key: string
  message: string
  condition: string
  expected?: number
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
  const byPerson = new Map<string, Telling>()
  const unreachable: Person[] = []
  return {
    unreachable,
    list: () => [...byPerson.values()],
    tell(person, atMs, told, urgent, own) {
      const to = directory.addressee(person)
      if (!to) {
        unreachable.push(person)
        return
      }
      const isOver = dayOf(atMs) < dayOf(nowMs)
      const key = `${to.id} ${isOver ? 'days before' : atMs}`
      const telling = byPerson.get(key) ?? { to, atMs, told: [], urgent: false }
      byPerson.set(key, telling)
      telling.urgent ||= urgent
      // A duty's own reminder and the policy's step of the same minute are one (§10.3); the policy's word counts.
      // Two steps over one hazard or incident ask for two things.
      const same = telling.told.findIndex(
        (each) =>
          each.key === told.key &&
          each.ladder === told.ladder &&
          (told.record === undefined || each.message === told.message),
      )
      if (same < 0) telling.told.push(told)
      else if (!own) telling.told[same] = told
    },
  }
}
