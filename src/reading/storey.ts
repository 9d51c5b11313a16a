import { readNumeral } from './numbers.ts'
import type { Place, Places } from './places.ts'

const STOREY = /^([一二三四五六七八九1-9])\s?(?:楼|层|f(?![a-z]))/iu

/**
 * The words of a place that begins with a storey and names no house, where several houses have one: 「二楼」, 「三楼男厕」; else
 * undefined. Whoever is sent there would have to search every house; with one house there is nothing to ask (handbook §6.5).
 */
export function storeyAlone(place: Place | null, places: Places): string | undefined {
  if (place?.kind !== 'words') return undefined
  const said = STOREY.exec(place.words)
  if (!said) return undefined
  const floor = readNumeral(said[1]!)!
  const houses = new Set(
    [...places.points.values(), ...places.classes]
      .filter((each) => each.building !== '' && each.floor >= floor)
      .map(({ building }) => building),
  )
  return houses.size > 1 ? place.words : undefined
}
