import type { Noun } from '../log/noun.ts'

/** The pages anybody may report on who has their address: parents behind the school's own code, colleagues without a name. */
export const PUBLIC_PAGES = ['parents', 'staff'] as const
export type PublicPageId = (typeof PUBLIC_PAGES)[number]

export interface PublicPage {
  id: PublicPageId
  open: boolean
  /** Its code names the generation it was given out with; only the newest one is good. */
  generation: number
}

export type PublicPageEvent =
  | { kind: 'public-page.opened'; by: string }
  | { kind: 'public-page.closed'; by: string }
  | { kind: 'public-page.renewed'; generation: number; by: string }

/** As a school begins: parents are let in when somebody says so; whoever fears for himself must always have a way (S2-032). */
export const begins = (id: PublicPageId): PublicPage => ({ id, open: id === 'staff', generation: 1 })

export const publicPage: Noun<PublicPage, PublicPageEvent> = {
  name: 'public-page',
  table: 'public_pages',
  evolve(state, event, { id }) {
    const before = state ?? begins(id as PublicPageId)
    switch (event.kind) {
      case 'public-page.opened':
        return { ...before, open: true }
      case 'public-page.closed':
        return { ...before, open: false }
      case 'public-page.renewed':
        return { ...before, generation: event.generation }
    }
  },
  columns: () => ({}),
}

type Decide = (state: PublicPage | undefined) => PublicPageEvent[]

export const openPage =
  (id: PublicPageId, by: string): Decide =>
  (state = begins(id)) =>
    state.open ? [] : [{ kind: 'public-page.opened', by }]

export const closePage =
  (id: PublicPageId, by: string): Decide =>
  (state = begins(id)) =>
    state.open ? [{ kind: 'public-page.closed', by }] : []

/** Posters that hang are void from now on. */
export const renewPage =
  (id: PublicPageId, by: string): Decide =>
  (state = begins(id)) => [{ kind: 'public-page.renewed', generation: state.generation + 1, by }]
