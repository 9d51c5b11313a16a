import { dayNamed } from '../leaves/days.ts'
import { Refusal } from '../refusal.ts'
import type { Day } from '../time.ts'

/** Words with a day at their end, as people type it: 「在等配件 9月20日」. Without one the day is undefined. */
export function dayAtEnd(words: string, today: Day): { rest: string; day: Day | undefined } {
  const space = words.trim().lastIndexOf(' ')
  const last = words.trim().slice(space + 1)
  const day = /\d|[周星期天日]/.test(last) ? dayOrNone(last, today) : undefined
  return day === undefined
    ? { rest: words.trim(), day }
    : { rest: words.trim().slice(0, Math.max(0, space)), day }
}

/** The day a word names; undefined for any other word. */
export function dayOrNone(word: string, today: Day): Day | undefined {
  try {
    return dayNamed(word, today)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}
