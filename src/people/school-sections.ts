import { isAlike } from '../alike.ts'
import type { OwnRules } from '../duties/rules.ts'
import type { Day } from '../time.ts'
import type { School, SchoolEvent } from './school.ts'

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

/** As in force from now on; older logs have whole school files among these. */
export const withApplied = (state: School, sections: Sections): School =>
  isOfTemplate(sections) ? withTemplate(state, sections) : withUpdate(state, sections)

/** What a template replaces is the way back. */
function withTemplate(state: School, sections: Sections): School {
  const { file } = state
  const replaced = Object.fromEntries(
    Object.keys(sections).map((key) => [key, file[key as keyof Sections] ?? []]),
  ) as Sections
  return { ...withSections(state, sections), replaced }
}

/** The way back goes past what the file wrote anew: that stays. */
export function withUpdate(state: School, sections: Sections): School {
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
