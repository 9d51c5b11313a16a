// @ts-check
import { grid } from './chart-bars.js'
import { amount, short, ticks } from './chart-spec.js'
import { svg } from './dom.js'

/** Lines, or areas with a light filling. @param {Record<string, any>} spec @param {import('./chart-spec.js').ChartData} data */
export function lines(spec, data) {
  const [left, right, top, bottom] = [34, 312, 16, 164]
  const marks = ticks(Math.max(0, ...data.points.map((point) => point.y)))
  const max = marks.at(-1) ?? 1
  const y = (/** @type {number} */ value) => bottom - (value / max) * (bottom - top)
  const x = (/** @type {number} */ index) =>
    left + 10 + ((right - left - 10) * index) / Math.max(data.xs.length - 1, 1)
  const skip = Math.ceil((data.xs.length * 34) / (right - left))
  const nodes = [...grid(marks, left, right, y)]
  for (const [index, name] of data.xs.entries()) {
    if (index % skip === 0)
      nodes.push(svg('text', { class: 'axis middle', x: x(index), y: bottom + 18 }, short(name, 7)))
  }
  for (const [index, series] of data.series.entries()) {
    const all = data.xs.map((name, at) => ({ name, at, value: amount(data, name, series) }))
    const line = all.map((one, at) => `${at ? 'L' : 'M'}${x(one.at)} ${y(one.value)}`).join('')
    if (spec.type === 'area')
      nodes.push(
        svg('path', {
          class: `fill ink-${index % 8}`,
          d: `${line}L${x(all.length - 1)} ${bottom}L${x(0)} ${bottom}Z`,
        }),
      )
    nodes.push(svg('path', { class: `line ink-${index % 8}`, d: line }))
    for (const one of all) {
      nodes.push(
        svg(
          'circle',
          { class: `ink-${index % 8}`, cx: x(one.at), cy: y(one.value), r: 3 },
          svg('title', {}, `${one.name} ${series} ${one.value}`),
        ),
      )
      if (data.series.length === 1 && all.length <= 10)
        nodes.push(svg('text', { class: 'value', x: x(one.at), y: y(one.value) - 7 }, String(one.value)))
    }
  }
  return { height: 190, nodes }
}
