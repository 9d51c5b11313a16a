import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Database } from '../store/database.ts'
import { addDays, type Day, dayOf, instantOf, weekdayOf } from '../time.ts'
import { type AssetNow, assetEntries, assetsNow, keepersOf } from './assets.ts'

/** When what is due is said. */
const SAID_AT = '09:00'

/**
 * Once a week, on its first school day on which something is due, whoever looks after it is told in one message which of
 * his assets are to be maintained (S1-54). A week in which nothing is due is silent.
 */
export async function beatAssets(db: Database, directory: Directory, nowMs: number): Promise<string[]> {
  const today = dayOf(nowMs)
  if (nowMs < instantOf(today, SAID_AT)) return []
  const due = await unsaid(db, directory, nowMs)
  if (due.length === 0) return []
  const cause = causeOf(today)
  const { repeat } = await recordUntilDone(
    db,
    cause,
    () => beginWork(db, nowMs, null),
    async (work) => {
      for (const to of toldOf(directory, due)) {
        const owed = owedTo(directory, to, {
          once: `${cause}:${to.id}`,
          show: { card: 'assets', due: true },
          urgency: 3,
          notBeforeMs: directory.calendar.afterQuiet(nowMs),
        })
        if (owed) work.owe(owed)
      }
      return {}
    },
  )
  return repeat ? [] : [`${today} assets-due`]
}

/** Today's instant for it, if it is still to come and there is something to say; every midnight is looked at anyway. */
export async function nextOfAssets(db: Database, directory: Directory, nowMs: number): Promise<number> {
  const atMs = instantOf(dayOf(nowMs), SAID_AT)
  const comes = atMs > nowMs && (await unsaid(db, directory, nowMs)).length > 0
  return comes ? atMs : Number.POSITIVE_INFINITY
}

/** What is due today and was not said this week. */
async function unsaid(db: Database, directory: Directory, nowMs: number): Promise<AssetNow[]> {
  const today = dayOf(nowMs)
  if (assetEntries(directory).length === 0 || !directory.calendar.isSchoolDay(today)) return []
  if (await db.get('SELECT key FROM causes WHERE key = ?', [causeOf(today)])) return []
  return (await assetsNow(db, directory, nowMs)).filter((each) => each.due)
}

/** Of the week from Monday on. */
const causeOf = (day: Day): string => `assets-due:${addDays(day, 1 - weekdayOf(day))}`

/** Whoever reads it, once each: a proxy hears of his own and of theirs in the same message. */
const toldOf = (directory: Directory, due: readonly AssetNow[]) =>
  unique(due.flatMap(({ entry }) => keepersOf(directory, entry)).map((who) => directory.addressee(who)))
