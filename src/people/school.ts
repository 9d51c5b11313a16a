import type { OwnRules } from '../duties/rules.ts'
import type { Noun } from '../log/noun.ts'
import type { Day } from '../time.ts'
import { type Passed, withPassed } from './points-passed.ts'
import type { SchoolFile } from './school-file.ts'

/** Everything of the school that is not a person: the file it was loaded from, and the groups it named since. */
export interface School {
  file: Omit<SchoolFile, 'staff' | 'warnings'>
  /** Chat that gets the weekly summary and other matters of the leaders; counts only, never names or restricted matters. */
  leadersChat?: { id: string; name: string }
  /** The policies and numbers that held before each change of them, oldest first: records began under them. */
  formerRules?: OwnRules[]
  /** A template somebody looks at: what it would change. Any change of the rules makes the look stale. */
  proposed?: Proposal
  /** What the last change of the rules replaced: the way back. */
  replaced?: Sections
  /** Numbers that change on a day to come, in the order they were decided. */
  planned?: PlannedNumber[]
}

/** A number of the rules from a day on; `key` is the setting's. */
export interface PlannedNumber {
  id: string
  by: string
  from: Day
  key: string
  value: number
}

/** What a template, or a school file read anew, changes of a school: whole sections, as they stand afterwards. */
export type Sections = Partial<Omit<School['file'], 'chats'>>

/** `id` is said by the button that applies it. */
export interface Proposal {
  id: string
  by: string
  sections: Sections
  /** One number, to be looked at and for a day to come if one is said. */
  number?: { key: string; value: number; from?: Day }
}

export type SchoolEvent =
  | { kind: 'school.loaded'; file: School['file'] }
  | { kind: 'school.leaders-chat-named'; chat: { id: string; name: string } }
  | { kind: 'school.leaders-chat-lost' }
  | ({ kind: 'school.template-proposed' } & Proposal)
  | ({ kind: 'school.template-applied' } & Sections)
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
        return withSections(state!, sections)
      }
      case 'school.template-proposed': {
        const { kind: _, ...proposed } = event
        return { ...state!, proposed }
      }
      case 'school.points-passed':
        return withPassed(state!, event)
      case 'school.number-planned': {
        const { kind: _, ...planned } = event
        const { proposed: __, ...rest } = state!
        return { ...rest, planned: [...(rest.planned ?? []), planned] }
      }
      case 'school.number-unplanned':
        return { ...state!, planned: (state!.planned ?? []).filter(({ id }) => id !== event.id) }
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

/** The school under new rules: what they replace is the way back, and policies and numbers stay for what began by them. */
export function withSections(state: School, sections: Sections): School {
  const { proposed: _, ...rest } = state
  const { file } = rest
  const rules = sections.escalation_policies ?? sections.settings
  const replaced = Object.fromEntries(
    Object.keys(sections).map((key) => [key, file[key as keyof Sections] ?? []]),
  ) as Sections
  return {
    ...rest,
    file: { ...file, ...sections },
    ...(rules && { formerRules: [...(rest.formerRules ?? []), rulesIn(file)] }),
    replaced,
  }
}

/** The policies in the school file are let through as they are; whoever put them there has read them. */
export const rulesIn = ({ escalation_policies: policies, settings }: School['file']): OwnRules => ({
  escalation_policies: policies as OwnRules['escalation_policies'],
  settings,
})

/** Somebody looks at what a template would change; the last look counts. */
export const propose = (proposal: Proposal) => (): SchoolEvent[] => [
  { kind: 'school.template-proposed', ...proposal },
]

/** A number from a day on; one of the same day for the same rule takes the place of what was decided before. */
export const planNumber =
  (planned: PlannedNumber) =>
  (state: School | undefined): SchoolEvent[] => [
    ...(state?.planned ?? [])
      .filter(({ key, from }) => key === planned.key && from === planned.from)
      .map(({ id }) => ({ kind: 'school.number-unplanned' as const, id })),
    { kind: 'school.number-planned', ...planned },
  ]

/** What was decided for a day to come is dropped, or that day is here. */
export const unplanNumber =
  (id: string) =>
  (state: School | undefined): SchoolEvent[] =>
    state?.planned?.some((planned) => planned.id === id) ? [{ kind: 'school.number-unplanned', id }] : []

/** New rules for the school; what stands like this already changes nothing. */
export const applySections =
  (sections: Sections) =>
  (state: School | undefined): SchoolEvent[] => {
    const changed = Object.entries(sections).filter(
      ([key, value]) => !isAlike(state?.file[key as keyof Sections] ?? [], value),
    )
    return changed.length > 0
      ? [{ kind: 'school.template-applied', ...(Object.fromEntries(changed) as Sections) }]
      : []
  }

/** The same data, however its keys are ordered. */
export const isAlike = (one: unknown, other: unknown): boolean => inOrder(one) === inOrder(other)

const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  )

/** Patrol points of one person looked after by another from now on; points of anybody else stay. */
export const givePoints =
  ({ points, from, to }: Passed) =>
  (state: School | undefined): SchoolEvent[] => {
    const own = (state?.file.patrol_points ?? []).filter(({ owner }) => owner === from).map(({ id }) => id)
    const passed = points.filter((id) => own.includes(id))
    return passed.length > 0 ? [{ kind: 'school.points-passed', points: passed, from, to }] : []
  }
