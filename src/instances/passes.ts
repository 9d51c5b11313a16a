import type { Instance } from './instance.ts'

/** The report that goes to the bureau every month (S1-40). */
export const MONTH_REPORT = 'rpt-monthly-bureau'

/**
 * What leaders have not said of a document (handbook §5.9). The card offers 已报送 only after them; what went out all the
 * same is sent, and its receipt proves it: an alarm that it was not would be false. Who is missing is shown for good and
 * asked afterwards.
 */
export function awaitedPasses(state: Instance): ('reviewed' | 'approved')[] {
  if (state.duty !== MONTH_REPORT) return []
  return (['reviewed', 'approved'] as const).filter((pass) => state[pass] === undefined)
}
