import type { Place } from './places.ts'

/** Our name for a place, else the words of whoever named it. */
export const sayPlace = (place: Place | null): string => {
  if (place === null) return '地点待补充'
  if (place.kind === 'building') return `${place.building}${place.floor === null ? '' : `${place.floor}楼`}`
  return place.kind === 'words' ? place.words : place.name
}
