import { Refusal } from '../refusal.ts'
import { timeOf } from '../time.ts'
import { isByTheClock } from './clock.ts'
import {
  awaitedCoOwners,
  type Instance,
  type InstanceEvent,
  isDone,
  isOwed,
  known,
  type Proof,
} from './instance.ts'
import { isLetter } from './letter.ts'

/** Required proofs that are not there yet; a document waits for each receiver, a letter for each signer. */
export function missingProofs(state: Instance): { type: Proof['type']; of?: string }[] {
  return state.required.flatMap((type): { type: Proof['type']; of?: string }[] => {
    const given = state.proofs.filter((proof) => proof.type === type)
    switch (type) {
      case 'receipt':
        return state.receivers
          .filter((receiver) => !given.some((proof) => proof.receiver === receiver))
          .map((receiver) => ({ type, of: receiver }))
      case 'signature':
        return [state.owner, ...state.others]
          .filter((person) => !given.some((proof) => proof.by === person))
          .map((person) => ({ type, of: person }))
      case 'attendance':
        return state.attended.length > 0 || given.length > 0 ? [] : [{ type }]
      case 'photo':
        return given.length >= Math.max(1, state.minPhotos) ? [] : [{ type }]
      default:
        return given.length > 0 ? [] : [{ type }]
    }
  })
}

/** Who says it, for whom, and what excuses lateness: how long nobody was there to take it (design §1.2). */
export interface Saying {
  by: string
  enteredBy?: string
  nowMs: number
  graceMs: number
}

/** What is done at its hour cannot be done before it; a report may be early. */
export const isBeforeItsHour = (about: Instance, nowMs: number): boolean =>
  nowMs < about.opensAtMs && isByTheClock(about)

/**
 * Proofs given; with the last required one it is done, late after its due time (handbook §5.1). A missed one takes
 * documents for the file and stays missed.
 */
export const prove =
  (proofs: Omit<Proof, 'by' | 'enteredBy'>[], { by, enteredBy, nowMs, graceMs }: Saying) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const owed = known(state)
    if (owed.status === 'excused' || owed.status === 'cancelled')
      throw new Refusal('not-owed', `这一项${owed.status === 'excused' ? '已免做' : '已取消'}，不用再交。`)
    if (isBeforeItsHour(owed, nowMs))
      throw new Refusal('not-open', `还没到时间，${timeOf(owed.opensAtMs)}开始。`)
    const entered = enteredBy === undefined || enteredBy === by ? {} : { enteredBy }
    const fresh = proofs
      .map((proof) => ({ ...proof, by, ...entered }))
      .filter((proof) => !owed.proofs.some((had) => sameProof(had, proof)))
    const events: InstanceEvent[] = fresh.length > 0 ? [{ kind: 'duty.proved', proofs: fresh }] : []
    return [...events, ...completed(owed, fresh, by, enteredBy, nowMs - graceMs)]
  }

const sameProof = (one: Proof, other: Proof): boolean =>
  one.type === other.type &&
  one.value === other.value &&
  one.by === other.by &&
  one.file === other.file &&
  one.receiver === other.receiver

/** Done with the last proof and the last co-owner's word; an event or none. */
export function completed(
  owed: Instance,
  fresh: Proof[],
  by: string,
  enteredBy: string | undefined,
  judgedAtMs: number,
): InstanceEvent[] {
  const after = { ...owed, proofs: [...owed.proofs, ...fresh.map((proof) => ({ ...proof, atMs: 0 }))] }
  if (!isOwed(owed) || owed.checkpoints !== undefined || missingProofs(after).length > 0) return []
  if (awaitedCoOwners(owed).length > 0) return []
  const entered = enteredBy === undefined || enteredBy === by ? {} : { enteredBy }
  return [{ kind: 'duty.done', by, ...entered, late: judgedAtMs > owed.dueAtMs }]
}

/** 到会, before or after the minutes: with minutes there, the meeting is done. Whether the door is open is asked before. */
export const attend =
  (person: string, { by, enteredBy, nowMs, graceMs }: Saying) =>
  (meeting: Instance): InstanceEvent[] => {
    const after = { ...meeting, attended: [...meeting.attended, person] }
    return [{ kind: 'duty.attended', person }, ...completed(after, [], by, enteredBy, nowMs - graceMs)]
  }

/** Done by the wrong person or twice: open again, the office says why (handbook §5.1). Of a letter, see `unsign`. */
export const voidDone =
  (reason: string, by: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const done = known(state)
    if (!reason.trim()) throw new Refusal('no-reason', '请写明撤销的理由。')
    if (isLetter(done)) throw new Refusal('whose', '责任书按人撤销，请写明是谁的签字。')
    if (!isDone(done)) throw new Refusal('not-done', '这一项还没有完成，不用撤销。')
    return [{ kind: 'duty.voided', reason: reason.trim(), by }]
  }
