import { checklistOf, contradictionsOf } from '../coverage/checklist.ts'
import type { Directory } from '../people/directory.ts'
import { type Day, sayDay } from '../time.ts'
import { type Difference, differencesOf } from './differences.ts'
import { placesAndDates } from './place-differences.ts'
import { ruleDifferencesOf } from './rule-differences.ts'

/** What is owed and said over the days of a preview; the simulation plays it. */
export interface Played {
  directory: Directory
  owed: ReadonlyMap<string, { duty: string; owner: string; day: Day }>
  messages: ReadonlyMap<string, number>
}

const LISTED = 12

/** A part of a preview: no rows, no change. */
export interface Part {
  title: string
  rows: string[]
}

/** What began keeps its rules (design §5): said under every preview. */
export const KEPT = '已经开始的项目、已经报的隐患和事件按原来的规则办完。'

/** What a template does to the coming days: the school as it is beside the school with it. */
export function effectOf(before: Played, after: Played, notes: readonly string[], from: Day): Part[] {
  const differences = differencesOf(before.directory.duties, after.directory.duties)
  const rules = ruleDifferencesOf(before.directory, after.directory)
  const of = (kind: Difference['kind']) => differences.filter((each) => each.kind === kind).map(said)
  return [
    { title: '新增的职责', rows: of('new') },
    { title: '不再执行的职责', rows: of('gone') },
    { title: '改动的职责', rows: of('changed') },
    { title: '改动的升级策略', rows: rules.policies.map(said) },
    { title: '改动的时限', rows: rules.settings },
    ...placesAndDates(before.directory, after.directory),
    { title: '应办项目', rows: counts(before, after) },
    { title: '换了日子的', rows: moves(before, after) },
    { title: '消息多了或少了的人', rows: messages(before, after) },
    { title: '没有人负责、暂不执行的职责', rows: staysOff(after.directory, from) },
    { title: '要留意', rows: [...notes, ...contradictionsOf(after.directory)] },
  ]
}

/** The same as lines, as people want to read it. */
export const preview = (parts: readonly Part[], { from, to }: { from: Day; to: Day }): string[] => [
  `模板预览　${sayDay(from)} 至 ${sayDay(to)}`,
  ...parts.flatMap(({ title, rows }) => ['', `【${title}】`, ...(rows.length > 0 ? rows : ['无'])]),
  '',
  KEPT,
]

const said = ({ title, words }: Pick<Difference, 'title' | 'words'>): string =>
  [title, words.join('；')].filter(Boolean).join('　')

function counts(before: Played, after: Played): string[] {
  const per = ({ owed }: Played) => Map.groupBy(owed.values(), ({ duty }) => duty)
  const [was, is] = [per(before), per(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((duty) => {
    const [old, now] = [was.get(duty)?.length ?? 0, is.get(duty)?.length ?? 0]
    return old === now ? [] : [`${titleOf(before, after, duty)}　${old} 项 → ${now} 项`]
  })
}

const titleOf = (before: Played, after: Played, duty: string): string =>
  (after.directory.duties.get(duty) ?? before.directory.duties.get(duty))?.title ?? duty

/** The same instance on another day, each pair of days of a duty once. */
function moves(before: Played, after: Played): string[] {
  const found = [...after.owed].flatMap(([id, { duty, day }]) => {
    const was = before.owed.get(id)
    return was && was.day !== day
      ? [`${titleOf(before, after, duty)}　${sayDay(was.day)} → ${sayDay(day)}`]
      : []
  })
  return [...new Set(found)]
}

function messages(before: Played, after: Played): string[] {
  const rows = [...new Set([...before.messages.keys(), ...after.messages.keys()])]
    .map((id) => {
      const [was, is] = [before.messages.get(id) ?? 0, after.messages.get(id) ?? 0]
      return { name: after.directory.person(id)?.name ?? id, was, is, more: is - was }
    })
    .filter(({ more }) => more !== 0)
    .sort((one, other) => Math.abs(other.more) - Math.abs(one.more))
  const total = rows.reduce((sum, { more }) => sum + more, 0)
  if (rows.length === 0) return []
  return [
    `${rows.length} 人，共${signed(total)} 条（没有人办理时，每一步提醒都算在内）`,
    ...rows
      .slice(0, LISTED)
      .map(({ name, was, is, more }) => `${name}　${was} 条 → ${is} 条（${signed(more)}）`),
  ]
}

const signed = (count: number): string => (count > 0 ? `+${count}` : String(count))

const staysOff = (directory: Directory, today: Day): string[] =>
  checklistOf(directory, today).flatMap(({ title, staysOff: duties }) =>
    duties.map((duty) => `${duty}　请先补上：${title}`),
  )
