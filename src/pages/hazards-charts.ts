import { html } from 'hono/html'
import type { Html } from '../cards/html.ts'
import type { Severity } from '../hazards/hazard.ts'
import { SEVERITIES, severityName } from '../hazards/severity.ts'
import { AGES, type Age, HAPPENINGS, type LedgerFilter } from '../ledger/filter.ts'
import type { Paces } from '../ledger/paces.ts'
import { openState } from '../ledger/read.ts'
import { SEVERITY_SIGN, sayTook, WEEK_NAME } from '../ledger/say.ts'
import type { TrendWeek } from '../ledger/trend.ts'
import { listAt } from './hazards-links.ts'

/** As wide as a phone, so that its words can be read there; a desk shows it larger. */
const WIDTH = 360
const round = (value: number): number => Math.round(value * 10) / 10
const shortDay = (day: string) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`

/** A part of a chart that leads to the list it counts. */
const bar = (
  to: string,
  words: string,
  className: string,
  at: { x: number; y: number; w: number; h: number },
): Html =>
  html`<a href="${to}" aria-label="${words}"><rect class="${className}" x="${round(at.x)}" y="${round(at.y)}" width="${round(at.w)}" height="${round(at.h)}"><title>${words}</title></rect></a>`

const linked = (to: string, count: number): Html => (count > 0 ? html`<a href="${to}">${count}</a>` : html`0`)

/** How long what is open has been open, by severity; the table beside it holds the same numbers. */
export function drawAges(filter: LedgerFilter, ages: readonly Record<Severity, number>[]): Html {
  const { age: _, week: __, severity: ___, ...rest } = filter
  const base: LedgerFilter = { ...rest, state: openState(filter) }
  const [label, number, row] = [40, 34, 26]
  const total = (age: Record<Severity, number>) =>
    SEVERITIES.reduce((sum, severity) => sum + age[severity], 0)
  const scale = (WIDTH - label - number) / Math.max(1, ...ages.map(total))
  const drawn = ages.map((counts, age) => {
    let x = label
    const parts = SEVERITIES.toReversed().map((severity) => {
      const w = counts[severity] * scale
      const words = `${AGES[age]} 个工作日，${severityName[severity]} ${counts[severity]} 条`
      const to = listAt(base, { age: age as Age, severity })
      const part = w > 0 ? bar(to, words, `fill-${severity}`, { x, y: age * row + 4, w, h: row - 9 }) : ''
      const sign =
        w > 16
          ? html`<text class="sign" x="${round(x + 4)}" y="${age * row + 17}">${SEVERITY_SIGN[severity]}</text>`
          : ''
      x += w
      return html`${part}${sign}`
    })
    return html`<text x="0" y="${age * row + 17}">${AGES[age]}</text>${parts}<text class="number" x="${round(x + 6)}" y="${age * row + 17}">${total(counts)}</text>`
  })
  const rows = ages.map(
    (counts, age) =>
      html`<tr><th scope="row">${AGES[age]}</th>${SEVERITIES.map((severity) => html`<td>${linked(listAt(base, { age: age as Age, severity }), counts[severity])}</td>`)}<td>${linked(listAt(base, { age: age as Age }), total(counts))}</td></tr>`,
  )
  return html`<section id="ages"><h2>未销号多久了</h2><div class="chart-and-table"><svg class="plot" viewBox="0 0 ${WIDTH} ${ages.length * row}" role="group" aria-label="未销号隐患按工作日和等级，数字见旁边的表">${drawn}</svg>
<div class="table"><table><thead><tr><th scope="col">工作日</th>${SEVERITIES.map((severity) => html`<th scope="col">${severityName[severity]}</th>`)}<th scope="col">合计</th></tr></thead><tbody>${rows}</tbody></table></div></div></section>`
}

const BARS = 84
const LINE = 56
const FOOT = 16

/** Twelve weeks: new and closed as bars, what was open at the end as a line above them. */
export function drawTrend(filter: LedgerFilter, weeks: readonly TrendWeek[]): Html {
  const { age: _, from: __, to: ___, overdue: ____, urgent: _____, repeat: ______, ...base } = filter
  const to = (week: TrendWeek, what: (typeof HAPPENINGS)[number]) =>
    listAt({ ...base, state: 'open' }, { week: { start: week.start, what } })
  const step = WIDTH / weeks.length
  const mostOpen = Math.max(1, ...weeks.map(({ open }) => open))
  const mostBars = Math.max(1, ...weeks.flatMap(({ opened, closed }) => [opened, closed]))
  const openY = (open: number) => 18 + (LINE - 24) * (1 - open / mostOpen)
  const points = weeks.map(({ open }, at) => `${round((at + 0.5) * step)},${round(openY(open))}`).join(' ')
  const drawn = weeks.map((week, at) => {
    const x = at * step
    const high = (count: number) => (count / mostBars) * (BARS - 14)
    const bars = (['opened', 'closed'] as const).map((what, order) => {
      const h = high(week[what])
      const place = { x: x + step * (0.18 + order * 0.33), y: LINE + BARS - h, w: step * 0.29, h }
      const words = `${shortDay(week.start)} 起一周${WEEK_NAME[what]} ${week[what]} 条`
      const count = html`<text class="tiny" x="${round(place.x + place.w / 2)}" y="${round(place.y - 2)}">${week[what]}</text>`
      return week[what] > 0 ? html`${bar(to(week, what), words, `fill-${what}`, place)}${count}` : ''
    })
    const words = `${shortDay(week.start)} 起一周末未销号 ${week.open} 条`
    const [cx, cy] = [round(x + step / 2), round(openY(week.open))]
    return html`${bars}<a href="${to(week, 'open')}" aria-label="${words}"><circle class="fill-open" cx="${cx}" cy="${cy}" r="3"><title>${words}</title></circle></a><text class="tiny" x="${cx}" y="${round(cy - 5)}">${week.open}</text><text class="tiny" x="${cx}" y="${LINE + BARS + 12}">${shortDay(week.start)}</text>`
  })
  const rows = weeks
    .toReversed()
    .map(
      (week) =>
        html`<tr><th scope="row">${shortDay(week.start)}</th>${HAPPENINGS.map((what) => html`<td>${linked(to(week, what), week[what])}</td>`)}</tr>`,
    )
  return html`<section id="weeks"><h2>近 12 周</h2><ul class="legend" aria-hidden="true"><li><i class="is-opened"></i>新增</li><li><i class="is-closed"></i>销号</li><li><i class="is-open"></i>周末未销号（上方折线）</li></ul>
<div class="chart-and-table"><svg class="plot" viewBox="0 0 ${WIDTH} ${LINE + BARS + FOOT}" role="group" aria-label="近 12 周新增、销号和未销号，数字见旁边的表"><polyline points="${points}"/>${drawn}</svg>
<div class="table"><table><thead><tr><th scope="col">周（周日起）</th>${HAPPENINGS.map((what) => html`<th scope="col">${WEEK_NAME[what]}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div></div><p class="small">作废的不算在内。</p></section>`
}

/** How fast it goes (S1-55): half took no longer than this. */
export function drawPaces(paces: Paces): Html {
  const share = paces.open > 0 ? `${Math.round((paces.overdue / paces.open) * 100)}%` : '—'
  const facts = [
    ['报告到接收', sayTook(paces.acceptMs)],
    ['报告到管控', sayTook(paces.controlMs)],
    ['报告到销号', sayTook(paces.closeMs)],
    ['逾期比例', `${share}（${paces.overdue}/${paces.open}）`],
    ['重复隐患', `${paces.repeats} 条（共报告 ${paces.reported} 条）`],
  ]
  return html`<section id="paces"><h2>处理快慢</h2><dl class="facts paces">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl><p class="small">近 ${paces.days} 天报告的隐患，用时取中位数，按自然时间算；逾期比例按现在未销号的算。</p></section>`
}
