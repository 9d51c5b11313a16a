import type { Places } from './places.ts'
import { type Hint, readReport } from './reading.ts'

/** What somebody found who was asked 「正常吗」. `unclear`: neither normality nor trouble was said, ask once more. */
export type Finding = 'normal' | 'hazard' | 'incident' | 'unclear'

/** More than this is a story, not 「正常」. */
const LONGEST_NORMAL = 120

/**
 * Reads the answer to a check, a round or a duty (handbook §6.1). Trouble anywhere in it is trouble; normality must be
 * all that is said, clause by clause, because 「没完成」 and 「待会儿确认」 hold the same words as 「完成」 and 「确认」.
 */
export function readFinding(text: string, places: Places, hint: Pick<Hint, 'reporterClass'> = {}): Finding {
  const { kind } = readReport(text, places, hint)
  if (kind === 'hazard' || kind === 'incident') return kind
  return isNormal(text) ? 'normal' : 'unclear'
}

/** Trouble said without a thing or a place (不正常, 有情况): nobody could be sent to it. */
export const namesNothing = (text: string): boolean => NOTHING_NAMED.test(plain(text))

const NOTHING_NAMED =
  /^(?:我|这里|这边|本点|今天|现在|还|都|有|一?[点些]|小|大|很|太|不太?|没有?|未|情况|问题|异常|隐患|事件?|正常|合格|完成|确认|好|行|可以|坏|了|的|啊|呢|\d|\p{P}|\s)*$/u

/** Trouble that is said not to be there: 未发现异常, 没有什么问题, 无隐患. */
const NO_TROUBLE =
  '(?:未|没有?|无)(?:再|曾)?(?:发现|看[到见]|见到?|存在|出现|发生)?(?:任何|什么|啥|明显|其他|新的?|安全|大)*(?:异常情况|异常|异样|情况|问题|毛病|隐患|事故|故障|损坏|状况|事)|没啥|没毛病'
/** Normality that may be said of anything: 灭火器完好, 二楼通道畅通. */
const SAID_OF_ANYTHING = `${NO_TROUBLE}|正常|完好|良好|畅通|平安|平稳|安全离校|安全放学|[关锁收]好`
/** Words that mean it only by themselves: 「家长已到」 is another matter. */
const SAID_ALONE =
  'ok|okay|好|行|可以|安全|顺利|合格|完成|完毕|完|结束|做好|办好|[走巡查看做办]过|来过|去过|到岗|在岗|到位|到齐|齐全|全勤|到|确认|无|没有|关窗|断电|锁门|清空|👍|👌|✅|✔|🆗'
const AROUND =
  '(?:今天|今日|目前|现在|我们?|老师|本[点轮次班]|这里|这边|全部|全都|全班|一切|各项|所有|其余|其他|情况|工作|任务|点位|学生|孩子们?|人员|路队|放学|教室|巡查|检查|巡逻|巡视|值班|护学|签字|走|查|巡|看|做|办|都|均|也|已经?|很|挺)*'
const ENDS = '(?:了|的|啦|哈|呢|哦|~)*'
const ALONE = new RegExp(`^${AROUND}(?:${SAID_OF_ANYTHING}|${SAID_ALONE})+${ENDS}$`, 'u')
const OF_SOMETHING = new RegExp(`^(?<of>.{1,30}?)(?:${SAID_OF_ANYTHING})${ENDS}$`, 'u')
/** Takes back, limits or puts off what follows. */
const HEDGED =
  /[不没未无非再才]|但|可是|除|就是|只[是有]|有[的些]|个别|部分|基本|多数|应该|可能|大概|好像|似乎|估计|希望|本来|原来|以前|之前|昨天|上次|明天|后天|[待等]会|一会|稍后|晚点|要是|如果|是否|坏|破|漏|裂|断|缺|丢|堵|锈|冒|烟/u
const POLITE =
  /^(?:谢谢|辛苦|收到|好的|您好|你好|老师好?|请放心|放心|校长|主任|报告|\p{Extended_Pictographic})+[了啦]?$/u

function isNormal(text: string): boolean {
  const words = plain(text)
  if (words.length > LONGEST_NORMAL || /[?]|吗/u.test(words)) return false
  const clauses = words.split(/[,。!;:…\s]+/u).filter((clause) => clause !== '')
  const normal = clauses.filter(isNormalClause)
  return normal.length > 0 && clauses.every((clause) => normal.includes(clause) || POLITE.test(clause))
}

function isNormalClause(clause: string): boolean {
  if (ALONE.test(clause)) return true
  const of = OF_SOMETHING.exec(clause)?.groups?.of
  return of !== undefined && !HEDGED.test(of)
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\u{fe0f}/gu, '')
    .trim()
