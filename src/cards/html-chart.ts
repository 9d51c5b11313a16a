import { html } from 'hono/html'
import type { Chart } from './card.ts'
import type { Html } from './html.ts'

const WIDTH = 320
const ROW = 26
const LABEL = 56
const NUMBER = 36
/** As many colours as the style sheet has; more series share the last. */
const COLOURS = 4

/**
 * Any chart as stacked bars, one row per place on the x axis, and its numbers in words: they are what a screen reader
 * reads. Addresses of nothing, no styles: it passes the strictest content policy.
 */
export function drawChart(chart: Chart): Html {
  const title = chart.title ? html`<figcaption>${chart.title}</figcaption>` : ''
  return html`<figure class="chart">${title}${drawBars(chart)}<p class="small">${chart.summary}</p></figure>`
}

function drawBars({ points }: Chart): Html {
  const rows = [...new Set(points.map(({ x }) => x))]
  const series = [...new Set(points.map((point) => point.series ?? ''))]
  if (rows.length === 0) return html``
  const amount = (x: string, name: string) =>
    points
      .filter((point) => point.x === x && (point.series ?? '') === name)
      .reduce((sum, { y }) => sum + (Number.isFinite(y) ? Math.max(0, y) : 0), 0)
  const total = (x: string) => series.reduce((sum, name) => sum + amount(x, name), 0)
  const largest = Math.max(1, ...rows.map(total))
  const scale = (WIDTH - LABEL - NUMBER) / largest
  const drawn = rows.map((x, row) => {
    let left = LABEL
    const parts = series.map((name, order) => {
      const width = amount(x, name) * scale
      const part = html`<rect class="${colour(order)}" x="${round(left)}" y="${row * ROW + 5}" width="${round(width)}" height="${ROW - 10}"/>`
      left += width
      return width > 0 ? part : ''
    })
    const label = x.length > 5 ? `${x.slice(0, 4)}…` : x
    return html`<text x="0" y="${row * ROW + 17}">${label}</text>${parts}<text class="number" x="${round(left + 6)}" y="${row * ROW + 17}">${total(x)}</text>`
  })
  return html`${legend(series)}<svg viewBox="0 0 ${WIDTH} ${rows.length * ROW}" aria-hidden="true">${drawn}</svg>`
}

const colour = (order: number): string => `bar-${Math.min(order, COLOURS - 1)}`
const round = (value: number): number => Math.round(value * 10) / 10

function legend(series: string[]): Html {
  if (series.length < 2) return html``
  return html`<ul class="legend" aria-hidden="true">${series.map((name, order) => html`<li><svg viewBox="0 0 10 10"><rect class="${colour(order)}" width="10" height="10" rx="2"/></svg>${name}</li>`)}</ul>`
}
