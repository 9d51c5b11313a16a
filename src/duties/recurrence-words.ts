import * as z from 'zod'
import { shapeProblems, type Words } from '../shape-problems.ts'
import { RECURRENCE_TYPES, recurrenceShape } from './recurrence-shape.ts'

const WORDS: Words = {
  type: '类型(type)',
  day_basis: '日子的种类(day_basis)',
  shift: '顺延方向(shift)',
  fallback_basis: '备选的日子种类(fallback_basis)',
  weekday: '星期(weekday)',
  month: '月份(month)',
  day: '日期(day)',
  nth: '第几个(nth)',
  times: '时间(times)',
  other_times: '非上课日时间(other_times)',
  rounds: '次数(rounds)',
  month_offset: '推后的月数(month_offset)',
  quarter_offset: '推后的季度数(quarter_offset)',
  month_of_quarter: '季度的第几个月(month_of_quarter)',
  dates: '日期(dates)',
  anchor: '起算点(anchor)',
  offset: '推移天数(offset)',
  unit: '计日单位(unit)',
  min_days: '假期天数(min_days)',
  min: '全年次数(min)',
  period: '周期(period)',
  checkpoints: '检查点(checkpoints)',
  date: '日期(date)',
  expected: '应完成次数(expected)',
  event: '事件(event)',
  parts: '组成部分(parts)',
}

/** What is wrong with a recurrence, in Chinese; each sentence says how to mend it. Empty when it can be used. */
export function recurrenceProblems(json: unknown): string[] {
  const read = recurrenceShape.safeParse(json)
  if (read.success) return []
  const known = read.error.issues.filter((issue) => issue.code !== 'invalid_union')
  const unknown = read.error.issues.length > known.length
  return [
    ...(unknown ? [`${WORDS.type}要写下面的一种：${RECURRENCE_TYPES.join('、')}`] : []),
    ...shapeProblems(new z.ZodError(known), json, WORDS),
  ]
}
