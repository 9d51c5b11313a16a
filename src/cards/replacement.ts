import { cut } from '../cut.ts'
import { type Day, sayDay } from '../time.ts'
import { buttons, type Card, facts, small } from './card.ts'

export interface ReplacementFacts {
  from: Day
  to: Day
  seat: string
  person: string
  /** Nobody's name where it is whoever's turn it is. */
  insteadOf: string | undefined
  reason: string
  by: string
  /** Found among those who were asked to swap. */
  swapped: boolean
  /** The reader is the one who takes the turn. */
  mine: boolean
}

/** A turn changed hands: for the one who takes it, the one who gave it, and the office. */
export function replacementCard(of: ReplacementFacts): Card {
  const days = of.from === of.to ? sayDay(of.from) : `${sayDay(of.from)} 至 ${sayDay(of.to)}`
  const title = of.swapped ? '换班成了' : of.mine ? '请您替班' : '值班有调整'
  return {
    kind: 'replacement',
    title,
    tone: of.mine ? 'warn' : 'info',
    preview: cut(`${days} ${of.seat}：${of.person}${of.insteadOf ? `替${of.insteadOf}` : ''}`, 40),
    audience: 'personal',
    blocks: [
      facts(
        ['日期', days],
        ['岗位', of.seat],
        ['值班', of.person],
        of.insteadOf !== undefined && ['替', of.insteadOf],
        ['理由', of.reason],
        ['安排', of.by],
      ),
      ...(of.mine ? [small('从现在起这几天由您值班并负责，到点我会提醒您。')] : []),
      buttons({ label: '看值班表', says: `/值班 ${of.from}` }),
    ],
  }
}
