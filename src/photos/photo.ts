import type { Noun } from '../log/noun.ts'

/** A picture as evidence: the original is kept untouched with the time it reached us and its hash (handbook §6.6). */
export interface Photo {
  id: string
  sender: string
  messageId: string
  receivedAtMs: number
  mime: string
  bytes: number
  /** SHA-256 of the original, hex. */
  sha256: string
  /** `hazard/12`, `incident/3`; null while it is not attached to anything. */
  about: string | null
}

export type PhotoEvent =
  | ({ kind: 'photo.received' } & Omit<Photo, 'id' | 'receivedAtMs' | 'about'>)
  | { kind: 'photo.attached'; about: string }

export const photo: Noun<Photo, PhotoEvent> = {
  name: 'photo',
  table: 'photos',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'photo.attached') return { ...state!, about: event.about }
    const { kind: _, ...received } = event
    return { id, ...received, receivedAtMs: atMs, about: null }
  },
  columns: (state) => ({ sender: state.sender, received_at: state.receivedAtMs, about: state.about }),
}

export const receive =
  (received: Omit<Photo, 'id' | 'receivedAtMs' | 'about'>) =>
  (state: Photo | undefined): PhotoEvent[] =>
    state ? [] : [{ kind: 'photo.received', ...received }]

export const attach =
  (about: string) =>
  (state: Photo | undefined): PhotoEvent[] =>
    state && state.about === null ? [{ kind: 'photo.attached', about }] : []

/** What it was kept with for the time being has become another record. */
export const moveOn =
  (from: string, about: string) =>
  (state: Photo | undefined): PhotoEvent[] =>
    state?.about === from ? [{ kind: 'photo.attached', about }] : []
