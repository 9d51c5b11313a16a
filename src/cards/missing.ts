import { type Day, sayDay } from '../time.ts'
import { type Block, bold, type Card, facts, heading, small, text } from './card.ts'

export interface MissingGroup {
  title: string
  owed: number
  answered: number
  /** Names of units and people still missing; empty in a group chat. */
  names: string[]
}

/** Who has not answered, for those allowed to see; counts only where others read along. */
export function missingCard(
  day: Day,
  groups: MissingGroup[],
  why: 'asked' | 'overdue' | 'exception' | 'digest',
  countsOnly: boolean,
): Card {
  const missing = groups.reduce((sum, group) => sum + group.owed - group.answered, 0)
  const titles = { asked: '未签到', overdue: '到点未签到', exception: '超时未签到', digest: '今日汇总' }
  const blocks: Block[] = groups.flatMap((group) => [
    heading(group.title),
    facts(['已报', `${group.answered}/${group.owed}`]),
    ...(!countsOnly && group.names.length > 0 ? [text('还差：', bold(group.names.join('、')))] : []),
  ])
  return {
    kind: 'missing',
    title: `${titles[why]} · ${sayDay(day)}`,
    tone: missing > 0 ? 'warn' : 'ok',
    tags: [missing > 0 ? `差 ${missing}` : '全部已报'],
    preview: missing > 0 ? `还有 ${missing} 项未签到` : '全部已报',
    audience: countsOnly ? 'shared' : 'personal',
    blocks: [
      ...(blocks.length > 0 ? blocks : [text('现在没有要签到的事。')]),
      ...(countsOnly && missing > 0 ? [small('看名单请私聊我发送 /未打卡。')] : []),
    ],
  }
}
