import type { Context } from 'hono'
import { html } from 'hono/html'
import { DIMENSION_WORDS } from '../cards/coverage.ts'
import { drawHtml, type Html } from '../cards/html.ts'
import type { Cell, Dimension } from '../coverage/cell.ts'
import { HALF_HOURS, SCHOOL_WEEKDAYS, sayMinutes, sayWeekday } from '../coverage/hours.ts'
import { mendsOf } from '../coverage/mend.ts'
import { readsCoverage } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { dayOf, sayDay } from '../time.ts'
import { visibleCells } from '../views/coverage.ts'
import { drawShow } from '../views/index.ts'
import { showPage } from './layout.ts'
import type { Web } from './web.ts'

/** The matrix behind the card: every cell with the name it rests on (S1-15). Who may not read it gets the own line. */
export async function showCoverage(web: Web, c: Context, visitor: Person): Promise<Response> {
  const directory = await web.directory()
  const nowMs = web.now()
  const school = directory.school.file.school.name
  if (!readsCoverage(visitor, directory)) {
    const show = { card: 'coverage', for: visitor.id }
    const card = (await drawShow({ db: web.db, directory, nowMs }, show, false))!
    const body = drawHtml(card, { action: '/coverage', ticket: '', photo: (id) => `/photo/${id}` })
    return showPage(c, 200, { title: card.title, body, visitor, school })
  }
  const cells = visibleCells(directory, visitor, dayOf(nowMs))
  const title = `无盲点 · ${sayDay(dayOf(nowMs))}`
  return showPage(c, 200, { title, body: drawCoverage(title, cells), visitor, school })
}

function drawCoverage(title: string, cells: readonly Cell[]): Html {
  const mends = mendsOf(cells)
  const red = cells.filter(({ green }) => !green).length
  const tag = red > 0 ? `${red} 处要补` : '全部有人负责'
  const todo =
    mends.length > 0
      ? html`<section><h2>要补的</h2><ul class="list">${mends.map((mend) => html`<li>${mend}</li>`)}</ul></section>`
      : ''
  const lists = (['duty', 'department', 'grade', 'class', 'point'] as const).map((dimension) =>
    drawList(cells, dimension),
  )
  return html`<article class="card coverage tone-${red > 0 ? 'warn' : 'ok'}">
<header><h1>${title}</h1><ul class="tags"><li>${tag}</li></ul></header>
<div class="body">${todo}${drawPosts(cells)}${drawPeople(cells)}${lists}${drawRoster(cells)}${drawTimes(cells)}</div>
</article>`
}

/** Never by colour alone: the sign says it in print and to who cannot tell red from green. */
const mark = (green: boolean): Html => html`<b class="${green ? 'have' : 'lack'}">${green ? '✓' : '缺'}</b>`

const drawCell = (found: Cell | undefined): Html =>
  found
    ? html`<td class="${found.green ? 'is-green' : 'is-red'}">${mark(found.green)} ${found.says}</td>`
    : html`<td></td>`

const drawTable = (label: string, columns: readonly string[], rows: Html[]): Html =>
  html`<section><h2>${label}</h2><div class="table matrix" role="region" aria-label="${label}" tabindex="0"><table><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div></section>`

const drawRow = (title: string, cells: (Cell | undefined)[]): Html =>
  html`<tr><th scope="row">${title}</th>${cells.map(drawCell)}</tr>`

const keyed = (cells: readonly Cell[]) => new Map(cells.map((each) => [each.key, each]))
const of = (cells: readonly Cell[], dimension: Dimension): Cell[] =>
  cells.filter((each) => each.dimension === dimension)
/** `post/principal/held` → `principal`, each once, in their order. */
const idsOf = (cells: readonly Cell[]): string[] => [
  ...new Set(cells.map(({ key }) => key.split('/')[1] ?? '')),
]

function drawPosts(cells: readonly Cell[]): Html {
  const found = keyed(of(cells, 'post'))
  const rows = idsOf([...found.values()]).map((id) =>
    drawRow(
      found.get(`post/${id}/held`)?.title ?? id,
      ['held', 'business', 'safety', 'duties'].map((column) => found.get(`post/${id}/${column}`)),
    ),
  )
  return drawTable('岗位', ['岗位', '在岗', '业务职责', '安全职责', '在用职责'], rows)
}

function drawPeople(cells: readonly Cell[]): Html {
  const found = keyed(of(cells, 'person'))
  const items = idsOf([...found.values()]).map((id) => {
    const [business, safety] = [found.get(`person/${id}/business`)!, found.get(`person/${id}/safety`)!]
    const words = `业务${business.says} · 安全${safety.says}`
    return drawItem(business.title, words, business.green && safety.green)
  })
  return drawGrid(DIMENSION_WORDS.person, items)
}

const drawList = (cells: readonly Cell[], dimension: Dimension): Html =>
  drawGrid(
    DIMENSION_WORDS[dimension],
    of(cells, dimension).map(({ title, says, green }) => drawItem(title, says, green)),
  )

const drawItem = (title: string, says: string, green: boolean): Html =>
  html`<li class="${green ? 'is-green' : 'is-red'}">${mark(green)} ${title}<small>${says}</small></li>`

const drawGrid = (label: string, items: Html[]): Html =>
  html`<section><h2>${label}</h2><ul class="cells">${items}</ul></section>`

function drawRoster(cells: readonly Cell[]): Html {
  const found = keyed(of(cells, 'roster'))
  const seats = [...new Set([...found.keys()].map((key) => key.split('/').slice(2).join('/')))]
  const rows = seats.map((seat) =>
    drawRow(
      seat === 'leader' ? '值班领导' : seat,
      [...SCHOOL_WEEKDAYS, 'off'].map((day) => found.get(`roster/${day}/${seat}`)),
    ),
  )
  return drawTable(DIMENSION_WORDS.roster, ['岗位', ...SCHOOL_WEEKDAYS.map(sayWeekday), '休息日'], rows)
}

/** A phone shows how many are there, a desk and a print-out who. */
function drawTimes(cells: readonly Cell[]): Html {
  const found = keyed(of(cells, 'time'))
  const rows = HALF_HOURS.map((at) => {
    const half = SCHOOL_WEEKDAYS.map((weekday) => found.get(`time/${weekday}/${sayMinutes(at)}`)!)
    return html`<tr><th scope="row">${sayMinutes(at)}</th>${half.map(drawHalfHour)}</tr>`
  })
  return drawTable(DIMENSION_WORDS.time, ['时间', ...SCHOOL_WEEKDAYS.map(sayWeekday)], rows)
}

const drawHalfHour = ({ green, says, people }: Cell): Html =>
  html`<td class="${green ? 'is-green' : 'is-red'}">${mark(green)} ${green ? html`<span class="count">${people.length} 人</span><span class="names">${says}</span>` : ''}</td>`
