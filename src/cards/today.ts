import type { Checkin, CheckinAnswer } from '../checkins/checkin.ts'
import { type Day, sayDay, timeOf } from '../time.ts'
import { type Block, bold, buttons, type Card, divider, facts, small, type Tone, text } from './card.ts'
import { type Asked, checkinForm } from './checkin-form.ts'

/** One line of the day: a check-in with the names a person reads. */
export interface TodayItem {
  checkin: Checkin
  /** `三(1)班晨检`, `今日签到`, `侯芹芳 今日签到`. */
  title: string
  /** Who is away, when the viewer stands in. */
  standsInFor?: string
  scope: 'class' | 'person'
}

export interface Today {
  day: Day
  items: TodayItem[]
  /** Why this message comes now; a reminder says so in its title. */
  why?: 'reminder' | 'overdue' | undefined
  /** Names still missing under the viewer, for the overdue message of a supervisor. */
  missing?: string[]
  /** The questions being asked of one item. */
  asked?: { id: string; what: Asked; round: string } | undefined
}

/** The one card a person gets on a school day, updated in place (design §1.1). */
export function todayCard(today: Today): Card {
  const open = today.items.filter(({ checkin }) => isOpen(checkin))
  const late = today.items.some(({ checkin }) => checkin.status === 'overdue')
  const asked = today.asked && today.items.find(({ checkin }) => checkin.id === today.asked?.id)
  const blocks = asked
    ? checkinForm(asked, today.asked!.what, today.asked!.round)
    : today.items.flatMap((item, order) => [...(order > 0 ? [divider] : []), ...itemBlocks(item)])
  if (today.missing?.length)
    blocks.push(...(blocks.length > 0 ? [divider] : []), text('还没有报:', bold(today.missing.join('、'))))
  return {
    kind: 'today',
    title: titleOf(today),
    tone: toneOf(open.length, late, today.items),
    ...(open.length > 0 && { tags: [late ? '已逾期' : `${open.length} 项待办`] }),
    ...(open.length === 0 && today.items.length > 0 && { tags: ['已完成'] }),
    preview:
      open.length > 0
        ? `${open[0]!.title},${timeOf(open[0]!.checkin.dueAtMs)}前`.slice(0, 40)
        : '今天的事都做完了',
    audience: 'personal',
    blocks: blocks.length > 0 ? blocks : [text('今天没有要您确认的事。')],
  }
}

const isOpen = (checkin: Checkin): boolean => checkin.status === 'open' || checkin.status === 'overdue'

const titleOf = (today: Today): string =>
  today.why === 'reminder'
    ? `提醒:还差一步 · ${sayDay(today.day)}`
    : today.why === 'overdue'
      ? `已过时间 · ${sayDay(today.day)}`
      : `今日双责 · ${sayDay(today.day)}`

function toneOf(open: number, late: boolean, items: TodayItem[]): Tone {
  if (late) return 'danger'
  if (open > 0) return 'info'
  return items.some(({ checkin }) => checkin.status === 'missed') ? 'muted' : 'ok'
}

function itemBlocks({ checkin, title, standsInFor, scope }: TodayItem): Block[] {
  const heading = text(bold(title), standsInFor ? `(代 ${standsInFor})` : '')
  const says = (what: string) => `/打卡 ${checkin.id} ${what}`
  switch (checkin.status) {
    case 'open':
    case 'overdue':
      return [
        heading,
        small(
          scope === 'class' ? `应到 ${checkin.expected ?? '—'} 人 · ` : '',
          checkin.status === 'overdue' ? '已过时间,现在补报仍算数' : `${timeOf(checkin.dueAtMs)} 前`,
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
            `${timeOf(checkin.answeredAtMs!)}${checkin.status === 'late' ? '(迟)' : ''} ${sayAnswer(checkin.answer!, checkin.expected)}`,
          ],
          checkin.earlier.length > 0 && [
            '更正前',
            sayAnswer(checkin.earlier.at(-1)!.answer, checkin.expected),
          ],
        ),
        buttons({ label: '更正', says: says('更正') }),
      ]
    case 'excused':
      return [heading, small(`免报:${checkin.excuse?.reason ?? ''}`)]
    case 'missed':
      return [heading, small('当日未报,已记缺报。需要说明请联系安全办公室。')]
  }
}

/** An answer in a few words, counts only. */
export function sayAnswer(answer: CheckinAnswer, expected?: number): string {
  if (answer.normal) return expected === undefined ? '无异常' : `全班正常 ${expected}/${expected}`
  const parts = [
    expected !== undefined && answer.present !== undefined && `实到 ${answer.present}/${expected}`,
    answer.absentSick ? `病假 ${answer.absentSick}` : '',
    answer.absentOther ? `其他缺勤 ${answer.absentOther}` : '',
    answer.absentUnreached ? `未联系上 ${answer.absentUnreached}` : '',
    answer.symptoms ? `有症状 ${answer.symptoms}` : '',
    answer.room === 'problem' ? '教室有问题' : '',
    answer.note ?? '',
  ]
  return parts.filter(Boolean).join(' · ') || '有异常'
}
