import { Refusal } from '../refusal.ts'
import { type Instance, type InstanceEvent, isDone, known } from './instance.ts'

/** How far a document going up has got (handbook §5.9). */
export type DocumentStage = 'drafting' | 'reviewed' | 'approved' | 'submitted' | 'proof_complete'

/** Without every receiver's receipt it stays `submitted` (handbook §14.5). */
export function stageOf(state: Instance): DocumentStage {
  if (isDone(state)) return 'proof_complete'
  if (state.proofs.some(({ type }) => type === 'file')) return 'submitted'
  if (state.approved) return 'approved'
  return state.reviewed ? 'reviewed' : 'drafting'
}

/** 审核: the vice principal read it over, of what went out unread too. Whether the role may is asked before. */
export const review =
  (by: string) =>
  (state: Instance | undefined): InstanceEvent[] =>
    owedOrDone(state).reviewed ? [] : [{ kind: 'duty.reviewed', by }]

/**
 * 签发: the principal's approval, kept as its proof; of what went out unsigned too. Nothing skips the review (handbook
 * §5, convention).
 */
export const approve =
  (by: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const document = owedOrDone(state)
    if (document.approved) return []
    if (!document.reviewed) throw new Refusal('not-reviewed', '请先由分管副校长审核，再由校长签发。')
    return [{ kind: 'duty.approved', by }]
  }

/** A draft for the file; another one replaces it. */
export const putDraft =
  (file: string, by: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const document = notSent(state)
    return document.draft?.file === file ? [] : [{ kind: 'duty.drafted', file, by }]
  }

function notSent(state: Instance | undefined): Instance {
  const document = owedOrDone(state)
  if (isDone(document)) throw new Refusal('already-sent', '这一份已经报送完成，内容不能再改。')
  return document
}

function owedOrDone(state: Instance | undefined): Instance {
  const document = known(state)
  if (document.status === 'excused' || document.status === 'cancelled')
    throw new Refusal('not-owed', '这一份已免做，不用再报。')
  return document
}
