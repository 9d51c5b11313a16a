import { assetsNow } from '../assets/assets.ts'
import { coverageOf } from '../coverage/coverage.ts'
import type { Duty } from '../duties/duty.ts'
import { type Spending, spentFen } from '../hazards/spend.ts'
import type { Directory } from '../people/directory.ts'
import type { Database } from '../store/database.ts'
import { dayOf, instantOf } from '../time.ts'

/** Duties that fell due so far: done in time or late, and those nobody did. What was excused counts nowhere. */
export interface Tally {
  due: number
  done: number
  undone: number
}

/**
 * The five elements of school safety (安全文化、制度、责任、设备、投入; S2-097) since the beginning of a calendar year. Every
 * number is counted from the records: duty instances, coverage cells, the register of assets, spending on hazards.
 */
export interface Elements {
  year: string
  culture: Tally
  rules: Tally
  responsibility: Tally & { gaps: number }
  equipment: { all: number; broken: number; due: number }
  /** In hundredths of a yuan, with how many hazards it was spent on; restricted ones are left out. */
  investment: { fen: number; hazards: number }
}

type Element = 'culture' | 'rules' | 'responsibility'
const ELEMENT_OF: Record<Duty['kind'], Element> = {
  training: 'culture',
  drill: 'culture',
  letter: 'rules',
  report: 'rules',
  assessment: 'rules',
  meeting: 'responsibility',
  checkin: 'responsibility',
  patrol: 'responsibility',
  inspection: 'responsibility',
  reporting: 'responsibility',
}

export async function elementsOf(db: Database, directory: Directory, nowMs: number): Promise<Elements> {
  const today = dayOf(nowMs)
  const year = today.slice(0, 4)
  const sinceMs = instantOf(`${year}-01-01`)
  const [tallies, assets, investment] = await Promise.all([
    tally(db, directory, sinceMs, nowMs),
    assetsNow(db, directory, nowMs),
    invested(db, year),
  ])
  return {
    year,
    culture: tallies.culture,
    rules: tallies.rules,
    responsibility: {
      ...tallies.responsibility,
      gaps: coverageOf(directory, today).filter(({ green }) => !green).length,
    },
    equipment: {
      all: assets.length,
      broken: assets.filter(({ status }) => status === 'broken').length,
      due: assets.filter(({ due }) => due).length,
    },
    investment,
  }
}

async function tally(
  db: Database,
  directory: Directory,
  sinceMs: number,
  nowMs: number,
): Promise<Record<Element, Tally>> {
  const counts: Record<Element, Tally> = {
    culture: { due: 0, done: 0, undone: 0 },
    rules: { due: 0, done: 0, undone: 0 },
    responsibility: { due: 0, done: 0, undone: 0 },
  }
  const rows = await db.all<{ duty: string; status: string; n: number }>(
    `SELECT duty, status, count(*) AS n FROM duty_instances
     WHERE due_at >= ? AND due_at < ? AND status NOT IN ('excused', 'cancelled') GROUP BY duty, status
     UNION ALL SELECT duty, status, count(*) AS n FROM checkins
     WHERE day >= ? AND day < ? AND status <> 'excused' GROUP BY duty, status`,
    [sinceMs, nowMs, dayOf(sinceMs), dayOf(nowMs)],
  )
  for (const { duty, status, n } of rows) {
    const kind = directory.duties.get(duty)?.kind
    if (!kind) continue
    const count = counts[ELEMENT_OF[kind]]
    count.due += Number(n)
    count[status === 'done' || status === 'late' ? 'done' : 'undone'] += Number(n)
  }
  return counts
}

async function invested(db: Database, year: string): Promise<Elements['investment']> {
  const rows = await db.all<{ spent: string }>(
    `SELECT json_extract(state, '$.spent') AS spent FROM hazards
     WHERE restricted = 0 AND json_extract(state, '$.spent') IS NOT NULL`,
  )
  const inYear = rows
    .map(({ spent }) => (JSON.parse(spent) as Spending[]).filter(({ day }) => day.startsWith(year)))
    .filter((spent) => spent.length > 0)
  return { fen: spentFen({ spent: inYear.flat() }), hazards: inYear.length }
}
