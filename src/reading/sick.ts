import type { Line } from './line.ts'
import { type Headcount, headcounts } from './numbers.ts'
import { has } from './spot.ts'
import { anyOf } from './word-table.ts'

/** Similar symptoms, counted for the thresholds of §6.4. */
const SYMPTOMS = anyOf(
  '发烧 发热 高烧 呕?吐(?!槽|痰|口水|司|舌) 拉肚子 腹泻 拉稀 跑肚 肚子疼 肚子痛 肚疼 腹痛 头晕 恶心 咳嗽 疹 水痘 流感 手足口 腮腺炎 红眼 诺如 不舒服 难受',
)
const STOMACH = anyOf('呕?吐(?!槽|痰|口水|司|舌) 拉肚子 腹泻 拉稀 跑肚 肚子疼 肚子痛 肚疼 腹痛 恶心')
/** 中午就没几个吃饭的了 is no meal; 吃完, 饭后, 喝了 are. */
const AFTER_A_MEAL = anyOf(
  '吃完 吃过 吃了(?!药|退烧|片) 饭后 午餐后 早餐后 餐后 用餐后 喝了(?!水|热水|药) 喝完 同一餐 同一顿 食堂的?(?:饭|菜|午餐)',
)
const OVER_DAYS = anyOf('这几天 [三3两]天[里内]? 这周 一周 陆续 昨天.{0,10}今天 前天')
const FAR = 14

export interface Outbreak {
  readonly pupils: number
  readonly sameMeal: boolean
  readonly serious: boolean
  /** The figure is vague, or belongs to different symptoms: serious because unsure. */
  readonly doubt: boolean
  readonly words: string
}

/** Counts pupils with similar symptoms: ≥3 in a day, ≥5 within days, ≥2 after the same meal (§6.4, §7). Null: fewer than two. */
export function outbreak(line: Line, meant: (at: number, words: string) => boolean): Outbreak | null {
  const counts = headcounts(line.text)
  const told = new Set<Headcount>()
  const symptoms = [...line.text.matchAll(SYMPTOMS)].filter((symptom) => meant(symptom.index, symptom[0]))
  for (const symptom of symptoms) {
    const count = belonging(counts, symptom.index, symptom.index + symptom[0].length, line)
    if (count) told.add(count)
  }
  const groups = [...told]
  const sum = groups.filter((group) => !group.within).reduce((all, group) => all + group.people, 0)
  if (sum < 2) return null
  const most = Math.max(...groups.map((group) => group.people))
  const sameMeal = has(STOMACH, line.text) && has(AFTER_A_MEAL, line.text)
  const enough = sameMeal ? 2 : has(OVER_DAYS, line.text) ? 5 : 3
  const vague = groups.some((group) => group.vague)
  const words = `${groups.map((group) => group.words).join('+')}…${symptoms[0]![0]}`
  return {
    pupils: sum,
    sameMeal,
    serious: sum >= enough,
    doubt: sum >= enough && (vague || most < enough),
    words,
  }
}

/** The figure nearest before a symptom (4个孩子吐), else just after it (吐了三个). */
function belonging(counts: Headcount[], at: number, end: number, line: Line): Headcount | null {
  const [start, stop] = line.sentence(at)
  const before = counts
    .filter((count) => count.at >= start && count.end <= at && at - count.end <= FAR)
    .at(-1)
  const after = counts.find((count) => count.at >= end && count.at - end <= 4 && count.at < stop)
  return after && !before ? after : (before ?? null)
}
