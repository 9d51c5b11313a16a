import type { Chart, TableColumn } from '../../cards/card.ts'
import type { Pen, Place } from './card-pen.ts'
import { drawBold, drawLine, escapeMarkdown, markdown } from './card-text.ts'

type Row = Record<string, string | number>

const MAX_COLUMNS = 50
const PAGE_ROWS = 10

/** A table in the body itself; elsewhere, and beyond the fifth, its rows as lines (`feishu.md` §14.1, §14.3). */
export function drawTable(columns: TableColumn[], rows: Row[], pen: Pen, place: Place): object[] {
  const unique = [...new Map(columns.map((column) => [column.key, column])).values()].slice(0, MAX_COLUMNS)
  if (unique.length === 0) return []
  if (place.depth > 0 || place.inForm || !pen.claimTable()) return drawRows(unique, rows)
  const numeric = new Set(unique.filter(({ key }) => isNumeric(key, rows)).map(({ key }) => key))
  return [
    {
      tag: 'table',
      page_size: Math.min(Math.max(rows.length, 1), PAGE_ROWS),
      row_height: 'auto',
      header_style: { text_align: 'left', background_style: 'grey', bold: true },
      columns: unique.map((column) => drawColumn(column, numeric.has(column.key))),
      rows: rows.map((row) => drawRow(unique, row, numeric)),
    },
  ]
}

const drawColumn = (column: TableColumn, numeric: boolean): object => ({
  name: column.key,
  display_name: column.label,
  data_type: numeric ? 'number' : 'text',
  width: 'auto',
  ...(column.align ? { horizontal_align: column.align } : {}),
})

/** A column is numeric when each of its cells is: one text among numbers would reject the card (200914). */
const isNumeric = (key: string, rows: Row[]): boolean => {
  const cells = rows.flatMap((row) => (Object.hasOwn(row, key) ? [row[key]] : []))
  return cells.length > 0 && cells.every((cell) => typeof cell === 'number' && Number.isFinite(cell))
}

const drawRow = (columns: TableColumn[], row: Row, numeric: Set<string>): object =>
  Object.fromEntries(
    columns
      .filter(({ key }) => Object.hasOwn(row, key))
      .map(({ key }) => [key, numeric.has(key) ? row[key] : String(row[key])]),
  )

function drawRows(columns: TableColumn[], rows: Row[]): object[] {
  if (rows.length === 0) return []
  const line = (row: Row) =>
    columns
      .filter(({ key }) => Object.hasOwn(row, key))
      .map(({ key, label }) => drawLine([label, ' ', String(row[key])]))
      .join('，')
  return [markdown(rows.map((row) => `- ${line(row)}`).join('\n'))]
}

/** The chart and, always, its numbers in words: notifications and old clients show no charts (§14.4). */
export function drawChart(chart: Chart, pen: Pen, place: Place): object[] {
  const title = chart.title ? [markdown(drawBold(chart.title))] : []
  const words = chart.summary ? [markdown(escapeMarkdown(chart.summary), { text_size: 'notation' })] : []
  // The documentation contradicts itself on charts inside forms (§14.3), so none is drawn there.
  if (place.inForm || chart.points.length === 0 || !pen.claimChart()) return [...title, ...words]
  return [...title, { tag: 'chart', aspect_ratio: '16:9', chart_spec: chartSpec(chart) }, ...words]
}

/** VChart (client 7.27 = VChart 1.12.3): plain data only, functions do not travel. */
function chartSpec(chart: Chart): object {
  const data = { values: chart.points.map(({ x, y, series }) => ({ x, y, ...(series ? { series } : {}) })) }
  const hasSeries = chart.points.some(({ series }) => series)
  if (chart.type === 'pie') {
    return {
      type: 'pie',
      data,
      categoryField: 'x',
      valueField: 'y',
      legends: { visible: true, orient: 'bottom' },
    }
  }
  return {
    type: chart.type,
    data,
    xField: hasSeries && chart.type === 'bar' ? ['x', 'series'] : 'x',
    yField: 'y',
    ...(hasSeries ? { seriesField: 'series', legends: { visible: true, orient: 'bottom' } } : {}),
  }
}
