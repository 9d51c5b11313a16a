import { type Duty, dutiesWith } from '../duties/duty.ts'
import { createPlaces, type Places } from '../reading/places.ts'
import type { School } from './school.ts'

/** The shape of the file lets duties through as they are; `dutiesWith` is who reads them. */
export const dutiesOf = (file: School['file']): ReadonlyMap<string, Duty> =>
  dutiesWith((file.duties ?? []) as Record<string, unknown>[])

/** A small school leaves out houses, storeys and rooms; reports are then read without them. */
export const placesOf = (file: School['file']): Places =>
  createPlaces({
    points: file.patrol_points.map((point) => ({
      ...point,
      building: point.building ?? '',
      floor: point.floor ?? 0,
    })),
    classes: file.classes.map((entry) => ({
      ...entry,
      building: entry.building ?? '',
      floor: entry.floor ?? 0,
      room: entry.room ?? '',
    })),
  })
