import { posts } from '../duties/catalogue.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { wordOf } from './labels.ts'
import type { SchoolUpdate } from './update.ts'

interface Part {
  title: string
  rows: string[]
}

/** What an update changes, part by part, as the administrator reads it; only what changes. */
export function changesOf({ people, before, after, sections }: SchoolUpdate): Part[] {
  const met = people.filter((each) => each.before?.active && each.after.active)
  return [
    { title: '新来的人', rows: people.filter((each) => !each.before).map((each) => said(each.after, after)) },
    {
      title: '回来的人（已经离校的请从资料里删去）',
      rows: people
        .filter((each) => each.before?.active === false && each.after.active)
        .map((each) => said(each.after, after)),
    },
    {
      title: '离校的人（没办完的事自动开始交接）',
      rows: people.filter((each) => each.before?.active && !each.after.active).map((each) => each.after.name),
    },
    { title: '改动的人', rows: met.map((each) => personRow(each.before!, each.after, before, after)) },
    ...Object.keys(sections).map((key) => ({
      title: wordOf(key),
      rows: sectionRows(before.school.file[key as 'classes'], after.school.file[key as 'classes'], after).map(
        (row) => (key === 'grade_leaders' ? row.replace(/^\d+/, '$& 年级') : row),
      ),
    })),
  ].filter(({ rows }) => rows.length > 0)
}

const said = (who: Person, directory: Directory): string => `${who.name}　${workOf(who, directory)}`

const workOf = ({ posts: held, homeroomClass, grade }: Person, directory: Directory): string =>
  [
    held.map((id) => posts.get(id)?.name ?? id).join('、') || '没有岗位',
    homeroomClass === undefined ? '' : (directory.class(homeroomClass)?.name ?? homeroomClass),
    grade === undefined ? '' : `${grade} 年级`,
  ]
    .filter(Boolean)
    .join('，')

function personRow(was: Person, is: Person, before: Directory, after: Directory): string {
  const row = (label: string, one: string | undefined, other: string | undefined): string[] =>
    one === other ? [] : [`${label}：${one ?? '无'} → ${other ?? '无'}`]
  const changed = [
    ...row('姓名', was.name, is.name),
    ...row('岗位', workOf(was, before), workOf(is, after)),
    ...row('部门', before.departmentName(was.department), after.departmentName(is.department)),
    ...row('代填人', nameOf(before, was.proxy), nameOf(after, is.proxy)),
    ...row('手机应用', was.hasApp ? '用' : '不用', is.hasApp ? '用' : '不用'),
    ...(was.mobile === is.mobile ? [] : ['手机号改了']),
    ...(was.account === is.account ? [] : ['账号补上了']),
    ...(was.title === is.title ? [] : ['职务说明改了']),
  ]
  const note = was.postedAtMs !== undefined ? '（在聊天里任职过，现在按资料）' : ''
  return `${is.name}　${changed.join('；') || '没有变化'}${note}`
}

const nameOf = (directory: Directory, id: string | undefined): string | undefined =>
  id === undefined ? undefined : (directory.person(id)?.name ?? id)

type Written = Record<string, unknown>
const isGroup = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What differs in one section of the school file, a row each; people by their names as they are in `directory`. */
export const sectionRows = (was: unknown, is: unknown, directory: Directory): string[] =>
  rowsOf(was, is, directory, '')

/** Every leaf that differs, with where it stands; lists whose entries have ids are compared by them. */
function rowsOf(was: unknown, is: unknown, directory: Directory, where: string): string[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return []
  if (isGroup(was) && isGroup(is))
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) =>
      rowsOf(was[key], is[key], directory, [where, labelOf(where, key)].filter(Boolean).join('　')),
    )
  if (isListOfNamed(was) && isListOfNamed(is)) {
    const [old, now] = [was, is].map((list) => new Map(list.map((each) => [String(each.id), each])))
    return [...new Set([...old!.keys(), ...now!.keys()])].flatMap((id) =>
      rowsOf(
        old!.get(id),
        now!.get(id),
        directory,
        [where, titleOf(now!.get(id) ?? old!.get(id)!)].join(' ').trim(),
      ),
    )
  }
  if (isListOfGroups(was) && isListOfGroups(is)) {
    const [gone, come] = [without(was, is), without(is, was)]
    if (gone.length + come.length > 0)
      return [
        ...gone.map((each) => `${where}　去掉 ${plain(each, directory)}`),
        ...come.map((each) => `${where}　新增 ${plain(each, directory)}`),
      ]
  }
  if (was === undefined) return [`${where}　新增${short(is, directory)}`]
  if (is === undefined) return [`${where}　去掉了`]
  return [`${where}　${plain(was, directory)} → ${plain(is, directory)}`]
}

const isListOfNamed = (value: unknown): value is Written[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => isGroup(each) && 'id' in each)

/** Days of a calendar and the like: the order says nothing. A list of people is a row of places and is read whole. */
const isListOfGroups = (value: unknown): value is Written[] => Array.isArray(value) && value.every(isGroup)

function without(list: readonly Written[], other: readonly Written[]): Written[] {
  const known = new Set(other.map((each) => JSON.stringify(each)))
  return list.filter((each) => !known.has(JSON.stringify(each)))
}

const titleOf = ({ id, name }: Written): string => `「${String(name ?? id)}」`
/** `新增，责任人 聂怀谷` of a point, `新增，2026-09-01 至 2027-01-22` of a term. */
function short(value: unknown, directory: Directory): string {
  if (!isGroup(value)) return Array.isArray(value) ? '' : `：${plain(value, directory)}`
  const { owner, start, end } = value
  return [
    ...(owner === undefined ? [] : [`，${wordOf('owner')} ${plain(owner, directory)}`]),
    ...(start === undefined || end === undefined ? [] : [`，${start} 至 ${end}`]),
  ].join('')
}

/** People by their names, everything else as it was written. */
function plain(value: unknown, directory: Directory): string {
  if (Array.isArray(value)) return value.map((each) => plain(each, directory)).join('、') || '无'
  if (isGroup(value)) {
    const { name, start, end, date } = value
    return (
      [name, date ?? start, end === start ? undefined : end].filter((each) => each !== undefined).join(' ') ||
      JSON.stringify(value)
    )
  }
  if (value === undefined || value === '') return '无'
  if (typeof value === 'boolean') return value ? '有' : '没有'
  return typeof value === 'string' ? nameOf(directory, value)! : String(value)
}

/** `值班领导　周一`: weekdays by their names where a roster goes by weekdays. */
function labelOf(where: string, key: string): string {
  const weekday = /值班领导$|值日教师$/.test(where) && /^[1-7]$/.test(key)
  return weekday ? `周${'一二三四五六日'[Number(key) - 1]}` : wordOf(key)
}
