import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import { mayLeadTheDay } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import { addDays, type Day, dayOf, sayDay } from '../time.ts'
import { LEADER, type Replacement, type Replacing, replaceTurns, roster } from './replacement.ts'
import { reseat } from './reseat.ts'
import { expireSwap, swap } from './swap.ts'
import { otherSeatOf, placesOf, seatsOn, type Turn, turnOf, withReplacements } from './turns.ts'

/** Who takes which turns: of one seat, or of one person, or both. */
export interface Wish {
  from: Day
  to: Day
  person: Person
  seat?: string
  insteadOf?: Person
  reason: string
  swap?: string
}

export interface Made {
  seat: string
  replacement: Replacement
}

/**
 * Records it and gives what is still owed today to the new one in the same write; only those it concerns are told, and
 * the office. Who may is asked before (`arrangesRoster`). Throws `Refusal` when nothing would change or nobody could do it.
 */
export async function replace(work: Work, directory: Directory, by: Person, wish: Wish): Promise<Made[]> {
  const today = dayOf(work.nowMs)
  const wanted = replacingOf(wish, by)
  replaceTurns(wanted, today)(undefined)
  const before = await freshRosters(work, directory)
  const turns = turnsMeant(before, wish)
  if (turns.length === 0) throw nothingToReplace(before, wish)
  refuseUnfit(before, wish.person, turns)
  const made: Made[] = []
  for (const [seat, same] of Map.groupBy(turns, (turn) => turn.seat)) {
    const owner = wish.from === wish.to && same[0]?.owner
    const state = await work.change(
      roster,
      seat,
      replaceTurns({ ...wanted, ...(owner && { insteadOf: owner.id }) }, today),
    )
    const replacement = state.replacements.at(-1)!
    const after = withReplacements(before, [[seat, state.replacements]])
    await reseat(work, before, after, seat, wish)
    await endSwaps(work, same, wish.swap)
    tell(work, directory, by, same, { seat, replacement })
    made.push({ seat, replacement })
  }
  return made
}

const replacingOf = ({ from, to, person, insteadOf, reason, swap: cause }: Wish, by: Person): Replacing => ({
  from,
  to,
  person: person.id,
  ...(insteadOf && { insteadOf: insteadOf.id }),
  reason,
  by: by.id,
  ...(cause !== undefined && { swap: cause }),
})

/** The rosters as this write will find them: two people who change one seat at once must not both be right. */
export async function freshRosters(work: Work, directory: Directory): Promise<Directory> {
  const fresh: [string, Replacement[]][] = []
  for (const seat of [LEADER, ...placesOf(directory)])
    fresh.push([seat, (await work.state(roster, seat))?.replacements ?? []])
  return withReplacements(directory, fresh)
}

function turnsMeant(directory: Directory, { from, to, seat: only, insteadOf, person }: Wish): Turn[] {
  const turns: Turn[] = []
  for (let day = from; day <= to; day = addDays(day, 1))
    for (const seat of seatsOn(directory, day)) {
      if (only !== undefined && seat !== only) continue
      const turn = turnOf(directory, seat, day)
      const meant = insteadOf ? turn.owner?.id === insteadOf.id : turn.owner?.id !== person.id
      if (meant) turns.push(turn)
    }
  return turns
}

function nothingToReplace(directory: Directory, { from, to, person, insteadOf, seat }: Wish): Refusal {
  const days = from === to ? sayDay(from) : `${sayDay(from)}至${sayDay(to)}`
  if (insteadOf)
    return new Refusal(
      'no-turn',
      `${days}没有轮到${insteadOf.name}值班，不用替。发送「/值班 ${from}」看看安排。`,
    )
  if (seat !== undefined && seat !== LEADER && !seatsOn(directory, from).includes(seat))
    return new Refusal('no-turn', `${days}没有${seat}的值日，不用替。`)
  return new Refusal('already', `${days}本来就是${person.name}值班，不用再安排。`)
}

/** Whoever takes a turn must be reachable, be there that day, have no other turn, and be somebody who can lead. */
export function refuseUnfit(directory: Directory, who: Person, turns: readonly Turn[]): void {
  if (!who.active || !who.account)
    throw new Refusal('unreachable', `${who.name}没有应用账号，收不到提醒，请另选一位。`)
  for (const { seat, day } of turns) {
    if (seat === LEADER && !mayLeadTheDay(who, directory))
      throw new Refusal('not-a-leader', `${who.name}不能担任值班领导，请从校领导、处室负责人里选。`)
    if (directory.leaveOf(who.id, day))
      throw new Refusal('away', `${who.name}${sayDay(day)}请假，请另选一位。`)
    const other = otherSeatOf(directory, who, day, seat)
    if (other !== undefined)
      throw new Refusal(
        'busy',
        `${who.name}${sayDay(day)}已有值班（${other === LEADER ? '值班领导' : other}），请另选一位。`,
      )
  }
}

/** A turn that went another way is no longer the asker's to offer; `agreed` is the swap it went by. */
export async function endSwaps(
  work: Work,
  turns: readonly Turn[],
  agreed: string | undefined,
): Promise<void> {
  for (const { seat, day } of turns)
    for (const { id } of await work.db.all<{ id: string }>(
      "SELECT id FROM swaps WHERE status = 'asked' AND seat = ? AND day = ?",
      [seat, day],
    )) {
      if (id === agreed) continue
      await work.change(swap, id, expireSwap('turn-gone'))
      work.touch(`swap/${id}`)
    }
}

function tell(work: Work, directory: Directory, by: Person, turns: readonly Turn[], made: Made): void {
  const { seat, replacement } = made
  const told = unique([
    directory.person(replacement.person),
    ...turns.map(({ owner }) => owner),
    ...directory.safetyOffice(),
  ]).filter(({ id }) => id !== by.id)
  for (const to of told) {
    const owed = owedTo(directory, to, {
      once: `roster:${seat}:${replacement.number}:${to.id}`,
      show: { card: 'replacement', seat, number: replacement.number },
      urgency: 1,
      notBeforeMs: work.nowMs,
    })
    if (owed) work.owe(owed)
  }
}
