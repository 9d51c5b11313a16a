import { html } from 'hono/html'
import { sayDue } from '../cards/hazard-loop.ts'
import type { Html } from '../cards/html.ts'
import { hazardCategories } from '../duties/catalogue.ts'
import { isOver } from '../hazards/decide.ts'
import { dueMsOf, isOverdue } from '../hazards/due.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { severityName } from '../hazards/severity.ts'
import { sayStatus } from '../hazards/status.ts'
import { workdaysOpen } from '../ledger/ages.ts'
import type { Asking } from '../ledger/where.ts'
import { sayPlace } from '../reading/say-place.ts'
import { sayInstant } from '../time.ts'

const COLUMNS = [
  '编号',
  '地点',
  '隐患',
  '类别',
  '等级',
  '责任部门',
  '整改人',
  '期限',
  '天数',
  '状态',
] as const

/** One page of the list; on a phone each row is a small card of its own. */
export function drawTable(asking: Asking, found: readonly Hazard[], repeats: ReadonlySet<string>): Html {
  if (found.length === 0) return html`<p class="text">没有符合条件的隐患。</p>`
  const days = workdaysOpen(asking.directory.calendar)
  const rows = found.map((about) => drawRow(asking, about, repeats.has(about.id), days))
  return html`<section id="list"><h2>清单</h2><div class="table listing" role="region" aria-label="隐患清单" tabindex="0"><table><thead><tr>${COLUMNS.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div><p class="small">天数和逾期按工作日算，当天不算。</p></section>`
}

function drawRow(
  { directory, nowMs }: Asking,
  about: Hazard,
  repeat: boolean,
  days: (sinceMs: number, untilMs: number) => number,
): Html {
  const over = isOver(about)
  const dueMs = dueMsOf(about)
  const holder = directory.person(about.rectifier ?? about.assignee ?? '')?.name ?? '—'
  const due =
    dueMs !== undefined && isOverdue(about, nowMs)
      ? html`<b class="lack">逾期 ${days(dueMs, nowMs)} 天</b>`
      : over
        ? '—'
        : about.status === 'rectified' || dueMs === about.rectifyDueMs
          ? sayInstant(about.rectifyDueMs)
          : sayDue(about)
  const urgent = about.urgent && !over && about.status !== 'rectified'
  const cells: (Html | string)[] = [
    html`<a href="/m/hazard/${about.number}">${about.number}</a>`,
    about.where ?? sayPlace(about.place),
    about.text,
    hazardCategories.get(about.category)?.name ?? about.category,
    html`<span class="sev sev-${about.severity}">${severityName[about.severity]}</span>${urgent ? html` <b class="lack">紧急</b>` : ''}`,
    directory.departmentName(about.department),
    holder,
    due,
    String(days(about.reportedAtMs, about.closedAtMs ?? nowMs)),
    `${sayStatus(about)}${repeat ? ' · 重复' : ''}`,
  ]
  return html`<tr class="${isOverdue(about, nowMs) ? 'is-late' : ''}">${cells.map((cell, order) => html`<td data-label="${COLUMNS[order]}">${cell}</td>`)}</tr>`
}
