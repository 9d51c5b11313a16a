import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import { addDays, type Day, dayOf } from '../time.ts'
import { restOfTerm } from './checkup.ts'
import { replaceTurns, roster } from './replacement.ts'
import { endSwaps, freshRosters, refuseUnfit } from './replacing.ts'
import { reseat } from './reseat.ts'
import { seatsOn, type Turn, turnOf, withReplacements } from './turns.ts'

/** Where no term is to come, nobody's turns are looked for further than this. */
const WITHOUT_TERM_DAYS = 60

/** The turns that are somebody's from `today` to the end of the term by the roster and its replacements, gone or not. */
export function turnsAhead(directory: Directory, who: string, today: Day): Turn[] {
  const to = restOfTerm(directory, today)?.to ?? addDays(today, WITHOUT_TERM_DAYS)
  return directory.calendar
    .daysBetween(today, to)
    .flatMap((day) => seatsOn(directory, day).map((seat) => turnOf(directory, seat, day)))
    .filter((turn) => whose(turn) === who)
}

/** Whose turn it is on paper, also when that person has left. */
const whose = ({ owner, replacement, rostered }: Turn): string | undefined =>
  owner?.id ?? replacement?.person ?? rostered

/** Why somebody cannot take a turn, in a sentence; undefined when he can. */
function unfitFor(directory: Directory, who: Person, turn: Turn): string | undefined {
  try {
    refuseUnfit(directory, who, [turn])
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

/**
 * Whether a turn is still somebody's: by the roster, or kept by another in his stead since he left. Undefined when it
 * went another way; else who has it now.
 */
function holderInStead(directory: Directory, who: string, { seat, day }: Pick<Turn, 'seat' | 'day'>) {
  const turn = turnOf(directory, seat, day)
  const kept = turn.replacement?.insteadOf === who && directory.person(who)?.active === false
  return whose(turn) === who || kept ? whose(turn) : undefined
}

/** A turn given away, gone another way before, or staying where it is with why. */
export type Given = 'moved' | 'over' | { why: string }

/**
 * Gives turns of one person to others, the first of `candidates` who can take each, silently: whoever calls tells of all
 * of it at once. Returns what became of each, in their order.
 */
export async function handTurnsOver(
  work: Work,
  directory: Directory,
  { turns, of, reason, by }: { turns: readonly Turn[]; of: string; reason: string; by: string },
  candidates: (turn: Turn) => readonly Person[],
): Promise<Given[]> {
  const before = await freshRosters(work, directory)
  let now = before
  const given: Given[] = []
  const today = dayOf(work.nowMs)
  for (const turn of turns) {
    const { seat, day } = turn
    const from = holderInStead(now, of, turn)
    const possible = candidates(turn).filter(({ id }) => id !== of)
    const to = possible.find((who) => who.id === from || unfitFor(now, who, turn) === undefined)
    // Who was on duty on a day gone by stays so (S2-113).
    if (from === undefined || day < today) given.push('over')
    else if (!to)
      given.push({ why: (possible[0] && unfitFor(now, possible[0], turn)) ?? '没有人能接这一班。' })
    else {
      given.push('moved')
      if (to.id === from) continue
      const wish = { from: day, to: day, person: to.id, insteadOf: from, reason, by }
      const state = await work.change(roster, seat, replaceTurns(wish, today))
      now = withReplacements(now, [[seat, state.replacements]])
      await endSwaps(work, [turn], undefined)
    }
  }
  for (const [seat, same] of Map.groupBy(turns, (turn) => turn.seat))
    await reseat(work, before, now, seat, { from: same[0]!.day, to: same.at(-1)!.day })
  return given
}
