import type { Place, Places } from '../reading/places.ts'
import { storeyAlone } from '../reading/storey.ts'
import { isOneThing, mayBeOneThing } from '../reading/things.ts'
import type { Database } from '../store/database.ts'
import { isOver } from './decide.ts'
import { type Hazard, placeKey, type Severity } from './hazard.ts'
import { isGraver, isMilder } from './severity.ts'

/** More than this many records of one place and category are not looked through: the newest count. */
const MOST = 100

/** All of the same place and category, newest first; none while the place is unknown. */
export async function samePlace(db: Database, place: Place | null, category: string): Promise<Hazard[]> {
  const key = placeKey(place)
  if (key === null) return []
  const rows = await db.all<{ state: string }>(
    'SELECT state FROM hazards WHERE place = ? AND category = ? ORDER BY number DESC LIMIT ?',
    [key, category, MOST],
  )
  return rows.map(({ state }) => JSON.parse(state) as Hazard)
}

/** What a new report is held against. */
export interface Fresh {
  text: string
  /** The place in the reporter's own words, which may say which floor. */
  where?: string
  severity: Severity
  urgent: boolean
}

/**
 * The open one of its place and category that a report may be the same as. `graver` says that the new words tell of more
 * danger than it was reported with (handbook §5.4 "severity raised"). What is mended already and endangers
 * people again is a matter of its own: nobody would climb the ladder of the old one.
 */
export function beside(
  known: readonly Hazard[],
  fresh: Fresh,
): { alike: Hazard; graver: boolean } | undefined {
  const open = known.filter((entry) => !isOver(entry))
  const alike = open.find(
    (entry) =>
      mayBeOneThing(allWords(entry), allWords(fresh)) &&
      !(entry.status === 'rectified' && (fresh.urgent || isMilder(entry.severity, fresh.severity))),
  )
  if (!alike) return undefined
  return { alike, graver: isGraver(fresh, alike) }
}

/**
 * What nobody answered is joined only where both plainly name one thing, at one place: a guess never hides a hazard behind
 * another one, and 「二楼」 of two people may be two houses.
 */
export const isPlainlySame = (
  known: Hazard,
  fresh: Pick<Hazard, 'text' | 'where' | 'place' | 'reporter'>,
  places: Places,
): boolean =>
  isOneThing(allWords(known), allWords(fresh)) &&
  (known.reporter === fresh.reporter || storeyAlone(fresh.place, places) === undefined)

const allWords = ({ where, text }: { where?: string; text: string }): string =>
  where ? `${where}，${text}` : text
