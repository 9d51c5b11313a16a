import type { Noun } from '../log/noun.ts'
import type { Place } from '../reading/places.ts'
import { Refusal } from '../refusal.ts'

export type Severity = 'general' | 'larger' | 'major'
export type HazardStatus =
  | 'reported'
  | 'assigned'
  | 'rectifying'
  | 'rectified'
  | 'returned'
  | 'closed'
  | 'invalid'

/** Something unsafe that somebody must mend and somebody else must confirm (handbook §5.4). */
export interface Hazard {
  id: string
  number: number
  text: string
  place: Place | null
  category: string
  severity: Severity
  urgent: boolean
  /** The reading was unsure and took the higher of two (handbook §6.2). */
  needsReview: boolean
  restricted: boolean
  status: HazardStatus
  reporter: string
  /** Check-in or photo it came from, as `checkin/<id>`. */
  source?: string
  department: string
  /** Head of the department that mends it; the rectifier once accepted. */
  assignee?: string
  rectifier?: string
  control?: string
  photos: { id: string; phase: 'before' | 'after' }[]
  rectifiedNote?: string
  rectifiedBy?: string
  verifiedBy?: string
  lastReason?: string
  returns: number
  transfers: number
  reportedAtMs: number
  acceptDueMs: number
  rectifyDueMs: number
  acceptedAtMs?: number
  rectifiedAtMs?: number
  closedAtMs?: number
}

type Reported = Pick<
  Hazard,
  | 'number'
  | 'text'
  | 'place'
  | 'category'
  | 'severity'
  | 'urgent'
  | 'needsReview'
  | 'restricted'
  | 'reporter'
  | 'department'
  | 'acceptDueMs'
  | 'rectifyDueMs'
> & {
  source?: string
  control?: string
  photos: string[]
}

export type HazardEvent =
  | ({ kind: 'hazard.reported' } & Reported)
  | { kind: 'hazard.placed'; place: Place }
  | { kind: 'hazard.assigned'; department: string; assignee?: string }
  | { kind: 'hazard.transferred'; to: string; department: string; reason: string; by: string }
  | { kind: 'hazard.accepted'; rectifier: string; by: string }
  | { kind: 'hazard.controlled'; control: string; by: string }
  | {
      kind: 'hazard.reclassified'
      category: string
      severity: Severity
      urgent: boolean
      restricted: boolean
      department: string
      rectifyDueMs: number
      by: string
    }
  | { kind: 'hazard.photographed'; photo: string; phase: 'before' | 'after' }
  | { kind: 'hazard.rectified'; note: string; by: string }
  | { kind: 'hazard.returned'; reason: string; by: string }
  | { kind: 'hazard.verified'; by: string }
  | { kind: 'hazard.closed' }
  | { kind: 'hazard.dismissed'; reason: string; by: string }

export const hazard: Noun<Hazard, HazardEvent> = {
  name: 'hazard',
  table: 'hazards',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'hazard.reported') {
      const { kind: _, photos, ...reported } = event
      return {
        id,
        ...reported,
        status: 'reported',
        photos: photos.map((photo) => ({ id: photo, phase: 'before' as const })),
        returns: 0,
        transfers: 0,
        reportedAtMs: atMs,
      }
    }
    const before = state!
    switch (event.kind) {
      case 'hazard.placed':
        return { ...before, place: event.place }
      case 'hazard.assigned':
        return {
          ...before,
          status: 'assigned',
          department: event.department,
          ...(event.assignee && { assignee: event.assignee }),
        }
      case 'hazard.transferred': {
        const { rectifier: _, acceptedAtMs: __, ...rest } = before
        return {
          ...rest,
          status: 'assigned',
          assignee: event.to,
          department: event.department,
          transfers: before.transfers + 1,
          lastReason: event.reason,
        }
      }
      case 'hazard.accepted':
        return {
          ...before,
          status: 'rectifying',
          rectifier: event.rectifier,
          acceptedAtMs: before.acceptedAtMs ?? atMs,
        }
      case 'hazard.controlled':
        return { ...before, control: event.control }
      case 'hazard.reclassified': {
        const { kind: _, by: __, ...classes } = event
        return { ...before, ...classes, needsReview: false }
      }
      case 'hazard.photographed':
        return { ...before, photos: [...before.photos, { id: event.photo, phase: event.phase }] }
      case 'hazard.rectified':
        return {
          ...before,
          status: 'rectified',
          rectifiedNote: event.note,
          rectifiedBy: event.by,
          rectifiedAtMs: atMs,
        }
      case 'hazard.returned':
        return { ...before, status: 'returned', lastReason: event.reason, returns: before.returns + 1 }
      case 'hazard.verified':
        return { ...before, verifiedBy: event.by }
      case 'hazard.closed':
        return { ...before, status: 'closed', closedAtMs: atMs }
      case 'hazard.dismissed':
        return { ...before, status: 'invalid', lastReason: event.reason, closedAtMs: atMs }
    }
  },
  columns: (state) => ({
    number: state.number,
    status: state.status,
    severity: state.severity,
    category: state.category,
    restricted: state.restricted ? 1 : 0,
    place: placeKey(state.place),
    reporter: state.reporter,
    reported_at: state.reportedAtMs,
    closed_at: state.closedAtMs ?? null,
  }),
}

export const placeKey = (place: Place | null): string | null =>
  place === null ? null : 'id' in place ? place.id : place.words

const found = (state: Hazard | undefined): Hazard => {
  if (!state) throw new Refusal('no-hazard', '没有这个编号的隐患,请核对编号。')
  return state
}
const isOver = (state: Hazard) => state.status === 'closed' || state.status === 'invalid'
const stillOpen = (state: Hazard | undefined): Hazard => {
  const known = found(state)
  if (isOver(known))
    throw new Refusal(
      'closed',
      `隐患 ${known.number} 已经${known.status === 'closed' ? '销号' : '注销'},不能再改。`,
    )
  return known
}

/** New; goes to a department head at once unless the place is still missing (handbook §6.5). */
export const report =
  (reported: Reported, assignee: string | undefined) =>
  (state: Hazard | undefined): HazardEvent[] => {
    if (state) throw new Refusal('number-taken', '编号已被占用,请重试。')
    const assigned: HazardEvent = {
      kind: 'hazard.assigned',
      department: reported.department,
      ...(assignee && { assignee }),
    }
    return [{ kind: 'hazard.reported', ...reported }, ...(reported.place ? [assigned] : [])]
  }

/** The one question answered: where. Only then is it assigned. */
export const placeAt =
  (place: Place, assignee: string | undefined) =>
  (state: Hazard | undefined): HazardEvent[] => {
    const known = stillOpen(state)
    const assigned: HazardEvent = {
      kind: 'hazard.assigned',
      department: known.department,
      ...(assignee && { assignee }),
    }
    return [{ kind: 'hazard.placed', place }, ...(known.status === 'reported' ? [assigned] : [])]
  }

export const accept =
  (rectifier: string, by: string) =>
  (state: Hazard | undefined): HazardEvent[] => {
    const known = stillOpen(state)
    if (known.status === 'rectifying' && known.rectifier === rectifier) return []
    if (known.status === 'rectified')
      throw new Refusal('rectified', `隐患 ${known.number} 已整改,正在等验收。`)
    return [{ kind: 'hazard.accepted', rectifier, by }]
  }

/** A temporary protection; severity is judged by the state before it (handbook §6.2). */
export const control =
  (words: string, by: string) =>
  (state: Hazard | undefined): HazardEvent[] => {
    const known = stillOpen(state)
    if (!words.trim()) throw new Refusal('no-control', '请写明采取了什么管控措施,例如「已断电、拉警戒线」。')
    return known.control === words ? [] : [{ kind: 'hazard.controlled', control: words, by }]
  }

export const transfer =
  (to: string, department: string, reason: string, by: string) =>
  (state: Hazard | undefined): HazardEvent[] => {
    const known = stillOpen(state)
    if (!reason.trim()) throw new Refusal('no-reason', '转交要写明理由。')
    if (known.status === 'rectified')
      throw new Refusal('rectified', `隐患 ${known.number} 已整改,正在等验收,不能转交。`)
    if (known.assignee === to && !known.rectifier) throw new Refusal('same-person', '已经在这位同事手里了。')
    return [{ kind: 'hazard.transferred', to, department, reason, by }]
  }

export const reclassify =
  (change: Omit<HazardEvent & { kind: 'hazard.reclassified' }, 'kind'>) =>
  (state: Hazard | undefined): HazardEvent[] => {
    const known = stillOpen(state)
    const same =
      known.category === change.category &&
      known.severity === change.severity &&
      known.urgent === change.urgent
    return same && !known.needsReview ? [] : [{ kind: 'hazard.reclassified', ...change }]
  }

/** A photo after the mending belongs to "after", any other to "before". */
export const photograph =
  (photo: string) =>
  (state: Hazard | undefined): HazardEvent[] => {
    const known = found(state)
    if (known.photos.some((entry) => entry.id === photo)) return []
    const mending =
      known.status === 'rectifying' || known.status === 'rectified' || known.status === 'returned'
    return [{ kind: 'hazard.photographed', photo, phase: mending ? 'after' : 'before' }]
  }

export const rectify =
  (note: string, by: string) =>
  (state: Hazard | undefined): HazardEvent[] => {
    const known = stillOpen(state)
    if (known.status === 'rectified') return []
    if (!known.rectifier) throw new Refusal('not-accepted', `请先接收隐患 ${known.number},再报已整改。`)
    const hasProof = note.trim() !== '' || known.photos.some((entry) => entry.phase === 'after')
    if (!hasProof) throw new Refusal('no-proof', '请写一句整改说明,或先发一张整改后的照片。')
    return [{ kind: 'hazard.rectified', note: note.trim(), by }]
  }

export const sendBack =
  (reason: string, by: string) =>
  (state: Hazard | undefined): HazardEvent[] => {
    const known = stillOpen(state)
    mustBeRectified(known)
    notByRectifier(known, by)
    if (!reason.trim()) throw new Refusal('no-reason', '退回要写明理由,整改人好接着做。')
    return [{ kind: 'hazard.returned', reason, by }]
  }

/** Verified by somebody else, then closed: there is no other way to closed (S1-52, handbook §4). */
export const verify =
  (by: string) =>
  (state: Hazard | undefined): HazardEvent[] => {
    const known = found(state)
    if (known.status === 'closed') return []
    mustBeRectified(stillOpen(known))
    notByRectifier(known, by)
    return [{ kind: 'hazard.verified', by }, { kind: 'hazard.closed' }]
  }

/** Not a hazard after all: needs a reason, and the reporter is told. */
export const dismiss =
  (reason: string, by: string) =>
  (state: Hazard | undefined): HazardEvent[] => {
    const known = stillOpen(state)
    if (!reason.trim()) throw new Refusal('no-reason', '注销要写明理由,报告人会看到。')
    if (known.reporter === by) throw new Refusal('own-report', '自己报的隐患要由别人核实后注销。')
    if (known.status !== 'reported' && known.status !== 'assigned')
      throw new Refusal('accepted', `隐患 ${known.number} 已有人接收,不能注销,请整改后验收。`)
    return [{ kind: 'hazard.dismissed', reason, by }]
  }

/** The bot took a plain sentence for a report and was wrong: its author takes it back before anybody acted on it. */
export const withdraw =
  (by: string) =>
  (state: Hazard | undefined): HazardEvent[] => {
    const known = stillOpen(state)
    const early = known.status === 'reported' || known.status === 'assigned'
    if (known.source !== 'words' || known.reporter !== by || !early)
      throw new Refusal('not-withdrawable', '已有人在处理,不能撤回。')
    return [{ kind: 'hazard.dismissed', reason: '报告人撤回:不是隐患', by }]
  }

function mustBeRectified(known: Hazard): void {
  if (known.status !== 'rectified')
    throw new Refusal('not-rectified', `隐患 ${known.number} 还没有报整改,暂不能验收。`)
}

function notByRectifier(known: Hazard, by: string): void {
  if (by === known.rectifier || by === known.rectifiedBy)
    throw new Refusal('own-work', '整改人不能验收自己的整改,请报告人、安全办公室或分管校长来验收。')
}
