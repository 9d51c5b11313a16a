import type { Noun } from '../log/noun.ts'
import type { Incident, IncidentEvent } from './incident.ts'

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
      case 'incident.handed-over': {
        const { from, to } = event
        const also = (list: { person: string }[]) => (list.some(({ person }) => person === to) ? [] : [to])
        return {
          ...before,
          told: [...before.told, ...also(before.told).map((person) => ({ person, atMs }))],
          acknowledged: [
            ...before.acknowledged,
            ...also(before.acknowledged).map((person) => ({ person, atMs, onTheWay: false })),
          ],
          handedOver: [...(before.handedOver ?? []).filter((each) => each !== to), from],
        }
      }
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
        const { waived: _, ...rest } = before
        if (event.level === 'minor')
          return withNote({ ...before, level: 'minor' }, event.by, atMs, event.reason)
        return withNote({ ...rest, level: 'serious', seriousSinceMs: atMs }, event.by, atMs, event.reason)
      }
      case 'incident.recategorised':
        return { ...before, category: event.category, restricted: event.restricted }
      case 'incident.reported-up': {
        const { kind: _, ...reported } = event
        return { ...before, upward: [...(before.upward ?? []), reported] }
      }
      case 'incident.waived':
        return { ...before, waived: { by: event.by, atMs, reason: event.reason } }
      case 'incident.written-up':
        return { ...before, written: { by: event.by, atMs: before.written?.atMs ?? atMs, file: event.file } }
      case 'incident.flagged':
        return { ...before, flags: [...(before.flags ?? []), event.flag] }
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
    reporter: state.reporter ?? null,
    reported_at: state.reportedAtMs,
    closed_at: state.closedAtMs ?? null,
  }),
}

const withNote = (state: Incident, by: string, atMs: number, text: string): Incident =>
  text ? { ...state, notes: [...state.notes, { by, atMs, text }] } : state
