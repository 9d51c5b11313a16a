import type { Severity } from '../hazards/hazard.ts'
import { SEVERITIES } from '../hazards/severity.ts'
import type { Database } from '../store/database.ts'
import { ELSEWHERE, type LedgerFilter } from './filter.ts'
import { spotsOf } from './places.ts'
import { FROM, openState } from './read.ts'
import { type Asking, elsewhere, overdue, where } from './where.ts'

/** One dot of the map: a point, a class with something open, or what was reported of a storey as a whole. */
export interface Spot {
  /** What a list is narrowed to. */
  key: string
  name: string
  open: number
  overdue: number
  /** The gravest of them; undefined where nothing is open. */
  worst: Severity | undefined
}

export interface Storey {
  floor: number
  spots: Spot[]
}

export interface Building {
  name: string
  /** The highest first, as one looks at a house. */
  storeys: Storey[]
}

/** Open hazards by building and storey; every point has its dot, and `elsewhere` is on nobody's list. */
export async function hazardMap(
  db: Database,
  asking: Asking,
  filter: LedgerFilter,
): Promise<{ buildings: Building[]; elsewhere: Spot }> {
  const { place: _, week: __, ...rest } = filter
  const found = await countPlaces(db, asking, { ...rest, state: openState(filter) })
  const spot = (key: string, name: string): Spot => ({ key, name, ...(found.get(key) ?? NOTHING) })
  const places = spotsOf(asking.directory).map((each) => ({ ...each, dot: spot(each.id, each.name) }))
  // A storey nobody listed may still have been reported: 教学楼B五楼.
  const areas = [...found.keys()].flatMap((key) => {
    const [, building, floor] = /^(.+)\/(\d*)$/.exec(key) ?? []
    return building === undefined ? [] : [{ building, floor: Number(floor || 1), isWhole: floor === '', key }]
  })
  const names = [...new Set([...places, ...areas].map(({ building }) => building))]
  const buildings = names.map((name) => {
    const floors = [...places, ...areas].filter(({ building }) => building === name).map(({ floor }) => floor)
    const storeys = [...new Set(floors)]
      .sort((one, other) => other - one)
      .map((floor) => {
        const here = (each: { building: string; floor: number }) =>
          each.building === name && each.floor === floor
        return {
          floor,
          spots: [
            ...places
              .filter((each) => here(each) && (each.isPoint || each.dot.open > 0))
              .map(({ dot }) => dot),
            ...areas.filter(here).map(({ key, isWhole }) => spot(key, isWhole ? '整栋' : '本层其他')),
          ],
        }
      })
    return { name, storeys: storeys.filter(({ spots }) => spots.length > 0) }
  })
  return {
    buildings: buildings.filter(({ storeys }) => storeys.length > 0),
    elsewhere: spot(ELSEWHERE, '清单外的地点'),
  }
}

type Counted = Omit<Spot, 'key' | 'name'>
const NOTHING: Counted = { open: 0, overdue: 0, worst: undefined }

/** One pass over what is open; places that are on no list are one group, however many words there are for them. */
async function countPlaces(
  db: Database,
  asking: Asking,
  filter: LedgerFilter,
): Promise<Map<string, Counted>> {
  const late = overdue(asking.nowMs)
  const off = elsewhere(asking.directory)
  const asked = where(asking, filter)
  const rows = await db.all<{ spot: string; open: number; overdue: number; worst: number }>(
    `SELECT CASE WHEN ${off.sql} THEN ? ELSE coalesce(area, place) END AS spot, count(*) AS open,
       sum(${late.sql}) AS overdue, max(CASE severity WHEN 'major' THEN 2 WHEN 'larger' THEN 1 ELSE 0 END) AS worst
     ${FROM} closed_at IS NULL AND ${asked.sql} GROUP BY 1`,
    [...off.args, ELSEWHERE, ...late.args, ...asked.args],
  )
  return new Map(
    rows.map(({ spot, open, overdue: late, worst }) => [
      spot,
      { open: Number(open), overdue: Number(late), worst: SEVERITIES[Number(worst)] },
    ]),
  )
}
