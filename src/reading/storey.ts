import { findPlace } from './find-place.ts'
import { readNumeral } from './numbers.ts'
import type { Place, Places } from './places.ts'
import type { Reading } from './reading.ts'

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
      // 「一楼」 is said of a house with storeys, not of a gate or a field.
      .filter((each) => each.building !== '' && each.floor >= Math.max(floor, 2))
      .map(({ building }) => building),
  )
  return houses.size > 1 ? place.words : undefined
}

/** More than this beside the name of a house says something more of where it is. */
const FILLER = 3

/** The house that words name without a storey: 「教学楼B」, 「在B栋」, 「B」. */
function houseAlone(words: string, places: Places): { name: string; says: number } | undefined {
  const said = /^[a-z]$/iu.test(words) ? `${words}栋` : words
  const place = findPlace(said, places)
  return place?.kind === 'building' && place.floor === null
    ? { name: place.building, says: place.words.length + FILLER }
    : undefined
}

const UNLISTED_HOUSE = /^\S{1,8}[楼栋座幢馆]$/u
const ANY_STOREY = /[一二三四五六七八九1-9]\s?[楼层]/u

/** 「二楼」 and the house said afterwards: 「教学楼B二楼」. Undefined where the words are no house. */
export function inHouse(storey: string, said: string, places: Places): string | undefined {
  const words = said.trim()
  const house = houseAlone(words, places)
  if (house) return `${words.length > house.says ? words : house.name}${storey}`
  // No list knows it, and nobody has to say the storey again for that.
  return UNLISTED_HOUSE.test(words) && !ANY_STOREY.test(words) ? `${words}${storey}` : undefined
}

/** Said of the storey that is known already: the house alone takes nothing away from it. */
export const isHouseOf = (known: Place | null, said: string, places: Places): boolean =>
  known?.kind === 'building' &&
  known.floor !== null &&
  houseAlone(said.trim(), places)?.name === known.building

/** Whether free words answer where it is, when a storey of it is known: talk of normality and of other storeys does not. */
export const answersHouse = (words: string, { kind, place }: Reading, places: Places): boolean =>
  kind === 'other' &&
  ((place !== null && place.kind !== 'words') || houseAlone(words.trim(), places) !== undefined)
