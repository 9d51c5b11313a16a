/** Where the clock bar can move time to; the entry turns the word into an instant of the school's day. */
export const clockSteps = [
  'next-event',
  'plus-10-min',
  'plus-hour',
  'next-school-day',
  'next-friday',
] as const
export type ClockStep = (typeof clockSteps)[number]

/** What moving the clock did. `happened` are short Chinese phrases, e.g. `24 位班主任收到今日卡`; often empty. */
export interface Moved {
  nowMs: number
  happened: string[]
}

/** The playground's own time. It only moves when somebody moves it, and every heartbeat in between is lived through. */
export interface PlaygroundClock {
  /** Epoch milliseconds. */
  now(): number
  /** For people, in the school's zone: `9月1日 周二 07:47`. */
  label(): string
  /** Resolves once everything due up to the new instant has been done and delivered. */
  move(to: ClockStep): Promise<Moved>
  /** Lets the seconds pass by which the platform's pace holds back the answer to somebody, and no more. */
  awaitAnswers(): Promise<void>
  /** Tells every open page; returns the way to stop listening. */
  onChange(listener: (moved: Moved) => void): () => void
}
