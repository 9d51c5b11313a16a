import { categoryNamed, hazardCategories } from '../duties/catalogue.ts'
import { placeKey } from '../hazards/hazard.ts'
import { severityName, severityOf } from '../hazards/severity.ts'
import type { Directory } from '../people/directory.ts'
import { findPlace } from '../reading/find-place.ts'
import { Refusal } from '../refusal.ts'
import { type Age, ELSEWHERE, type LedgerFilter, type Scope, STATES, type State } from './filter.ts'
import { spotsOf } from './places.ts'
import { AGE_NAME, STATE_NAME } from './say.ts'

const SCOPE_WORDS: ReadonlyMap<string, Scope> = new Map([
  ['我的', 'mine'],
  ['本部门', 'department'],
  ['本年级', 'department'],
  ['全部', 'all'],
  ['全校', 'all'],
])
/** `/隐患 我的` is the list too; with anything behind it, it stays a report: 「/隐患 我的教室灯坏了」. */
export const isListWord = (words: string): boolean =>
  SCOPE_WORDS.has(words) || words === '清单' || words === '台账'

const STATE_WORDS: ReadonlyMap<string, State> = new Map([
  ...STATES.map((state) => [STATE_NAME[state], state] as const),
  ['待整改', 'rectifying'],
  ['作废', 'invalid'],
  ['销号', 'closed'],
])

const AGE_WORDS: readonly [RegExp, Age][] = [
  [/^(?:30天以上|超过30天|超30天)$/, 4],
  [/^8[-–~至到]30天$/, 3],
  [/^4[-–~至到]7天$/, 2],
  [/^2[-–~至到]3天$/, 1],
  [/^0[-–~至到]1天$/, 0],
]

/** What a list is asked for in words: `逾期 较大 食堂 第2页`, in any order. The scope is left open when it is not named. */
export interface Wished {
  filter: Omit<LedgerFilter, 'scope'> & { scope?: Scope }
  page: number
}

/** @throws Refusal for a word that is none of ours, saying what can be said. */
export function readListWords(directory: Directory, words: string): Wished {
  const wished: Wished = { filter: { state: 'open' }, page: 1 }
  for (const word of words.split(/[\s,，、;；]+/).filter(Boolean)) {
    const page = /^第(\d{1,5})页$/.exec(word)?.[1]
    if (page) wished.page = Math.max(1, Number(page))
    else Object.assign(wished.filter, narrowedBy(directory, word))
  }
  return wished
}

function narrowedBy(directory: Directory, word: string): Partial<LedgerFilter> {
  const scope = SCOPE_WORDS.get(word)
  if (scope) return { scope }
  const state = STATE_WORDS.get(word)
  if (state) return { state }
  if (word === '逾期' || word === '超期') return { overdue: true }
  if (word === '紧急') return { urgent: true }
  if (word === '重复' || word === '屡查屡犯') return { repeat: true }
  const severity = severityOf(word.replace(/隐患$/, ''))
  if (severity) return { severity }
  const age = AGE_WORDS.find(([shape]) => shape.test(word))?.[1] ?? Object.values(AGE_NAME).indexOf(word)
  if (age >= 0) return { age: age as Age }
  const category = categoryNamed(hazardCategories, word)?.id
  if (category) return { category }
  const department = directory.school.file.departments.find(({ id, name }) => id === word || name === word)
  if (department) return { department: department.id }
  const place = placeOf(directory, word)
  if (place !== undefined) return { place }
  const likely = categoryLike(word)
  if (likely) return { category: likely }
  throw new Refusal(
    'unknown-filter',
    `没看懂「${word.slice(0, 20)}」。可以说：/隐患清单 逾期、/隐患清单 较大 食堂、/隐患清单 待验收、/隐患清单 30天以上。`,
  )
}

/** `食品` for 食品与饮水, `交通` for 校门交通与车辆; nothing when two would do. */
function categoryLike(word: string): string | undefined {
  if (word.length < 2) return undefined
  const all = [...hazardCategories.values()]
  const begun = all.filter(({ name }) => name.startsWith(word))
  const held = begun.length > 0 ? begun : all.filter(({ name }) => name.includes(word))
  return held.length === 1 ? held[0]!.id : undefined
}

function placeOf(directory: Directory, word: string): string | undefined {
  // Buttons name a place by its key.
  if (word === ELSEWHERE || spotsOf(directory).some(({ id }) => id === word)) return word
  if (/^.+\/\d*$/.test(word)) return word
  const building = spotsOf(directory).find((spot) => spot.building === word)
  if (building) return `${word}/`
  const place = findPlace(word, directory.places)
  return place && place.kind !== 'words' ? placeKey(place) : undefined
}

/** The words behind a button: what `readListWords` reads back. */
export function listWords(directory: Directory, filter: LedgerFilter, page = 1): string {
  const { scope, state, severity, category, place, department, overdue, urgent, repeat, age } = filter
  const words = [
    scope === 'mine' ? '我的' : scope === 'all' ? '全部' : '本部门',
    state !== 'open' && STATE_NAME[state],
    overdue && '逾期',
    urgent && '紧急',
    repeat && '重复',
    severity && severityName[severity],
    category && hazardCategories.get(category)?.name,
    department && directory.departmentName(department),
    age !== undefined && AGE_NAME[age],
    place,
    page > 1 && `第${page}页`,
  ]
  return words.filter(Boolean).join(' ')
}
