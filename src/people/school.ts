import type { OwnRules } from '../duties/rules.ts'
import type { Noun } from '../log/noun.ts'
import { type PlannedNumber, withoutPlanned, withPlanned } from './numbers-planned.ts'
import { type Passed, withPassed } from './points-passed.ts'
import type { SchoolFile } from './school-file.ts'
import { type Proposal, type Sections, withApplied, withUpdate } from './school-sections.ts'

/** Everything of the school that is not a person: the file it was loaded from, and the groups it named since. */
export interface School {
  file: Omit<SchoolFile, 'staff' | 'warnings'>
  /** Chat that gets the weekly summary and other matters of the leaders; counts only, never names or restricted matters. */
  leadersChat?: { id: string; name: string }
  /** The policies and numbers that held before each change of them, oldest first: records began under them. */
  formerRules?: OwnRules[]
  /** A template somebody looks at: what it would change. Any change of the rules makes the look stale. */
  proposed?: Proposal
  /** What the last template replaced: the way back. A school file that came since is not taken back by it. */
  replaced?: Sections
  /** Numbers that change on a day to come, in the order they were decided. */
  planned?: PlannedNumber[]
}

export type SchoolEvent =
  | { kind: 'school.loaded'; file: School['file'] }
  | { kind: 'school.leaders-chat-named'; chat: { id: string; name: string } }
  | { kind: 'school.leaders-chat-lost' }
  | ({ kind: 'school.template-proposed' } & Proposal)
  /** In older logs a school file read anew too: it has sections that no template brings. */
  | ({ kind: 'school.template-applied' } & Sections)
  | ({ kind: 'school.updated' } & Sections)
  | ({ kind: 'school.points-passed' } & Passed)
  | ({ kind: 'school.number-planned' } & PlannedNumber)
  | { kind: 'school.number-unplanned'; id: string }

/** There is one school per database; its id says so. */
export const THE_SCHOOL = 'school'

export const school: Noun<School, SchoolEvent> = {
  name: 'school',
  table: 'schools',
  evolve(state, event) {
    switch (event.kind) {
      case 'school.loaded': {
        const leaders = event.file.chats?.find((chat) => chat.purpose === 'leaders')
        return {
          file: event.file,
          ...(leaders && { leadersChat: { id: leaders.id, name: leaders.name ?? '' } }),
        }
      }
      case 'school.leaders-chat-named':
        return { ...state!, leadersChat: event.chat }
      case 'school.leaders-chat-lost': {
        const { leadersChat: _, ...rest } = state!
        return rest
      }
      case 'school.template-applied': {
        const { kind: _, ...sections } = event
        return withApplied(state!, sections)
      }
      case 'school.updated': {
        const { kind: _, ...sections } = event
        return withUpdate(state!, sections)
      }
      case 'school.template-proposed': {
        const { kind: _, ...proposed } = event
        return { ...state!, proposed }
      }
      case 'school.points-passed':
        return withPassed(state!, event)
      case 'school.number-planned': {
        const { kind: _, ...planned } = event
        return withPlanned(state!, planned)
      }
      case 'school.number-unplanned':
        return withoutPlanned(state!, event.id)
    }
  },
  columns: () => ({}),
}

export const load =
  (file: School['file']) =>
  (state: School | undefined): SchoolEvent[] =>
    state ? [] : [{ kind: 'school.loaded', file }]

/** Names the leaders' group; naming the same group again changes nothing. */
export const nameLeadersChat =
  (chat: { id: string; name: string }) =>
  (state: School | undefined): SchoolEvent[] =>
    state?.leadersChat?.id === chat.id ? [] : [{ kind: 'school.leaders-chat-named', chat }]

/** The bot was taken out of a group or the group is gone. */
export const loseChat =
  (chatId: string) =>
  (state: School | undefined): SchoolEvent[] =>
    state?.leadersChat?.id === chatId ? [{ kind: 'school.leaders-chat-lost' }] : []
