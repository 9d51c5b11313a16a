import type { Duty } from './duty.ts'

/** A slot in minutes of its day: the window around the nominal time `at`. */
export interface SlotSpan {
  slot: string
  opens: number
  at: number
  due: number
}

interface Time {
  slot: string
  start: number
  end: number
}

/**
 * The times of a daily duty with the margins its `due_window` gives them; undefined for a duty without times. A
 * window that reaches the last time covers them all: its lead before the first and lag after the last hold for each.
 * Otherwise it is the first one's window, and the others have the same around theirs.
 */
export function slotSpans({ recurrence, dueWindow }: Duty, schoolDay: boolean): SlotSpan[] | undefined {
  if (recurrence.type !== 'daily' || !recurrence.times) return undefined
  const written = recurrence.times.map(read)
  const [first, last] = [written[0], written.at(-1)]
  if (!first || !last) return undefined
  const lead = first.start - minutesOf(dueWindow.open.at)
  const due = minutesOf(dueWindow.due.at)
  const times = schoolDay || !recurrence.other_times ? written : recurrence.other_times.map(read)
  return times.map(({ slot, start, end }) => ({
    slot,
    opens: start - lead,
    at: start,
    due: due >= last.start ? end + due - last.end : due === first.end ? end : start + due - first.start,
  }))
}

function read(slot: string): Time {
  const [start = '', end = start] = slot.split('-')
  return { slot, start: minutesOf(start), end: minutesOf(end) }
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
