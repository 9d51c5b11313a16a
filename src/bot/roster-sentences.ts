import { readDays } from '../leaves/days.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import { LEADER } from '../rosters/replacement.ts'
import { placesOf } from '../rosters/turns.ts'
import type { Day } from '../time.ts'

export interface ReplaceWords {
  from: Day
  to: Day
  person: Person
  insteadOf?: Person
  seat?: string
  reason: string
}

/** `9月3日-5日` is as good as `9月3日 至 9月5日`. */
const SHORT_SPAN = /(\d{1,2})月(\d{1,2})[日号]?\s*[-~—–至到]\s*(\d{1,2})[日号]/
/** The end of a span follows its beginning closely: `2026-09-03-2026-09-05`. */
const JOINED = /(?<=[日号]|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})\s*[-~—–至到]\s*(?=\d)/

/** `9月3日至5日 校门口 田芸归 外出开会`, `9月3日 田芸归替贾霁禾 生病`: days, a place, names; the rest is the reason. */
export function readReplace(words: string, directory: Directory, today: Day): ReplaceWords {
  const evened = words.replace(SHORT_SPAN, '$1月$2日 至 $1月$3日').replace(JOINED, ' 至 ')
  const { from, to, rest } = readDays(evened, today)
  const seat = seatNamed(rest, directory)
  const [first, second] = peopleIn(rest, directory)
  if (!first)
    throw new Refusal(
      'nobody',
      '没有看出由谁来替，请写教职工的全名，例如「/值班 替 9月3日 田芸归 外出开会」。',
    )
  const pair = second && new RegExp(`${first.name}(?:老师)?(?:来)?替(?:换)?${second.name}`).test(rest)
  const used = [seat?.word, first.name, ...(pair ? [second.name] : [])]
  const reason = used.reduce<string>((left, word) => (word ? left.replace(word, ' ') : left), rest)
  return {
    from,
    to,
    person: first,
    ...(pair && { insteadOf: second }),
    ...(seat && { seat: seat.seat }),
    reason: withoutLinks(reason),
  }
}

/** Words that only join the names to the rest: `请…老师来替`. */
const LINK = /^(?:由|请|让|换|的班|(?:老师|同志)?(?:来)?(?:替班|替|值班|代)?)$/u

function withoutLinks(words: string): string {
  const left = words.split(/\s+/u).filter((word) => word !== '')
  while (left[0] !== undefined && LINK.test(left[0].replace(/[，,、：:]/gu, ''))) left.shift()
  return left.join(' ').replace(/^[，,、：:]+/u, '')
}

function seatNamed(words: string, directory: Directory): { seat: string; word: string } | undefined {
  const leader = /值班领导/.exec(words)
  const place = placesOf(directory)
    .filter((each) => words.includes(each))
    .sort((one, other) => other.length - one.length)[0]
  if (place !== undefined) return { seat: place, word: place }
  return leader ? { seat: LEADER, word: leader[0] } : undefined
}

/** Everybody named, in the order of the words; a name that is part of a longer one does not count. */
function peopleIn(words: string, directory: Directory): Person[] {
  const named = directory.people.filter(({ active, name }) => active && words.includes(name))
  return named
    .filter(({ name }) => !named.some((other) => other.name !== name && other.name.includes(name)))
    .sort((one, other) => words.indexOf(one.name) - words.indexOf(other.name))
}
