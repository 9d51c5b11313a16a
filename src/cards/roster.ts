import { type Day, sayDay } from '../time.ts'
import {
  type Block,
  type Button,
  buttons,
  type Card,
  type Field,
  type Form,
  facts,
  heading,
  type Inline,
  type Option,
  reasonField,
  small,
  spanFields,
  text,
} from './card.ts'
import type { People } from './leave.ts'

/** One seat as it is read: `值班领导`, and who with what there is to say about it. */
export interface SeatLine {
  seat: string
  who: string
}

export interface RosterDay {
  day: Day
  /** `国庆节`, `调休上班，补周二的课`; nothing on an ordinary day. */
  why?: string
  leader: string
  /** Said where it is not this year. */
  year?: string
}

export interface OwnTurn {
  day: Day
  seat: string
  /** The others may still be asked. */
  mayAsk: boolean
}

const OWN_SHOWN = 3

/** Who leads, who stands where, who is at the gate: a day, the days after it and the reader's own turns. */
export function rosterCard(
  day: RosterDay,
  places: SeatLine[],
  guards: SeatLine[],
  ahead: RosterDay[],
  own: OwnTurn[] | undefined,
): Card {
  const actions: Button[] = (own ?? [])
    .filter(({ mayAsk }) => mayAsk)
    .slice(0, OWN_SHOWN - 1)
    .map(({ day: mine, seat }) => ({
      label: `换班 ${sayDay(mine).split(' ')[0]}`,
      says: `/值班 换班 ${mine}`,
      confirm: {
        title: '问问大家能不能换？',
        text: `${sayDay(mine)} ${seat}。有人接了才换，没人接还是您值。`,
      },
    }))
  if (own) actions.push({ label: '安排替班', says: '/值班 替' })
  return {
    kind: 'roster',
    title: `值班 · ${day.year ? `${day.year}年` : ''}${sayDay(day.day)}`,
    tone: 'info',
    preview: `值班领导：${day.leader}`.slice(0, 40),
    audience: 'shared',
    blocks: [
      ...(day.why === undefined ? [] : [small(day.why)]),
      facts(['值班领导', day.leader], ...listed(places), ...listed(guards)),
      ...(ahead.length > 0
        ? [heading('接下来七天的值班领导'), { kind: 'list' as const, items: ahead.map(lineOf) }]
        : []),
      ...ownBlocks(own ?? []),
      ...(actions.length > 0 ? [buttons(...actions)] : []),
    ],
  }
}

const listed = (lines: SeatLine[]): [string, Inline][] => lines.map(({ seat, who }) => [seat, who])
const lineOf = ({ day, leader, why }: RosterDay): Inline[] => [
  `${sayDay(day)} `,
  { bold: leader },
  why === undefined ? '' : ` ${why}`,
]
const ownBlocks = (own: OwnTurn[]): Block[] =>
  own.length === 0
    ? []
    : [
        heading('我的值班'),
        { kind: 'list', items: own.slice(0, OWN_SHOWN).map(({ day, seat }) => [`${sayDay(day)} ${seat}`]) },
      ]

/** 谁在岗谁负责: a day gone by, or a moment of it, as it was and stays. */
export function pastRosterCard(title: string, seats: SeatLine[]): Card {
  return {
    kind: 'roster-past',
    title: `值班记录 · ${title}`,
    tone: 'muted',
    preview: seats[0] ? `${seats[0].seat}：${seats[0].who}`.slice(0, 40) : '没有记录',
    audience: 'shared',
    blocks: [
      seats.length > 0
        ? facts(...listed(seats))
        : text('那时还没有启用双责，没有值班记录。请查学校当时的值班表。'),
      small('谁在岗谁负责：按当时的安排，事后的调整不改变它。'),
    ],
  }
}

/** Who takes whose turns: asked only where the sentence was said without the rest. */
export function replaceFormCard(round: string, tomorrow: Day, people: People, seats: Option[]): Card {
  const seat: Field[] =
    seats.length > 0
      ? [
          {
            kind: 'field',
            name: 'seat',
            label: '谁的班',
            input: 'select',
            options: seats,
            initial: seats[0]!.value,
          },
        ]
      : []
  const form: Form = {
    kind: 'form',
    id: `replace_${round}`,
    blocks: [
      ...spanFields(tomorrow),
      ...seat,
      { kind: 'field', name: 'person', label: '谁来替', input: 'person', people, required: true },
      reasonField('理由', '例如：外出开会'),
    ],
    buttons: [{ label: '提交', says: '/值班 替', style: 'primary' }],
  }
  return {
    kind: 'replace-form',
    title: '安排替班',
    tone: 'info',
    preview: '填好日期和替班人就生效',
    audience: 'personal',
    blocks: [text('提交后由替班人值班并负责，有关的人会收到通知。已经过去的时间不变。'), form],
  }
}
