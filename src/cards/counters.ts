import { areaField, type Block, bold, buttons, type Form, photoField, small, text } from './card.ts'

/** What is owed so often in the year, and how far it has got (CAL-18). */
export interface CounterItem {
  id: string
  title: string
  count: number
  least: number
  /** Below what the last checkpoint asked for. */
  behind: boolean
  /** Meetings are counted where people arrive; nothing is told by hand. */
  byItself: boolean
}

export const sayCount = ({ count, least }: Pick<CounterItem, 'count' | 'least'>): string =>
  `今年 ${count}/${least} 次`

/** A line each; who is behind gets the button. */
export const counterBlocks = (items: readonly CounterItem[]): Block[] =>
  items.flatMap((item): Block[] => [
    text(bold(item.title), `：${sayCount(item)}`),
    ...(item.behind && item.byItself ? [small('开会时点「到会」，会自动计入。')] : []),
    ...(item.behind && !item.byItself
      ? [buttons({ label: '记一次', says: `/完成 ${item.id} 填写`, style: 'primary' })]
      : []),
  ])

export const counterForm = (item: CounterItem, words: string | undefined, round: string): Form => ({
  kind: 'form',
  id: `d${round}_count`,
  blocks: [
    text(bold(item.title), `：${sayCount(item)}`),
    areaField('text', '哪天、看了哪里、发现什么', words),
    photoField('照片', '照片请直接发给我，再点提交。'),
  ],
  buttons: [
    { label: '提交', says: `/完成 ${item.id} 提交`, style: 'primary' },
    { label: '返回', says: '/今日' },
  ],
})
