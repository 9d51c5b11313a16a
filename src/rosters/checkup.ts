import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Day } from '../time.ts'
import { LEADER } from './replacement.ts'
import { holdersOfSuch } from './swaps.ts'
import { placesOf, seatsOn, type Turn, turnOf } from './turns.ts'

/** A turn nobody can answer for: nobody named, the one named has left, is away without a stand-in, or is elsewhere. */
export type Gap = { seat: string; day: Day } & (
  | { why: 'nobody' | 'left' | 'away' }
  /** Whoever answers for it answers for another seat of the same day as well. */
  | { why: 'two-places'; person: string; alsoAt: string }
)

/** Somebody with more than his share of one kind of turn. */
export interface Overload {
  kind: Kind
  person: Person
  turns: number
  /** Turns of the kind over those who take part, at most this many with some grace. */
  allowed: number
}

export type Kind = 'leader' | 'leader-off' | 'teacher'

export interface Deduction {
  what: 'leader-gaps' | 'place-gaps' | 'overload'
  count: number
  each: number
}

export interface Checkup {
  from: Day
  to: Day
  turns: number
  gaps: Gap[]
  overloads: Overload[]
  /** 100 less the deductions, never below 0. */
  score: number
  deductions: Deduction[]
}

/** A day nobody leads weighs more than a place without a teacher, and that more than a turn too many. */
const EACH: Record<Deduction['what'], number> = { 'leader-gaps': 5, 'place-gaps': 2, overload: 1 }
/** A term has more Mondays than Fridays: a fifth above the share is nobody's doing. */
const GRACE = 1.2

/** The rest of the term from `today` on; in a vacation the whole next term. Undefined when no term is to come. */
export function restOfTerm({ calendar }: Directory, today: Day): { from: Day; to: Day } | undefined {
  const term =
    calendar.termOf(today) ??
    calendar.terms
      .filter(({ start }) => start > today)
      .sort((one, other) => (one.start < other.start ? -1 : 1))[0]
  return term && { from: term.start > today ? term.start : today, to: term.end }
}

/** 体检: every turn of a span looked at, with what is missing, who has too many and what it costs. */
export function checkUp(directory: Directory, { from, to }: { from: Day; to: Day }): Checkup {
  const turns = directory.calendar
    .daysBetween(from, to)
    .flatMap((day) => seatsOn(directory, day).map((seat) => turnOf(directory, seat, day)))
  const gaps = [...turns.flatMap((turn) => gapOf(directory, turn)), ...twoPlaces(turns)]
  const overloads = overloadsOf(directory, turns)
  const deductions = (
    [
      ['leader-gaps', gaps.filter(({ seat }) => seat === LEADER).length],
      ['place-gaps', gaps.filter(({ seat }) => seat !== LEADER).length],
      ['overload', overloads.reduce((sum, each) => sum + each.turns - each.allowed, 0)],
    ] as const
  ).map(([what, count]) => ({ what, count, each: EACH[what] }))
  const lost = deductions.reduce((sum, { count, each }) => sum + count * each, 0)
  return { from, to, turns: turns.length, gaps, overloads, score: Math.max(0, 100 - lost), deductions }
}

function gapOf(directory: Directory, { seat, day, rostered, owner, person, replacement }: Turn): Gap[] {
  if (person) return []
  if (owner) return [{ seat, day, why: 'away' }]
  const named = replacement?.person ?? rostered
  return [{ seat, day, why: named !== undefined && directory.person(named) ? 'left' : 'nobody' }]
}

/** Where one person has two turns of a day, the own one is kept, or the first: the other is a gap. */
function twoPlaces(turns: readonly Turn[]): Gap[] {
  const answered = turns.filter(({ person }) => person)
  const ofOne = Map.groupBy(answered, ({ day, person }) => `${day} ${person!.id}`)
  return [...ofOne.values()].flatMap((same) => {
    const kept = same.find(({ owner, person }) => owner?.id === person?.id) ?? same[0]!
    return same
      .filter((turn) => turn !== kept)
      .map(({ seat, day, person }) => ({
        seat,
        day,
        why: 'two-places' as const,
        person: person!.id,
        alsoAt: kept.seat,
      }))
  })
}

const kindOf = ({ calendar }: Directory, { seat, day }: Turn): Kind =>
  seat !== LEADER ? 'teacher' : calendar.isWorkday(day) ? 'leader' : 'leader-off'

function overloadsOf(directory: Directory, turns: readonly Turn[]): Overload[] {
  return [...Map.groupBy(turns, (turn) => kindOf(directory, turn))].flatMap(([kind, same]) => {
    const sharing = sharers(directory, kind, same[0]!)
    const allowed = Math.ceil((same.length / Math.max(1, sharing)) * GRACE)
    const byPerson = Map.groupBy(
      same.filter(({ person }) => person),
      ({ person }) => person!.id,
    )
    return [...byPerson.values()].flatMap((own) =>
      own.length > allowed ? [{ kind, person: own[0]!.person!, turns: own.length, allowed }] : [],
    )
  })
}

/** How many take part in a kind of turn by the roster. */
function sharers(directory: Directory, kind: Kind, turn: Turn): number {
  if (kind !== 'teacher') return holdersOfSuch(directory, turn).length
  const teachers = placesOf(directory).flatMap((seat) => holdersOfSuch(directory, { seat, day: turn.day }))
  return new Set(teachers.map(({ id }) => id)).size
}
