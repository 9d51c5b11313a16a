import { Refusal } from '../refusal.ts'

/** What of a picture others do not see: cells of a grid laid over it, numbered row by row from 0 at the upper left. */
export interface Mask {
  columns: number
  rows: number
  cells: number[]
}

export type Grid = Pick<Mask, 'columns' | 'rows'>

/** Cells a thumb can hit on a phone 390 px wide, whichever way the picture stands. */
export const WIDE: Grid = { columns: 12, rows: 9 }
export const TALL: Grid = { columns: 9, rows: 12 }
export const gridFor = (width: number, height: number): Grid => (height > width ? TALL : WIDE)

export const everyCell = ({ columns, rows }: Grid): number[] =>
  Array.from({ length: columns * rows }, (_, cell) => cell)

export const coversAll = ({ columns, rows, cells }: Mask): boolean => cells.length >= columns * rows

/** `12x9`, as a page sends it back. */
export const sayGrid = ({ columns, rows }: Grid): string => `${columns}x${rows}`

/**
 * Reads what is to be covered: `3-7,15` counts the cells from 1, as people do; `全部` is the whole picture.
 * @throws Refusal when it names no cell of the grid.
 */
export function readMask(words: string, grid: string): Mask {
  const shape = grid === sayGrid(TALL) ? TALL : WIDE
  const all = everyCell(shape)
  if (/^(全部|整张)$/.test(words.trim())) return { ...shape, cells: all }
  const cells = new Set<number>()
  for (const part of words.split(/[,，、\s]+/).filter(Boolean)) {
    const [, from = '', to = from] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part) ?? []
    const named = all.slice(Number(from) - 1, Number(to))
    if (!from || Number(from) < 1 || named.length === 0)
      throw new Refusal('no-cell', `没看懂「${part.slice(0, 12)}」，格子从 1 数到 ${all.length}。`)
    for (const cell of named) cells.add(cell)
  }
  if (cells.size === 0) throw new Refusal('no-cell', '请先点选要遮住的地方，再点「遮住」。')
  return { ...shape, cells: [...cells].sort((one, other) => one - other) }
}

/** Both together. Of two grids the later one, with every cell of it that was covered in part: nothing is uncovered. */
export function joined(before: Mask | undefined, more: Mask): Mask {
  if (!before) return more
  if (coversAll(before)) return before
  const cells = new Set([...cellsOn(before, more), ...more.cells])
  return { ...more, cells: [...cells].sort((one, other) => one - other) }
}

/** The cells of this grid that are covered, in whole or in part; the mask may have been drawn on another one. */
export function cellsOn(mask: Mask, grid: Grid): number[] {
  if (sayGrid(mask) === sayGrid(grid)) return mask.cells
  return everyCell(grid).filter((cell) => {
    const row = Math.floor(cell / grid.columns)
    const column = cell % grid.columns
    return mask.cells.some(
      (other) =>
        overlap(row, grid.rows, Math.floor(other / mask.columns), mask.rows) &&
        overlap(column, grid.columns, other % mask.columns, mask.columns),
    )
  })
}

/** Whether strip `one` of `ones` and strip `other` of `others`, each laid over the same length, share more than an edge. */
const overlap = (one: number, ones: number, other: number, others: number): boolean =>
  one * others < (other + 1) * ones && other * ones < (one + 1) * others
