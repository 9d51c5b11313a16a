import { Refusal } from '../refusal.ts'
import {
  type Instance,
  type InstanceEvent,
  isOwed,
  known,
  othersWith,
  owedStill,
  responsibleFor,
} from './instance.ts'
import { isLetter } from './letter.ts'
import { completed } from './prove.ts'

/** A signature is one's own: a letter is signed or objected to, never passed on (handbook §5.7). */
export function refuseLetter(about: Instance): void {
  if (isLetter(about))
    throw new Refusal('own-signature', '责任书要本人签字，不能转办。不同意的地方，请在卡片上点「有异议」。')
}

/** Excused needs a reason; whether the role may is asked before (handbook §4). */
export const excuseDuty =
  (reason: string, by: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const owed = known(state)
    if (!reason.trim()) throw new Refusal('no-reason', '请写明免做的理由。')
    if (owed.status === 'excused') return []
    if (!isOwed(owed)) throw new Refusal('already-over', '这一项已经结束，不用免做了。')
    return [{ kind: 'duty.excused', reason: reason.trim(), by }]
  }

/**
 * Somebody else's from now on, with a reason. From the second time on the coordinating leader decides: without
 * `binding` the wish is kept and waits for him (handbook §3, S2-108). Giving it to whoever has it changes nothing.
 */
export const transfer =
  (to: string, reason: string, by: string, binding: boolean) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const owed = known(state)
    if (!reason.trim()) throw new Refusal('no-reason', '请写明转办的理由。')
    if (!isOwed(owed)) throw new Refusal('already-over', '这一项已经结束，不用转办了。')
    if (responsibleFor(owed) === to) return []
    const wish = { to, reason: reason.trim(), by }
    if (owed.transfers.length === 0 || binding) return [{ kind: 'duty.transferred', ...wish }]
    const asked = owed.transferAsked
    return asked?.to === to && asked.by === by ? [] : [{ kind: 'duty.transfer-asked', ...wish }]
  }

/**
 * Its post has another holder before it began. Whom it was given to with a reason keeps it, and so does who has it
 * already: whoever took a turn of the roster, say.
 */
export const reassign =
  (to: string, by: string) =>
  (state: Instance | undefined): InstanceEvent[] =>
    state?.status === 'scheduled' && state.transfers.length === 0 && responsibleFor(state) !== to
      ? [{ kind: 'duty.reassigned', to, by }]
      : []

/** Its post went to somebody else, and both said so: his from now on, whoever stood in for the one before (handbook §3). No transfer: the first one is still free. */
export const takeOverDuty =
  (to: string, reason: string, by: string) =>
  (state: Instance | undefined): InstanceEvent[] =>
    owedStill(state) && (state.owner !== to || state.substitute !== undefined)
      ? [{ kind: 'duty.taken-over', to, reason, by }]
      : []

/** A letter waits for whoever has the post now, not for the one before; who signed already signs once. */
export const signInstead =
  (from: string, to: string, by: string, judgedAtMs: number) =>
  (state: Instance | undefined): InstanceEvent[] => {
    if (!owedStill(state) || !state.others.includes(from)) return []
    const others = othersWith(state, from, to)
    return [
      { kind: 'duty.signer-replaced', from, to, by },
      ...completed({ ...state, others }, [], responsibleFor(state), undefined, judgedAtMs),
    ]
  }

/** Somebody else answers for what is still owed, because it is now that person's turn; back to the owner too. */
export const handOverDuty =
  (to: string) =>
  (state: Instance | undefined): InstanceEvent[] =>
    owedStill(state) && responsibleFor(state) !== to ? [{ kind: 'duty.handed-over', to }] : []
