import type { Place } from '../reading/places.ts'
import { Refusal } from '../refusal.ts'
import type { Hazard, HazardEvent, Reported } from './hazard.ts'
import { mustLeaveBoardFirst } from './listed.ts'
import { hasMended } from './menders.ts'
import { notLater } from './redate.ts'
import { isMilder } from './severity.ts'
import { isUntaken } from './status.ts'
import { scopeOf } from './waits.ts'

/** A wish decided on the state as it is: the events of it, or a `Refusal`. Who may wish is `rights.ts`. */
export type Decide = (state: Hazard | undefined) => HazardEvent[]

export const isOver = (state: Hazard): boolean => state.status === 'closed' || state.status === 'invalid'

export const found = (state: Hazard | undefined): Hazard => {
  if (!state) throw new Refusal('no-hazard', '没有这个编号的隐患，请核对编号。')
  return state
}
/** @throws Refusal when there is none, or it is over. */
export const stillOpen = (state: Hazard | undefined): Hazard => {
  const known = found(state)
  if (isOver(known))
    throw new Refusal(
      'closed',
      `隐患 ${known.number} 已${known.status === 'closed' ? '销号' : '作废'}，不能再改。还有问题请重新报一条。`,
    )
  return known
}

/** New; goes to a department head at once unless the place is still missing (handbook §6.5). */
export const report =
  (reported: Reported, assignee: string | undefined): Decide =>
  (state) => {
    if (state) throw new Refusal('number-taken', '编号已被占用，请重试。')
    const { department } = reported
    return [
      { kind: 'hazard.reported', ...reported },
      ...(reported.place ? [assigned(department, assignee)] : []),
    ]
  }

export const assigned = (department: string, assignee: string | undefined): HazardEvent => ({
  kind: 'hazard.assigned',
  department,
  ...(assignee && { assignee }),
})

/** The one question answered: where. Only then is it assigned. */
export const placeAt =
  (place: Place, where: string | undefined, assignee: string | undefined): Decide =>
  (state) => {
    const known = stillOpen(state)
    const placed: HazardEvent = { kind: 'hazard.placed', place, ...(where && { where }) }
    const waited = known.status === 'reported' && known.place === null
    return [placed, ...(waited ? [assigned(known.department, assignee)] : [])]
  }

/** Raising and correcting is anybody's who may speak of it; lowering is for those who decide, lifting for its readers (handbook §4, §15). */
export const reclassify =
  (
    change: Omit<HazardEvent & { kind: 'hazard.reclassified' }, 'kind'>,
    assignee: string | undefined,
    may: { lower: boolean; lift: boolean },
  ): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (isMilder(change.severity, known.severity) && !may.lower)
      throw new Refusal('not-yours', '下调等级由安全办公室或校领导决定。')
    if (known.severity !== 'general' && change.severity === 'general') mustLeaveBoardFirst(known, '调为一般')
    if (known.urgent && !change.urgent && !may.lower)
      throw new Refusal('not-yours', '是否还紧急由安全办公室或校领导决定。已采取措施的，请登记「已管控」。')
    if (known.restricted && !change.restricted && !may.lift)
      throw new Refusal('not-yours', '受限事项改为一般类别，由负责的同事来定。')
    const same =
      known.category === change.category &&
      known.severity === change.severity &&
      known.urgent === change.urgent &&
      known.needsReview === change.needsReview
    if (same) return []
    const waits = known.status === 'assigned' || (known.status === 'reported' && known.place !== null)
    const stays = assignee !== undefined && assignee === known.assignee
    const moves = change.department !== known.department && waits && !stays
    return [
      ...staysOnCampus(known, change),
      { kind: 'hazard.reclassified', ...change, ...notLater(known, change, may.lower) },
      ...(moves ? [assigned(change.department, assignee)] : []),
    ]
  }

/** Another category takes no mender's own work off the school's ground, and with it off its deadline (`outside.ts`). */
const staysOnCampus = (known: Hazard, to: { category: string; by: string }): HazardEvent[] =>
  hasMended(known, to.by) &&
  scopeOf(known) === 'on_campus' &&
  scopeOf({ category: to.category }) !== 'on_campus'
    ? [{ kind: 'hazard.rescoped', scope: 'on_campus', by: to.by }]
    : []

/** A photo of the mending is one that came during it from somebody who mends; the reporter's own shows the hazard. */
export const photograph =
  (photo: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (known.photos.some((entry) => entry.id === photo)) return []
    const mending = ['rectifying', 'rectified', 'returned'].includes(known.status)
    const shows = by === known.reporter || (known.followers ?? []).includes(by)
    const mends = hasMended(known, by) || !shows
    return [
      mending && mends
        ? { kind: 'hazard.photographed', photo, phase: 'after', by }
        : { kind: 'hazard.photographed', photo, phase: 'before' },
    ]
  }

/** Not a hazard after all: needs a reason, and the reporter is told. */
export const dismiss =
  (reason: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (known.reporter === by) throw new Refusal('own-report', '自己报的隐患要由别人核实后作废。')
    if (!isUntaken(known))
      throw new Refusal('accepted', `隐患 ${known.number} 已有人接收，不能作废，请整改后验收。`)
    notByMender(known, by)
    mustLeaveBoardFirst(known, '作废')
    if (!reason.trim()) throw new Refusal('no-reason', '作废要写明理由，报告人会看到。')
    return [{ kind: 'hazard.dismissed', reason: reason.trim(), by }]
  }

/** Handed on after he had it: what he mended ends by nobody's word but another's (handbook §4). */
function notByMender(known: Hazard, by: string): void {
  if (hasMended(known, by))
    throw new Refusal(
      'own-work',
      `您参与过整改，隐患 ${known.number} 是不是隐患请别的同事来定；整改好了的，请报已整改，由别人验收。`,
    )
}

/** Seen by more than its reporter: whether it is one is not his alone to say. */
export const isSeenByOthers = ({ reporter, followers = [], supplements = [] }: Hazard): boolean =>
  followers.length > 0 || supplements.some(({ by }) => by !== reporter)

/** The bot took a plain sentence for a report and was wrong: its author takes it back before anybody acted on it. */
export const withdraw =
  (by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (known.source !== 'words' || known.reporter !== by)
      throw new Refusal('not-withdrawable', '只有由您的一句话自动登记的隐患可以撤回。')
    if (!isUntaken(known)) throw new Refusal('accepted', `隐患 ${known.number} 已有人在处理，不能撤回。`)
    notByMender(known, by)
    mustLeaveBoardFirst(known, '撤回')
    if (isSeenByOthers(known))
      throw new Refusal(
        'others-too',
        `隐患 ${known.number} 别的同事也报了，不能撤回。不是隐患的，请安全办公室来定。`,
      )
    return [{ kind: 'hazard.dismissed', reason: '报告人撤回', by }]
  }
