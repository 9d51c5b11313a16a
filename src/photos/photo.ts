import type { Noun } from '../log/noun.ts'
import type { Mask } from './mask.ts'

/** A picture as evidence: the original is kept untouched with the time it reached us and its hash (handbook §6.6). */
export interface Photo {
  id: string
  sender: string
  messageId: string
  receivedAtMs: number
  mime: string
  /** Of what came without an account a round number. */
  bytes: number
  /** SHA-256 of the original, hex; of what came without an account a hash that needs the app's key. */
  sha256: string
  /** `hazard/12`, `incident/3`; null while it is not attached to anything. */
  about: string | null
  /** How often what others see of it was made anew; absent: never. */
  version?: number
  /** What is covered in it, and who covered it last. */
  mask?: Mask & { by: string; atMs: number }
  /** Who looked at the original, and when (handbook §13). */
  looks?: { by: string; atMs: number }[]
  /** Uploaded by mistake: shown to nobody any more, but still listed (handbook §13). */
  removed?: { by: string; atMs: number; reason: string }
}

type Received = Pick<Photo, 'sender' | 'messageId' | 'mime' | 'bytes' | 'sha256'>

export type PhotoEvent =
  | ({ kind: 'photo.received' } & Received)
  | { kind: 'photo.attached'; about: string }
  | ({ kind: 'photo.masked'; by: string } & Mask)
  | { kind: 'photo.unmasked'; by: string }
  | { kind: 'photo.looked-at'; by: string }
  | { kind: 'photo.removed'; reason: string; by: string }

export const photo: Noun<Photo, PhotoEvent> = {
  name: 'photo',
  table: 'photos',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'photo.received') {
      const { kind: _, ...received } = event
      return { id, ...received, receivedAtMs: atMs, about: null }
    }
    const before = state!
    switch (event.kind) {
      case 'photo.attached':
        return { ...before, about: event.about }
      case 'photo.masked': {
        const { kind: _, ...mask } = event
        return { ...before, version: (before.version ?? 0) + 1, mask: { ...mask, atMs } }
      }
      case 'photo.unmasked': {
        const { mask: _, ...rest } = before
        return { ...rest, version: (before.version ?? 0) + 1 }
      }
      case 'photo.looked-at':
        return { ...before, looks: [...(before.looks ?? []), { by: event.by, atMs }] }
      case 'photo.removed':
        return { ...before, removed: { by: event.by, atMs, reason: event.reason } }
    }
  },
  columns: (state) => ({ sender: state.sender, received_at: state.receivedAtMs, about: state.about }),
}

export const receive =
  (received: Received) =>
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
