import * as z from 'zod'
import { schoolCalendarShape } from '../calendar/school-calendar.ts'
import { posts } from '../duties/catalogue.ts'
import { settingShape, type WrittenSetting } from '../duties/settings.ts'
import { schoolShape } from '../people/school-shape.ts'
import { SCHOOL_WORDS } from '../people/school-words.ts'
import { Refusal } from '../refusal.ts'
import { shapeProblems } from '../shape-problems.ts'
import type { Entry } from './own-entries.ts'

const duty_roster = schoolShape.shape.duty_roster.unwrap().strict()
const patrol_points = z.array(schoolShape.shape.patrol_points.unwrap().element.strict())

/** Counted up when a template of this software could be read wrongly by an older one. */
export const TEMPLATE_VERSION = 1
/** A whole catalogue is a third of a megabyte; more is another file. */
const LARGEST_TEMPLATE_BYTES = 2 * 1024 * 1024

/**
 * What one school hands another: a whole catalogue in its own words and, where they are there, patrol points, duty
 * roster and calendar. It names posts where a school file names people. A section that is missing changes nothing; a key
 * nobody knows is refused, so that nothing is left out without a word.
 */
const templateShape = z.strictObject({
  template_version: z.number().optional(),
  duties: z.array(z.record(z.string(), z.unknown())).optional(),
  escalation_policies: z.array(z.unknown()).optional(),
  settings: z.array(settingShape).optional(),
  duty_roster: duty_roster.optional(),
  patrol_points: patrol_points.optional(),
  calendar: schoolCalendarShape.strict().optional(),
})

type Read = z.output<typeof templateShape>
export interface Template {
  duties?: Entry[]
  escalation_policies?: unknown[]
  settings?: WrittenSetting[]
  duty_roster?: NonNullable<Read['duty_roster']>
  patrol_points?: NonNullable<Read['patrol_points']>
  /** Only the parts that were written. */
  calendar?: Partial<NonNullable<Read['calendar']>>
}

const SECTIONS = [
  'duties',
  'escalation_policies',
  'settings',
  'duty_roster',
  'patrol_points',
  'calendar',
] as const

/** Reads the text of a template. @throws Refusal('template') that names every problem and how to mend it. */
export function readTemplate(text: string): Template {
  const json = parse(text)
  const version = (json as { template_version?: unknown } | null)?.template_version
  if (typeof version === 'number' && version > TEMPLATE_VERSION)
    throw new Refusal(
      'template',
      `这份模板是更新的软件导出的（第 ${version} 版），现在的软件只读得懂第 ${TEMPLATE_VERSION} 版。请先升级软件再导入。`,
    )
  const isGroup = typeof json === 'object' && json !== null && !Array.isArray(json)
  const present = SECTIONS.filter((section) => isGroup && Object.hasOwn(json, section))
  if (isGroup && present.length === 0)
    throw refuse([`里面没有可以导入的内容，至少要有 ${SECTIONS.join('、')} 中的一样`])
  const read = templateShape.safeParse(json)
  if (!read.success) throw refuse(shapeProblems(read.error, json, SCHOOL_WORDS))
  const template = read.data
  const unknown = [...new Set(postsIn(template))].filter((post) => !posts.has(post))
  if (unknown.length > 0)
    throw refuse(unknown.map((post) => `没有岗位「${post}」：值班安排和巡查点里请写岗位目录里的编号`))
  const written = json as Record<string, object>
  const only = <T extends object>(all: T, keys: readonly string[]): Partial<T> =>
    Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key))) as Partial<T>
  // The shapes fill in what is missing; missing here means: leave the school's own.
  const { calendar, ...sections } = only(template, present) as Template
  return { ...sections, ...(calendar && { calendar: only(calendar, Object.keys(written.calendar ?? {})) }) }
}

/** The text of a file as it was sent or read. @throws Refusal('template') when it was not saved as UTF-8 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('template', '模板文件不是 UTF-8 编码：请另存为 UTF-8 编码，再导入。')
  }
}

/** Said of a file by its length alone, before it is read. */
export const sizeProblem = (bytes: number): string | undefined =>
  bytes > LARGEST_TEMPLATE_BYTES
    ? `模板文件有 ${Math.ceil(bytes / 1024 / 1024)} MB，最多 2 MB。请确认是导出的模板文件。`
    : undefined

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new Refusal('template', '模板不是完整的 JSON 文件，可能没有传完。请重新导出后再试。')
  }
}

export const refuse = (problems: readonly string[]): Refusal =>
  new Refusal('template', `模板有 ${problems.length} 处要改，改好后请重新导入：\n${problems.join('\n')}`)

const postsIn = ({ duty_roster: roster, patrol_points: points }: Read): string[] => [
  ...Object.values(roster?.duty_leader_by_weekday ?? {}),
  ...(roster?.duty_leader_weekend?.default ?? []),
  ...Object.values(roster?.duty_teacher_by_weekday ?? {}).flat(),
  ...(roster?.guard_shifts ?? []).flatMap(({ staff }) => staff),
  ...(points ?? []).flatMap(({ owner }) => owner ?? []),
]
