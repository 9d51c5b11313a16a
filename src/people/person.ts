import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'

/** A member of staff. `account` is the chat platform's id in this app; people without the app have a proxy (S2-089). */
export interface Person {
  id: string
  name: string
  department: string
  posts: string[]
  grade?: number
  homeroomClass?: string
  title?: string
  mobile?: string
  account?: string
  unionId?: string
  hasApp: boolean
  proxy?: string
  /** False once the directory says the person left; records and duties stay, messages stop. */
  active: boolean
  /** Given posts here since the school file was loaded: what the file says of this person's seats no longer counts. */
  reposted?: true
  /** When that was, the last time. */
  postedAtMs?: number
}

/** What somebody does from now on; what is left out stays as it is, `homeroomClass` null ends it. */
export interface Posting {
  posts: string[]
  homeroomClass?: string | null
  department?: string
  grade?: number
}

export type PersonEvent =
  | { kind: 'person.joined'; person: Omit<Person, 'active'> }
  | { kind: 'person.matched'; account: string; unionId?: string; by: 'file' | 'union-id' | 'mobile' }
  | ({ kind: 'person.posted'; by: string } & Posting)
  | { kind: 'person.left' }
  | { kind: 'person.returned' }

export const person: Noun<Person, PersonEvent> = {
  name: 'person',
  table: 'people',
  evolve(state, event, { atMs }) {
    switch (event.kind) {
      case 'person.joined':
        return { ...event.person, active: true }
      case 'person.matched':
        return {
          ...state!,
          account: event.account,
          hasApp: true,
          ...(event.unionId && { unionId: event.unionId }),
        }
      case 'person.posted': {
        const { homeroomClass: had, ...rest } = state!
        const { posts, department, grade, homeroomClass = had ?? null } = event
        return {
          ...rest,
          posts,
          reposted: true,
          postedAtMs: atMs,
          ...(homeroomClass !== null && { homeroomClass }),
          ...(department !== undefined && { department }),
          ...(grade !== undefined && { grade }),
        }
      }
      case 'person.left':
        return { ...state!, active: false }
      case 'person.returned':
        return { ...state!, active: true }
    }
  },
  columns: (state) => ({ account: state.account ?? null, mobile: state.mobile ?? null }),
}

/** A member of staff enters with the school file; a second time changes nothing. */
export const join =
  (entry: Omit<Person, 'active'>) =>
  (state: Person | undefined): PersonEvent[] =>
    state ? [] : [{ kind: 'person.joined', person: entry }]

/** A chat account turns out to be this person. Somebody already matched to another account is never silently changed. */
export const match =
  (account: string, unionId: string | undefined, by: 'file' | 'union-id' | 'mobile') =>
  (state: Person | undefined): PersonEvent[] => {
    if (!state) throw new Refusal('nobody', '名单里没有这个人。')
    if (state.account === account && (unionId === undefined || state.unionId === unionId)) return []
    if (state.account && state.account !== account && by === 'mobile')
      throw new Refusal('already-matched', `${state.name}已经绑定了另一个账号，请安全办公室核对后再改。`)
    return [{ kind: 'person.matched', account, ...(unionId && { unionId }), by }]
  }

/** The safety office gives somebody posts; the same again changes nothing. Who may is asked before. */
export const givePosts =
  (posting: Posting, by: string) =>
  (state: Person | undefined): PersonEvent[] => {
    if (!state?.active) throw new Refusal('nobody', '名单里没有这个人，或已经离校。')
    const { homeroomClass = state.homeroomClass ?? null } = posting
    const same =
      [...state.posts].sort().join() === [...posting.posts].sort().join() &&
      (state.homeroomClass ?? null) === homeroomClass &&
      (posting.department ?? state.department) === state.department &&
      (posting.grade ?? state.grade) === state.grade
    return same ? [] : [{ kind: 'person.posted', ...posting, by }]
  }

/** The directory says the person left (`contact.user.deleted_v3`): deactivate, never erase. */
export const leave = (state: Person | undefined): PersonEvent[] =>
  state?.active ? [{ kind: 'person.left' }] : []

/** The directory has the person again. */
export const comeBack = (state: Person | undefined): PersonEvent[] =>
  state && !state.active ? [{ kind: 'person.returned' }] : []
