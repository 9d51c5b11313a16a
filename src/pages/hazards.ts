import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Html } from '../cards/html.ts'
import type { LedgerFilter } from '../ledger/filter.ts'
import { hazardMap } from '../ledger/map.ts'
import { hazardPaces } from '../ledger/paces.ts'
import { type LedgerQuery, readQuery } from '../ledger/query.ts'
import { type Counts, countAges, countHazards, listHazards, repeatsAmong } from '../ledger/read.ts'
import { sayFilter, sayScope } from '../ledger/say.ts'
import { exportScope, mustSee, scopesOf } from '../ledger/scope.ts'
import { hazardTrend } from '../ledger/trend.ts'
import type { Asking } from '../ledger/where.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import { drawAges, drawPaces, drawTrend } from './hazards-charts.ts'
import { drawFilter } from './hazards-filter.ts'
import { listAt } from './hazards-links.ts'
import { drawMap } from './hazards-map.ts'
import { drawTable } from './hazards-table.ts'
import { showPage } from './layout.ts'
import { drawExport } from './ledger.ts'
import type { Web } from './web.ts'

/** Rows on one page of the table. */
const ON_A_PAGE = 50

/** The board: the list with its filter, the map by storey, ages, the last weeks and how fast things go. */
export async function showHazards(web: Web, c: Context, visitor: Person): Promise<Response> {
  const directory = await web.directory()
  const widest = scopesOf(directory, visitor).at(-1)!
  const query = readQuery(new URL(c.req.url).searchParams, widest)
  mustSee(directory, visitor, query.filter.scope)
  const body = await drawHazards(web.db, { directory, viewer: visitor, nowMs: web.now() }, visitor, query)
  return showPage(c, 200, { title: '隐患清单', body, visitor, school: directory.school.file.school.name })
}

/** Everything on it is asked from the index of the board; no more than one page of records is opened. */
export async function drawHazards(
  db: Database,
  asking: Asking,
  viewer: Person,
  { filter, page }: LedgerQuery,
): Promise<Html> {
  const { directory } = asking
  const counts = await countHazards(db, asking, filter)
  const pages = Math.max(1, Math.ceil(counts.all / ON_A_PAGE))
  const shown = Math.min(page, pages)
  const [found, ages, map, trend, paces] = await Promise.all([
    listHazards(db, asking, filter, { offset: (shown - 1) * ON_A_PAGE, limit: ON_A_PAGE }),
    countAges(db, asking, filter),
    hazardMap(db, asking, filter),
    hazardTrend(db, asking, filter),
    hazardPaces(db, asking, filter),
  ])
  const repeats = await repeatsAmong(
    db,
    found.map(({ id }) => id),
  )
  const exports = exportScope(directory, viewer) !== undefined
  const narrowed = sayFilter(directory, filter)
  const title = `隐患清单 · ${sayScope(directory, viewer, filter.scope)}`
  return html`<article class="card board tone-${counts.overdue > 0 ? 'danger' : counts.all > 0 ? 'warn' : 'ok'}">
<header><h1>${title}</h1><ul class="tags"><li>${counts.all} 条</li>${narrowed.map((words) => html`<li>${words}</li>`)}</ul></header>
<div class="body">${drawCounts(filter, counts)}${drawFilter(directory, viewer, filter)}${jumps(exports)}
${drawTable(asking, found, repeats)}${drawPages(filter, shown, pages)}
${drawMap(filter, map)}${drawAges(filter, ages)}${drawTrend(filter, trend)}${drawPaces(paces)}
${exports ? drawExport(directory, viewer, filter) : ''}</div></article>`
}

/** On a phone the list is long; what stands below it is one tap away. */
function jumps(exports: boolean): Html {
  const to = [
    ['list', '清单'],
    ['map', '分布图'],
    ['ages', '多久了'],
    ['weeks', '近 12 周'],
    ['paces', '快慢'],
    ...(exports ? [['export', '导出']] : []),
  ]
  return html`<nav class="jumps" aria-label="本页">${to.map(([id, name]) => html`<a href="#${id}">${name}</a>`)}</nav>`
}

function drawCounts(filter: LedgerFilter, { all, overdue, urgent, toVerify, severity }: Counts): Html {
  const numbers: [string, number, Partial<LedgerFilter>, string][] = [
    ['合计', all, {}, ''],
    ['逾期', overdue, { overdue: true }, overdue > 0 ? 'is-late' : ''],
    ['紧急', urgent, { urgent: true }, urgent > 0 ? 'is-late' : ''],
    ['待验收', toVerify, { state: 'rectified' }, ''],
    ['重大', severity.major, { severity: 'major' }, ''],
    ['较大', severity.larger, { severity: 'larger' }, ''],
    ['一般', severity.general, { severity: 'general' }, ''],
  ]
  return html`<ul class="counts">${numbers.map(([name, count, change, tone]) => html`<li class="${tone}"><a href="${listAt(filter, change)}"><b>${count}</b>${name}</a></li>`)}</ul>`
}

function drawPages(filter: LedgerFilter, page: number, pages: number): Html {
  if (pages === 1) return html``
  const to = (label: string, at: number) =>
    html`<a class="button" href="${listAt(filter, {}, at)}">${label}</a>`
  return html`<nav class="paging" aria-label="翻页">${page > 1 ? to('上一页', page - 1) : ''}<span>第 ${page}/${pages} 页</span>${page < pages ? to('下一页', page + 1) : ''}</nav>`
}
