import type { DocumentStage } from '../instances/document.ts'
import { sayInstant } from '../time.ts'
import {
  type Block,
  type Button,
  bold,
  buttons,
  type Card,
  type Field,
  type Form,
  facts,
  small,
  text,
} from './card.ts'

/** One month's report as a leader or the office reads it. */
export interface MonthItem {
  id: string
  /** `2026-09` */
  period: string
  dueAtMs: number
  stage: DocumentStage
  /** Past its due time and not complete. */
  overdue: boolean
  reviewed?: { by: string; atMs: number }
  approved?: { by: string; atMs: number }
  /** Receivers whose receipt is still missing. */
  receipts: string[]
  /** What leaders have not said yet. */
  passes: ('reviewed' | 'approved')[]
  may: { pass: boolean; submit: boolean }
}

const STAGE: Record<DocumentStage, string> = {
  drafting: '起草中',
  reviewed: '已审核，待签发',
  approved: '已签发，待报送',
  submitted: '已报送',
  proof_complete: '已完成',
}

export const PASS_WORDS = { reviewed: '审核', approved: '签发' }

/** `/月报`: this month's and last month's report, each with what this viewer can do. */
export function monthCard(items: MonthItem[], asked: string | undefined, round: string): Card {
  const about = items.find(({ id }) => id === asked)
  const late = items.some(({ overdue }) => overdue)
  const [first] = items
  return {
    kind: 'month',
    title: '月度安全工作报告',
    tone: late ? 'danger' : items.every(({ stage }) => stage === 'proof_complete') ? 'ok' : 'info',
    preview: first ? `${sayMonth(first.period)}：${STAGE[first.stage]}` : '还没到起草的时间',
    audience: 'personal',
    blocks:
      items.length === 0
        ? [text('还没到起草的时间。每月最后一个工作日起草，次月第 3 个工作日 17:30 前报出。')]
        : about
          ? [...itemBlocks(about, false), submitForm(about, round)]
          : items.flatMap((item) => itemBlocks(item, true)),
  }
}

const sayMonth = (period: string): string => `${Number(period.slice(0, 4))}年${Number(period.slice(5))}月`

function itemBlocks(item: MonthItem, withButtons: boolean): Block[] {
  const { id, period, dueAtMs, stage, overdue, reviewed, approved, may } = item
  const actions: Button[] = withButtons
    ? [
        ...(may.pass ? [{ label: '审核通过', says: `/月报 ${id} 审核通过`, style: 'primary' as const }] : []),
        ...(may.submit
          ? [{ label: stage === 'submitted' ? '补回执' : '已报送', says: `/月报 ${id} 填写` }]
          : []),
      ]
    : []
  return [
    text(bold(`${sayMonth(period)}报告`), `（${STAGE[stage]}）`),
    facts(
      stage !== 'proof_complete' && ['期限', `${sayInstant(dueAtMs)}${overdue ? '，已过' : ''}`],
      reviewed !== undefined && ['审核', `${reviewed.by} ${sayInstant(reviewed.atMs)}`],
      approved !== undefined && ['签发', `${approved.by} ${sayInstant(approved.atMs)}`],
    ),
    ...lacks(item).map((line) => small(line)),
    ...(actions.length > 0 ? [buttons(...actions)] : []),
  ]
}

/** What is still to come before it is done, and what it was done without. */
function lacks({ stage, receipts, passes }: MonthItem): string[] {
  const words = passes.map((pass) => PASS_WORDS[pass]).join('、')
  switch (stage) {
    case 'drafting':
      return ['分管副校长审核、校长签发后报送。']
    case 'submitted':
      return [
        ...(receipts.length > 0
          ? [`没有回执不算完成，还要：${receipts.map((name) => `${name}回执`).join('、')}。`]
          : []),
        ...(words === '' ? [] : [`还差${words}。`]),
      ]
    case 'proof_complete':
      return words === '' ? [] : [`报送时没有${words}。`]
    default:
      return []
  }
}

function submitForm({ id, stage, receipts }: MonthItem, round: string): Form {
  const receipt = (name: string): Field => ({
    kind: 'field',
    name: receipts.length === 1 ? 'receipt' : `receipt_${name}`.slice(0, 30),
    label: `${name}回执（编号或接收人）`,
    input: 'text',
    maxLength: 100,
    hint: '没有回执不算完成，可以先空着，拿到再补',
  })
  return {
    kind: 'form',
    id: `month${round}`,
    blocks: [
      ...(stage === 'submitted'
        ? []
        : [
            {
              kind: 'field' as const,
              name: 'file',
              label: '文件名或链接',
              input: 'text' as const,
              maxLength: 200,
            },
          ]),
      ...receipts.map(receipt),
    ],
    buttons: [
      { label: '提交', says: `/月报 ${id} 已报送`, style: 'primary' },
      { label: '返回', says: '/月报' },
    ],
  }
}
