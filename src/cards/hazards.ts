import { cut } from '../cut.ts'
import { dueMsOf } from '../hazards/due.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { severityName } from '../hazards/severity.ts'
import { sayStatus } from '../hazards/status.ts'
import type { LedgerFilter, Scope } from '../ledger/filter.ts'
import type { Counts } from '../ledger/read.ts'
import { sayPlace } from '../reading/say-place.ts'
import { sayInstant } from '../time.ts'
import { type Block, type Button, bold, buttons, type Card, facts, type Inline, small, text } from './card.ts'
import { sayDue } from './hazard-loop.ts'

export interface HazardRow {
  hazard: Hazard
  /** Workdays past its deadline; undefined while it is in time. */
  overdueDays: number | undefined
  /** Workdays since the report, until it was closed. */
  daysOpen: number
  /** Who has it, else the department. */
  holder: string
  repeat: boolean
  /** Why it stands on the own list: 等您验收. */
  mine: string | undefined
}

export interface HazardList {
  filter: LedgerFilter
  counts: Counts
  page: number
  pages: number
  /** Those this viewer may ask for, with their names for him. */
  scopes: { scope: Scope; name: string }[]
  /** What narrows the list, in words. */
  narrowed: string[]
  exports: boolean
  rows: HazardRow[]
  /** The sentence that asks for a list. */
  says(filter: LedgerFilter, page?: number): string
}

/** Hazards of one viewer and one filter, the worst first; each opens, and each count narrows the list to itself. */
export function hazardsCard(list: HazardList): Card {
  const { counts, scopes, filter, rows, narrowed } = list
  const name = scopes.find(({ scope }) => scope === filter.scope)?.name ?? '我的'
  return {
    kind: 'hazards',
    title: `隐患清单 · ${name}`,
    tone: counts.overdue > 0 ? 'danger' : counts.all > 0 ? 'warn' : 'ok',
    tags: [`${counts.all} 条`, ...(counts.overdue > 0 ? [`逾期 ${counts.overdue}`] : [])],
    preview: `隐患清单：${counts.all} 条，逾期 ${counts.overdue} 条`,
    audience: 'personal',
    blocks: [
      ...(narrowed.length > 0 ? [small(`筛选：${narrowed.join(' · ')}`)] : []),
      facts(['合计', sayCounts(counts)]),
      ...(rows.length === 0 ? [text(nothing(list))] : rows.flatMap(rowBlocks)),
      ...(list.pages > 1 ? [small(`第 ${list.page}/${list.pages} 页`)] : []),
      buttons(...nextButtons(list)),
      { kind: 'details', summary: '筛选', blocks: [buttons(...filterButtons(list))] },
    ],
  }
}

const nothing = ({ narrowed }: HazardList): string =>
  narrowed.length > 0 ? '没有符合条件的隐患。' : '没有未销号的隐患。'

function sayCounts({ overdue, urgent, toVerify, severity }: Counts): Inline[] {
  const said = [
    overdue > 0 && `逾期 ${overdue}`,
    urgent > 0 && `紧急 ${urgent}`,
    toVerify > 0 && `待验收 ${toVerify}`,
    `重大 ${severity.major}`,
    `较大 ${severity.larger}`,
    `一般 ${severity.general}`,
  ]
  return [said.filter(Boolean).join(' · ')]
}

function rowBlocks({ hazard, overdueDays, daysOpen, holder, repeat, mine }: HazardRow): Block[] {
  const where = cut(hazard.where ?? sayPlace(hazard.place), 16)
  const isOpen = hazard.closedAtMs === undefined
  const late: Inline[] =
    overdueDays === undefined ? [] : [{ tone: 'danger', text: `逾期 ${overdueDays} 个工作日` }, ' · ']
  const urgent = isOpen && hazard.urgent && hazard.status !== 'rectified'
  const rest = [
    mine,
    sayStatus(hazard),
    holder,
    isOpen &&
      overdueDays === undefined &&
      hazard.status !== 'rectified' &&
      (dueMsOf(hazard) === hazard.rectifyDueMs ? `${sayInstant(hazard.rectifyDueMs)} 前` : sayDue(hazard)),
    daysOpen > 0 && `已 ${daysOpen} 个工作日`,
    repeat && '重复',
  ]
  return [
    text(bold(`${hazard.number} · ${where}`), ` ${cut(hazard.text, 40)}`),
    {
      kind: 'text',
      small: true,
      text: [
        ...late,
        ...(urgent ? [{ tone: 'danger' as const, text: '紧急' }, ' · '] : []),
        [severityName[hazard.severity], ...rest].filter(Boolean).join(' · '),
      ],
    },
    buttons({ label: `打开 ${hazard.number}`, says: `/隐患 ${hazard.number}` }),
  ]
}

function nextButtons({ page, pages, scopes, filter, says, exports }: HazardList): Button[] {
  return [
    ...(page < pages ? [{ label: '下一页', says: says(filter, page + 1), style: 'primary' as const }] : []),
    ...(page > 1 ? [{ label: '上一页', says: says(filter, page - 1) }] : []),
    ...scopes
      .filter(({ scope }) => scope !== filter.scope)
      .map(({ scope, name }) => ({ label: name, says: says({ ...filter, scope }) })),
    ...(exports ? [{ label: '导出台账', says: '/台账' }] : []),
  ]
}

/** A filter that is on is taken off by the same button. */
function filterButtons({ filter, says }: HazardList): Button[] {
  const toggled = (label: string, on: boolean, change: Partial<LedgerFilter>, off: LedgerFilter): Button => ({
    label: on ? `不限${label}` : label,
    says: says(on ? off : { ...filter, ...change }),
  })
  const { overdue, urgent, severity, repeat, ...plain } = filter
  const without = { overdue, urgent, severity, repeat }
  const less = (...names: (keyof typeof without)[]): LedgerFilter => ({
    ...plain,
    ...Object.fromEntries(
      Object.entries(without).filter(
        ([name, value]) => value !== undefined && !names.includes(name as 'overdue'),
      ),
    ),
  })
  return [
    toggled('逾期', overdue === true, { overdue: true }, less('overdue')),
    toggled('紧急', urgent === true, { urgent: true }, less('urgent')),
    toggled('待验收', filter.state === 'rectified', { state: 'rectified' }, { ...filter, state: 'open' }),
    toggled('较大', severity === 'larger', { severity: 'larger' }, less('severity')),
    toggled('重大', severity === 'major', { severity: 'major' }, less('severity')),
    toggled('重复', repeat === true, { repeat: true }, less('repeat')),
    toggled('已销号', filter.state === 'closed', { state: 'closed' }, { ...filter, state: 'open' }),
    { label: '清除筛选', says: says({ scope: filter.scope, state: 'open' }) },
  ]
}

/** What a group may know: how many, and nothing of what (handbook §4). */
export const hazardCountsCard = (counts: Counts): Card => ({
  kind: 'hazards',
  title: '隐患数量',
  tone: counts.overdue > 0 ? 'danger' : 'info',
  tags: [`${counts.all} 条未销号`],
  preview: `未销号隐患 ${counts.all} 条，逾期 ${counts.overdue} 条`,
  audience: 'shared',
  blocks: [
    facts(['未销号', [bold(counts.all)]], ['其中', sayCounts(counts)]),
    small('看清单请和我私聊，发送 /隐患清单。受限事项不在内。'),
  ],
})
