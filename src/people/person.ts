import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'
import { type GivenUp, givenUpBy } from './given-up.ts'

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
  /** Last given posts here: from then on what the school file says of this person's seats no longer counts. */
  postedAtMs?: number
  /** Of the seats held now, when each was given; 0 for the school file's. */
  seatsSinceMs?: Record<string, number>
  /** Seats held once and no more: what is open of them is to be handed over. */
  gaveUp?: GivenUp[]
}

/** What somebody does from now on; what is left out stays as it is, `homeroomClass` null ends it. */
export interface Posting {
  posts: string[]
  homeroomClass?: string | null
  department?: string
  grade?: number
}

/** What a school file says of somebody besides posts. */
type Details = Pick<Person, 'name' | 'hasApp' | 'title' | 'mobile' | 'proxy'>

export type PersonEvent =
  | { kind: 'person.joined'; person: Omit<Person, 'active'> }
  | { kind: 'person.matched'; account: string; unionId?: string; by: 'file' | 'union-id' | 'mobile' }
  | ({ kind: 'person.posted'; by: string; fromFile?: true } & Posting)
  | ({ kind: 'person.corrected' } & Details)
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
        const { homeroomClass: had, gaveUp: _, postedAtMs: __, grade: was, ...rest } = state!
        const { posts, department, homeroomClass = had ?? null, fromFile } = event
        // A school file read anew says all of it, and its seats count again.
        const grade = event.grade ?? (fromFile ? undefined : was)
        const after: Person = {
          ...rest,
          posts,
          ...(!fromFile && { postedAtMs: atMs }),
          ...(homeroomClass !== null && { homeroomClass }),
          ...(department !== undefined && { department }),
          ...(grade !== undefined && { grade }),
        }
        return { ...after, ...givenUpBy(state!, after, atMs) }
      }
      case 'person.corrected': {
        const { title: _, mobile: __, proxy: ___, ...rest } = state!
        const { kind: ____, ...details } = event
        return { ...rest, ...details }
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

/** Who gave somebody posts where the file did. */
export const SCHOOL_FILE = 'school-file'
const same = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other)

/** What somebody does, in one order whoever wrote it down. */
const postingOf = ({ posts, homeroomClass, department, grade }: Omit<Person, 'active'>) => ({
  posts: posts.toSorted(),
  homeroomClass: homeroomClass ?? null,
  department,
  grade: grade ?? null,
})

const detailsOf = ({ name, hasApp, title, mobile, proxy, account }: Omit<Person, 'active'>): Details => ({
  name,
  hasApp: hasApp || account !== undefined,
  ...(title !== undefined && { title }),
  ...(mobile !== undefined && { mobile }),
  ...(proxy !== undefined && { proxy }),
})

/**
 * A school file read anew: who is new joins, who had left is back, everybody else does what the file says. An account
 * that is known stays: the chat knows it better than a file.
 */
export const followFile =
  (entry: Omit<Person, 'active'>) =>
  (state: Person | undefined): PersonEvent[] => {
    if (!state) return [{ kind: 'person.joined', person: entry }]
    const { posts, homeroomClass = null, department, grade } = entry
    const posting = { posts, homeroomClass, department, ...(grade !== undefined && { grade }) }
    const details = detailsOf({ ...entry, ...(state.account && { account: state.account }) })
    const isAsBefore = state.postedAtMs === undefined && same(postingOf(entry), postingOf(state))
    return [
      ...comeBack(state),
      ...(isAsBefore
        ? []
        : [{ kind: 'person.posted' as const, ...posting, by: SCHOOL_FILE, fromFile: true as const }]),
      ...(same(details, detailsOf(state)) ? [] : [{ kind: 'person.corrected' as const, ...details }]),
      ...(entry.account && !state.account ? match(entry.account, undefined, 'file')(state) : []),
    ]
  }
