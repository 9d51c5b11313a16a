import { partsOf } from '../about.ts'
import type { Checkin, CheckinAnswer } from '../checkins/checkin.ts'
import { isWaiting } from '../checkins/checkin.ts'
import { cut } from '../cut.ts'
import { type Day, sayDay, timeOf } from '../time.ts'
import { type Block, bold, buttons, type Card, divider, facts, small, type Tone, text } from './card.ts'
import { type Asked, checkinForm } from './checkin-form.ts'
import { type DutyItem, dutyForm, dutyItemBlocks, laterLine } from './duty-items.ts'

/** Why this message comes now; undefined for the ordinary card of the day. */
export type TodayWhy = 'reminder' | 'overdue' | 'substitute'

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
  /** With the instant from which an answer is late: the due time, after outages. */
  items: (TodayItem & { lateFromMs: number })[]
  why?: TodayWhy | undefined
  /** Names still missing under the viewer, for the overdue message of a supervisor. */
  missing: string[]
  /** The viewer's own check-ins that somebody else answers today. */
  handedOver: { title: string; to: string; answered: boolean }[]
  /** The other duties of the day, what comes on later days, and what is done. */
  duties: { now: DutyItem[]; later: DutyItem[]; done: DutyItem[] }
  /** The questions being asked of one duty. */
  askedDuty?: { id: string; what: 'proof' | 'trouble'; round: string } | undefined
  /** What opens later today: `14:30 今日签到`. */
  ahead: string[]
  dayOff?: boolean
  /** The year's holidays are not announced yet (CAL-17). */
  provisional?: boolean
  /** The questions being asked of one item. */
  asked?: { id: string; what: Asked; round: string } | undefined
}

/** The one card a person gets on a school day, updated in place (design §1.1). */
export function todayCard(today: Today): Card {
  const open = openOf(today)
  const asked = today.asked && today.items.find(({ checkin }) => checkin.id === today.asked?.id)
  const askedDuty = today.duties.now.concat(today.duties.later).find(({ id }) => id === today.askedDuty?.id)
  const blocks = asked
    ? checkinForm(asked, today.asked!.what, today.asked!.round)
    : askedDuty
      ? dutyForm(askedDuty, today.askedDuty!.what, today.askedDuty!.round)
      : parts(today)
          .filter((part) => part.length > 0)
          .flatMap((part, order) => [...(order > 0 ? [divider] : []), ...part])
  const tag = tagOf(open, today)
  return {
    kind: 'today',
    title: `${TITLES[open === 0 && today.missing.length > 0 ? 'missing' : (today.why ?? 'day')]} · ${sayDay(today.day)}`,
    tone: toneOf(open, today),
    ...(tag && { tags: [tag] }),
    preview: cut(previewOf(today), 40),
    audience: 'personal',
    blocks: [...(blocks.length > 0 ? blocks : nothingBlocks(today)), ...provisionalBlocks(today.provisional)],
  }
}

const openOf = ({ items, duties }: Today): number =>
  items.filter(({ checkin }) => isWaiting(checkin)).length + duties.now.length

/** More than this with buttons is no card of a phone: the rest are lines. */
const MOST_DUTIES = 8

/** In the order a person would do it: what is missing under him, check-ins and duties by their time, what comes, what is done. */
function parts(today: Today): Block[][] {
  const { now, later, done } = today.duties
  const lines = [...now.slice(MOST_DUTIES), ...later].map((item) => laterLine(item, today.day))
  return [
    missingBlocks(today),
    ...shownItems(today).map(itemBlocks),
    ...now.slice(0, MOST_DUTIES).map((item) => dutyItemBlocks(item, today.day)),
    ...today.handedOver.map(handedOverBlocks),
    lines.length > 0 ? [text(bold('接下来')), { kind: 'list', items: lines.map((line) => [line]) }] : [],
    ...(done.length > 0
      ? [
          [
            {
              kind: 'details' as const,
              summary: `已完成 ${done.length} 项`,
              blocks: done.flatMap((item) => dutyItemBlocks(item, today.day)),
            },
          ],
        ]
      : []),
  ]
}

/** A date nobody has confirmed says so wherever it is shown (CAL-17). */
export const provisionalBlocks = (provisional: boolean | undefined): Block[] =>
  provisional ? [small('放假安排还没有公布，日期暂定。')] : []

const TITLES = {
  day: '今日双责',
  reminder: '提醒',
  overdue: '已过时间',
  substitute: '请您替岗',
  missing: '已过时间，还有人没签到',
}

const isLate = ({ items, duties }: Today) =>
  items.some(({ checkin }) => checkin.status === 'overdue') ||
  duties.now.some(({ status }) => status === 'overdue' || status === 'late_flagged')
const isMissed = ({ items }: Today) => items.some(({ checkin }) => checkin.status === 'missed')

function tagOf(open: number, today: Today): string | undefined {
  if (open > 0) return isLate(today) ? '已逾期' : `${open} 项待办`
  if (today.missing.length > 0) return `差 ${today.missing.length} 项`
  if (isMissed(today)) return '未签到'
  return today.items.length + today.duties.done.length > 0 ? '已完成' : undefined
}

function previewOf(today: Today): string {
  const first = today.items.find(({ checkin }) => isWaiting(checkin))
  if (first?.checkin.status === 'overdue') return `${first.title}还没签到，现在补签仍算数`
  if (first) return `${first.title}，${timeOf(first.lateFromMs)}前`
  const [duty] = today.duties.now
  if (duty) return `${duty.title}，${timeOf(duty.kind === 'meeting' ? duty.opensAtMs : duty.dueAtMs)}`
  if (today.missing.length > 0) return `还没签到：${today.missing.join('、')}`
  if (isMissed(today)) return '当日没有签到，已记为未签到'
  return today.items.length + today.duties.done.length > 0 ? '今天的事都做完了' : '现在没有要您确认的事'
}

function toneOf(open: number, today: Today): Tone {
  if (isLate(today)) return 'danger'
  if (today.missing.length > 0) return 'warn'
  if (open > 0) return 'info'
  if (isMissed(today)) return 'muted'
  return today.items.length + today.duties.done.length > 0 ? 'ok' : 'info'
}

/** Whoever is told who is missing has the own answered items on another card. */
const shownItems = ({ items, missing }: Today) =>
  missing.length > 0 ? items.filter(({ checkin }) => isWaiting(checkin)) : items

const missingBlocks = ({ missing }: Today): Block[] =>
  missing.length > 0 ? [text('还没签到：', bold(missing.join('、')))] : []

const handedOverBlocks = ({ title, to, answered }: Today['handedOver'][number]): Block[] => [
  text(bold(title)),
  small(answered ? `${to}已代报` : `已交给${to}，您不用管`),
]

const nothingBlocks = (today: Today): Block[] => [
  text(today.dayOff ? '今天不上课，没有要您确认的事。' : '现在没有要您确认的事。'),
  ...(today.ahead.length > 0 ? [small(`到时会发卡片给您：${today.ahead.join('、')}`)] : []),
]

function itemBlocks({ checkin, title, standsInFor, scope, lateFromMs }: Today['items'][number]): Block[] {
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
          checkin.earlier.length > 0 && [
            '更正前',
            sayAnswer(checkin.earlier.at(-1)!.answer, checkin.expected),
          ],
        ),
        buttons({ label: '更正', says: says('更正') }),
      ]
    case 'excused':
      return [heading, small(`免报：${checkin.excuse?.reason ?? ''}`)]
    case 'missed':
      return [heading, small('当日没有签到，已记为未签到。要说明请联系安全办公室。')]
  }
}

/** An answer in a few words, counts only. */
export function sayAnswer(answer: CheckinAnswer, expected?: number): string {
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
