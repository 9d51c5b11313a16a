import { type Instance, type InstanceEvent, owedStill, type Scheduled } from './instance.ts'

/** The id says all that makes it one: `mtg-monthly-special.school.2026-09`, `chk-food-daily.school.2026-09-01`. */
export const instanceId = (duty: string, unit: string, period: string, slot?: string): string =>
  [duty, unit, period, ...(slot === undefined ? [] : [slot])].join('.')

/** Laid out once; what was cancelled, because the rules, the calendar or a post changed, comes back when it is asked for again. */
export const schedule =
  (scheduled: Scheduled) =>
  (state: Instance | undefined): InstanceEvent[] => {
    if (state) return state.status === 'cancelled' ? [{ kind: 'duty.laid-out-anew', ...scheduled }] : []
    return [{ kind: 'duty.scheduled', ...scheduled }]
  }

/** The window opens: whoever holds the post now owes it (duties belong to posts). */
export const openFor =
  (owner: string, others: string[], substitute: string | undefined) =>
  (state: Instance | undefined): InstanceEvent[] =>
    state?.status === 'scheduled'
      ? [{ kind: 'duty.opened', owner, others, ...(substitute !== undefined && { substitute }) }]
      : []

/** Time's doing, as the policies' `set_status` says. */
export const setByTime =
  (status: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    if (!owedStill(state)) return []
    switch (status) {
      case 'overdue':
        return state.status === 'overdue' || state.status === 'late_flagged'
          ? []
          : [{ kind: 'duty.fell-overdue' }]
      case 'late_flagged':
        return state.status === 'late_flagged' ? [] : [{ kind: 'duty.flagged-late' }]
      case 'missed':
        return [{ kind: 'duty.missed' }]
      default:
        throw new Error(`no policy sets the status ${status}`)
    }
  }

/** A new window set by hand: a meeting put off inside its period. */
export const reschedule =
  (to: { opensAtMs: number; dueAtMs: number; roundAtMs: number }, reason: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    if (!owedStill(state)) return []
    const same = state.opensAtMs === to.opensAtMs && state.dueAtMs === to.dueAtMs
    return same ? [] : [{ kind: 'duty.rescheduled', ...to, reason }]
  }

/** The window a new calendar gives it, and whether that is still 暂定 (CAL-17). */
export const moveToCalendar =
  (
    { opensAtMs, dueAtMs, roundAtMs }: Pick<Instance, 'opensAtMs' | 'dueAtMs' | 'roundAtMs'>,
    why: { provisional: boolean; why?: string },
  ) =>
  (state: Instance | undefined): InstanceEvent[] => {
    if (!owedStill(state)) return []
    const same =
      state.opensAtMs === opensAtMs && state.dueAtMs === dueAtMs && state.provisional === why.provisional
    const reason = why.why ?? '放假安排调整'
    return same
      ? []
      : [{ kind: 'duty.rescheduled', opensAtMs, dueAtMs, roundAtMs, reason, provisional: why.provisional }]
  }

export const cancel =
  (reason: string) =>
  (state: Instance | undefined): InstanceEvent[] =>
    owedStill(state) ? [{ kind: 'duty.cancelled', reason }] : []

/** The school's rules no longer ask for it, and it has not begun. */
export const callOff =
  (reason: string) =>
  (state: Instance | undefined): InstanceEvent[] =>
    state?.status === 'scheduled' ? [{ kind: 'duty.cancelled', reason }] : []

/** The school's rules changed before it began, or ask for it again. What has begun keeps the rule it began with. */
export const layOutAnew =
  (scheduled: Scheduled) =>
  (state: Instance | undefined): InstanceEvent[] =>
    state?.status === 'scheduled'
      ? [{ kind: 'duty.laid-out-anew', ...scheduled }]
      : schedule(scheduled)(state)
