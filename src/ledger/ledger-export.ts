import type { Noun } from '../log/noun.ts'
import type { LedgerFilter } from './filter.ts'

/** That the ledger left the house: who took it, when, and what of it. */
export interface LedgerExport {
  id: string
  /** Person id; null when it was written at the terminal. */
  by: string | null
  filter: LedgerFilter
  rows: number
  photos: number
  atMs: number
}

export type LedgerExportEvent = { kind: 'ledger-export.made' } & Pick<
  LedgerExport,
  'by' | 'filter' | 'rows' | 'photos'
>

export const ledgerExport: Noun<LedgerExport, LedgerExportEvent> = {
  name: 'ledger-export',
  table: 'ledger_exports',
  evolve(_state, { kind: _, ...made }, { id, atMs }) {
    return { id, ...made, atMs }
  },
  columns: ({ atMs }) => ({ exported_at: atMs }),
}
