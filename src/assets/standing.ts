import type { AssetEntry } from '../people/school-shape.ts'
import { addDays, type Day, dayOf } from '../time.ts'
import type { Asset } from './asset.ts'

/** How an asset stands on a day. */
export interface Standing {
  /** `never`: to be looked after in turns, but nobody has yet. */
  status: 'broken' | 'due' | 'never' | 'normal'
  /** The day it is to be looked after next; none where the school file gives no turn. */
  next?: Day
  /** Its turn has come, broken or not. */
  due: boolean
}

/**
 * Pure: `broken` says whether one of its hazards is open, `sinceMs` when the records begin, from which the first turn of
 * an asset counts that nobody has looked after yet.
 */
export function standingOf(
  { maintain_days: days }: Pick<AssetEntry, 'maintain_days'>,
  state: Asset | undefined,
  { broken, sinceMs, today }: { broken: boolean; sinceMs: number; today: Day },
): Standing {
  const last = state?.maintained?.atMs
  const next = days === undefined ? undefined : addDays(dayOf(last ?? sinceMs), days)
  const due = next !== undefined && next <= today
  return {
    status: statusOf(broken, due, next !== undefined && last === undefined),
    ...(next && { next }),
    due,
  }
}

function statusOf(broken: boolean, due: boolean, never: boolean): Standing['status'] {
  if (broken) return 'broken'
  if (due) return 'due'
  return never ? 'never' : 'normal'
}
