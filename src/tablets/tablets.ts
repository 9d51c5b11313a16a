import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import type { Tablet } from './tablet.ts'

/** All that ever hung, by place. */
export const tabletsOf = async (db: Database): Promise<Tablet[]> =>
  (await db.all<{ state: string }>('SELECT state FROM tablets ORDER BY id')).map(
    ({ state }) => JSON.parse(state) as Tablet,
  )

const MARK = 'tablet/'

/** Who did it, as an event says so: what was entered at 门岗 has the actor `tablet/门岗`, where else a person's id stands. */
export const tabletActor = ({ id }: Pick<Tablet, 'id'>): string => `${MARK}${id}`

/** The place of such an actor; undefined for a person's id. */
export const placeOfActor = (actor: string): string | undefined =>
  actor.startsWith(MARK) ? actor.slice(MARK.length) : undefined

/** Whom a tablet is for. Who has the app answers there himself, also before his account is known. */
export const usesTablet = (who: Person): boolean => who.active && !who.hasApp && who.account === undefined

/** Everybody a tablet is for, in the directory's order. */
export const tabletPeople = ({ people }: Directory): Person[] => people.filter(usesTablet)
