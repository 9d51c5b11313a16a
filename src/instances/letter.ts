import { Refusal } from '../refusal.ts'
import { type Instance, type InstanceEvent, known } from './instance.ts'

/** What each signs for himself: a letter of responsibility (handbook §5.7). */
export const isLetter = ({ required }: Pick<Instance, 'required'>): boolean => required.includes('signature')

export const hasSigned = ({ proofs }: Instance, person: string): boolean =>
  proofs.some(({ type, by }) => type === 'signature' && by === person)

/** 有异议: a fact with its reason and no error; it signs nothing, and may be signed once it is settled (handbook §5.7). */
export const objectTo =
  (reason: string, person: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const letter = known(state)
    if (!reason.trim()) throw new Refusal('no-reason', '请写明对哪一条有异议、为什么。')
    if (hasSigned(letter, person)) throw new Refusal('signed', '您已经签了。要撤销签字，请联系安全办公室。')
    if (letter.status === 'excused' || letter.status === 'cancelled')
      throw new Refusal('not-owed', '这份责任书不用签了。')
    const same = letter.objections?.some((each) => each.person === person && each.reason === reason.trim())
    return same ? [] : [{ kind: 'duty.objected', person, reason: reason.trim() }]
  }

/**
 * Signed by mistake, or by somebody else: it waits for him again, before or after all have signed; nobody else's goes.
 * @throws Refusal without a reason, or where he has not signed
 */
export const unsign =
  (person: string, reason: string, by: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const letter = known(state)
    if (!reason.trim()) throw new Refusal('no-reason', '请写明撤销的理由。')
    if (!hasSigned(letter, person)) throw new Refusal('not-signed', '这位同事没有签这份责任书，不用撤销。')
    return [{ kind: 'duty.unsigned', person, reason: reason.trim(), by }]
  }
