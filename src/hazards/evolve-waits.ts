import type { Hazard } from './hazard.ts'
import { withMender } from './menders.ts'
import { type Ask, pauseOf, type Redated, type WaitEvent } from './waits.ts'

/** What becomes of a hazard that is refused, put off, paused, waited for, shared or opened again. */
export function evolveWaits(before: Hazard, event: WaitEvent, atMs: number): Hazard {
  switch (event.kind) {
    case 'hazard.refused':
      return refused(before, event.reason, event.assignee)
    case 'hazard.extension-asked': {
      const { dueMs, reason, by } = event
      return asking(before, { what: 'extension', dueMs, reason, by, atMs })
    }
    case 'hazard.pause-asked': {
      const { clock, followUp, reason, by } = event
      return asking(before, { what: 'pause', clock, followUp, reason, by, atMs })
    }
    case 'hazard.ask-denied':
      return { ...withoutAsk(before), lastReason: event.reason }
    case 'hazard.extended':
      return redated(withoutAsk(before), event.rectifyDueMs, {
        why: 'extension',
        by: event.by,
        reason: event.reason,
      })
    case 'hazard.paused': {
      const { clock, followUp, reason, askedBy, by: approvedBy } = event
      const wait = { clock, followUp, reason, askedBy, approvedBy, fromMs: atMs }
      return { ...withoutAsk(before), waits: [...(before.waits ?? []), wait] }
    }
    case 'hazard.pause-kept':
      return { ...before, waits: lastWait(before, { followUp: event.followUp, reason: event.reason }) }
    case 'hazard.resumed': {
      const by = pauseOf(before)?.approvedBy ?? event.by
      const { control: _, controlledAtMs: __, ...uncontrolled } = before
      const known = event.uncontrolled ? uncontrolled : before
      return redated({ ...known, waits: lastWait(before, { toMs: atMs }) }, event.rectifyDueMs, {
        why: 'pause',
        by,
      })
    }
    case 'hazard.rescoped':
      return { ...before, scope: event.scope }
    case 'hazard.party-asked': {
      const { party, followUp, by: askedBy } = event
      const times = (before.outside?.times ?? 0) + 1
      return { ...before, outside: { party, askedAtMs: atMs, askedBy, followUp, times } }
    }
    case 'hazard.party-replied': {
      const { reply, followUp } = event
      return before.outside
        ? { ...before, outside: { ...before.outside, reply, repliedAtMs: atMs, followUp } }
        : before
    }
    case 'hazard.co-owned':
      return { ...before, coOwners: [...(before.coOwners ?? []), { person: event.person, by: event.by }] }
    case 'hazard.co-owner-removed':
      return withoutCoOwner(before, event.person)
    case 'hazard.part-done':
      return {
        ...before,
        coOwners: (before.coOwners ?? []).map((each) =>
          each.person === event.person ? { ...each, doneAtMs: atMs } : each,
        ),
      }
    case 'hazard.reopened':
      return reopened(before, event, atMs)
  }
}

const asking = (before: Hazard, ask: Ask): Hazard => ({ ...before, ask, asks: (before.asks ?? 0) + 1 })

export const withoutAsk = ({ ask: _, ...rest }: Hazard): Hazard => rest

/** Back to nobody, or to the coordinating leader when it went from hand to hand before (handbook §5.4). */
function refused(before: Hazard, reason: string, assignee: string | undefined): Hazard {
  const { assignee: _, rectifier: __, acceptedAtMs: ___, namedBy: ____, ...rest } = withoutAsk(before)
  return {
    ...rest,
    status: 'reported',
    transfers: before.transfers + 1,
    lastReason: reason,
    ...(assignee && { assignee }),
  }
}

/** Keeps that the deadline was another one, and who answers for it. */
export function redated(before: Hazard, toMs: number, why: Omit<Redated, 'fromMs' | 'toMs'>): Hazard {
  if (toMs === before.rectifyDueMs) return before
  const entry = { ...why, fromMs: before.rectifyDueMs, toMs }
  return { ...before, rectifyDueMs: toMs, redated: [...(before.redated ?? []), entry] }
}

const lastWait = ({ waits = [] }: Hazard, change: object): NonNullable<Hazard['waits']> =>
  waits.map((wait, order) => (order === waits.length - 1 ? { ...wait, ...change } : wait))

/** It was his to mend: taken off, he verifies it as little as before. */
function withoutCoOwner(before: Hazard, person: string): Hazard {
  const { coOwners = [], ...rest } = before
  const left = coOwners.filter((each) => each.person !== person)
  return { ...rest, ...withMender(before, person), ...(left.length > 0 && { coOwners: left }) }
}

/** Whoever confirmed his part does so again in the next round. */
export const partsAnew = ({ coOwners }: Hazard): Pick<Hazard, 'coOwners'> =>
  coOwners ? { coOwners: coOwners.map(({ doneAtMs: _, ...each }) => each) } : {}

/**
 * What was done in the round before protects nobody now and tells nobody of it; the log keeps it. Whoever mended stays a
 * mender.
 */
function reopened(
  before: Hazard,
  { reason, assignee, vacant, acceptDueMs, rectifyDueMs }: WaitEvent & { kind: 'hazard.reopened' },
  atMs: number,
): Hazard {
  const { verifiedBy: _, closedAtMs, rectifiedAtMs: __, assignee: ___, outside: ____, ...kept } = before
  const { control: _c, controlledAtMs: _at, upward: _u, unlisted: _l, plan: _p, ...rest } = kept
  const { rectifier, namedBy, acceptedAtMs, ...unheld } = rest
  return {
    ...(vacant ? unheld : rest),
    ...partsAnew(before),
    status: rectifier && !vacant ? 'rectifying' : 'assigned',
    lastReason: reason,
    reopens: (before.reopens ?? 0) + 1,
    reopenedAtMs: atMs,
    reopenedFor: reason,
    idle: [...(before.idle ?? []), { fromMs: closedAtMs ?? atMs, toMs: atMs }],
    acceptDueMs,
    rectifyDueMs,
    ...(assignee && { assignee }),
    // Still told on its card, and no decision for this round.
    ...(before.listing?.over && { listing: { ...before.listing, earlier: true as const } }),
  }
}
