// @ts-check
import { amount, short, ticks } from './chart-spec.js'
import { svg } from './dom.js'

/** @typedef {import('./chart-spec.js').ChartData} ChartData */

/** @param {Record<string, any>} _spec @param {ChartData} data */
export const bars = (_spec, data) => (data.across ? lying(data) : standing(data))

/** The longest bar's number. @param {ChartData} data */
function highest(data) {
  return Math.max(
    0,
    ...data.xs.map((x) => {
      const values = data.series.map((series) => amount(data, x, series))
      return data.grouped ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0)
    }),
  )
}

/**
 * Where each bar of one category stands: `from`/`to` on the number axis, `lane` of `lanes` beside its neighbours.
 * @param {ChartData} data @param {string} x
 */
function pieces(data, x) {
  let base = 0
  return data.series.map((series, index) => {
    const value = amount(data, x, series)
    const from = data.grouped ? 0 : base
    base += value
    return {
      index,
      series,
      value,
      from,
      to: from + value,
      lane: data.grouped ? index : 0,
      lanes: data.grouped ? data.series.length : 1,
    }
  })
}

/** @param {ChartData} data */
function standing(data) {
  const height = 190
  const [left, right, top, bottom] = [34, 336, 16, 164]
  const marks = ticks(highest(data))
  const max = marks.at(-1) ?? 1
  const y = (/** @type {number} */ value) => bottom - (value / max) * (bottom - top)
  const band = (right - left) / Math.max(data.xs.length, 1)
  const nodes = [...grid(marks, left, right, y)]
  const skip = Math.ceil((data.xs.length * 30) / (right - left))
  for (const [index, x] of data.xs.entries()) {
    const parts = pieces(data, x)
    const wide = Math.min(band * 0.62, 30 * (parts[0]?.lanes ?? 1))
    const start = left + band * index + (band - wide) / 2
    for (const part of parts) {
      if (!part.value) continue
      const lane = wide / part.lanes
      nodes.push(
        svg(
          'rect',
          {
            class: `ink-${part.index % 8}`,
            x: start + lane * part.lane + 0.5,
            width: Math.max(lane - 1, 1),
            y: y(part.to),
            height: y(part.from) - y(part.to),
            rx: 2,
          },
          svg('title', {}, `${x} ${part.series} ${part.value}`),
        ),
      )
      if (part.lanes > 1 || data.series.length === 1)
        nodes.push(
          svg(
            'text',
            { class: 'value', x: start + lane * (part.lane + 0.5), y: y(part.to) - 4 },
            String(part.value),
          ),
        )
    }
    if (index % skip === 0)
      nodes.push(
        svg(
          'text',
          { class: 'axis middle', x: left + band * (index + 0.5), y: bottom + 18 },
          short(x, Math.max(3, Math.floor((band * skip) / 12))),
        ),
      )
  }
  return { height, nodes }
}

/** Grid lines and numbers of an upright chart. @param {number[]} marks @param {number} left @param {number} right @param {(value: number) => number} y */
export const grid = (marks, left, right, y) =>
  marks.flatMap((mark) => [
    svg('line', { class: 'grid', x1: left, x2: right, y1: y(mark), y2: y(mark) }),
    svg('text', { class: 'axis end', x: left - 6, y: y(mark) + 3.5 }, String(mark)),
  ])

/** Lying bars read top down, each with its name at the left and its number behind. @param {ChartData} data */
function lying(data) {
  const row = data.grouped ? 14 * data.series.length + 12 : 28
  const height = data.xs.length * row + 8
  const [left, right] = [84, 310]
  const max = highest(data) || 1
  const x = (/** @type {number} */ value) => left + (value / max) * (right - left)
  const nodes = data.xs.flatMap((name, index) => {
    const parts = pieces(data, name)
    const thick = (row - 12) / (parts[0]?.lanes ?? 1)
    const top = 4 + index * row + 6
    const end = data.grouped
      ? []
      : [
          svg(
            'text',
            { class: 'axis', x: x(parts.at(-1)?.to ?? 0) + 5, y: top + thick / 2 + 4 },
            String(parts.at(-1)?.to ?? 0),
          ),
        ]
    return [
      svg('text', { class: 'axis end', x: left - 8, y: top + (row - 12) / 2 + 4 }, short(name, 7)),
      ...parts.flatMap((part) => {
        const y = top + thick * part.lane
        const bar = svg(
          'rect',
          {
            class: `ink-${part.index % 8}`,
            x: x(part.from),
            width: Math.max(x(part.to) - x(part.from), 0),
            y: y + 0.5,
            height: thick - 1,
            rx: 2,
          },
          svg('title', {}, `${name} ${part.series} ${part.value}`),
        )
        return data.grouped
          ? [bar, svg('text', { class: 'axis', x: x(part.to) + 5, y: y + thick / 2 + 4 }, String(part.value))]
          : [bar]
      }),
      ...end,
    ]
  })
  return { height, nodes }
}
