import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import { LEADER } from '../rosters/replacement.ts'
import { otherSeatOf, seatsOn, turnOf } from '../rosters/turns.ts'
import { addDays, type Day, sayDay } from '../time.ts'
import type { Leave } from './leave.ts'

/**
 * Whoever was named has to be there and be reachable on every one of the days, and have no turn of the roster where
 * the one away has one: the same question as for a replacement. Throws `Refusal` with the day that does not fit.
 */
export function refuseUnfitStandIn(
  directory: Directory,
  { person, firstDay, lastDay }: Leave,
  stand: Person,
): void {
  if (!directory.addressee(stand) || !stand.account)
    throw new Refusal('unreachable', `${stand.name}没有应用账号，请另选替岗人。`)
  for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
    if (directory.leaveOf(stand.id, day))
      throw new Refusal('away-too', `${stand.name}${sayDay(day)}也请假，请另选替岗人。`)
    const busy = busyAt(directory, person, stand, day)
    if (busy !== undefined)
      throw new Refusal(
        'busy',
        `${stand.name}${sayDay(day)}已有值班（${busy}），请另选替岗人，或先发送「/值班 替」排好这一天的班。`,
      )
  }
}

/** Where the stand-in has a turn of his own on a day the other has one. */
function busyAt(directory: Directory, away: string, stand: Person, day: Day): string | undefined {
  const seat = seatsOn(directory, day).find((each) => turnOf(directory, each, day).owner?.id === away)
  const other = seat === undefined ? undefined : otherSeatOf(directory, stand, day, seat)
  return other === LEADER ? '值班领导' : other
}
