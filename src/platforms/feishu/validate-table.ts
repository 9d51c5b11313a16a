import {
  anything,
  CODE,
  either,
  filledText,
  flag,
  type Inspection,
  isObject,
  list,
  matching,
  object,
  oneOf,
  pixels,
  type Shape,
  text,
  uniqueBy,
  whole,
} from './validate-checks.ts'
import { align, color, textSize, valign } from './validate-parts.ts'

const DATA_TYPES = ['text', 'lark_md', 'markdown', 'options', 'number', 'persons', 'date']

const column = object({
  required: ['name', 'data_type'],
  properties: {
    name: filledText,
    display_name: text,
    data_type: oneOf(...DATA_TYPES),
    format: object({
      properties: { symbol: matching(/^.$/u, 'one character'), precision: whole(0, 10), separator: flag },
    }),
    date_format: text,
    width: either(oneOf('auto'), matching(/^\d{1,3}%$/, 'a share'), pixels(80, 600)),
    horizontal_align: align,
    vertical_align: valign,
  },
})

/** `table` of `feishu.md` §14.4; its rows are checked against its columns by `checkTableRows`. */
export const tableShape: Shape = {
  required: ['columns', 'rows'],
  properties: {
    columns: uniqueBy('name', list(column, 50, 1)),
    rows: list(anything),
    page_size: whole(1, 10),
    row_height: either(oneOf('low', 'middle', 'high', 'auto'), pixels(32, 124)),
    row_max_height: pixels(32, 999),
    freeze_first_column: flag,
    header_style: object({
      properties: {
        text_align: align,
        text_size: textSize,
        background_style: oneOf('none', 'grey'),
        text_color: color,
        bold: flag,
        lines: whole(1, 100),
      },
    }),
  },
}

/** Row keys must be declared columns (200915) and cells of their type (200914); missing cells are legal. */
export function checkTableRows(table: Record<string, unknown>, path: string, inspection: Inspection): void {
  if (!Array.isArray(table.columns) || !Array.isArray(table.rows)) return
  const types = new Map(
    table.columns.filter(isObject).map(({ name, data_type }) => [String(name), String(data_type)]),
  )
  for (const [index, row] of table.rows.entries()) {
    const at = `${path} -> rows -> [${index}]`
    if (!isObject(row)) {
      inspection.error(at, CODE.tableRows, 'table row is not an object', row)
      continue
    }
    for (const [name, cell] of Object.entries(row)) {
      const type = types.get(name)
      if (type === undefined) {
        inspection.error(at, CODE.tableNames, `table row has an undeclared column: ${name}`, name)
      } else if (!cellFits(type, cell)) {
        inspection.error(at, CODE.tableRows, `table cell of ${name} is not ${type}`, cell)
      }
    }
  }
}

function cellFits(type: string, cell: unknown): boolean {
  switch (type) {
    case 'number':
    case 'date':
      return typeof cell === 'number'
    case 'options':
      return Array.isArray(cell) && cell.every((item) => isObject(item) && typeof item.text === 'string')
    case 'persons':
      return typeof cell === 'string' || (Array.isArray(cell) && cell.every((id) => typeof id === 'string'))
    default:
      return typeof cell === 'string'
  }
}
