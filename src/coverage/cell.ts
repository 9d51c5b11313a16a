import { standInFor } from '../leaves/stand-in.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Day } from '../time.ts'

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

type Answered = Omit<Cell, 'mend'> & { away?: boolean }

/** Red says `mend`; where everybody it rests on is away on leave, that nobody stands in. */
export const cell = ({ away = false, ...about }: Answered, mend: string): Cell => ({
  ...about,
  mend: about.green ? '' : away ? `${about.title}的责任人都在请假，没有人替：${ASK}` : mend,
})
const ASK = '请他们重新请假、写明由谁替，或另外安排人。'

/** A cell's part that says who it rests on; nobody, or only people away without a stand-in that day, makes it red. */
export function named(
  directory: Directory,
  people: readonly Person[],
  day: Day,
  isReplaced = false,
): Pick<Cell, 'people' | 'says' | 'green'> & { away: boolean } {
  const there = people.some((who) => answersOn(directory, who, day)) || (people.length > 0 && isReplaced)
  return {
    people: people.map(({ id }) => id),
    says: sayNames(people.map(({ name }) => name)),
    green: there,
    away: people.length > 0 && !there,
  }
}

const answersOn = (directory: Directory, who: Person, day: Day): boolean => {
  const leave = directory.leaveOf(who.id, day)
  return !leave || standInFor(directory, who, day, leave.substitute) !== undefined
}

const sayNames = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 2).join('、')} 等 ${names.length} 人` : names.join('、')
