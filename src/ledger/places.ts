import type { Directory } from '../people/directory.ts'
import { sayStorey } from '../reading/say-place.ts'
import { ELSEWHERE } from './filter.ts'

/** A place as a list is narrowed to it: how it is called, and the keys a hazard's row may carry for it. */
export interface PlaceNamed {
  name: string
  /** Points and classes, by id; or somebody's own words. */
  places: string[]
  /** Storeys, `教学楼B/2`. */
  areas: string[]
}

const CLASS_FLOOR = (directory: Directory) =>
  directory.school.file.classes as { id: string; building?: string; floor?: number }[]

/** Every point and class of the school with the building and storey it is on. */
export const spotsOf = (
  directory: Directory,
): { id: string; name: string; building: string; floor: number; isPoint: boolean }[] => [
  ...directory.school.file.patrol_points.map(({ id, name, building, floor }) => ({
    id,
    name,
    building: building || name,
    floor: floor ?? 1,
    isPoint: true,
  })),
  ...CLASS_FLOOR(directory).map(({ id, building, floor }) => ({
    id,
    name: directory.class(id)?.name ?? id,
    building: building || '教室',
    floor: floor ?? 1,
    isPoint: false,
  })),
]

/** What a place key of a filter stands for; a whole building takes in its storeys, points and classes. */
export function placeNamed(directory: Directory, key: string): PlaceNamed {
  const spots = spotsOf(directory)
  const spot = spots.find(({ id }) => id === key)
  if (spot) return { name: spot.name, places: [key], areas: [] }
  if (key === ELSEWHERE) return { name: '清单外的地点', places: [], areas: [] }
  const [, building, floor] = /^(.+)\/(\d*)$/.exec(key) ?? []
  if (building === undefined) return { name: key, places: [key], areas: [] }
  const inside = spots.filter(
    (each) => each.building === building && (!floor || each.floor === Number(floor)),
  )
  const floors = [...new Set(inside.map((each) => each.floor))]
  return {
    name: sayStorey(building, floor ? Number(floor) : null),
    places: inside.map(({ id }) => id),
    areas: floor ? [key] : [key, ...floors.map((each) => `${building}/${each}`)],
  }
}
