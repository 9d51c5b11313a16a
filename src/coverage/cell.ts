import type { Person } from '../people/person.ts'

/** What is asked for without a blind spot (S1-15, S1-02), in the order people read it. */
export const DIMENSIONS = [
  'post',
  'person',
  'duty',
  'department',
  'grade',
  'class',
  'point',
  'roster',
  'time',
] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** One question of the proof: is somebody there for it? Green or red, and how a red one is mended. */
export interface Cell {
  /** Stable for ever: `post/principal/held`, `class/C301`, `time/1/07:30`. */
  key: string
  dimension: Dimension
  /** `校长`, `三(1)班`, `周一 07:30`. */
  title: string
  /** Whom it rests on, by person id; as soon as none of them is left it turns red. */
  people: string[]
  /** What stands in the cell while it is green. */
  says: string
  green: boolean
  /** How it turns green again, a whole sentence; empty while it is green. */
  mend: string
}

export const cell = (about: Omit<Cell, 'mend'>, mend: string): Cell => ({
  ...about,
  mend: about.green ? '' : mend,
})

/** A cell's part that says who it rests on; nobody makes it red. */
export const named = (people: readonly Person[]) => ({
  people: people.map(({ id }) => id),
  says: sayNames(people.map(({ name }) => name)),
  green: people.length > 0,
})

const sayNames = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 2).join('、')} 等 ${names.length} 人` : names.join('、')
