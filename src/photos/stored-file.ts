import type { Noun } from '../log/noun.ts'

/** A document as proof: the original is kept untouched with the time it reached us and its hash, and shown to nobody. */
export interface StoredFile {
  id: string
  sender: string
  messageId: string
  receivedAtMs: number
  name: string
  mime: string
  bytes: number
  /** SHA-256 of the original, hex. */
  sha256: string
  /** `duty/<instance>`; null while it proves nothing. */
  about: string | null
}

export type FileEvent =
  | ({ kind: 'file.received' } & Omit<StoredFile, 'id' | 'receivedAtMs' | 'about'>)
  | { kind: 'file.attached'; about: string }

export const storedFile: Noun<StoredFile, FileEvent> = {
  name: 'file',
  table: 'files',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'file.attached') return { ...state!, about: event.about }
    const { kind: _, ...received } = event
    return { id, ...received, receivedAtMs: atMs, about: null }
  },
  columns: (state) => ({ sender: state.sender, received_at: state.receivedAtMs, about: state.about }),
}

export const receiveFile =
  (received: Omit<StoredFile, 'id' | 'receivedAtMs' | 'about'>) =>
  (state: StoredFile | undefined): FileEvent[] =>
    state ? [] : [{ kind: 'file.received', ...received }]

/** A file proves one thing; who gives it again changes nothing. */
export const attachFile =
  (about: string) =>
  (state: StoredFile | undefined): FileEvent[] =>
    state && state.about === null ? [{ kind: 'file.attached', about }] : []
