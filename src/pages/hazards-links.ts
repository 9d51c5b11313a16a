import type { LedgerFilter } from '../ledger/filter.ts'
import { queryOf } from '../ledger/query.ts'

/** Where a number leads: to the list of exactly those it counts. */
export const listAt = (filter: LedgerFilter, change: Partial<LedgerFilter> = {}, page = 1): string =>
  `/hazards?${queryOf({ ...filter, ...change }, page)}`
