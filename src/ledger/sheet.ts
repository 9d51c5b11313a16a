import { hazardCategories } from '../duties/catalogue.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { sayWait } from '../hazards/say-wait.ts'
import { severityName } from '../hazards/severity.ts'
import { spentFen } from '../hazards/spend.ts'
import { sayStatus } from '../hazards/status.ts'
import type { Directory } from '../people/directory.ts'
import { sayPlace } from '../reading/say-place.ts'
import { dayOf, timeOf } from '../time.ts'

export type LedgerCell = string | number | null

/** The headings of 隐患排查治理台账 as schools keep it, with what fits each column's width in characters. */
export const HEADINGS: readonly (readonly [string, number])[] = [
  ['序号', 6],
  ['编号', 8],
  ['发现时间', 17],
  ['地点', 20],
  ['隐患内容', 40],
  ['类别', 14],
  ['等级', 8],
  ['报告人', 10],
  ['责任部门', 14],
  ['整改责任人', 12],
  ['整改措施', 40],
  ['资金', 12],
  ['整改期限', 17],
  ['完成时间', 17],
  ['验收人', 10],
  ['验收时间', 17],
  ['状态', 12],
  ['是否重复', 10],
  ['挂牌', 20],
  ['照片文件名', 30],
]

export const SPENDING_HEADINGS: readonly (readonly [string, number])[] = [
  ['序号', 6],
  ['隐患编号', 10],
  ['日期', 12],
  ['项目', 40],
  ['金额（元）', 14],
  ['登记人', 10],
]

/** Nobody knows who it was, and the ledger does not either (S2-032). */
const ANONYMOUS = '匿名'

/** A record as a line of the ledger; `order` counts from 1, `photos` are the names of its files. */
export function ledgerRow(
  directory: Directory,
  about: Hazard,
  { order, repeat, photos }: { order: number; repeat: boolean; photos: readonly string[] },
): LedgerCell[] {
  const name = (id: string | undefined) => directory.person(id ?? '')?.name ?? null
  return [
    order,
    about.number,
    moment(about.reportedAtMs),
    plain(about.where ?? (about.place ? sayPlace(about.place) : '待补充')),
    plain(about.text),
    hazardCategories.get(about.category)?.name ?? about.category,
    severityName[about.severity],
    name(about.reporter) ?? ANONYMOUS,
    directory.departmentName(about.department),
    name(about.rectifier),
    plain(sayMeasures(about)),
    sayMoney(about),
    plain(sayWait(about) ?? moment(about.rectifyDueMs)),
    about.rectifiedAtMs === undefined ? null : moment(about.rectifiedAtMs),
    name(about.verifiedBy),
    about.verifiedBy && about.closedAtMs !== undefined ? moment(about.closedAtMs) : null,
    sayStatus(about),
    repeat ? '是' : '否',
    plain(sayListing(about)),
    photos.join('、'),
  ]
}

/** Each expenditure of a hazard as a line of its own (S2-097). */
export const spendingRows = (directory: Directory, { number, spent = [] }: Hazard): LedgerCell[][] =>
  spent.map(({ fen, item, day, by }) => [
    number,
    day,
    plain(item),
    fen / 100,
    directory.person(by)?.name ?? null,
  ])

/** By the school's clock, as text: no spreadsheet turns it into its own zone. */
const moment = (ms: number): string => `${dayOf(ms)} ${timeOf(ms)}`

const sayMeasures = ({ control, plan, rectifiedNote }: Hazard): string =>
  [control && `管控：${control}`, plan && `方案：${plan.measure}`, rectifiedNote && `整改：${rectifiedNote}`]
    .filter(Boolean)
    .join('；')

/** What was spent, as a number to add up; before that what is planned, in words. */
const sayMoney = (about: Hazard): LedgerCell => {
  if (about.spent) return spentFen(about) / 100
  return about.plan ? plain(`计划 ${about.plan.money}`) : null
}

/** A cell of Excel holds 32,767 characters; nobody reads as much. */
const LONGEST = 4000
/** A cell that begins so is a formula to some program that opens the file, or its copy as CSV. */
const FORMULA = /^\s*[=+\-@＝＋－＠\t\r]/u

/** Somebody's words as words: never a formula, without what XML cannot hold. */
export function plain(words: string): string | null {
  const clean = words.replace(/[^\P{Cc}\n]/gu, ' ').slice(0, LONGEST)
  if (clean.trim() === '') return null
  return FORMULA.test(clean) ? `'${clean}` : clean
}

const sayListing = ({ listing, unlisted }: Hazard): string => {
  if (listing) return `挂牌 ${listing.number}${listing.over ? '（已结束）' : ''}`
  return unlisted ? `不挂牌：${unlisted.reason}` : ''
}
