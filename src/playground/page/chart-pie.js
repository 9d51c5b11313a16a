// @ts-check
import { svg } from './dom.js'

/** A pie, or a doughnut with the total inside when the spec has an inner radius. @param {Record<string, any>} spec @param {import('./chart-spec.js').ChartData} data */
export function pie(spec, data) {
  const total = data.points.reduce((sum, point) => sum + point.y, 0)
  const [cx, cy, radius] = [170, 96, 72]
  const inner = spec.innerRadius ? Math.min(Number(spec.innerRadius), 0.9) * radius : 0
  let turned = 0
  const nodes = data.points
    .filter((point) => point.y > 0)
    .flatMap((point) => {
      const from = turned
      turned += point.y / (total || 1)
      const ink = `ink-${data.xs.indexOf(point.x) % 8}`
      const [outX, outY] = at(cx, cy, radius + 14, (from + turned) / 2)
      const share = `${Math.round((point.y / total) * 100)}%`
      return [
        svg(
          'path',
          { class: `slice ${ink}`, d: slice(cx, cy, radius, inner, from, turned) },
          svg('title', {}, `${point.x} ${point.y}(${share})`),
        ),
        svg(
          'text',
          { class: `axis ${outX < cx ? 'end' : ''}`, x: outX, y: outY + 4 },
          `${point.y} · ${share}`,
        ),
      ]
    })
  if (inner) nodes.push(svg('text', { class: 'total', x: cx, y: cy + 7 }, String(total)))
  return { height: 194, nodes }
}

/** The point at `turn` (0 … 1, from the top, clockwise). @param {number} cx @param {number} cy @param {number} radius @param {number} turn @returns {[number, number]} */
const at = (cx, cy, radius, turn) => [
  cx + radius * Math.sin(turn * 2 * Math.PI),
  cy - radius * Math.cos(turn * 2 * Math.PI),
]

/** @param {number} cx @param {number} cy @param {number} radius @param {number} inner @param {number} from @param {number} to */
function slice(cx, cy, radius, inner, from, to) {
  // A whole circle has no arc between equal ends.
  const end = to - from >= 1 ? from + 0.9999 : to
  const large = end - from > 0.5 ? 1 : 0
  const arc = (/** @type {number} */ r, /** @type {number} */ sweep, /** @type {number} */ turn) =>
    `A${r} ${r} 0 ${large} ${sweep} ${at(cx, cy, r, turn).join(' ')}`
  const start = `M${at(cx, cy, radius, from).join(' ')}${arc(radius, 1, end)}`
  return inner
    ? `${start}L${at(cx, cy, inner, end).join(' ')}${arc(inner, 0, from)}Z`
    : `${start}L${cx} ${cy}Z`
}
