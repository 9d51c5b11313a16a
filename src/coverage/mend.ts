import type { Cell } from './cell.ts'
import { fillHours, minutesOf, SCHOOL_WEEKDAYS, sayMinutes, sayWeekday } from './hours.ts'

/** What is to be mended, a sentence each: red half hours that hang together are one, whatever the weekdays. */
export function mendsOf(cells: readonly Cell[]): string[] {
  const red = cells.filter(({ green }) => !green)
  const hours = red.filter(({ dimension }) => dimension === 'time')
  return [
    ...red.filter(({ dimension }) => dimension !== 'time').map(({ mend }) => mend),
    ...[...Map.groupBy(spansOf(hours), ({ span }) => span)].map(
      ([span, found]) =>
        `${sayWeekdays(found.map(({ weekday }) => weekday))} ${span} 没有人负责：${fillHours}`,
    ),
  ]
}

function spansOf(hours: readonly Cell[]): { weekday: number; span: string }[] {
  return SCHOOL_WEEKDAYS.flatMap((weekday) => {
    const starts = hours
      .filter(({ key }) => key.startsWith(`time/${weekday}/`))
      .map(({ key }) => minutesOf(key.slice(-5)))
    return starts
      .filter((at) => !starts.includes(at - 30))
      .map((from) => {
        let until = from + 30
        while (starts.includes(until)) until += 30
        return { weekday, span: `${sayMinutes(from)}–${sayMinutes(until)}` }
      })
  })
}

const sayWeekdays = (weekdays: readonly number[]): string =>
  weekdays.length === SCHOOL_WEEKDAYS.length ? '周一至周五' : weekdays.map(sayWeekday).join('、')
