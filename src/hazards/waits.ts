import type { Day } from '../time.ts'
import type { Hazard } from './hazard.ts'

/** Whom the school waits for while a hazard is paused; while it is not, the clock is the school's own. */
export type OutsideClock = 'contractor' | 'superior'
export type Clock = 'school' | OutsideClock

/** On the school's own ground, or around it and then often in somebody else's power (S1-43). */
export type Scope = 'on_campus' | 'surroundings'

/** What the mender wishes and somebody else has to allow; until then nothing moves. */
export type Ask = { reason: string; by: string; atMs: number } & (
  | { what: 'extension'; dueMs: number }
  | { what: 'pause'; clock: OutsideClock; followUp: Day }
)

/** A pause, with who asked for it and who allowed it; the one without an end runs. */
export interface Wait {
  clock: OutsideClock
  fromMs: number
  toMs?: number
  /** The day on which somebody asks how it stands. */
  followUp: Day
  reason: string
  askedBy: string
  approvedBy: string
}

/** Why the deadline to mend is another one now, and who answers for that. */
export interface Redated {
  why: 'extension' | 'pause' | 'class' | 'merge'
  fromMs: number
  toMs: number
  by: string
  reason?: string
}

/** Somebody outside the school who was asked (S1-62). */
export interface OutsideParty {
  party: string
  askedAtMs: number
  askedBy: string
  followUp: Day
  reply?: string
  repliedAtMs?: number
  /** How often anybody outside was asked. */
  times: number
}

/** Shares the mending: confirms his part before it counts as mended (S2-107). */
export interface CoOwner {
  person: string
  /** Who asked him; not kept by older versions. */
  by?: string
  doneAtMs?: number
}

/** What a hazard keeps of its waiting, of other hands and other dates; nothing of it was kept by older versions. */
export interface HazardWaits {
  ask?: Ask
  /** How often anything was asked for. */
  asks?: number
  waits?: Wait[]
  redated?: Redated[]
  /** Said so by somebody; else its category tells. */
  scope?: Scope
  outside?: OutsideParty
  coOwners?: CoOwner[]
  /** Who named the rectifier, where he did not take it on himself. */
  namedBy?: string
  /** The coordinating leader's decision who mends it (S2-108). */
  binding?: true
  reopens?: number
  reopenedAtMs?: number
  /** Why, the last time; not kept by older versions. */
  reopenedFor?: string
  /** Closed and reopened: time that is on nobody's clock. */
  idle?: { fromMs: number; toMs: number }[]
}

export type WaitEvent =
  | { kind: 'hazard.refused'; reason: string; by: string; assignee?: string }
  | { kind: 'hazard.extension-asked'; dueMs: number; reason: string; by: string }
  | { kind: 'hazard.extended'; rectifyDueMs: number; reason: string; askedBy: string; by: string }
  | { kind: 'hazard.pause-asked'; clock: OutsideClock; followUp: Day; reason: string; by: string }
  | {
      kind: 'hazard.paused'
      clock: OutsideClock
      followUp: Day
      reason: string
      askedBy: string
      by: string
    }
  | { kind: 'hazard.ask-denied'; what: Ask['what']; reason: string; by: string }
  | { kind: 'hazard.pause-kept'; followUp: Day; reason: string; by: string }
  | {
      kind: 'hazard.resumed'
      rectifyDueMs: number
      by: string
      /** There is more danger than the measure of the pause was meant for. */
      uncontrolled?: true
    }
  | { kind: 'hazard.rescoped'; scope: Scope; by: string }
  | { kind: 'hazard.party-asked'; party: string; followUp: Day; by: string }
  | { kind: 'hazard.party-replied'; reply: string; followUp: Day; by: string }
  | { kind: 'hazard.co-owned'; person: string; by: string }
  | { kind: 'hazard.co-owner-removed'; person: string; by: string }
  | { kind: 'hazard.part-done'; person: string; by: string }
  | {
      kind: 'hazard.reopened'
      reason: string
      by: string
      assignee?: string
      /** Whoever mended it is not there any more: it is handed out anew. */
      vacant?: true
      acceptDueMs: number
      rectifyDueMs: number
    }

export const pauseOf = ({ waits = [] }: HazardWaits): Wait | undefined => {
  const last = waits.at(-1)
  return last?.toMs === undefined ? last : undefined
}

const SURROUNDINGS = 'surroundings'

export const scopeOf = ({ scope, category }: Pick<Hazard, 'scope' | 'category'>): Scope =>
  scope ?? (category === SURROUNDINGS ? 'surroundings' : 'on_campus')

/** Somebody outside was asked and it is in their hands: what is due is the day of the follow-up. */
export const waitsOutside = (about: Hazard): OutsideParty | undefined =>
  scopeOf(about) === 'surroundings' && about.status !== 'rectified' ? about.outside : undefined

/** Which round of mending it is: the proof of an earlier one proves nothing in the next. */
export const roundOf = ({ returns, reopens = 0 }: Pick<Hazard, 'returns' | 'reopens'>): number =>
  returns + reopens
