import type { Place } from './places.ts'

/** Our name for a place, else the words of whoever named it. */
export const sayPlace = (place: Place | null): string => {
  if (place === null) return '地点待补充'
  if (place.kind === 'building') return sayStorey(place.building, place.floor)
  return place.kind === 'words' ? place.words : place.name
}

/** `教学楼B二楼`: in figures it would read like a B2, a basement. */
export const sayStorey = (building: string, floor: number | null): string =>
  floor === null ? building : `${building}${'零一二三四五六七八九'[floor] ?? floor}楼`
