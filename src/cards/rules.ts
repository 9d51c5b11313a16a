import { KEPT, type Part } from '../template/report.ts'
import { PREVIEW_DAYS } from '../template/switching.ts'
import { type Day, sayDay } from '../time.ts'
import { type Block, bold, buttons, type Card, type Form, heading, type Inline, small, text } from './card.ts'
import { rowsOf } from './template.ts'

/** One number of the rules as it stands. */
export interface RuleRow {
  key: string
  title: string
  value: string
  stock: string
  /** `1–30`, or `最长 30（国务院令第 493 号）`. */
  bounds: string
  /** `9月2日`, and who changed it for those who may change it too. */
  since?: string
}

export interface RulesView {
  groups: { title: string; rows: RuleRow[] }[]
  /** Decided for a day to come. */
  planned: { id: string; title: string; value: string; from: Day }[]
  mayChange: boolean
  /** Differs each time the form is shown (`feishu.md` §14.6). */
  round: string
}

/** Every number the school is judged by; whoever sets the rules changes them here. */
export function rulesCard({ groups, planned, mayChange, round }: RulesView): Card {
  const changed = groups.flatMap(({ rows }) => rows).filter(({ value, stock }) => value !== stock).length
  const [first, ...others] = groups
  return {
    kind: 'rules',
    title: '规则中的数字',
    tone: 'info',
    tags: [changed > 0 ? `${changed} 项与通用不同` : '与通用相同'],
    preview: changed > 0 ? `${changed} 项与通用规则不同` : '本校的数字与通用规则相同',
    audience: 'personal',
    blocks: [
      ...planned.flatMap((each) => plannedBlocks(each, mayChange)),
      ...(first ? [heading(first.title), listOf(first.rows)] : []),
      ...others.map(
        ({ title, rows }): Block => ({
          kind: 'details',
          summary: `${title}（${rows.length}）`,
          blocks: [listOf(rows)],
        }),
      ),
      ...(mayChange ? [form(groups, round)] : [small('要改请找安全办公室。')]),
    ],
  }
}

const listOf = (rows: readonly RuleRow[]): Block => ({
  kind: 'list',
  items: rows.map(({ title, value, stock, bounds, since }): Inline[] => [
    `${title} `,
    bold(value),
    {
      tone: 'muted',
      text: ` ${[value !== stock && `通用 ${stock}`, bounds, since].filter(Boolean).join('，')}`,
    },
  ]),
})

const plannedBlocks = (
  { id, title, value, from }: RulesView['planned'][number],
  mayChange: boolean,
): Block[] => [
  text({ tone: 'warn', text: `${sayDay(from)}起：${title} ${value}` }),
  ...(mayChange ? [buttons({ label: `取消 ${title}`, says: `/规则 取消 ${id}` })] : []),
]

const form = (groups: RulesView['groups'], round: string): Form => ({
  kind: 'form',
  id: `rules_${round}`,
  blocks: [
    text(bold('改一项')),
    {
      kind: 'field',
      name: 'key',
      label: '哪一项',
      input: 'select',
      options: groups.flatMap(({ rows }) => rows.map(({ key, title }) => ({ value: key, label: title }))),
    },
    { kind: 'field', name: 'value', label: '改成', input: 'text', maxLength: 10, hint: '写数字，例如 5' },
    { kind: 'field', name: 'from', label: '从哪天起（不选就是现在）', input: 'date' },
  ],
  buttons: [
    { label: '先看影响', says: '/规则 改', style: 'primary' },
    { label: '改回上一次', says: '/规则 撤销' },
  ],
})

export interface RulePreview {
  /** Says what applies: the button's sentence carries it. */
  id: string
  changes: readonly string[]
  from?: Day
  /** Open hazards and new ones. */
  hazards: readonly Part[]
  /** The rest of the coming month. */
  effect: readonly Part[]
}

/** What another number would do, before it applies. */
export const rulePreviewCard = ({ id, changes, from, hazards, effect }: RulePreview): Card => ({
  kind: 'rules-preview',
  title: '改规则 · 预览',
  tone: 'warn',
  tags: ['还没有改'],
  preview: changes[0]?.slice(0, 40) ?? '规则改动预览',
  audience: 'personal',
  blocks: [
    ...changes.map((change) => text(bold(change))),
    ...(from ? [text(`从 ${sayDay(from)}起。`)] : []),
    ...hazards.flatMap(({ title, rows }) => [heading(`${title}（${rows.length}）`), ...rowsOf(rows)]),
    ...(effect.length > 0 ? [text(`未来 ${PREVIEW_DAYS} 天，和现在比：`)] : []),
    ...effect.flatMap(({ title, rows }) => [heading(title), ...rowsOf(rows)]),
    small(KEPT),
    buttons({ label: '就这样生效', says: `/规则 生效 ${id}`, style: 'primary' }),
  ],
})

/** After it was decided; the way back stands on it. */
export const ruleSetCard = (changes: readonly string[], planned?: { id: string; from: Day }): Card => ({
  kind: 'rules-set',
  title: planned ? `${sayDay(planned.from)}起生效` : '新规则已生效',
  tone: 'ok',
  preview: changes[0]?.slice(0, 40) ?? '新规则已生效',
  audience: 'personal',
  blocks: [
    ...changes.map((change) => text(change)),
    small(KEPT),
    planned
      ? buttons({ label: '取消', says: `/规则 取消 ${planned.id}` })
      : buttons({ label: '改回来', says: '/规则 撤销' }),
  ],
})
