import type { Noun } from '../log/noun.ts'

/** That something was reported without a name; its id is the keyed hash of the code that only the reporter has. */
export interface Receipt {
  id: string
  /** `hazard/12`, `incident/3`. */
  about: string
  /** Through which door it came (src/reporting/doors.ts); says where a code hangs, never who stood before it. */
  door: string
  issuedAtMs: number
}

export interface ReceiptEvent {
  kind: 'receipt.issued'
  about: string
  door: string
}

export const receipt: Noun<Receipt, ReceiptEvent> = {
  name: 'receipt',
  table: 'receipts',
  evolve: (_state, { about, door }, { id, atMs }) => ({ id, about, door, issuedAtMs: atMs }),
  columns: ({ door, issuedAtMs }) => ({ door, issued_at: issuedAtMs }),
}

export const issue =
  (about: string, door: string) =>
  (state: Receipt | undefined): ReceiptEvent[] =>
    state ? [] : [{ kind: 'receipt.issued', about, door }]
