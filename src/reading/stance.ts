import { FRAMES } from './frames.ts'
import type { Line } from './line.ts'

/** Whose words are being weighed: a hazard's, or an incident's of one category. */
export type Side = 'hazard' | { readonly incident: string }

/** How words stand in the line: they happened, are absent (没有裂缝), denied (不晃), only feared, or somebody else's story. */
export type Standing = 'meant' | 'absent' | 'denied' | 'feared' | 'told'

const BETWEEN =
  '(?:有|是|被|会|再|人|个|孩子|学生|同学|啥|什么|任何|怎么|明显|大|发现|看到|看见|见到?|闻到|听到|出现|发生|存在|造成|继续|真的?|要|能|可|准|得|许|想)*'
/** 没有裂缝, 未发现积水, 不晃: a denial just before the words. 别人 and 别的 are no denial. */
const DENIED = new RegExp(`(没有?|無|无|未|不|并非|别(?!人|的|处|班)|勿)${BETWEEN}\\s?$`, 'u')
/** 没闻到煤气味, 未发现灯管松动: the denied perception takes its thing along. */
const UNPERCEIVED =
  /(没有?|未|无)(?:再|曾)?(?:闻[到见]|看[到见]|见到?|听[到见]|发现)(?:有|任何|什么|明显)*[^,。!?;\s但就只还孩人娃]{0,6}$/u
/** 裂缝倒是没有: a denial just after. */
const DENIED_AFTER = /^.?(?:倒是?|都|也|是)?没有(?:$|[,。!?;\s])/u
/** Orders and lessons: 严禁占用消防通道, 防溺水. 消防 is not 防. */
const ORDERED =
  /(?:(?:严禁|禁止|不要|不得|不准|请勿|切勿|杜绝|严防|谨防|防止|预防|避免).{0,8}|(?<!消)防|反)$/u
/** Not happened: feared, imagined, nearly. 怕是 means "probably", 不小心 happened. */
const FEARED =
  /(?:(?:怕(?!是)|担心|万一|如果|要是|假如|倘若|可能会|会不会|有没有|是不是|是否|容易|差点|差一点|险些|(?<!不)小心|当心|注意(?!到)|提醒|以免|免得|说不定|迟早|早晚|快要|就要|再不|一旦).{0,12}|(?<![班机晚开])会|易|真)$/u
const FEARED_INSIDE = /差点|险些|差一点/u
const FEARED_AFTER = /^.{0,3}(?:的话|怎么办|就麻烦|就糟)/u
/** To fear that a child will harm itself, or is being harmed, is the report; only what is openly imagined is not. */
const GRAVE: ReadonlySet<string> = new Set(['self_harm', 'sexual'])
const IMAGINED = /(?:如果|要是|假如|倘若|一旦|注意(?!到)|提醒|有没有|预防).{0,12}$/u

/** Judges words by what stands around them (handbook §6.1: negations, drills, quotes and finished stories open nothing). */
export function standings(line: Line): (at: number, words: string, side: Side) => Standing {
  const frames = FRAMES.flatMap((frame) => frame.spans(line).map((span) => ({ frame, span })))
  return (at, words, side) => {
    const before = line.text.slice(line.clauseStart(at), at)
    const after = line.text.slice(at + words.length, at + words.length + 8)
    const denial = DENIED.exec(line.text.slice(Math.max(0, at - 14), at))?.[1]
    if (denial !== undefined) return /[没无無未]/u.test(denial) ? 'absent' : 'denied'
    if (DENIED_AFTER.test(after) || UNPERCEIVED.test(before)) return 'absent'
    if (ORDERED.test(before)) return 'told'
    if (side !== 'hazard' && isFeared(before, words, after, side.incident)) return 'feared'
    const framed = frames.some(({ frame, span }) => at >= span[0] && at < span[1] && frame.silences(side))
    return framed ? 'told' : 'meant'
  }
}

function isFeared(before: string, words: string, after: string, category: string): boolean {
  if (GRAVE.has(category)) return IMAGINED.test(before)
  return FEARED.test(before) || FEARED_INSIDE.test(words) || FEARED_AFTER.test(after)
}
