import type { Noun } from '../log/noun.ts'
import type { SchoolFile } from './school-file.ts'

/** Everything of the school that is not a person: the file it was loaded from, and the groups it named since. */
export interface School {
  file: Omit<SchoolFile, 'staff' | 'warnings'>
  /** Chat that gets the weekly summary and other matters of the leaders; counts only, never names or restricted matters. */
  leadersChat?: { id: string; name: string }
}

/** What a template changes of a school: whole sections, as they stand afterwards. */
export type Sections = Partial<Pick<School['file'], 'duties' | 'duty_roster' | 'patrol_points' | 'calendar'>>

export type SchoolEvent =
  | { kind: 'school.loaded'; file: School['file'] }
  | { kind: 'school.leaders-chat-named'; chat: { id: string; name: string } }
  | { kind: 'school.leaders-chat-lost' }
  | ({ kind: 'school.template-applied' } & Sections)

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
        return { ...state!, file: { ...state!.file, ...sections } }
      }
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

/** New rules for the school; what stands like this already changes nothing. */
export const applySections =
  (sections: Sections) =>
  (state: School | undefined): SchoolEvent[] => {
    const changed = Object.entries(sections).filter(
      ([key, value]) => JSON.stringify(state?.file[key as keyof Sections]) !== JSON.stringify(value),
    )
    return changed.length > 0
      ? [{ kind: 'school.template-applied', ...(Object.fromEntries(changed) as Sections) }]
      : []
  }
