import type { Board } from '../../src/listings/listing.ts'

/** The six fields of a board, filled in. */
export const BOARD: Board = {
  no: '3号',
  authority: '区教育局',
  matter: '窗户',
  unit: '学校',
  person: 'P1',
  deadline: '2026-10-30',
}
