import { partsOf } from '../about.ts'
import type { Checkin } from '../checkins/checkin.ts'
import type { CheckinAnswer } from '../checkins/checkin-answer.ts'
import { timeOf } from '../time.ts'
import { type Block, bold, buttons, facts, small, text } from './card.ts'

/** One line of the day: a check-in with the names a person reads. */
export interface TodayItem {
  checkin: Checkin
  /** `三(1)班晨检`, `今日签到`, `侯芹芳 今日签到`. */
  title: string
  /** Who is away, when the viewer stands in. */
  standsInFor?: string
  scope: 'class' | 'person'
  /** `平板代录 · 厨房`: who typed it, when not the one whose it is. */
  entered?: string
}

/** A check-in on the card of the day: to be answered, answered, or over. */
export function checkinBlocks({
  checkin,
  title,
  standsInFor,
  scope,
  entered,
  lateFromMs,
}: TodayItem & { lateFromMs: number }): Block[] {
  const heading = text(bold(title), standsInFor ? `（代 ${standsInFor}）` : '')
  const says = (what: string) => `/打卡 ${checkin.id} ${what}`
  switch (checkin.status) {
    case 'open':
    case 'overdue':
      return [
        heading,
        small(
          scope === 'class' ? `应到 ${checkin.expected ?? '—'} 人 · ` : '',
          checkin.status === 'overdue' ? '现在补签仍算数' : `${timeOf(lateFromMs)} 前`,
        ),
        scope === 'class'
          ? buttons(
              { label: '全班正常', says: says('全班正常'), style: 'primary' },
              { label: '有异常', says: says('有异常') },
            )
          : buttons(
              { label: '无异常', says: says('无异常'), style: 'primary' },
              { label: '有隐患', says: says('有隐患') },
              { label: '有事件', says: says('有事件') },
            ),
      ]
    case 'done':
    case 'late':
      return [
        heading,
        facts(
          [
            '已报',
            `${timeOf(checkin.answeredAtMs!)}${checkin.status === 'late' ? '（迟）' : ''} ${sayAnswer(checkin.answer!, checkin.expected)}`,
          ],
          ['录入', entered],
          checkin.earlier.length > 0 && [
            '更正前',
            sayAnswer(checkin.earlier.at(-1)!.answer, checkin.expected),
          ],
        ),
        buttons({ label: '更正', says: says('更正') }),
      ]
    case 'excused':
      return [heading, small(checkin.excuse?.reason ? `免报：${checkin.excuse.reason}` : '免报')]
    case 'missed':
      return [heading, small('当日没有签到，已记为未签到。要说明请联系安全办公室。')]
  }
}

/** An answer in a few words, counts only. */
function sayAnswer(answer: CheckinAnswer, expected?: number): string {
  if (answer.normal) return expected === undefined ? '无异常' : `全班正常 ${expected}/${expected}`
  const parts = [
    expected !== undefined && answer.present !== undefined && `实到 ${answer.present}/${expected}`,
    answer.absentSick ? `病假 ${answer.absentSick}` : '',
    answer.absentOther ? `其他缺勤 ${answer.absentOther}` : '',
    answer.absentUnreached ? `联系不上 ${answer.absentUnreached}` : '',
    answer.symptoms ? `有症状 ${answer.symptoms}` : '',
    answer.room === 'problem' ? `教室：${answer.roomNote ?? '有问题'}` : '',
    answer.note ?? '',
    ...(answer.matters ?? []).map(sayMatter),
  ]
  return parts.filter(Boolean).join(' · ') || '有异常'
}

/** `hazard/12` → `隐患 12`: the number is the reporter's receipt. */
export const sayMatter = (matter: string): string => {
  const { noun, id } = partsOf(matter)
  return `${noun === 'hazard' ? '隐患' : '事件'} ${id}`
}
