import { classMentions } from './class-names.ts'
import { houseSaid, housesIn } from './find-house.ts'
import { cleanLine } from './line.ts'
import { type Found, RANK } from './place-rank.ts'
import { NAMED_PLACES, QUALIFIED_PLACES } from './place-words.ts'
import type { ClassInput, Place, Places } from './places.ts'
import { anyOf } from './word-table.ts'

/** 送卫生室, 隔壁工地: where somebody was taken, or what lies beside; only when nothing else is named. */
const NOT_HERE = /(?:送(?:到|去|往|回)?了?|带到?了?|抬到?了?|转到?|隔壁的?)$/u
const ELSEWHERE_PENALTY = 45
/** 让后厨, 通知门卫, 跟门卫: people called by their place; they may be anywhere. */
const PEOPLE_OF = /(?:让|叫|请|喊|通知|告诉|找来|麻烦|联系|跟|和)$/u
/** 校门对面, 操场外面的马路: beyond the place that was named. */
const ACROSS = /^(?:的)?(?:斜?对面|外面的?(?:马|路))/u
/** 三2班靠走廊那扇窗: a thing of the room makes the class the place, whatever else is named. */
const ROOM_THING =
  /^[^,。!?;\s]{0,8}(?:窗|门(?![口前外])|墙|灯|吊扇|风扇|插座|桌|椅|空调|黑板|投影|玻璃|一体机|饮水机|柜)/u
/**
 * The one place a text names, or null; never a guess between two (handbook §6.5).
 * @param text any text; only the first characters are read (`line.ts`).
 */
export function findPlace(text: string, places: Places): Place | null {
  const line = cleanLine(text).text
  const found = [
    ...pointsIn(line, places),
    ...classesIn(line, places),
    ...housesIn(line, places),
    ...otherWords(line),
  ].map((one) =>
    NOT_HERE.test(line.slice(0, one.at)) ? { ...one, rank: one.rank - ELSEWHERE_PENALTY } : one,
  )
  found.sort((a, b) => b.rank - a.rank || b.length - a.length || a.at - b.at)
  return found[0]?.place ?? null
}

function pointsIn(line: string, places: Places): Found[] {
  if (!places.vocabulary) return []
  const house = houseSaid(line, places)
  return [...line.matchAll(places.vocabulary)].flatMap((hit) => {
    const { id, strength } = places.words.get(hit[0])!
    const point = places.points.get(id)!
    if (otherSide(line.slice(0, hit.index), hit[0], point.name)) return []
    if (PEOPLE_OF.test(line.slice(0, hit.index)) && strength === 'name') return []
    if (house && house.building !== point.building && places.parts.some((part) => part.id === id)) return []
    if (ACROSS.test(line.slice(hit.index + hit[0].length))) return []
    // The thing stands in the house that was named: 食堂的燃气. In another house it says nothing.
    const rank = strength === 'holds' && house?.building === point.building ? RANK.part : RANK[strength]
    return [
      {
        at: hit.index,
        rank,
        length: hit[0].length,
        place: { kind: 'point', id, name: point.name },
      } satisfies Found,
    ]
  })
}

/** 西围墙 when the point is 东围墙: the word is right, the place is not. */
function otherSide(before: string, word: string, name: string): boolean {
  const side = /([东南西北])(?:边|侧|面|头)?的?$/u.exec(before)?.[1]
  const own = /[东南西北]/u.exec(name)?.[0]
  return side !== undefined && own !== undefined && side !== own && !/[东南西北]/u.test(word)
}

function classesIn(line: string, places: Places): Found[] {
  const found: Found[] = []
  const add = (at: number, end: number, room: ClassInput) => {
    const inRoom =
      /^\s?(?:的|班)?教?室/u.test(line.slice(end)) ||
      /教室$/u.test(line.slice(at, end)) ||
      ROOM_THING.test(line.slice(end))
    found.push({
      at,
      length: end - at,
      rank: inRoom ? RANK.classroom : RANK.class,
      place: { kind: 'class', id: room.id, name: room.name },
    })
  }
  for (const mention of classMentions(line)) {
    const room = places.classByNumber.get(`${mention.grade}.${mention.number}`)
    if (room) add(mention.at, mention.end, room)
    else
      found.push({
        at: mention.at,
        length: 1,
        rank: RANK.qualified,
        place: { kind: 'words', words: mention.words },
      })
  }
  for (const [word, room] of places.classByWord) {
    const at = line.indexOf(word)
    // b102 must not be found inside b1023 or ab102.
    if (at >= 0 && !/[a-z\d]/u.test(line[at - 1] ?? '') && !/\d/u.test(line[at + word.length] ?? '')) {
      add(at, at + word.length, room)
    }
  }
  return found
}

const NAMED = new RegExp(`(?:[一-龥]{0,2}[东南西北前后左右]边?)?(?:${anyOf(NAMED_PLACES).source})`, 'gu')
const QUALIFIER =
  '[一二三四五六七八九1-9](?:楼|层)(?:的|半|[东南西北]边?|那边)?|[东南西北](?:边|侧|头)?(?:的)?|[一二三四五六]年级(?:的|组|那边)?'
const QUALIFIED = new RegExp(`(?:${QUALIFIER}){1,2}(?:${anyOf(QUALIFIED_PLACES).source})?`, 'gu')
const TOO_BARE = /^(?:[东南西北].?的?|[一二三四五六]年级(?:的|组|那边)?)$/u

/** Places said in words no list knows. */
function otherWords(line: string): Found[] {
  const of = (pattern: RegExp, rank: number): Found[] =>
    [...line.matchAll(pattern)]
      .filter((hit) => !TOO_BARE.test(hit[0]))
      .map((hit) => ({
        at: hit.index,
        rank,
        length: hit[0].length,
        // 「二楼的插座」 and 「二楼插座」 are at one place.
        place: { kind: 'words', words: hit[0].replace(/的$/u, '') } as const,
      }))
  return [...of(NAMED, RANK.named), ...of(QUALIFIED, RANK.qualified)]
}
