// @ts-check
import { bars } from './chart-bars.js'
import { lines } from './chart-lines.js'
import { pie } from './chart-pie.js'
import { read } from './chart-spec.js'
import { el, svg } from './dom.js'

/** @typedef {import('./card.js').Hand} Hand */
/** @typedef {import('./card.js').Spec} Spec */
/** @typedef {import('./card.js').Path} Path */

const drawings = { bar: bars, line: lines, area: lines, pie }

/** Our own small drawing of VChart's bar, line, area and pie specs (`feishu.md` §14.4). @param {Spec} e */
export function chart(e) {
  const spec = e.chart_spec ?? {}
  const data = read(spec)
  const draw = drawings[/** @type {keyof typeof drawings} */ (spec.type)]
  if (!draw) return el('div', { class: 'unknown' }, `演示页不画这种图表：${spec.type}`)
  const { height, nodes } = draw(spec, data)
  const title = spec.title?.text
  const said = data.points
    .map((point) => `${point.x}${data.series.length > 1 ? `,${point.series}` : ''} ${point.y}`)
    .join('；')
  return el(
    'figure',
    { class: 'chart' },
    title && el('figcaption', {}, title),
    svg(
      'svg',
      { viewBox: `0 0 340 ${height}`, role: 'img', 'aria-label': `${title ?? '图表'}：${said}` },
      nodes,
    ),
    legend(spec, data),
  )
}

/** @param {Spec} spec @param {import('./chart-spec.js').ChartData} data */
function legend(spec, data) {
  const names = spec.type === 'pie' ? data.xs : data.series
  if (names.length < 2 || spec.legends?.visible === false) return null
  return el(
    'ul',
    { class: 'legend' },
    names.map((name, index) => el('li', { class: `ink-${index % 8}` }, name)),
  )
}
