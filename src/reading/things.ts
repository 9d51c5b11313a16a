import { HAZARD_RULES } from './hazard-words.ts'
import { cleanLine } from './line.ts'

/**
 * Words that stand in the tables beside what is wrong but say where or who: the place is compared by itself, and of 水 or
 * 地 there is some everywhere.
 */
const NO_THING =
  /^(?:[门地水线墙人车房梁洞树餐班校园食饭课]|门口|地[上面]|路面|操场|球?场地|走廊|过道|楼道|楼梯|通道|教室|食堂|厨房|后厨|操作间|就餐区|仓库|车棚|办公室|机房|老师|学生|孩子|小朋友|家长|保安|门卫|师傅|阿姨|有人)$/u

/** The things a report names, in the words of the hazard tables: 插座, 围栏, 留样. Empty when it names none of them. */
function thingsIn(text: string): ReadonlySet<string> {
  const line = cleanLine(text).text
  const things = HAZARD_RULES.flatMap(({ about }) => (about ? [...line.matchAll(about)] : []))
  return new Set(things.map(([word]) => word).filter((word) => !NO_THING.test(word)))
}

/**
 * What tells one of several at a place from another: the third socket, the second floor, the men's, the east side. Hours,
 * degrees and prices are none.
 */
const MARKS: readonly RegExp[] = [
  /第 ?(\d{1,4}) ?[个台只扇张盏排间块处条]|(\d{1,4}) ?号/gu,
  /([一二三四五六七八九十两\d]{1,2}) ?[楼层]/gu,
  /([男女])(?=厕|卫生间|洗手间|更衣|宿舍|生)/gu,
  /([东南西北左右前后])(?=[侧门墙面边头]|楼梯|走廊)/gu,
]
const FIGURES = '零一二三四五六七八九十'
const figure = (word: string): string => {
  const at = FIGURES.indexOf(word === '两' ? '二' : word)
  return at < 0 ? word : String(at)
}

/** Whether each says which one it means, and none in common. */
const meanOthers = (mark: RegExp, one: string, other: string): boolean => {
  const saidIn = (text: string) =>
    [...text.matchAll(mark)].map(([, word, number]) => figure((word ?? number)!))
  const said = saidIn(one)
  const others = saidIn(other)
  return said.length > 0 && others.length > 0 && !others.some((word) => said.includes(word))
}

/**
 * Whether two reports of one place and category may be about one thing. Only when each names things and none in common
 * are they told apart: a fence and a stand, a fridge and a dish; so are the third socket and the fourth, the second
 * floor and the third. Words that name nothing known may mean anything.
 */
export function mayBeOneThing(one: string, other: string): boolean {
  const texts = [cleanLine(one).text, cleanLine(other).text] as const
  if (MARKS.some((mark) => meanOthers(mark, ...texts))) return false
  const [things, others] = [thingsIn(one), thingsIn(other)]
  return things.size === 0 || others.size === 0 || haveOneInCommon(things, others)
}

/** Whether they plainly are: they may be, and name the same thing or say the same words. */
export function isOneThing(one: string, other: string): boolean {
  if (!mayBeOneThing(one, other)) return false
  return cleanLine(one).text === cleanLine(other).text || haveOneInCommon(thingsIn(one), thingsIn(other))
}

/** 插座 and 电源插座, 围栏 and 防护栏的栏杆: one word within the other is the same thing said longer. */
const haveOneInCommon = (things: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  [...others].some((thing) => [...things].some((mine) => mine.includes(thing) || thing.includes(mine)))
