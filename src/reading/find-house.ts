import { classMentions } from './class-names.ts'
import { readNumeral } from './numbers.ts'
import { type Found, RANK } from './place-rank.ts'
import type { Place, Places } from './places.ts'

const FLOOR = /([一二三四五六七八九1-9])\s?(?:楼|层|f(?![a-z]))/gu
const GRADE = /([一二三四五六1-6])\s?年级/gu
/** A grade or a class stands for its house only when the part follows at once: 六年级那边楼梯. */
const CLOSE = 5
/** What ties a class to the part of the house next to it: 三2班门口的走廊. */
const BESIDE = /^.{0,2}(?:旁|边|外|门口|对面|隔壁|那|前面|后面)/u

/** A house in a line. */
export interface House {
  readonly at: number
  readonly end: number
  readonly building: string
  /** Said itself, not concluded from a grade or a class. */
  readonly said: boolean
}

/** The house a line names itself, or null. */
export function houseSaid(line: string, places: Places): House | null {
  for (const [word, building] of places.buildings) {
    const at = line.indexOf(word)
    if (at >= 0 && !/[a-z\d]/u.test(line[at - 1] ?? ''))
      return { at, end: at + word.length, building, said: true }
  }
  return null
}

function houseConcluded(line: string, places: Places): House | null {
  for (const grade of line.matchAll(GRADE)) {
    const building = places.buildingOfGrade.get(readNumeral(grade[1]!)!)
    if (building) return { at: grade.index, end: grade.index + grade[0].length, building, said: false }
  }
  for (const mention of classMentions(line)) {
    const room = places.classByNumber.get(`${mention.grade}.${mention.number}`)
    if (room && BESIDE.test(line.slice(mention.end))) {
      return { at: mention.at, end: mention.end, building: room.building, said: false }
    }
  }
  return null
}

/** Parts of houses that are patrol points, and houses with or without a storey. */
export function housesIn(line: string, places: Places): Found[] {
  const house = houseSaid(line, places) ?? houseConcluded(line, places)
  const storey = house ? storeyAfter(line, house) : null
  const floor = storey?.floor ?? [...line.matchAll(FLOOR)].map((hit) => readNumeral(hit[1]!))[0] ?? null
  const parts = partsIn(line, places, house, floor)
  // Two parts of one house in a line: neither is surer, the house itself remains.
  const found = parts.length === 1 ? parts : []
  if (!house?.said) return found
  const words = line.slice(house.at, storey?.end ?? house.end)
  const place: Place = { kind: 'building', building: house.building, floor: storey?.floor ?? null, words }
  const rank = storey ? RANK.storey : RANK.building
  return [...found, { at: house.at, length: words.length, rank, place }]
}

function partsIn(line: string, places: Places, house: House | null, floor: number | null): Found[] {
  return places.parts
    .flatMap(({ id, building, floor: own, part, particular }) => {
      if (house ? house.building !== building : !(particular && floor !== null)) return []
      if (own !== null && floor !== null && own !== floor) return []
      const hit = [...line.matchAll(part.say)].find(
        ({ index }) => !house || house.said || (index >= house.end && index - house.end <= CLOSE),
      )
      if (!hit) return []
      const place: Place = { kind: 'point', id, name: places.points.get(id)!.name }
      return [{ at: hit.index, length: hit[0].length, rank: RANK.part, place }]
    })
    .filter((one, index, all) => all.findIndex(({ place }) => idOf(place) === idOf(one.place)) === index)
}

const idOf = (place: Place) => ('id' in place ? place.id : '')

function storeyAfter(line: string, house: House): { floor: number; end: number } | null {
  for (const hit of line.matchAll(FLOOR)) {
    const end = hit.index + hit[0].length
    if (hit.index >= house.end && hit.index - house.end <= 8) return { floor: readNumeral(hit[1]!)!, end }
  }
  return null
}
