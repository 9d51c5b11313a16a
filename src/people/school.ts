import type { OwnRules } from '../duties/rules.ts'
import type { Noun } from '../log/noun.ts'
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
  /** What the last template replaced: the way back. A school file that came since is not taken back by it. */
  replaced?: Sections
}

/** What a template, or a school file read anew, changes of a school: whole sections, as they stand afterwards. */
export type Sections = Partial<Omit<School['file'], 'chats'>>

/** `id` is said by the button that applies it. */
export interface Proposal {
  id: string
  by: string
  sections: Sections
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
        return isOfTemplate(sections) ? withTemplate(state!, sections) : withUpdate(state!, sections)
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

/** The school under new rules: policies and numbers stay for what began by them, and no look at others is true any more. */
export function withSections(state: School, sections: Sections): School {
  const { proposed: _, ...rest } = state
  const { file } = rest
  const rules = sections.escalation_policies ?? sections.settings
  return {
    ...rest,
    file: { ...file, ...sections },
    ...(rules && { formerRules: [...(rest.formerRules ?? []), rulesIn(file)] }),
  }
}

/** What a template may bring; the rest of a school, and who may decide in it, is its file's alone. */
const OF_TEMPLATE: readonly string[] = [
  'duties',
  'escalation_policies',
  'settings',
  'patrol_points',
  'duty_roster',
  'calendar',
] satisfies (keyof Sections)[]

const isOfTemplate = (sections: Sections): boolean =>
  Object.keys(sections).every((key) => OF_TEMPLATE.includes(key))

/** What a template replaces is the way back. */
function withTemplate(state: School, sections: Sections): School {
  const { file } = state
  const replaced = Object.fromEntries(
    Object.keys(sections).map((key) => [key, file[key as keyof Sections] ?? []]),
  ) as Sections
  return { ...withSections(state, sections), replaced }
}

/** The way back goes past what the file wrote anew: that stays. */
function withUpdate(state: School, sections: Sections): School {
  const { replaced, ...rest } = withSections(state, sections)
  const left = Object.entries(replaced ?? {}).filter(([key]) => !(key in sections))
  return { ...rest, ...(left.length > 0 && { replaced: Object.fromEntries(left) as Sections }) }
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

/** New rules for the school; what stands like this already changes nothing. */
export const applySections =
  (sections: Sections) =>
  (state: School | undefined): SchoolEvent[] => {
    const changed = changedOf(sections, state)
    return changed ? [{ kind: 'school.template-applied', ...changed }] : []
  }

/** The school as its file says from now on: no template, and nothing that `/模板 撤销` takes back. */
export const updateSections =
  (sections: Sections) =>
  (state: School | undefined): SchoolEvent[] => {
    const changed = changedOf(sections, state)
    return changed ? [{ kind: 'school.updated', ...changed }] : []
  }

function changedOf(sections: Sections, state: School | undefined): Sections | undefined {
  const changed = Object.entries(sections).filter(
    ([key, value]) => !isAlike(state?.file[key as keyof Sections] ?? [], value),
  )
  return changed.length > 0 ? (Object.fromEntries(changed) as Sections) : undefined
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
