import type { WrittenPolicy } from '../duties/policy-shape.ts'
import { QUIET_WORDS, sayStep } from '../duties/policy-words.ts'
import { KINDS, type SettingKey, type Settings, saySetting } from '../duties/settings.ts'
import type { Directory } from '../people/directory.ts'
import { policiesOf } from './export.ts'

/** How the policies and numbers of a school change, a row of words each. */
export interface RuleDifferences {
  policies: { id: string; title: string; words: string[] }[]
  settings: string[]
}

export const ruleDifferencesOf = (before: Directory, after: Directory): RuleDifferences => {
  const was = policiesOf(before)
  return {
    policies: policiesOf(after).flatMap((policy, order) => {
      const words = changesOf(was[order]!, policy)
      return words.length > 0 ? [{ id: policy.id, title: policy.name_zh, words }] : []
    }),
    settings: [
      ...settingsBetween(before.rules.settings, after.rules.settings),
      ...hoursBetween(before, after),
    ],
  }
}

type Hours = Partial<
  Pick<Directory['school']['file']['calendar'], 'quiet_hours' | 'working_hours' | 'day_close'>
>

/** The hours of the day that the school's calendar sets. */
function hoursBetween(before: Directory, after: Directory): string[] {
  const span = (of: { from: string; until: string } | undefined) => (of ? `${of.from}–${of.until}` : '')
  const rows = ({ school }: Directory) => {
    const {
      quiet_hours: quiet,
      working_hours: work,
      day_close: close = '18:00',
    }: Hours = school.file.calendar
    return [`免打扰时间：${span(quiet)}`, `工作时间：${span(work)}`, `当天汇总：${close}`]
  }
  const now = rows(after)
  return rows(before).flatMap((was, order) => {
    const [, value = ''] = now[order]!.split('：')
    return was === now[order] ? [] : [`${was} → ${value}`]
  })
}

type Step = WrittenPolicy['steps'][number]

/** Steps that ask and say the same are one step, in their order; what one list has more of is new or gone. */
function changesOf(was: WrittenPolicy, is: WrittenPolicy): string[] {
  const kindOf = ({ condition, message, set_status: status }: Step) => `${condition} ${message} ${status}`
  const kinds = new Set([...was.steps, ...is.steps].map(kindOf))
  const of = (policy: WrittenPolicy, kind: string) => policy.steps.filter((step) => kindOf(step) === kind)
  const steps = [...kinds].flatMap((kind) => {
    const [old, now] = [of(was, kind), of(is, kind)]
    return Array.from({ length: Math.max(old.length, now.length) }, (_, i) =>
      between(old[i] && sayStep(old[i]), now[i] && sayStep(now[i])),
    ).flat()
  })
  const order = steps.length === 0 && JSON.stringify(was.steps) !== JSON.stringify(is.steps)
  return [
    ...(was.name_zh === is.name_zh ? [] : [`名称：${was.name_zh} → ${is.name_zh}`]),
    ...(was.respects_quiet_hours === is.respects_quiet_hours
      ? []
      : [`安静时段：${QUIET_WORDS[was.respects_quiet_hours]} → ${QUIET_WORDS[is.respects_quiet_hours]}`]),
    ...steps,
    ...(order ? ['步骤的先后改了'] : []),
  ]
}

function between(was: string | undefined, is: string | undefined): string[] {
  if (was === is) return []
  if (was === undefined) return [`多了「${is}」`]
  return is === undefined ? [`少了「${was}」`] : [`「${was}」改为「${is}」`]
}

const settingsBetween = (was: Settings, is: Settings): string[] =>
  (Object.keys(KINDS) as SettingKey[]).flatMap((key) =>
    was[key] === is[key]
      ? []
      : [`${KINDS[key].title}：${saySetting(key, was[key])} → ${saySetting(key, is[key])}`],
  )
