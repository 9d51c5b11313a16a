import { posts } from '../duties/catalogue.ts'
import type { Duty } from '../duties/duty.ts'
import { policies } from '../duties/policies.ts'
import type { DayOffset } from '../duties/window-shape.ts'

/** How one duty differs between two catalogues; `words` say what was and what is. */
export interface Difference {
  id: string
  title: string
  kind: 'new' | 'gone' | 'changed'
  words: string[]
}

/** What differs from `before` to `after`, in the order of the catalogue. Switched off or not there is the same. */
export function differencesOf(
  before: ReadonlyMap<string, Duty>,
  after: ReadonlyMap<string, Duty>,
): Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id): Difference[] => {
    const [was, is] = [inForce(before.get(id)), inForce(after.get(id))]
    if (!was && !is) return []
    const { title } = (is ?? was)!
    if (!was) return [{ id, title, kind: 'new', words: [rhythmOf(is!)] }]
    if (!is) return [{ id, title, kind: 'gone', words: [] }]
    const words = changesOf(was, is)
    return words.length > 0 ? [{ id, title, kind: 'changed', words }] : []
  })
}

const inForce = (duty: Duty | undefined): Duty | undefined => (duty?.defaultOn ? duty : undefined)

/** `每月一次,默认最后一个周五15:30`, or what the rule itself is called where nobody wrote words. */
const rhythmOf = ({ cadence, recurrence }: Duty): string => cadence || recurrence.type

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function changesOf(was: Duty, is: Duty): string[] {
  const row = (label: string, say: (duty: Duty) => string, key: (duty: Duty) => unknown = say): string[] =>
    same(key(was), key(is)) ? [] : [changeOf(label, say(was), say(is))]
  return [
    ...row('名称', ({ title }) => title),
    ...row('责任岗位', ({ post }) => postName(post)),
    ...row('参与岗位', ({ coPosts }) => names(coPosts)),
    ...row('不含岗位', ({ excludePosts }) => names(excludePosts)),
    ...row('范围', ({ scope }) => scope),
    ...row('周期', rhythmOf, ({ recurrence }) => recurrence),
    ...row('时间', windowWords),
    ...row('提醒', ({ reminders }) => reminders.map(({ label }) => label).join('、') || '无'),
    ...row('必交', ({ evidence }) => evidence.required.join('、') || '无'),
    ...row('照片至少', ({ evidence }) => `${evidence.minPhotos} 张`),
    ...row('升级策略', ({ policy }) => policies.get(policy)?.name ?? policy),
    ...row(
      '表单',
      ({ form }) => form.map(({ label }) => label).join('、') || '无',
      ({ form }) => form,
    ),
    ...row(
      '自动计入',
      ({ counts }) => (counts ? `${counts.duties.length} 项职责` : '无'),
      ({ counts }) => counts ?? null,
    ),
    ...(same(otherOf(was), otherOf(is)) ? [] : ['说明文字改了']),
  ]
}

/** Two sayings that are alike hide a change of the rule itself. */
const changeOf = (label: string, was: string, is: string): string =>
  was === is ? `${label}改了（${is}）` : `${label}：${was} → ${is}`

const OTHER = [
  'cadence',
  'note',
  'basis',
  'seedRows',
  'tier',
  'kind',
  'rosterPlaces',
  'twoReceivers',
  'confirmOnly',
] as const

const otherOf = (duty: Duty) => [
  ...OTHER.map((key) => duty[key]),
  duty.evidence.optional,
  duty.evidence.zeroReport,
]

const postName = (post: string): string => posts.get(post)?.name ?? post
const names = (list: readonly string[]): string => list.map(postName).join('、') || '无'

const windowWords = ({ dueWindow: { open, due } }: Duty): string =>
  `${dayWords(open.offset)}${open.at}–${dayWords(due.offset)}${due.at}`

function dayWords({ amount, unit }: DayOffset): string {
  if (amount === 0) return ''
  return `${amount < 0 ? '前' : '后'} ${Math.abs(amount)} ${unit === 'WD' ? '个工作日' : '天'} `
}
