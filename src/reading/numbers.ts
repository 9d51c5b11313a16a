const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** Reads 0–999 in Arabic or Chinese digits (`4`, `两`, `十二`, `二十`, `一百零五`); null when it is no number. */
export function readNumeral(words: string): number | null {
  if (/^\d{1,4}$/.test(words)) return Number(words)
  const parts =
    /^(?:([一二两三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?([一二两俩三仨四五六七八九])?$/.exec(
      words,
    )
  if (!parts || words === '') return null
  const [, hundreds, tens, ten, ones] = parts
  return (
    (hundreds ? DIGITS[hundreds]! * 100 : 0) +
    (ten ? (tens ? DIGITS[tens]! : 1) * 10 : 0) +
    (ones ? DIGITS[ones]! : 0)
  )
}

/** A number of people said in a text. `vague`: 好几个, 几个, 一群 — at least three, nobody knows how many. */
export interface Headcount {
  readonly at: number
  readonly end: number
  readonly words: string
  readonly people: number
  readonly vague: boolean
  /** 其中一个…: already counted. */
  readonly within: boolean
}

const NUMERAL = '\\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]'
/** What follows 个 when it is not people that are counted. */
const NOT_PEOPLE =
  '电话|班(?!级?同学|级?学生)|小?时|钟头|月|星期|礼拜|手指|地方|口子|灯|插座|洞|坑|包|点|年级|问题|隐患|厕所|教室|灭火器|出口|门|课间|早上|上午|下午|晚上|方面|事|原因|窗|柱|螺丝|小口|大?伤口|座|椅'
const COUNTED = new RegExp(
  `(其中)?(?:(?<!第)(${NUMERAL})([、到至-]?(?:${NUMERAL}))?|(十?几|好几|多(?=[名位])|数|好些|许多|不少|很多|一群|一堆|一半|半个?班|大半|全班(?!(?:同学|学生|孩子)?都?(?:到|正常|平安|良好|齐|全勤))))(多|来)?(个|名|位|例|人)?(?!${NOT_PEOPLE})`,
  'gu',
)
const BARE_PAIR = /俩(?=孩|娃|人|学生|同学|小)|仨(?=孩|娃|人|学生|同学|小)/gu
/** A crowd named without a figure, as the least number it can mean. */
const CROWDS: Readonly<Record<string, number>> = {
  全班: 20,
  一半: 15,
  大半: 15,
  半个班: 15,
  半班: 15,
  十几: 11,
}
const PEOPLE = /^(?:孩|学生|同学|娃|小朋友|人|男|女|小孩|幼儿|师生)/

/** All numbers of people in a text, in order. */
export function headcounts(text: string): Headcount[] {
  const counts: Headcount[] = []
  for (const found of text.matchAll(COUNTED)) {
    const [words, within, figure, upTo, crowd, , unit] = found
    const end = found.index + words.length
    const said = { at: found.index, end, words, within: within !== undefined }
    if (crowd) {
      const whole = crowd in CROWDS && crowd !== '十几'
      if (unit || whole || PEOPLE.test(text.slice(end))) {
        counts.push({ ...said, people: CROWDS[crowd] ?? 3, vague: !(crowd in CROWDS) })
      }
    } else if (figure && unit) {
      const people = readNumeral(figure)
      // 三四个, 四五个: the lower figure is certain.
      if (people !== null) counts.push({ ...said, people, vague: upTo !== undefined && people < 3 })
    }
  }
  for (const found of text.matchAll(BARE_PAIR)) {
    const people = DIGITS[found[0]]!
    counts.push({
      at: found.index,
      end: found.index + 1,
      words: found[0],
      people,
      vague: false,
      within: false,
    })
  }
  return counts.sort((a, b) => a.at - b.at)
}
