import type { Rules } from '../duties/rules.ts'
import type { ReminderTime } from '../duties/window.ts'
import type { Climb } from '../ladders/rungs.ts'
import { instantOf } from '../time.ts'
import type { Instance } from './instance.ts'

/** What the steps of an instance's policy count from. */
export const climbOf = (rules: Rules, of: Instance, reminders: readonly ReminderTime[]): Climb => ({
  policy: rules.policy(of.policy, of.rules),
  bases: {
    open: of.opensAtMs,
    start: of.opensAtMs,
    launch: of.opensAtMs,
    round: of.roundAtMs,
    due: of.dueAtMs,
    receipt: of.receivedAtMs,
    period_end: instantOf(of.periodEnd, '24:00'),
  },
  reminders,
  checkpoints: of.checkpoints,
  min: of.min,
  controlled: false,
})
