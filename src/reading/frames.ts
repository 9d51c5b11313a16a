import type { Line } from './line.ts'
import type { Side } from './stance.ts'

/** A way of speaking about trouble that is not trouble here and now (handbook §6.1). */
export interface Frame {
  readonly name: string
  readonly why: string
  /** The stretches of the line that stand in this frame, as [start, end). */
  spans(line: Line): [number, number][]
  silences(side: Side): boolean
}

type Reach = 'line' | 'sentence' | 'clause' | 'before'
type Silenced = 'all' | 'incidents' | readonly string[]

/** What a drill stages. A child really hurt during a drill, and a door really locked, stay. */
const STAGED = [
  'fire',
  'stampede',
  'building',
  'intrusion',
  'natural',
  'utility',
  'missing',
  'traffic',
] as const
const SICK_OR_HURT = ['injury', 'illness', 'infectious', 'food_poisoning', 'traffic'] as const
const ALARMS = ['fire', 'utility', 'intrusion', 'missing', 'illness', 'injury', 'building'] as const

/** Words after which the speaker comes back to what is so now. */
const BACK_TO_NOW = /但|不过|可是|结果|今天|现在|刚才|这次|这回|又|还是/u

const TABLE: readonly { name: string; marks: RegExp; reach: Reach; silences: Silenced; why: string }[] = [
  { name: 'drill', marks: /演练|演习|预演/gu, reach: 'line', silences: STAGED, why: 'staged on purpose' },
  {
    name: 'acted',
    marks: /扮演|假装|模拟|道具|情景剧|剧本|小品/gu,
    reach: 'sentence',
    silences: 'incidents',
    why: 'played',
  },
  {
    name: 'elsewhere',
    marks:
      /(?:隔壁|别的?|其他|外地|邻近|人家|某)(?:的|那个|一所)?(?:学校|小学|中学|校|市|地)(?!门|外|区)|新闻(?:里|上|说|报道)|看到?(?:一?[个条])?(?:新闻|报道)|案例|通报(?:里|中|了)|网上看到?|(?:转|转发)[::]/gu,
    reach: 'sentence',
    silences: 'all',
    why: 'happened somewhere else',
  },
  {
    name: 'lesson',
    marks:
      /安全教育|主题班会|班会[上课]?讲|宣讲|宣传|开展了?|组织学习|学习了|学完|学会|上了.{0,6}安全课|参加培训|培训了|培训会|观看|讲了|讲解|强调|手抄报|海报|安全知识|倡议书|告家长书/gu,
    reach: 'clause',
    silences: 'all',
    why: 'taught or announced',
  },
  {
    name: 'fiction',
    marks: /画的|画里|画得|画上|照片里|课文|故事里|电影|绘本|动画片|小说|游戏里/gu,
    reach: 'clause',
    silences: 'incidents',
    why: 'a story',
  },
  {
    name: 'long ago',
    marks:
      /去年|前年|上个?学期|上个?学年|以前|从前|小时候|上个月|几年前|往年|当年|那年|上次.{0,10}过|之前.{0,10}过/gu,
    reach: 'sentence',
    silences: 'incidents',
    why: 'finished long ago',
  },
  {
    name: 'mended',
    marks:
      /(?:报|反映|报修|上报|登记|提)过?的.{0,24}(?:好了|好啦|解决了|换了|完了|恢复了|清走了|拆了|整改了)/gu,
    reach: 'sentence',
    silences: 'all',
    why: 'an earlier report that is done',
  },
  {
    name: 'found',
    marks:
      /(?<!没|未|没有|还没)(?:找到了?|找着了?|找回来?了?|接到孩子了|家长接到了(?!电话)|联系上了|联系到了?|已到校|已经到校|到校了|到了教室|安全到家|自己回家了)(?!不)/gu,
    reach: 'before',
    silences: ['missing'],
    why: 'the child is found',
  },
  {
    name: 'recovered',
    marks: /返校|复课|痊愈|康复|出院|拆线|病好了|退烧了|不烧了/gu,
    reach: 'before',
    silences: SICK_OR_HURT,
    why: 'well again',
  },
  {
    name: 'false alarm',
    marks: /虚惊一场|误报|误触|看错了|搞错了|弄错了|开玩笑|闹着玩/gu,
    reach: 'before',
    silences: ALARMS,
    why: 'nothing had happened',
  },
  {
    name: 'question',
    marks: /(?:如果|要是|遇到|碰到|发现).{0,16}(?:怎么(?:报|办|填|处理)|找谁|向谁|报给谁|如何)/gu,
    reach: 'sentence',
    silences: 'all',
    why: 'asks how to report',
  },
]

export const FRAMES: readonly Frame[] = TABLE.map(({ name, marks, reach, silences, why }) => ({
  name,
  why,
  spans: (line) => [...line.text.matchAll(marks)].map((mark) => span(line, mark, reach)),
  silences: (side) => {
    if (silences === 'all') return true
    if (side === 'hazard') return false
    return silences === 'incidents' || silences.includes(side.incident)
  },
}))

function span(line: Line, mark: RegExpExecArray, reach: Reach): [number, number] {
  if (reach === 'line') return [0, line.text.length]
  if (reach === 'before') return [0, mark.index]
  const [start, stop] = line.sentence(mark.index)
  const markEnd = mark.index + mark[0].length
  if (reach === 'clause') {
    const rest = line.text.slice(markEnd).search(/[,。!?;\s]/u)
    return [line.clauseStart(mark.index), rest < 0 ? line.text.length : markEnd + rest]
  }
  const back = line.text.slice(markEnd, stop).search(BACK_TO_NOW)
  return [start, back < 0 ? stop : markEnd + back]
}
