import type { Noun } from '../log/noun.ts'
import type { Place } from '../reading/places.ts'
import { Refusal } from '../refusal.ts'

export type IncidentLevel = 'minor' | 'serious'

/**
 * Something that happened. When it happened, when the school learned of it and when the heads were told are separate
 * times, always: late reporting is computed from them, never typed (handbook §5.6, S1-36).
 */
export interface Incident {
  id: string
  number: number
  text: string
  place: Place | null
  classId?: string
  category: string
  level: IncidentLevel
  urgent: boolean
  restricted: boolean
  status: 'reported' | 'responding' | 'controlled' | 'closed'
  reporter: string
  source?: string
  /** Null when nobody said when it happened. */
  eventAtMs: number | null
  learnedAtMs: number
  reportedAtMs: number
  /** When a head's alarm reached the platform, and each press of 收到. */
  told: { person: string; atMs: number }[]
  acknowledged: { person: string; atMs: number; onTheWay: boolean }[]
  notes: { by: string; atMs: number; text: string }[]
  photos: string[]
  parentsToldAtMs?: number
  controlledAtMs?: number
  /** The upward countdown starts anew when minor becomes serious; the first report time stays (ESC-INC note). */
  seriousSinceMs?: number
  closedAtMs?: number
}

type Reported = Pick<
  Incident,
  | 'number'
  | 'text'
  | 'place'
  | 'category'
  | 'level'
  | 'urgent'
  | 'restricted'
  | 'reporter'
  | 'eventAtMs'
  | 'learnedAtMs'
> & {
  classId?: string
  source?: string
  photos: string[]
}

export type IncidentEvent =
  | ({ kind: 'incident.reported' } & Reported)
  | { kind: 'incident.told'; person: string }
  | { kind: 'incident.acknowledged'; by: string; onTheWay: boolean }
  | { kind: 'incident.noted'; text: string; by: string }
  | { kind: 'incident.photographed'; photo: string; by: string }
  | { kind: 'incident.parents-told'; atMs: number; by: string }
  | { kind: 'incident.controlled'; note: string; by: string }
  | { kind: 'incident.level-changed'; level: IncidentLevel; reason: string; by: string }
  | { kind: 'incident.closed'; note: string; by: string }

export const incident: Noun<Incident, IncidentEvent> = {
  name: 'incident',
  table: 'incidents',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'incident.reported') {
      const { kind: _, ...reported } = event
      const serious = reported.level === 'serious' ? { seriousSinceMs: atMs } : {}
      return {
        id,
        ...reported,
        ...serious,
        status: 'reported',
        reportedAtMs: atMs,
        told: [],
        acknowledged: [],
        notes: [],
      }
    }
    const before = state!
    switch (event.kind) {
      case 'incident.told':
        return { ...before, told: [...before.told, { person: event.person, atMs }] }
      case 'incident.acknowledged':
        return {
          ...before,
          status: before.status === 'reported' ? 'responding' : before.status,
          acknowledged: [
            ...before.acknowledged.filter((entry) => entry.person !== event.by),
            {
              person: event.by,
              atMs: before.acknowledged.find((entry) => entry.person === event.by)?.atMs ?? atMs,
              onTheWay: event.onTheWay,
            },
          ],
        }
      case 'incident.noted':
        return { ...before, notes: [...before.notes, { by: event.by, atMs, text: event.text }] }
      case 'incident.photographed':
        return { ...before, photos: [...before.photos, event.photo] }
      case 'incident.parents-told':
        return { ...before, parentsToldAtMs: event.atMs }
      case 'incident.controlled':
        return withNote({ ...before, status: 'controlled', controlledAtMs: atMs }, event.by, atMs, event.note)
      case 'incident.level-changed': {
        const since = event.level === 'serious' ? { seriousSinceMs: atMs } : {}
        return withNote({ ...before, level: event.level, ...since }, event.by, atMs, event.reason)
      }
      case 'incident.closed':
        return withNote({ ...before, status: 'closed', closedAtMs: atMs }, event.by, atMs, event.note)
    }
  },
  columns: (state) => ({
    number: state.number,
    status: state.status,
    level: state.level,
    category: state.category,
    restricted: state.restricted ? 1 : 0,
    reporter: state.reporter,
    reported_at: state.reportedAtMs,
    closed_at: state.closedAtMs ?? null,
  }),
}

const withNote = (state: Incident, by: string, atMs: number, text: string): Incident =>
  text ? { ...state, notes: [...state.notes, { by, atMs, text }] } : state

const found = (state: Incident | undefined): Incident => {
  if (!state) throw new Refusal('no-incident', '没有这个编号的事件,请核对编号。')
  return state
}
const stillOpen = (state: Incident | undefined): Incident => {
  const known = found(state)
  if (known.status === 'closed') throw new Refusal('closed', `事件 ${known.number} 已结束,不能再改。`)
  return known
}

export const report =
  (reported: Reported) =>
  (state: Incident | undefined): IncidentEvent[] => {
    if (state) throw new Refusal('number-taken', '编号已被占用,请重试。')
    if (reported.eventAtMs !== null && reported.eventAtMs > reported.learnedAtMs + 60_000)
      throw new Refusal('future', '发生时间还没有到,请核对日期和时间。')
    return [{ kind: 'incident.reported', ...reported }]
  }

/** The alarm reached the platform for this person: the time a head was told is the machine's, not the person's. */
export const tell =
  (person: string) =>
  (state: Incident | undefined): IncidentEvent[] =>
    state && !state.told.some((entry) => entry.person === person) ? [{ kind: 'incident.told', person }] : []

export const acknowledge =
  (by: string, onTheWay: boolean) =>
  (state: Incident | undefined): IncidentEvent[] => {
    const known = found(state)
    const before = known.acknowledged.find((entry) => entry.person === by)
    if (before && (before.onTheWay || !onTheWay)) return []
    return [{ kind: 'incident.acknowledged', by, onTheWay }]
  }

export const note =
  (text: string, by: string) =>
  (state: Incident | undefined): IncidentEvent[] => {
    stillOpen(state)
    if (!text.trim()) throw new Refusal('no-text', '请写一句要补充的情况。')
    return [{ kind: 'incident.noted', text: text.trim(), by }]
  }

export const photograph =
  (photo: string, by: string) =>
  (state: Incident | undefined): IncidentEvent[] =>
    found(state).photos.includes(photo) ? [] : [{ kind: 'incident.photographed', photo, by }]

/** When the guardians were told; recorded once, never moved (未成年人保护法, handbook §5.6). */
export const tellParents =
  (atMs: number, by: string, nowMs: number) =>
  (state: Incident | undefined): IncidentEvent[] => {
    const known = found(state)
    if (atMs > nowMs + 60_000) throw new Refusal('future', '告知时间还没有到,请核对。')
    if (known.parentsToldAtMs !== undefined) return []
    return [{ kind: 'incident.parents-told', atMs, by }]
  }

export const bringUnderControl =
  (text: string, by: string) =>
  (state: Incident | undefined): IncidentEvent[] => {
    const known = stillOpen(state)
    return known.status === 'controlled' ? [] : [{ kind: 'incident.controlled', note: text.trim(), by }]
  }

/** Raising is always allowed; lowering needs a head and a reason (handbook §6.4). */
export const changeLevel =
  (level: IncidentLevel, reason: string, by: string, byHead: boolean) =>
  (state: Incident | undefined): IncidentEvent[] => {
    const known = stillOpen(state)
    if (known.level === level) return []
    if (level === 'minor' && !byHead) throw new Refusal('heads-only', '只有校长或书记可以下调级别。')
    if (level === 'minor' && !reason.trim()) throw new Refusal('no-reason', '下调级别要写明理由。')
    return [{ kind: 'incident.level-changed', level, reason: reason.trim(), by }]
  }

/** A minor one ends here once the guardians were told; a serious one goes on to investigation, not to this button. */
export const close =
  (text: string, by: string) =>
  (state: Incident | undefined): IncidentEvent[] => {
    const known = found(state)
    if (known.status === 'closed') return []
    if (known.level === 'serious')
      throw new Refusal('serious', '严重事件要完成调查和四不放过后才能结案,请先补充进展。')
    if (known.classId && known.parentsToldAtMs === undefined)
      throw new Refusal('parents', '请先登记告知家长的时间,再结束这件事。')
    return [{ kind: 'incident.closed', note: text.trim(), by }]
  }
