// @ts-check
/** @typedef {Record<string, any>} Spec */
/**
 * A chart's data in one shape: `xs` and `series` in order of appearance.
 * @typedef {{xs: string[], series: string[], points: {x: string, y: number, series: string}[], grouped: boolean, across: boolean}} ChartData
 */

/**
 * Reads a VChart spec. Bars with two x fields stand side by side; with one they are stacked, VChart's own default.
 * @param {Spec} spec
 * @returns {ChartData}
 */
export function read(spec) {
  const across = spec.direction === 'horizontal'
  const [category, number] =
    spec.type === 'pie'
      ? [spec.categoryField, spec.valueField]
      : across
        ? [spec.yField, spec.xField]
        : [spec.xField, spec.yField]
  const fields = [category].flat()
  const seriesField = spec.seriesField ?? fields[1]
  const rows = [spec.data].flat().flatMap((one) => one?.values ?? [])
  const points = rows.map((row) => ({
    x: String(row[fields[0]] ?? ''),
    y: Number(row[[number].flat()[0]]) || 0,
    series: String((spec.type !== 'pie' && seriesField && row[seriesField]) ?? ''),
  }))
  return {
    xs: [...new Set(points.map((point) => point.x))],
    series: [...new Set(points.map((point) => point.series))],
    points,
    grouped: fields.length > 1 || spec.stack === false,
    across,
  }
}

/** @param {ChartData} data @param {string} x @param {string} series */
export const amount = (data, x, series) =>
  data.points
    .filter((point) => point.x === x && point.series === series)
    .reduce((sum, point) => sum + point.y, 0)

/** Round steps from 0 to just above `max`, about four of them. @param {number} max */
export function ticks(max) {
  const rough = Math.max(max, 1) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(
    [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough,
    max <= 4 && Number.isInteger(max) ? 1 : 0,
  )
  return Array.from(
    { length: Math.ceil(Math.max(max, 1) / step) + 1 },
    (_, index) => Math.round(index * step * 1000) / 1000,
  )
}

/** @param {string} text @param {number} most */
export const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
