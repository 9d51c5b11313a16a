import { Refusal } from '../refusal.ts'
import { partsMissing } from './co-owners.ts'
import { type Decide, stillOpen } from './decide.ts'
import type { Hazard, HazardEvent } from './hazard.ts'
import { hasMended } from './menders.ts'
import { notPaused } from './not-paused.ts'
import { notRectified } from './not-rectified.ts'
import { lacksAfterPhoto, shows } from './records.ts'

/** Somebody takes it on. What somebody else has in hand is not taken away by a press; only handing out the work does. */
export const take =
  (by: string, nameOf: (person: string) => string): Decide =>
  (state) => {
    const known = mendable(state)
    const inHand = known.status === 'rectifying' || known.status === 'returned'
    if (inHand && known.rectifier && known.rectifier !== by)
      throw new Refusal('taken', `隐患 ${known.number} 已由${nameOf(known.rectifier)}接收。`)
    return accepted(known, { rectifier: by, by })
  }

/** Whoever hands out the work names who does it; what a leader decides after it went from hand to hand is binding. */
export const assign =
  (rectifier: string, by: string, leads = false): Decide =>
  (state) => {
    const known = mendable(state)
    return accepted(known, { rectifier, by, ...(leads && known.transfers > 0 && { binding: true }) })
  }

const mendable = (state: Hazard | undefined): Hazard => {
  const known = stillOpen(state)
  notRectified(known)
  notPaused(known)
  return known
}

/** The same again changes nothing. */
const accepted = (known: Hazard, taken: { rectifier: string; by: string; binding?: true }): HazardEvent[] =>
  known.status === 'rectifying' && known.rectifier === taken.rectifier
    ? []
    : [{ kind: 'hazard.accepted', ...taken }]

/** A temporary protection; severity is judged by the state before it (handbook §6.2). */
export const control =
  (words: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (!words.trim()) throw new Refusal('no-control', '请写明采取了什么管控措施，例如「已断电、拉警戒线」。')
    return known.control === words.trim() ? [] : [{ kind: 'hazard.controlled', control: words.trim(), by }]
  }

/** Grade teams mend nothing: a hazard handed to a teacher stays with its department. */
const MEND_NOTHING = ['grade', 'party_branch']

/**
 * From hand to hand twice is enough: the second time it goes to `coordinator`, who decides, with the wish as a proposal
 * (S2-108, handbook §3). Without one, or said by one, it goes where it was wished.
 */
export const transfer =
  (
    to: { id: string; name: string; department: string },
    reason: string,
    by: string,
    coordinator: string | undefined,
    leads = false,
  ): Decide =>
  (state) => {
    const known = mendable(state)
    const why = reason.trim()
    if (!why) throw new Refusal('no-reason', '转交要写明理由，例如「要请电工来修」。')
    const decider = known.transfers > 0 ? coordinator : undefined
    const next = decider ?? to.id
    if ((known.rectifier ?? known.assignee) === next)
      throw new Refusal('same-person', '这条隐患已经在这位同事手里了。')
    const stays = decider !== undefined || MEND_NOTHING.includes(to.department)
    return [
      {
        kind: 'hazard.transferred',
        to: next,
        department: stays ? known.department : to.department,
        reason: decider ? `建议转${to.name}：${why}` : why,
        by,
        ...(leads && known.transfers > 0 && { binding: true }),
      },
    ]
  }

/**
 * Mended, with proof of this round: words or a photo (handbook §5.4, S2-125). Everybody who shares it has confirmed his
 * part, unless he has left the school; where they do not agree the coordinating leader `settles` it (S2-107).
 */
export const rectify =
  (
    note: string,
    by: string,
    {
      settles = false,
      nameOf = String,
      isHere = () => true,
    }: { settles?: boolean; nameOf?: (person: string) => string; isHere?: (person: string) => boolean } = {},
  ): Decide =>
  (state) => {
    const known = stillOpen(state)
    notPaused(known)
    // Pressed twice says nothing new; other words do.
    if (known.status === 'rectified' && (!note.trim() || note.trim() === known.rectifiedNote)) return []
    if (!known.rectifier)
      throw new Refusal('not-accepted', `隐患 ${known.number} 还没有人接收，请先接收，再报已整改。`)
    if (!note.trim() && !shows(known, 'after'))
      throw new Refusal('no-proof', '请写一句怎么整改的，或先发一张整改后的照片。')
    const waiting = partsMissing(known).filter((person) => person !== by && isHere(person))
    if (waiting.length > 0 && !settles)
      throw new Refusal(
        'parts-missing',
        `还等协办人确认：${waiting.map(nameOf).join('、')}。请他们发「/隐患 ${known.number} 已完成」；说不拢的，由分管副校长来报已整改。`,
      )
    return [{ kind: 'hazard.rectified', note: note.trim(), by }]
  }

export const sendBack =
  (reason: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    mustBeRectified(known)
    notByRectifier(known, by)
    if (!reason.trim()) throw new Refusal('no-reason', '退回要写明理由，整改人好接着做。')
    return [{ kind: 'hazard.returned', reason: reason.trim(), by }]
  }

/**
 * Verified by somebody else, then closed: there is no other way to closed (S1-52, handbook §4). A larger or major one is
 * not closed without its plan, nor without a picture of the mending where there is one of the hazard (S2-125); what else
 * is missing stays named in its file.
 */
export const verify =
  (by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    mustBeRectified(known)
    notByRectifier(known, by)
    mustBeOnRecord(known)
    return [{ kind: 'hazard.verified', by }, { kind: 'hazard.closed' }]
  }

function mustBeRectified(known: Hazard): void {
  if (known.status !== 'rectified')
    throw new Refusal('not-rectified', `隐患 ${known.number} 还没有报整改，暂不能验收。`)
}

function notByRectifier(known: Hazard, by: string): void {
  if (hasMended(known, by))
    throw new Refusal('own-work', '整改人不能验收自己的整改，请报告人、安全办公室或校领导来验收。')
}

function mustBeOnRecord(known: Hazard): void {
  if (known.severity === 'general') return
  if (!known.plan)
    throw new Refusal(
      'no-plan',
      `较大和重大隐患要有整改方案才能销号。请整改人或部门负责人先补上：/隐患 ${known.number} 要方案`,
    )
  if (lacksAfterPhoto(known))
    throw new Refusal(
      'no-effect',
      `隐患 ${known.number} 有整改前的照片，还缺整改后的。请整改人拍一张，回复到这张卡片上，再验收。`,
    )
}
