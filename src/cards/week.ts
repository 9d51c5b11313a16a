import { sayTook } from '../ledger/say.ts'
import { checkinRate, type WeekSummary } from '../reports/week.ts'
import { sayDay, sayInstant } from '../time.ts'
import { type Block, bold, buttons, type Card, facts, heading, small, text } from './card.ts'
import { provisionalBlocks } from './today.ts'
import { sayWarning } from './warnings.ts'

/** The principal's two minutes: four numbers, one chart, what needs a decision. */
export function weekCard(summary: WeekSummary): Card {
  const { hazards, listings, incidents, decisions, paces } = summary
  const rate = checkinRate(summary)
  const percent = rate === null ? '—' : `${Math.round(rate * 1000) / 10}%`
  const total = (pick: 'done' | 'late' | 'missing') => summary.days.reduce((sum, day) => sum + day[pick], 0)
  const blocks: Block[] = [
    facts(
      [
        '签到',
        [bold(percent), ` 按时 ${total('done')} · 补签 ${total('late')} · 未签到 ${total('missing')}`],
      ],
      [
        '隐患',
        [
          bold(`新增 ${hazards.reported}`),
          ` 销号 ${hazards.closed} · 未销号 ${hazards.open} · 逾期 ${hazards.overdue}${share(hazards)}${hazards.repeats > 0 ? ` · 重复 ${hazards.repeats}` : ''}`,
        ],
      ],
      listings.listed > 0 && [
        '挂牌',
        [bold(`督办 ${listings.listed}`), listings.overdue > 0 ? ` 逾期 ${listings.overdue}` : ''],
      ],
      hasPaces(paces) && [
        '隐患用时',
        `接收 ${sayTook(paces.acceptMs)} · 管控 ${sayTook(paces.controlMs)} · 销号 ${sayTook(paces.closeMs)}（中位数）`,
      ],
      ['事件', [bold(`严重 ${incidents.serious}`), ` 轻微 ${incidents.minor}`]],
    ),
  ]
  blocks.push(
    ...(decisions.length > 0
      ? [heading('需要决定'), { kind: 'list' as const, items: decisions.map((sentence) => [sentence]) }]
      : [text('本周没有需要决定的事项。')]),
  )
  blocks.push(...warningBlocks(summary), ...changedBlocks(summary))
  if (summary.days.length > 0) blocks.push({ kind: 'chart', chart: chart(summary) })
  blocks.push(
    small(`截至 ${sayInstant(summary.asOfMs)}，受限事项不在内。`),
    ...provisionalBlocks(summary.provisional),
  )
  return {
    kind: 'week',
    title: `每周安全小结 · ${sayDay(summary.firstDay).split(' ')[0]}–${sayDay(summary.lastDay).split(' ')[0]}`,
    tone: incidents.serious > 0 || hazards.overdue + listings.overdue > 0 ? 'warn' : 'info',
    ...(decisions.length > 0 && { tags: [`${decisions.length} 项待决定`] }),
    preview: `本周签到 ${percent}，隐患新增 ${hazards.reported}，事件 ${incidents.minor + incidents.serious}`,
    audience: 'shared',
    blocks,
  }
}

/** More than this nobody reads on a Friday; the rest is behind the button. */
const MOST_WARNINGS = 3

/** Only what there is to say; the records behind it are read in private. */
function warningBlocks({ warnings, firstDay }: WeekSummary): Block[] {
  if (warnings.length === 0) return []
  const more = warnings.length - MOST_WARNINGS
  return [
    heading('预警'),
    { kind: 'list', items: warnings.slice(0, MOST_WARNINGS).map((warning) => [sayWarning(warning)]) },
    buttons({ label: more > 0 ? `看清单（还有 ${more} 项）` : '看清单', says: `/预警 ${firstDay}` }),
  ]
}

/** Said once, in the summary that comes anyway; the rules themselves are read with /规则. */
const changedBlocks = ({ changedRules }: WeekSummary): Block[] =>
  changedRules.length === 0 ? [] : [small(`本周改了规则：${changedRules.join('；')}。`)]
/** How much of what is open is overdue; nothing where nothing is. */
const share = ({ overdue, open }: WeekSummary['hazards']): string =>
  overdue > 0 ? `（${Math.round((overdue / open) * 100)}%）` : ''

const hasPaces = ({ acceptMs, controlMs, closeMs }: WeekSummary['paces']): boolean =>
  [acceptMs, controlMs, closeMs].some((ms) => ms !== null)

function chart(summary: WeekSummary) {
  const label = (day: string) => sayDay(day).split(' ')[1]!
  return {
    type: 'bar' as const,
    title: '每日签到',
    points: summary.days.flatMap((day) => [
      { x: label(day.day), y: day.done, series: '按时' },
      { x: label(day.day), y: day.late, series: '补签' },
      { x: label(day.day), y: day.missing, series: '未签到' },
    ]),
    summary:
      summary.days.map((day) => `${label(day.day)} ${day.done}/${day.late}/${day.missing}`).join(' · ') +
      '（按时/补签/未签到）',
  }
}
