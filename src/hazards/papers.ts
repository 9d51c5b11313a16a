import { Refusal } from '../refusal.ts'
import { mustBePast } from '../reporting/past.ts'
import { newUpwardReport, type UpwardReport } from '../reporting/upward-report.ts'
import { DAY_MS } from '../time.ts'
import { type Decide, stillOpen } from './decide.ts'
import type { Hazard, HazardPlan } from './hazard.ts'
import { isListing } from './listed.ts'

const PLAN_PARTS = [
  ['measure', '措施'],
  ['person', '责任人'],
  ['money', '资金（没有就写 0）'],
  ['date', '完成日期'],
] as const

/** How it will be mended: measure, person, money, date (S2-125). A better plan takes the place of the one before. */
export const planMending =
  (plan: HazardPlan, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    const missing = PLAN_PARTS.filter(([part]) => !plan[part]).map(([, name]) => name)
    if (missing.length > 0)
      throw new Refusal('plan-parts', `整改方案还缺：${missing.join('、')}。请在卡片上点「整改方案」填写。`)
    const same = known.plan && JSON.stringify(planOf(known.plan)) === JSON.stringify(planOf(plan))
    return same ? [] : [{ kind: 'hazard.planned', ...planOf(plan), by }]
  }

const planOf = ({ plan, measure, person, money, date }: HazardPlan): HazardPlan => ({
  ...(plan && { plan }),
  measure,
  person,
  money,
  date,
})

/** The bureau was told: who and when, apart from when it is recorded (handbook §6.2). The same again is nothing new. */
export const reportUp =
  (given: Omit<UpwardReport, 'enteredBy'>, by: string, nowMs: number): Decide =>
  (state) => {
    const known = stillOpen(state)
    const reported = newUpwardReport(known.upward, given, by)
    mustBePast('上报', given.atMs, nowMs)
    // A hazard is often told by phone before anybody types it in.
    if (given.atMs < known.reportedAtMs - DAY_MS)
      throw new Refusal('too-early', '上报的时间早于隐患登记太多，请核对。')
    return reported ? [{ kind: 'hazard.reported-up', ...reported }] : []
  }

/** No supervised listing is asked for; somebody says why (handbook §5.5). */
export const keepUnlisted =
  (reason: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (known.severity === 'general') throw new Refusal('general', '一般隐患不用挂牌，不需要再决定。')
    notWhileListed(known)
    if (known.unlisted) return []
    if (!reason.trim()) throw new Refusal('no-reason', '决定不挂牌要写明理由。')
    return [{ kind: 'hazard.kept-unlisted', reason: reason.trim(), by }]
  }

/** One listing at a time; whoever decided against it before may think better of it (handbook §5.4). */
export const offerForListing =
  (listing: number, by: string): Decide =>
  (state) => {
    const known = mayBeListed(state)
    notWhileListed(known)
    return [{ kind: 'hazard.offered-for-listing', listing, by }]
  }

/** @throws Refusal for one that is over or too small to be listed. */
export const mayBeListed = (state: Hazard | undefined): Hazard => {
  const known = stillOpen(state)
  if (known.severity === 'general')
    throw new Refusal(
      'general',
      '一般隐患不挂牌督办。确实严重的，请先用「改类别等级」改为较大或重大，再申请挂牌。',
    )
  return known
}

function notWhileListed(known: Hazard): void {
  if (isListing(known))
    throw new Refusal(
      'listing-open',
      `隐患 ${known.number} 已经申请挂牌督办，发送 /挂牌 ${known.listing.number} 看进展。`,
    )
}

/** The listing is over, however; the hazard may be closed by now. */
export const leaveListing =
  (listing: number): Decide =>
  (state) =>
    state && isListing(state) && state.listing.number === listing
      ? [{ kind: 'hazard.left-listing', listing }]
      : []

/** Time's doing: a flag once set stays. */
export const flag =
  (words: string): Decide =>
  (state) =>
    state && !(state.flags ?? []).includes(words) ? [{ kind: 'hazard.flagged', flag: words }] : []
