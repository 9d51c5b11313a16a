import type { Card } from '../cards/card.ts'
import type { Show } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import { type Day, dayOf, timeOf } from '../time.ts'

/** What a view draws from: the records as they are at this instant. */
export interface Reader {
  db: Database
  directory: Directory
  nowMs: number
}

export interface View {
  /** What the message is about, so that it can be kept true: `hazard/12`. Undefined for cards that never change. */
  about?(show: Show): string | undefined
  /**
   * The card for this show, or undefined when there is nothing to show. With `sending`, a step whose condition no
   * longer holds draws nothing and is not sent (handbook §10.1).
   */
  draw(reader: Reader, show: Show, sending: boolean): Promise<Card | undefined>
}

/** The viewer of a show: the person it was owed to; undefined in a group. */
export const viewerOf = (reader: Reader, show: Show): Person | undefined =>
  typeof show.for === 'string' ? reader.directory.person(show.for) : undefined

/**
 * Held back by an outage or a used-up quota until nobody wants to hear of it: yesterday's, or in the evening when people
 * have their rest (handbook §10.4, §10.7).
 */
export const isTooLate = (day: Day, { nowMs, directory }: Reader): boolean =>
  day < dayOf(nowMs) || timeOf(nowMs) >= directory.calendar.quietFrom

/**
 * Colleagues for a person field, those of the department first whose matter it is; without the asker, and by account, so that
 * the platform's own picker can be used.
 */
export const colleagues = (directory: Directory, except?: string, department?: string) =>
  directory.people
    .filter((entry) => entry.active && entry.account && entry.id !== except)
    .toSorted((one, other) => Number(other.department === department) - Number(one.department === department))
    .map((entry) => ({ ...directory.card(entry), value: entry.account! }))
