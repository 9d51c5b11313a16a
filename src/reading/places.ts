import { classNumber } from './class-names.ts'
import type { Part } from './place-words.ts'
import { literally, partsOf, pointWords, tidy } from './point-words.ts'

/** Where something is. `words` keeps what was said when no list knows the place; nothing is ever invented (handbook §6.5). */
export type Place =
  | { kind: 'point'; id: string; name: string }
  | { kind: 'class'; id: string; name: string }
  | { kind: 'building'; building: string; floor: number | null; words: string }
  | { kind: 'words'; words: string }

/** `building` and `room` are empty where the school file does not say. */
export interface PointInput {
  readonly id: string
  readonly name: string
  readonly building: string
  readonly floor: number
  readonly aliases?: readonly string[]
  readonly hazard_categories?: readonly string[]
}

export interface ClassInput {
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly grade: number
  readonly building: string
  readonly floor: number
  readonly room: string
}

/** How surely a word leads to its place; a surer one in the same line wins. */
export type Strength = 'name' | 'doing' | 'holds'

/** A part of a building that is a patrol point: 教学楼B二楼走廊. `floor` null: the name says no storey, or all of them. */
export interface PartPoint {
  readonly id: string
  readonly building: string
  readonly floor: number | null
  readonly part: Part
  readonly particular: boolean
}

/** The places of one school, prepared once. */
export interface Places {
  readonly points: ReadonlyMap<string, PointInput>
  readonly words: ReadonlyMap<string, { id: string; strength: Strength }>
  /** All of `words`, longest first. */
  readonly vocabulary: RegExp | null
  readonly parts: readonly PartPoint[]
  readonly classes: readonly ClassInput[]
  /** `grade.number` → class. */
  readonly classByNumber: ReadonlyMap<string, ClassInput>
  readonly classByWord: ReadonlyMap<string, ClassInput>
  /** Colloquial name → building, longest first. */
  readonly buildings: readonly (readonly [string, string])[]
  readonly buildingOfGrade: ReadonlyMap<number, string>
}

/**
 * Prepares a school's places. Aliases the school wrote win over derived ones; a word that would lead to two points leads to none.
 * @param input points and classes in the shape of a school file; `buildings` may carry remarks in brackets.
 */
export function createPlaces(input: {
  points: readonly PointInput[]
  classes: readonly ClassInput[]
  buildings?: readonly string[]
}): Places {
  const words = pointWords(input.points)
  const sorted = [...words.keys()].sort((a, b) => b.length - a.length)
  const classByNumber = new Map<string, ClassInput>()
  const classByWord = new Map<string, ClassInput>()
  for (const room of input.classes) {
    const number = classNumber(room.name)
    if (number) classByNumber.set(`${number.grade}.${number.number}`, room)
    for (const word of [room.name, room.room, ...room.aliases].map(tidy)) {
      // Bare figures (302) are read with their surroundings by class-names.ts.
      if (!/^[\d.]*$/.test(word) && word.length > 1) classByWord.set(word, room)
    }
  }
  return {
    points: new Map(input.points.map((point) => [point.id, point])),
    words,
    vocabulary: sorted.length > 0 ? new RegExp(sorted.map(literally).join('|'), 'gu') : null,
    parts: input.points.flatMap(partsOf),
    classes: input.classes,
    classByNumber,
    classByWord,
    buildings: buildingNames(input),
    buildingOfGrade: gradeBuildings(input.classes),
  }
}

function buildingNames(input: {
  points: readonly PointInput[]
  classes: readonly ClassInput[]
  buildings?: readonly string[]
}): [string, string][] {
  const official = new Set(
    [
      ...(input.buildings ?? []).map((building) => building.replace(/[（(].*$/u, '')),
      ...input.classes.map((room) => room.building),
      // 校门, 围墙, 校外 stand in the column but are no houses.
      ...input.points
        .map((point) => point.building)
        .filter((building) => /[楼堂馆厅舍区场a-z]$/iu.test(building)),
    ].filter((building) => building !== ''),
  )
  const names = new Map<string, string>()
  for (const building of official) {
    const word = tidy(building)
    const letter = /([a-z])$/u.exec(word)?.[1]
    const said = letter
      ? [word, `${letter}楼`, `${letter}栋`, `${letter}座`, `${letter}教学楼`, `${letter}幢`]
      : [word]
    for (const name of said) names.set(name, building)
  }
  return [...names].sort((a, b) => b[0].length - a[0].length)
}

function gradeBuildings(classes: readonly ClassInput[]): Map<number, string> {
  const houses = new Map<number, Set<string>>()
  for (const { grade, building } of classes)
    if (building) houses.set(grade, (houses.get(grade) ?? new Set()).add(building))
  return new Map([...houses].filter(([, set]) => set.size === 1).map(([grade, set]) => [grade, [...set][0]!]))
}
