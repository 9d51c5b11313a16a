import { Refusal } from '../refusal.ts'
import { timeOf } from '../time.ts'
import { type CoOwner, type Instance, type InstanceEvent, isOwed, known, responsibleFor } from './instance.ts'
import { completed, isBeforeItsHour } from './prove.ts'

/** Asks colleagues to share a duty (handbook §3); who was asked already is not asked again, unless he declined. */
export const askCoOwners =
  (people: readonly string[], by: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const owed = stillOwed(state)
    const asked = [...new Set(people)].filter((person) => {
      const before = owed.coOwners?.find((each) => each.person === person)
      return person !== responsibleFor(owed) && (!before || before.answer === 'declined')
    })
    return asked.length > 0 ? [{ kind: 'duty.co-owners-asked', people: asked, by }] : []
  }

/** Each confirms by himself; who declined may still come round. */
export const confirmSharing =
  (person: string) =>
  (state: Instance | undefined): InstanceEvent[] =>
    askedOf(stillOwed(state), person).answer === 'confirmed'
      ? []
      : [{ kind: 'duty.co-owner-confirmed', person }]

/** Who cannot says why; with nobody else awaited and every proof there, the duty is done. */
export const declineSharing =
  (person: string, reason: string, nowMs: number) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const owed = stillOwed(state)
    const asked = askedOf(owed, person)
    if (asked.answer === 'declined') return []
    if (asked.finishedAtMs !== undefined) throw new Refusal('finished', '您的部分已经完成，不用再推。')
    if (!reason.trim()) throw new Refusal('no-reason', '请写明不能协办的理由。')
    const declined = { kind: 'duty.co-owner-declined' as const, person, reason: reason.trim() }
    return [declined, ...doneWithout(owed, person, nowMs)]
  }

/** 我这部分完成: agreeing and finishing may be one press. The last one that was awaited makes the duty done. */
export const finishShare =
  (person: string, nowMs: number, graceMs: number) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const owed = stillOwed(state)
    const asked = askedOf(owed, person)
    if (asked.finishedAtMs !== undefined) return []
    if (isBeforeItsHour(owed, nowMs))
      throw new Refusal('not-open', `还没到时间，${timeOf(owed.opensAtMs)}开始。`)
    return [
      ...(asked.answer === 'confirmed' ? [] : [{ kind: 'duty.co-owner-confirmed' as const, person }]),
      { kind: 'duty.co-owner-finished', person },
      ...doneWithout(owed, person, nowMs - graceMs),
    ]
  }

/** The coordinating leader's word where one does not confirm: the duty waits for him no longer. Whether he may is asked before. */
export const releaseCoOwner =
  (person: string, by: string, nowMs: number) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const owed = stillOwed(state)
    askedOf(owed, person, '这一项没有请这位同事协办，请核对姓名。')
    return [{ kind: 'duty.co-owner-released', person, by }, ...doneWithout(owed, person, nowMs)]
  }

const doneWithout = (owed: Instance, person: string, judgedAtMs: number): InstanceEvent[] =>
  completed(
    { ...owed, coOwners: (owed.coOwners ?? []).filter((each) => each.person !== person) },
    [],
    responsibleFor(owed),
    undefined,
    judgedAtMs,
  )

function stillOwed(state: Instance | undefined): Instance {
  const owed = known(state)
  if (!isOwed(owed)) throw new Refusal('already-over', '这一项已经结束，不用协办了。')
  return owed
}

function askedOf(owed: Instance, person: string, not = '这一项没有请您协办。'): CoOwner {
  const asked = owed.coOwners?.find((each) => each.person === person)
  if (!asked) throw new Refusal('not-asked', not)
  return asked
}
