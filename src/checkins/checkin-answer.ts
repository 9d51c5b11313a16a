import { Refusal } from '../refusal.ts'

/** Counts only, never pupils' names (handbook §13). A class answers with numbers; a member of staff with a note at most. */
export interface CheckinAnswer {
  normal: boolean
  present?: number
  absentSick?: number
  absentOther?: number
  /** 未到且未联系上: starts the missing-pupil path at once (handbook §5.2). */
  absentUnreached?: number
  symptoms?: number
  room?: 'ok' | 'problem'
  /** What is wrong with the room; the hazard opened for it carries the same words. */
  roomNote?: string
  note?: string
  /** What the answer opened, `hazard/12`, `incident/3`: links, never their words (some are restricted). */
  matters?: string[]
}

export type CountName = 'absentSick' | 'absentOther' | 'absentUnreached' | 'symptoms'

/** The four numbers a class may answer with, as people read them. */
export const COUNTS: Record<CountName, string> = {
  absentSick: '因病缺勤',
  absentOther: '其他缺勤',
  absentUnreached: '没到且联系不上',
  symptoms: '有症状',
}

export const countNames = Object.keys(COUNTS) as CountName[]

/** The answer as it is recorded: the present are counted by us, never typed. Refuses what cannot be. */
export function checkAnswer(given: CheckinAnswer, expected: number | undefined): CheckinAnswer {
  for (const name of countNames) {
    const count = given[name]
    if (count === undefined) continue
    if (!Number.isInteger(count) || count < 0 || (expected !== undefined && count > expected))
      throw new Refusal('bad-number', `${COUNTS[name]}人数请填0到${expected ?? 99}之间的整数。`)
  }
  if (expected === undefined) return given
  if (given.normal) return { normal: true, present: expected }
  const absent = (given.absentSick ?? 0) + (given.absentOther ?? 0) + (given.absentUnreached ?? 0)
  if (absent > expected)
    throw new Refusal('bad-number', `缺勤合计${absent}人，超过了应到${expected}人，请核对。`)
  return { ...given, present: expected - absent }
}

export const sameAnswer = (one: CheckinAnswer, other: CheckinAnswer): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())
