import { Refusal } from '../refusal.ts'
import { mustBePast, TOLERANCE_MS } from '../reporting/past.ts'
import { DAY_MS } from '../time.ts'
import {
  concernsPupils,
  type Incident,
  type IncidentEvent,
  type IncidentLevel,
  type Reported,
} from './incident.ts'

/** A wish decided on the state as it is: the events of it, or a `Refusal`. */
export type Decide = (state: Incident | undefined) => IncidentEvent[]

const found = (state: Incident | undefined): Incident => {
  if (!state) throw new Refusal('no-incident', '没有这个编号的事件，请核对编号。')
  return state
}
/** @throws Refusal when there is none, or it is over. */
export const stillOpen = (state: Incident | undefined): Incident => {
  const known = found(state)
  if (known.status === 'closed') throw new Refusal('closed', `事件 ${known.number} 已结束，不能再改。`)
  return known
}

/** When it happened cannot be later than when somebody knew; a wrong time must not hold up the alarm: it is left out. */
export const report =
  (reported: Reported): Decide =>
  (state) => {
    if (state) throw new Refusal('number-taken', '编号已被占用，请重试。')
    const { eventAtMs, learnedAtMs } = reported
    const future = eventAtMs !== null && eventAtMs > learnedAtMs + TOLERANCE_MS
    return [{ kind: 'incident.reported', ...reported, eventAtMs: future ? null : eventAtMs }]
  }

/** The alarm reached the platform for this person: the time a head was told is the machine's, not the person's. */
export const tell =
  (person: string): Decide =>
  (state) =>
    state && !state.told.some((entry) => entry.person === person) ? [{ kind: 'incident.told', person }] : []

export const acknowledge =
  (by: string, onTheWay: boolean): Decide =>
  (state) => {
    const known = stillOpen(state)
    const before = known.acknowledged.find((entry) => entry.person === by)
    if (before && (before.onTheWay || !onTheWay)) return []
    return [{ kind: 'incident.acknowledged', by, onTheWay }]
  }

/** Whether somebody answered the alarm and still answers for it. */
export const answersFor = ({ status, acknowledged, handedOver = [] }: Incident, who: string): boolean =>
  status !== 'closed' && !handedOver.includes(who) && acknowledged.some(({ person }) => person === who)

/** A post went to somebody else, who confirmed it: he is told of it and has answered. Who answered first stays on record. */
export const handOverIncident =
  (from: string, to: string, reason: string, by: string): Decide =>
  (state) =>
    state && answersFor(state, from) ? [{ kind: 'incident.handed-over', from, to, reason, by }] : []

/**
 * What it was called first turns out to be something else. Into confidence anybody concerned may take it; out of it only
 * the heads, because everybody would read what was told to a few (handbook §4).
 */
export const recategorise =
  (category: string, restricted: boolean, by: string, byHead: boolean): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (known.category === category && known.restricted === restricted) return []
    if (known.restricted && !restricted && !byHead)
      throw new Refusal('heads-only', '受限事件只有校长或书记可以改为公开类别。')
    return [{ kind: 'incident.recategorised', category, restricted, by }]
  }

export const note =
  (text: string, by: string): Decide =>
  (state) => {
    stillOpen(state)
    if (!text.trim()) throw new Refusal('no-text', '请写一句要补充的情况。')
    return [{ kind: 'incident.noted', text: text.trim(), by }]
  }

export const photograph =
  (photo: string, by: string): Decide =>
  (state) =>
    stillOpen(state).photos.includes(photo) ? [] : [{ kind: 'incident.photographed', photo, by }]

/**
 * A time at which somebody was told lies behind us, and after it happened; a day before the school knew, nobody can have
 * told anybody of it.
 * @throws Refusal naming what is wrong.
 */
export function mustBePossible(known: Incident, atMs: number, nowMs: number, what: string): void {
  mustBePast(what, atMs, nowMs)
  if (atMs < (known.eventAtMs ?? known.learnedAtMs - DAY_MS) - TOLERANCE_MS)
    throw new Refusal('too-early', `${what}的时间早于事件发生的时间，请核对。`)
}

/** When the guardians were told; recorded once, never moved (未成年人保护法, handbook §5.6). */
export const tellParents =
  (atMs: number, by: string, nowMs: number): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (known.parentsToldAtMs !== undefined) return []
    mustBePossible(known, atMs, nowMs, '告知家长')
    return [{ kind: 'incident.parents-told', atMs, by }]
  }

export const bringUnderControl =
  (text: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (known.status === 'controlled') return noted(text, by)
    return [{ kind: 'incident.controlled', note: text.trim(), by }]
  }

/** What is said beside a step that was taken before is no step, but it is said. */
const noted = (text: string, by: string): IncidentEvent[] =>
  text.trim() ? [{ kind: 'incident.noted', text: text.trim(), by }] : []

/** Raising is always allowed; lowering needs a head and a reason (handbook §6.4). */
export const changeLevel =
  (level: IncidentLevel, reason: string, by: string, byHead: boolean): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (level === 'minor' && !byHead) throw new Refusal('heads-only', '只有校长或书记可以下调级别。')
    if (known.level === level) return noted(reason, by)
    if (level === 'minor' && !reason.trim()) throw new Refusal('no-reason', '下调级别要写明理由。')
    return [{ kind: 'incident.level-changed', level, reason: reason.trim(), by }]
  }

/** A minor one ends here once the guardians were told; a serious one goes on to investigation, not to this button. */
export const close =
  (text: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (known.level === 'serious')
      throw new Refusal('serious', '严重事件要完成调查和四不放过后才能结案，请先补充进展。')
    if (known.status === 'reported')
      throw new Refusal('nobody-responded', '还没有人响应这件事，请先点「收到」或「已控制」。')
    if (concernsPupils(known) && known.parentsToldAtMs === undefined)
      throw new Refusal('parents', '请先登记告知家长的时间，再结束这件事。')
    return [{ kind: 'incident.closed', note: text.trim(), by }]
  }
