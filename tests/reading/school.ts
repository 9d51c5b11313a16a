import { readFileSync } from 'node:fs'
import { createPlaces, type Places } from '../../src/reading/places.ts'
import { type Reading, readReport } from '../../src/reading/reading.ts'

/** What a text should be read as; only the named fields are compared. `severity` is a hazard's severity or an incident's level. */
export interface Expected {
  kind: string
  patrol_point?: string | null
  category: string | null
  severity: string | null
  urgent: boolean
  class?: string
  building?: string
  words?: string
  ask?: boolean
  restricted?: boolean
  needsReview?: boolean
}
export interface Sentence {
  text: string
  expected: Expected
}

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

export const school = read('../../src/people/sample-school.json')
export const catalogue = read('../../src/duties/duty-catalog.json')
export const sentences = (file: string): Sentence[] => read(`./${file}`)
export const chat: string[] = read('./chat.json')

export const places: Places = createPlaces({
  points: school.patrol_points,
  classes: school.classes,
  buildings: school.school.buildings,
})

/** The same school before anybody wrote down what its places are called. */
export const placesWithoutAliases: Places = createPlaces({
  points: school.patrol_points.map(({ aliases: _, ...point }: { aliases?: string[] }) => point),
  classes: school.classes,
  buildings: school.school.buildings,
})

/** The fields of a reading that an expectation names, in its shape. */
export function asExpected(text: string, expected: Expected, known: Places = places): Partial<Expected> {
  const reading = readReport(text, known)
  const all = inShape(reading)
  return Object.fromEntries(Object.keys(expected).map((key) => [key, all[key as keyof Expected]]))
}

function inShape(reading: Reading): Required<Record<keyof Expected, unknown>> {
  const { place } = reading
  return {
    kind: reading.kind,
    patrol_point: place?.kind === 'point' ? place.id : null,
    category: reading.category,
    severity: reading.severity ?? reading.level,
    urgent: reading.urgent,
    class: place?.kind === 'class' ? place.id : null,
    building: place?.kind === 'building' ? `${place.building}/${place.floor ?? ''}` : null,
    words: place && 'words' in place ? place.words : null,
    ask: reading.ask !== null,
    restricted: reading.restricted,
    needsReview: reading.needsReview,
  }
}
