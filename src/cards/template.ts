import type { Difference } from '../template/differences.ts'
import type { RuleDifferences } from '../template/rule-differences.ts'
import { type Ahead, PREVIEW_DAYS } from '../template/switching.ts'
import { sayDay } from '../time.ts'
import { type Block, bold, buttons, type Card, facts, heading, small, text } from './card.ts'

/** How many duties of one kind, and how many days, a card spells out. */
const MOST_NAMED = 10
const MOST_DAYS = 8

export interface TemplateView {
  /** Duties the stock catalogue does not know; `off` while they are switched off. */
  own: { title: string; off: boolean }[]
  /** Duties of the stock catalogue that this school switched off, and on. */
  off: string[]
  on: string[]
  changed: Difference[]
  /** Policies and numbers the school set for itself. */
  rules: RuleDifferences
}

/** How the school's catalogue differs from the one everybody begins with. */
export function templateCard({ own, off, on, changed, rules }: TemplateView): Card {
  const duties = own.length + off.length + on.length + changed.length
  const count = duties + rules.policies.length + rules.settings.length
  return {
    kind: 'template',
    title: '职责模板',
    tone: 'info',
    tags: [count > 0 ? `${count} 项与通用目录不同` : '与通用目录相同'],
    preview: count > 0 ? `${count} 项与通用目录不同` : '本校的职责与通用目录相同',
    audience: 'personal',
    blocks: [
      ...listed(
        '本校自有',
        own.map(({ title, off: isOff }) => (isOff ? `${title}（已停用）` : title)),
      ),
      ...listed('已停用', off),
      ...listed('另外启用', on),
      ...listed(
        '有改动',
        changed.map(({ title, words }) => `${title}　${words.join('；')}`),
      ),
      ...listed(
        '自定的升级策略',
        rules.policies.map(({ title, words }) => `${title}　${words.join('；')}`),
      ),
      ...listed('自定的时限', rules.settings),
      ...(count === 0 ? [text('本校的职责和规则与通用目录完全相同。')] : []),
      small('要停用或启用一项，请发送「/模板 停用 职责名称」或「/模板 启用 职责名称」，先看影响再确认。'),
    ],
  }
}

function listed(title: string, rows: readonly string[]): Block[] {
  return rows.length === 0 ? [] : [heading(`${title}（${rows.length}）`), ...rowsOf(rows)]
}

/** So many rows of a list, the rest counted. */
export const rowsOf = (rows: readonly string[]): Block[] => [
  { kind: 'list', items: rows.slice(0, MOST_NAMED).map((row) => [row]) },
  ...(rows.length > MOST_NAMED ? [small(`还有 ${rows.length - MOST_NAMED} 项。`)] : []),
]

export interface SwitchView {
  id: string
  title: string
  on: boolean
  ahead: Ahead
  /** Brought by an event: no day can be named. */
  byEvent: boolean
  post: string
}

/** What switching a duty on or off does to the coming month, before it is done. */
export function switchCard(view: SwitchView): Card {
  const { id, title, on } = view
  const word = on ? '启用' : '停用'
  return {
    kind: 'template-switch',
    title: `${word} · ${title}`,
    tone: 'warn',
    tags: ['还没有改'],
    preview: `${word}「${title}」的影响`.slice(0, 40),
    audience: 'personal',
    blocks: [
      ...effect(view),
      small('已经开始的按原来的规则办完。改了以后还可以改回来。'),
      buttons({ label: '就这样改', says: `/模板 ${word} ${id} 确认`, style: 'primary' }),
    ],
  }
}

function effect({ on, ahead, byEvent, post }: SwitchView): Block[] {
  if (byEvent)
    return [
      text(`这一项有事才办，没有固定的日子。${on ? '启用' : '停用'}后，有事时${on ? '会' : '不再'}安排。`),
    ]
  if (ahead.instances === 0)
    return [
      text(
        `未来 ${PREVIEW_DAYS} 天没有这一项${on ? `：没有排到日子，或者${post}还没有人。没有人的话，请先发送「/任职 姓名 ${post}」` : ''}。`,
      ),
    ]
  const days = ahead.days.slice(0, MOST_DAYS).map(sayDay).join('、')
  const more = ahead.days.length > MOST_DAYS ? `等 ${ahead.days.length} 天` : ''
  return [
    text('未来 ', bold(PREVIEW_DAYS), ` 天${on ? '会多出' : '会少掉'}：`),
    facts(
      ['项目', `${ahead.instances} 项`],
      ['责任人', `${ahead.owners} 人`],
      ahead.people > ahead.owners && ['连同参与的人', `${ahead.people} 人`],
      ['日子', days + more],
    ),
  ]
}

/** After it was done; the way back stands on it. */
export function switchedCard(
  { id, title, on }: Pick<SwitchView, 'id' | 'title' | 'on'>,
  changed: number,
): Card {
  return {
    kind: 'template-switched',
    title: `已${on ? '启用' : '停用'} · ${title}`,
    tone: 'ok',
    preview: `已${on ? '启用' : '停用'}「${title}」`.slice(0, 40),
    audience: 'personal',
    blocks: [
      text(
        changed === 0
          ? '没有要重排的项目；以后的按新的安排。'
          : `还没开始的 ${changed} 项已${on ? '排上' : '取消'}；以后的按新的安排。`,
      ),
      ...(!on && changed > 0 ? [small('有人可能已经收到过提醒，请另行告知。')] : []),
      buttons({ label: '改回来', says: `/模板 ${on ? '停用' : '启用'} ${id}` }),
    ],
  }
}
