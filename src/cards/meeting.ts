import { sayDay, sayInstant, timeOf } from '../time.ts'
import {
  areaField,
  type Block,
  type Button,
  bold,
  buttons,
  type Card,
  type Field,
  type Form,
  facts,
  photoField,
  small,
  text,
} from './card.ts'

/** One meeting as somebody who calls or attends it reads it. */
export interface MeetingItem {
  id: string
  title: string
  opensAtMs: number
  day: string
  calledBy: string
  invited: number
  attended: number
  /** The viewer signed in. */
  present: boolean
  state: 'coming' | 'door' | 'held' | 'done' | 'over'
  /** The viewer said that he cannot come. */
  excused: boolean
  may: { attend: boolean; regret: boolean; move: boolean; minutes: boolean }
  /** Pictures the minutes need as well. */
  photos: boolean
  period: { from: string | undefined; to: string }
}

export type MeetingAsk = 'move' | 'minutes' | 'regret'

export interface MeetingsCard {
  items: MeetingItem[]
  asked?: { id: string; what: MeetingAsk }
  round: string
}

const STATE = {
  coming: '未到时间',
  door: '正在签到',
  held: '等纪要',
  done: '已完成',
  over: '已结束',
}

/** `/会议` alone: what somebody attends or calls next, soonest first. */
export function meetingsCard({ items, asked, round }: MeetingsCard): Card {
  const [first] = items
  const about = items.find(({ id }) => id === asked?.id)
  return {
    kind: 'meetings',
    title: '我的会议',
    tone: items.some(({ state }) => state === 'held') ? 'warn' : 'info',
    ...(items.length > 0 && { tags: [`${items.length} 个`] }),
    preview: first ? `${sayInstant(first.opensAtMs)} ${first.title}`.slice(0, 40) : '近期没有您的会议',
    audience: 'personal',
    blocks:
      about && asked
        ? [text(bold(about.title)), small(when(about)), meetingForm(about, asked.what, round)]
        : items.length > 0
          ? items.flatMap(itemBlocks)
          : [text('近期没有您召集或参加的会议。')],
  }
}

const when = ({ day, opensAtMs, calledBy }: MeetingItem): string =>
  `${sayDay(day)} ${timeOf(opensAtMs)} 开始 · 召集：${calledBy}`

function itemBlocks(item: MeetingItem): Block[] {
  const { title, invited, attended, present, excused, state, may, id } = item
  const says = (what: string) => `/会议 ${id} ${what}`
  const actions: Button[] = [
    ...(may.attend ? [{ label: '到会', says: says('到会'), style: 'primary' as const }] : []),
    ...(may.regret ? [{ label: '请假', says: says('请假') }] : []),
    ...(may.minutes ? [{ label: '写纪要', says: says('纪要') }] : []),
    ...(may.move ? [{ label: '改期', says: says('改期') }] : []),
  ]
  const came = attended > 0 || state !== 'coming' ? ` · 到会 ${attended}/${invited}` : ''
  return [
    text(bold(title), `（${STATE[state]}）`),
    small(when(item), came, present ? ' · 您已到会' : excused ? ' · 您已请假' : ''),
    ...(actions.length > 0 ? [buttons(...actions)] : []),
  ]
}

function meetingForm(item: MeetingItem, what: MeetingAsk, round: string): Form {
  const says = (words: string) => `/会议 ${item.id} ${words}`
  const { from, to } = item.period
  const move: Field[] = [
    {
      kind: 'field',
      name: 'date',
      label: '改到哪天',
      input: 'date',
      initial: item.day,
      hint: `只能在本期之内：${from === undefined ? '' : `${sayDay(from)} 至 `}${sayDay(to)}`,
    },
    { kind: 'field', name: 'start', label: '几点开始', input: 'time', initial: timeOf(item.opensAtMs) },
    { kind: 'field', name: 'reason', label: '理由', input: 'text', maxLength: 100 },
  ]
  const minutes: Field[] = [
    areaField('topics', '研究议题'),
    areaField('deployments', '部署事项（事项、责任人、期限）'),
    ...(item.photos ? [photoField('会议照片', '照片请直接发给我，再点提交。')] : []),
  ]
  const regret: Field[] = [
    { kind: 'field', name: 'reason', label: '请假理由', input: 'text', maxLength: 100 },
  ]
  const [blocks, verb] = { move: [move, '改期'], minutes: [minutes, '纪要'], regret: [regret, '请假'] }[
    what
  ] as [Field[], string]
  return {
    kind: 'form',
    id: `m${round}_${what}`,
    blocks,
    buttons: [
      { label: '提交', says: says(verb), style: 'primary' },
      { label: '返回', says: says('返回') },
    ],
  }
}

/** Told once to everybody who is to come. */
export function meetingMovedCard(moved: {
  id: string
  title: string
  fromMs: number
  opensAtMs: number
  reason: string
}): Card {
  const at = `${sayInstant(moved.opensAtMs)}`
  return {
    kind: 'meeting-moved',
    title: '会议改期',
    tone: 'warn',
    preview: `${moved.title} 改到 ${at}`.slice(0, 40),
    audience: 'personal',
    blocks: [
      text(bold(moved.title)),
      facts(['原定', sayInstant(moved.fromMs)], ['改到', [bold(at)]], ['理由', moved.reason]),
    ],
  }
}
