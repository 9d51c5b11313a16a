import { Refusal } from '../refusal.ts'
import { type Day, sayDay, sayInstant } from '../time.ts'
import { type Decide, stillOpen } from './decide.ts'
import type { Hazard } from './hazard.ts'
import { control } from './mend.ts'
import { hasMended } from './menders.ts'
import { notPaused } from './not-paused.ts'
import { notRectified } from './not-rectified.ts'
import { type Ask, type OutsideClock, pauseOf } from './waits.ts'

/** How far one extension goes: how often there may be one, and the latest deadline it may set. */
export interface ExtensionLimits {
  times: number
  latestMs: number
  nowMs: number
}

/** 「延期」 is a wish: the deadline stands until somebody else allows another one (handbook §5.4). */
export const askExtension =
  (dueMs: number, reason: string, by: string, limits: ExtensionLimits): Decide =>
  (state) => {
    const known = inHand(state)
    notPaused(known)
    oneAtATime(known, 'extension')
    if (!reason.trim()) throw new Refusal('no-reason', '延期要写明理由，例如「配件要订货」。')
    mustFit(known, dueMs, limits)
    const { ask } = known
    const same = ask?.what === 'extension' && ask.dueMs === dueMs && ask.reason === reason.trim()
    return same ? [] : [{ kind: 'hazard.extension-asked', dueMs, reason: reason.trim(), by }]
  }

/** Allowed, as asked for or to an earlier day, by somebody who neither asked nor mends. */
export const grantExtension =
  (by: string, limits: ExtensionLimits, earlierMs?: number): Decide =>
  (state) => {
    const known = inHand(state)
    const ask = asked(known, 'extension')
    mustBeAnother(known, ask, by)
    const dueMs = earlierMs ?? ask.dueMs
    if (dueMs > ask.dueMs) throw new Refusal('too-late', '准的期限不能比申请的更晚；要更晚请整改人重新申请。')
    mustFit(known, dueMs, limits)
    return [{ kind: 'hazard.extended', rectifyDueMs: dueMs, reason: ask.reason, askedBy: ask.by, by }]
  }

/** When somebody has to ask how it stands: after today, and not so late that nobody remembers. */
export interface FollowUpLimits {
  today: Day
  latest: Day
}

export const mustFollowUp = (day: Day, { today, latest }: FollowUpLimits): void => {
  if (day <= today) throw new Refusal('follow-up', '跟进日期要在今天以后，请换一个日期。')
  if (day > latest)
    throw new Refusal('follow-up', `跟进日期最晚是 ${sayDay(latest)}，请改早一点，到时还可以再定。`)
}

/** 「暂停」 is a wish too; people have to be protected meanwhile (reason, approver and interim measure are kept with it). */
export const askPause =
  (
    wish: { clock: OutsideClock; followUp: Day; reason: string; control: string },
    by: string,
    limits: FollowUpLimits,
  ): Decide =>
  (state) => {
    const known = inHand(state)
    notPaused(known)
    oneAtATime(known, 'pause')
    const { clock, followUp } = wish
    const reason = wish.reason.trim()
    if (!reason) throw new Refusal('no-reason', '暂停要写明在等什么，例如「等承包方送配件」。')
    mustFollowUp(followUp, limits)
    const measure = wish.control.trim()
    if (!measure && known.control === undefined)
      throw new Refusal(
        'no-control',
        `暂停前要有临时管控措施。请先登记，例如：/隐患 ${known.number} 已管控 已停用并围起来`,
      )
    const { ask } = known
    const same =
      ask?.what === 'pause' && ask.clock === clock && ask.followUp === followUp && ask.reason === reason
    return [
      ...(measure ? control(measure, by)(known) : []),
      ...(same ? [] : [{ kind: 'hazard.pause-asked' as const, clock, followUp, reason, by }]),
    ]
  }

export const grantPause =
  (by: string): Decide =>
  (state) => {
    const known = inHand(state)
    const ask = asked(known, 'pause')
    mustBeAnother(known, ask, by)
    const { clock, followUp, reason, by: askedBy } = ask
    return [{ kind: 'hazard.paused', clock, followUp, reason, askedBy, by }]
  }

/** Not allowed: everything goes on as it was, and the mender reads why. */
export const deny =
  (what: Ask['what'], reason: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    const ask = asked(known, what)
    mustBeAnother(known, ask, by)
    if (!reason.trim()) throw new Refusal('no-reason', '不同意要写明理由，整改人会看到。')
    return [{ kind: 'hazard.ask-denied', what, reason: reason.trim(), by }]
  }

/** The pause goes on until another day; only somebody who may allow one says so. */
export const keepPaused =
  (followUp: Day, reason: string, by: string, limits: FollowUpLimits): Decide =>
  (state) => {
    const known = stillOpen(state)
    const pause = pauseOf(known)
    if (!pause) throw notNow(known)
    if (hasMended(known, by)) throw ownWish()
    mustFollowUp(followUp, limits)
    return pause.followUp === followUp
      ? []
      : [{ kind: 'hazard.pause-kept', followUp, reason: reason.trim() || pause.reason, by }]
  }

/**
 * The school's own clock goes on; the deadline moves by the working time of the pause and by nothing else. With
 * `uncontrolled` the measure of the pause counts no more.
 */
export const resume =
  (dueOf: (known: Hazard) => number, by: string, uncontrolled = false): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (!pauseOf(known)) throw notNow(known)
    const rectifyDueMs = Math.max(known.rectifyDueMs, dueOf(known))
    return [{ kind: 'hazard.resumed', rectifyDueMs, by, ...(uncontrolled && { uncontrolled }) }]
  }

const notNow = ({ number }: Hazard) => new Refusal('not-paused', `隐患 ${number} 现在没有暂停。`)
const ownWish = () => new Refusal('own-wish', '整改人不能批准自己的申请，请负责审批的同事来定。')

/** Somebody has it and has begun, or has to begin again. */
function inHand(state: Hazard | undefined): Hazard {
  const known = stillOpen(state)
  notRectified(known)
  if (known.status === 'rectifying' || known.status === 'returned') return known
  throw new Refusal('not-accepted', `隐患 ${known.number} 还没有人接收，请先接收。`)
}

const NAMES: Record<Ask['what'], string> = { extension: '延期', pause: '暂停' }

function oneAtATime({ ask, number }: Hazard, what: Ask['what']): void {
  if (ask && ask.what !== what)
    throw new Refusal(
      'asked',
      `隐患 ${number} 的${NAMES[ask.what]}申请还没有批，请等批了再提${NAMES[what]}。`,
    )
}

function asked<W extends Ask['what']>({ ask, number }: Hazard, what: W): Ask & { what: W } {
  if (ask?.what !== what)
    throw new Refusal('not-asked', `隐患 ${number} 没有等批的${NAMES[what]}申请，要由整改人先提出。`)
  return ask as Ask & { what: W }
}

function mustBeAnother(known: Hazard, ask: Ask, by: string): void {
  if (ask.by === by || hasMended(known, by)) throw ownWish()
}

function mustFit(known: Hazard, dueMs: number, { times, latestMs, nowMs }: ExtensionLimits): void {
  const used = (known.redated ?? []).filter(({ why }) => why === 'extension').length
  if (used >= times)
    throw new Refusal(
      'extended',
      times === 0
        ? '这个等级的隐患不能延期。'
        : `这条已延期 ${used} 次，不能再延。请抓紧整改，或由领导定下一步。`,
    )
  if (dueMs <= known.rectifyDueMs)
    throw new Refusal('not-later', `新期限要晚于现在的期限（${sayInstant(known.rectifyDueMs)}）。`)
  if (dueMs <= nowMs) throw new Refusal('past', '新期限已经过了，请换一个日期。')
  if (dueMs > latestMs) throw new Refusal('too-late', `最晚只能延到 ${sayInstant(latestMs)}，请改早一点。`)
}
