import type { Instance } from './instance.ts'

/** The report that goes to the bureau every month (S1-40). */
export const MONTH_REPORT = 'rpt-monthly-bureau'

/** What leaders still have to say of a document before it counts as sent (handbook §5.9). */
export function awaitedPasses(state: Instance): ('reviewed' | 'approved')[] {
  if (state.duty !== MONTH_REPORT) return []
  return (['reviewed', 'approved'] as const).filter((pass) => state[pass] === undefined)
}

/**
 * The one pass whose absence keeps a sent document open. The signature is asked for afterwards too and its absence is
 * shown: the contract's 审核通过 and 已报送 make a month's report done.
 */
export const isReviewedEnough = (state: Instance): boolean => !awaitedPasses(state).includes('reviewed')
