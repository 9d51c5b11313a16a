import type * as z from 'zod'
import { Refusal } from '../refusal.ts'
import { shapeProblems } from '../shape-problems.ts'
import { posts } from './catalogue.ts'
import file from './duty-catalog.json' with { type: 'json' }
import { dutyShape } from './duty-shape.ts'
import { DUTY_WORDS } from './duty-words.ts'
import { policies } from './policies.ts'
import { usablePolicies } from './usable-policies.ts'

type Entry = z.output<typeof dutyShape>

/** One duty of the catalogue or of the school (catalogue `meta.legend`). */
export interface Duty {
  id: string
  title: string
  post: string
  coPosts: string[]
  excludePosts: string[]
  scope: Entry['scope']
  kind: Entry['kind']
  /** `每月一次,默认最后一个周五15:30`, as people read it. */
  cadence: string
  recurrence: Entry['recurrence']
  /** Relative to the day the duty falls on. */
  dueWindow: Entry['due_window']
  reminders: Entry['reminders']
  evidence: {
    required: Entry['evidence']['required']
    optional: Entry['evidence']['optional']
    minPhotos: number
    /** "Nothing found" is itself a report (handbook §14.15). */
    zeroReport: boolean
  }
  /** Id of its escalation policy. */
  policy: string
  seedRows: string[]
  basis: string[]
  defaultOn: boolean
  tier: Entry['tier']
  form: Entry['form']
  /** Shifts of teachers only: the roster's places it is about; none named, all of them. */
  rosterPlaces: string[]
  /** Education and the government's safety office each confirm it (handbook §14.5). */
  twoReceivers: boolean
  /** The bot writes it; a person only confirms (note of `rpt-weekly-summary`). */
  confirmOnly: boolean
  /** What feeds a yearly count by itself: attended, or done, by whoever it counts for. */
  counts?: NonNullable<Entry['counts']>
  note: string
}

/** The catalogue's duties by id, in the catalogue's order; checked once, at load. */
export const duties: ReadonlyMap<string, Duty> = readDuties(file.duties)

/**
 * The catalogue with the school's own duties (`duties` of the school file, the catalogue's shape): a new id is added,
 * a known id replaces what it names and keeps the rest.
 * @throws Refusal('duty-data') naming every problem, each with how to mend it.
 */
export function dutiesWith(own: readonly Record<string, unknown>[]): ReadonlyMap<string, Duty> {
  const given = new Map<string, Record<string, unknown>>(file.duties.map((duty) => [duty.id, duty]))
  return new Map([...duties, ...readDuties(own.map((duty) => ({ ...given.get(String(duty.id)), ...duty })))])
}

/** What the catalogue itself writes about a duty; undefined for a school's own. */
export function stockEntry(id: string): Record<string, unknown> | undefined {
  return file.duties.find((duty) => duty.id === id)
}

/** Every duty as the catalogue would write it, a school's changes and own ones in it. */
export function writtenDuties(own: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const written = new Map<string, Record<string, unknown>>(file.duties.map((duty) => [duty.id, duty]))
  for (const duty of own) written.set(String(duty.id), { ...written.get(String(duty.id)), ...duty })
  return [...written.values()]
}

function readDuties(entries: readonly Record<string, unknown>[]): Map<string, Duty> {
  const found = new Map<string, Duty>()
  const problems: string[] = []
  const ids = new Set([...file.duties, ...entries].map(({ id }) => String(id)))
  for (const [i, json] of entries.entries()) {
    const name = typeof json.id === 'string' && json.id ? `职责「${json.id}」` : `第 ${i + 1} 项职责`
    const read = dutyShape.safeParse(json)
    const wrong = read.success
      ? referenceProblems(read.data, found, ids)
      : shapeProblems(read.error, json, DUTY_WORDS)
    problems.push(...wrong.map((problem) => `${name}：${problem}`))
    if (read.success) found.set(read.data.id, dutyOf(read.data))
  }
  if (problems.length === 0) return found
  throw new Refusal('duty-data', `职责有 ${problems.length} 处要改：\n${problems.join('\n')}`)
}

function referenceProblems(
  entry: Entry,
  before: ReadonlyMap<string, Duty>,
  ids: ReadonlySet<string>,
): string[] {
  const uncounted = (entry.counts?.duties ?? []).filter((id) => !ids.has(id))
  const unknown = [entry.post, ...entry.co_posts, ...entry.exclude_posts].filter((post) => !posts.has(post))
  return [
    ...(before.has(entry.id) ? ['编号重复，请换一个编号'] : []),
    ...unknown.map((post) => `没有岗位「${post}」，请写岗位目录里的编号`),
    ...uncounted.map((id) => `自动计入(counts)里没有职责「${id}」，请写职责的编号`),
    ...policyProblems(entry),
  ]
}

/** A step that nothing tells the time of, or whose condition nobody can answer, would stop the ladder or never come. */
function policyProblems({ id, escalation_policy: policy, recurrence }: Entry): string[] {
  const usable = usablePolicies(recurrence)
  const stock = stockEntry(id)?.escalation_policy
  // What an event brings climbs as the catalogue says, by the record of the event.
  if (usable.includes(policy) || (recurrence.type === 'on_event' && (stock ?? policy) === policy)) return []
  const why = policies.has(policy) ? `升级策略「${policy}」不适合这样的周期` : `没有升级策略「${policy}」`
  return [`${why}，可用的有：${usable.join('、')}`]
}

function dutyOf(entry: Entry): Duty {
  return {
    id: entry.id,
    title: entry.title_zh,
    post: entry.post,
    coPosts: entry.co_posts,
    excludePosts: entry.exclude_posts,
    scope: entry.scope,
    kind: entry.kind,
    cadence: entry.cadence_zh,
    recurrence: entry.recurrence,
    dueWindow: entry.due_window,
    reminders: entry.reminders,
    evidence: {
      required: entry.evidence.required,
      optional: entry.evidence.optional,
      minPhotos: entry.evidence.min_photos,
      zeroReport: entry.evidence.zero_report,
    },
    policy: entry.escalation_policy,
    seedRows: entry.seed_rows,
    basis: entry.basis,
    defaultOn: entry.default_on,
    tier: entry.tier,
    form: entry.form,
    rosterPlaces: entry.roster_places,
    twoReceivers: entry.two_receivers,
    confirmOnly: entry.confirm_only,
    note: entry.note,
    ...(entry.counts && { counts: entry.counts }),
  }
}
