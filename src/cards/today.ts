import { isWaiting } from '../checkins/checkin.ts'
import { cut } from '../cut.ts'
import { type Day, sayDay, timeOf } from '../time.ts'
import { type Block, bold, type Card, divider, small, type Tone, text } from './card.ts'
import { type Asked, checkinForm } from './checkin-form.ts'
import { checkinBlocks, type TodayItem } from './checkin-items.ts'
import { type CounterItem, counterBlocks, counterForm, sayCount } from './counters.ts'
import { type DutyAsked, dutyForm } from './duty-form.ts'
import { type DutyItem, dutyItemBlocks, laterLine, whenDue } from './duty-items.ts'

/** Why this message comes now; undefined for the ordinary card of the day. */
export type TodayWhy = 'reminder' | 'overdue' | 'substitute'

export interface Today {
  day: Day
  /** With the instant from which an answer is late: the due time, after outages. */
  items: (TodayItem & { lateFromMs: number })[]
  why?: TodayWhy | undefined
  /** Names still missing under the viewer, for the overdue message of a supervisor. */
  missing: string[]
  /** The viewer's own check-ins that somebody else answers today, and posts somebody took because he had not come. */
  handedOver: { title: string; to: string; answered: boolean; absent?: true }[]
  /** The other duties of the day, what comes on later days, and what is done. */
  duties: { now: DutyItem[]; later: DutyItem[]; done: DutyItem[] }
  /** Counts of the year: no day asks for them, so they make no card of a day by themselves. */
  counters: CounterItem[]
  /** The questions being asked of one duty. */
  askedDuty?: (DutyAsked & { round: string }) | undefined
  /** What opens later today: `14:30 今日签到`. */
  ahead: string[]
  dayOff?: boolean
  /** Drawn on a shared tablet, where others read along and no card comes. */
  atTablet?: boolean
  /** The year's holidays are not announced yet (CAL-17). */
  provisional?: boolean
  /** The questions being asked of one item. */
  asked?: { id: string; what: Asked; words?: string; round: string } | undefined
}

/** The one card a person gets on a school day, updated in place (design §1.1). */
export function todayCard(today: Today): Card {
  const open = openOf(today)
  const asked = today.asked && today.items.find(({ checkin }) => checkin.id === today.asked?.id)
  const askedDuty = today.duties.now.concat(today.duties.later).find(({ id }) => id === today.askedDuty?.id)
  const counter = today.counters.find(({ id }) => id === today.askedDuty?.id)
  const blocks = asked
    ? checkinForm(asked, today.asked!.what, today.asked!.round, today.asked!.words)
    : askedDuty
      ? dutyForm(askedDuty, today.askedDuty!)
      : counter
        ? [counterForm(counter, today.askedDuty?.words, today.askedDuty!.round)]
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
    ...shownItems(today).map(checkinBlocks),
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
    counterBlocks(today.counters),
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
  if (duty) return `${duty.title}，${whenDue(duty, today.day)}`
  if (today.missing.length > 0) return `还没签到：${today.missing.join('、')}`
  if (isMissed(today)) return '当日没有签到，已记为未签到'
  const short = today.counters.find(({ behind }) => behind)
  if (short) return `${short.title}，${sayCount(short)}`
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

const handedOverBlocks = ({ title, to, answered, absent }: Today['handedOver'][number]): Block[] => [
  text(bold(title)),
  small(absent ? `您没有到岗，${to}补岗` : answered ? `${to}已代报` : `已交给${to}，您不用管`),
]

const nothingBlocks = (today: Today): Block[] => [
  text(today.dayOff ? '今天不上课，没有要您确认的事。' : '现在没有要您确认的事。'),
  ...(today.ahead.length > 0
    ? [small(`${today.atTablet ? '到时可以在这里填' : '到时会发卡片给您'}：${today.ahead.join('、')}`)]
    : []),
]
