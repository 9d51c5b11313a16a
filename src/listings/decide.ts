import { Refusal } from '../refusal.ts'
import { mustBePast, mustHaveCome } from '../reporting/past.ts'
import { newUpwardReport, type UpwardReport } from '../reporting/upward-report.ts'
import { DAY_MS, type Day, dayOf } from '../time.ts'
import { type Answers, levelOf } from './level.ts'
import {
  awaitsApproval,
  type Criteria,
  type Decide,
  isListed,
  isOver,
  type Listing,
  type ListingReply,
} from './listing.ts'

const found = (state: Listing | undefined): Listing => {
  if (!state) throw new Refusal('no-listing', '没有这个挂牌编号，发送 /挂牌 看看有哪些。')
  return state
}

/** @throws Refusal when there is none, or it is over. */
export const stillOpen = (state: Listing | undefined): Listing => {
  const known = found(state)
  if (isOver(known))
    throw new Refusal('over', `挂牌 ${known.number} 已经办结，不能再改。发送 /挂牌 看看还有哪些。`)
  return known
}

/** Before it is on the board. */
const underway = (state: Listing | undefined): Listing => {
  const known = stillOpen(state)
  if (isListed(known)) throw new Refusal('listed', `挂牌 ${known.number} 已经挂牌，请按挂牌督办来办。`)
  return known
}

/** Approved by the school, so that it may go up. */
export const mayGoUp = (state: Listing | undefined): Listing => {
  const known = underway(state)
  if (known.status === 'proposed')
    throw new Refusal('not-approved', `挂牌 ${known.number} 还要校长或书记先同意。`)
  return known
}

/** New, for a hazard that may be listed: that is the hazard's to say (`offerForListing`). @throws Refusal without a reason */
export const propose =
  (number: number, hazard: string, given: Criteria, by: string): Decide =>
  (state) => {
    if (state) throw new Refusal('number-taken', '编号已被占用，请重试。')
    const criteria = {
      ...(given.difficult?.trim() && { difficult: given.difficult.trim() }),
      ...(given.outside?.trim() && { outside: given.outside.trim() }),
    }
    if (!criteria.difficult && !criteria.outside)
      throw new Refusal(
        'no-criterion',
        '申请挂牌至少要符合一条，并写明理由：A 整改难度大、需较长时间；B 外部因素、学校自身难以排除。例如：申请挂牌 A 要厂家订做，约两个月。',
      )
    return [{ kind: 'listing.proposed', number, hazard, criteria, by }]
  }

/** Nobody says yes to what he asked for himself while somebody else may. */
const byAnother = (asker: string, by: string, mayOwn: boolean): void => {
  if (asker === by && !mayOwn)
    throw new Refusal('own-proposal', '自己提出的要由另一位校领导（校长或书记）来批。')
}

const NOTHING = (known: Listing) =>
  new Refusal(
    'nothing-to-approve',
    `挂牌 ${known.number} 现在没有要批的。发送 /挂牌 ${known.number} 看进展。`,
  )

/** Yes of the principal or the secretary: to the proposal, or to asking for its removal (handbook §4). */
export const approve =
  (by: string, mayOwn: boolean): Decide =>
  (state) => {
    const known = stillOpen(state)
    const waits = awaitsApproval(known)
    if (!waits) throw NOTHING(known)
    byAnother(waits.asker, by, mayOwn)
    return [{ kind: known.status === 'proposed' ? 'listing.approved' : 'listing.removal-approved', by }]
  }

/** No, with the reason: the proposal is over, the removal may be asked for again. */
export const decline =
  (reason: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (!awaitsApproval(known)) throw NOTHING(known)
    if (!reason.trim()) throw new Refusal('no-reason', '不同意要写明理由，提出的同事会看到。')
    const kind = known.status === 'proposed' ? 'listing.declined' : 'listing.removal-declined'
    return [{ kind, reason: reason.trim(), by }]
  }

/** Taken back before it is on the board: mended meanwhile, or no hazard. */
export const withdraw =
  (reason: string, by: string): Decide =>
  (state) => {
    underway(state)
    if (!reason.trim()) throw new Refusal('no-reason', '撤回要写明理由，例如「已经整改销号」。')
    return [{ kind: 'listing.withdrawn', reason: reason.trim(), by }]
  }

/** Who is asked to list it, by rule. The same answers again are nothing new. */
export const setLevel =
  (answers: Answers, by: string): Decide =>
  (state) => {
    const { answers: before } = mayGoUp(state)
    if (before && before.eliminable === answers.eliminable && before.joint === answers.joint) return []
    return [{ kind: 'listing.levelled', ...answers, level: levelOf(answers), by }]
  }

/** The request is with whoever lists it: who has it since when, apart from when it is recorded. */
export const recordRequest =
  (given: Omit<UpwardReport, 'enteredBy'>, by: string, nowMs: number): Decide =>
  (state) => {
    const known = mayGoUp(state)
    if (known.level === undefined)
      throw new Refusal('no-level', '请先点「准备提请」答两个问题，定下由谁挂牌，再登记已提请。')
    const request = newUpwardReport(known.requests, given, by)
    mustBePast('提请', given.atMs, nowMs)
    if (given.atMs < known.proposedAtMs - DAY_MS)
      throw new Refusal('too-early', '提请的时间早于提出申请，请核对。')
    return request ? [{ kind: 'listing.requested', ...request }] : []
  }

/** What came back; a no ends it. */
export const recordReply =
  (given: Omit<ListingReply, 'by'>, refused: boolean, by: string, today: Day): Decide =>
  (state) => {
    const known = underway(state)
    if (known.status !== 'requested')
      throw new Refusal('not-requested', '还没有登记提请，请先登记「已提请」，再登记答复。')
    const authority = given.authority.trim()
    const words = given.words.trim()
    if (!authority) throw new Refusal('no-authority', '请写明是哪个单位答复的，例如「区教育局」。')
    if (!words) throw new Refusal('no-words', '请写明答复的内容。')
    const last = known.requests?.at(-1)
    mustHaveCome('答复', given.day, today)
    if (last && given.day < dayOf(last.atMs)) throw new Refusal('too-early', '答复的日期早于提请，请核对。')
    const again = known.replies?.some(
      (each) => each.authority === authority && each.day === given.day && each.words === words,
    )
    return [
      ...(again ? [] : [{ kind: 'listing.replied' as const, authority, day: given.day, words, by }]),
      ...(refused ? [{ kind: 'listing.refused' as const, reason: `${authority}：${words}`, by }] : []),
    ]
  }
