import type { Line } from './line.ts'
import { has } from './spot.ts'
import { anyOf } from './word-table.ts'

export type Kind = 'hazard' | 'incident' | 'checkin' | 'patrol' | 'other'

/** Signs of normality: a check-in, or a patrol when somebody went round (handbook §6.1). */
const NORMAL = anyOf(
  '正常 没(?:有)?什么?(?:事|情况|问题|异常) 没啥 没事 没(?:有)?(?:发现)?(?:什么|啥|任何)?(?:情况|问题|异常|毛病|隐患) 无(?:异常|情况|事|问题|隐患) 未见异常 未发现(?:异常|问题|隐患) 平安 都好 挺好 都挺 良好 顺利 安全离校 安全放学 都走了 都离校 都回家 一切ok 完好 关好 锁好 收好 到齐 全勤 全到 全部到',
)
const ROUND = anyOf(
  '巡查 巡逻 巡检 巡了 巡完 巡视 巡到 巡一圈 [转走看查绕巡](?:了)?一[圈遍] [转走查]了[一两三]?[圈遍] 夜巡 晚巡 早巡 点位 打点 巡更',
)
/** A post that is staffed, a child that is excused: reports of the day, not of trouble. */
const ON_DUTY = anyOf(
  '在岗 到岗 加派 加了?(?:一|两|三|几)?个?人 增派 值守 已到位 就位 马上到 快到了 在路上了?',
)
/** An announcement or a request, not a report of what is. */
const TO_COME = anyOf('明天 后天 下周 下午要 请(?:各|大家|老师) 各班 各位老师 记得 务必')
/** 不正常, 没锁好 are not normality. */
const NOT_SO = /(?:不|没|未|没有|不太|不是很)$/u

/** The normality said in a line, or null. */
export function normality(line: Line): string | null {
  return asserted(line, NORMAL) ?? asserted(line, ON_DUTY)
}

/** What a line without trouble is: a patrol, a check-in, or talk. `absent`: trouble said not to be there (没有裂缝) counts as normality. */
export function quietKind(line: Line, absent: string | null): { kind: Kind; because: string[] } {
  const normal = normality(line) ?? absent
  if (!normal || has(TO_COME, line.text)) return { kind: 'other', because: [] }
  const round = asserted(line, ROUND)
  return round ? { kind: 'patrol', because: [round, normal] } : { kind: 'checkin', because: [normal] }
}

function asserted(line: Line, words: RegExp): string | null {
  if (!has(words, line.text)) return null
  for (const found of line.text.matchAll(words)) {
    if (!NOT_SO.test(line.text.slice(0, found.index))) return found[0]
  }
  return null
}
