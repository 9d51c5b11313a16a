import { owes } from '../checkins/units.ts'
import type { Duty } from '../duties/duty.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { type Instance, isDone, isOwed, responsibleFor } from '../instances/instance.ts'
import { instancesOfDuty } from '../instances/instances.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import { DAY_MS } from '../time.ts'
import type { Context } from './command.ts'
import { refuseEnded } from './duty-ended.ts'

/** How far back something overdue and how far ahead something coming is looked for by its name. */
const BACK_MS = 60 * DAY_MS
const AHEAD_MS = 60 * DAY_MS

/** What a sentence says of the duty it means, and how it refuses. */
export interface Naming {
  named: string
  period: string
  whose: Person | undefined
  /** What is looked for: what is still owed, or what was done. */
  among?: 'owed' | 'done'
  /** When others owe it, and it is none of those preferred; without it the first of theirs is meant. */
  none?: string
  /** What to say of one that cannot be meant any more: excused already, passed on. */
  over?(about: Instance): string | undefined
  /** What to do about the daily check-in of that name, 晨检 or 今日签到: it is no duty to be passed on. */
  checkin?(label: string): string
}

/**
 * A duty still owed (`among` done: one that was done) that a sentence names by its instance's id, by the duty (id,
 * `duty/unit`, words of the title) and, where several people owe it, by whose it is: in whose hands, else whose it was.
 * `prefers` are tried in turn: one's own before what one may decide about. Soonest due first, of what was done the latest.
 * @throws Refusal when there is none, or when it is not said whose.
 */
export async function dutyNamed(
  context: Context,
  naming: Naming,
  ...prefers: ((about: Instance) => boolean)[]
): Promise<Instance> {
  const { work } = context
  const { named, period, whose, among = 'owed' } = naming
  const byId = named.includes('.') ? await work.state(dutyInstance, named) : undefined
  if (byId) return byId
  const [, unit] = named.split('/')
  const fits = await instancesCalled(context, named, period)
  const sought = fits
    .filter((about) => (among === 'owed' ? isOwed(about) : isDone(about)))
    .sort((one, other) => (one.dueAtMs - other.dueAtMs) * (among === 'owed' ? 1 : -1))
  const owed = ofPerson(sought, whose)
  const mine = prefers.map((prefer) => owed.filter(prefer)).find((some) => some.length > 0) ?? []
  if ((prefers.length > 0 ? mine : owed).length === 0)
    refuse(context, naming, ofPerson(fits, whose), owed, prefers)
  const [first] = mine.length > 0 ? mine : owed
  if (!first) throw new Refusal('no-such-duty', '没有找到这一项，请写职责的名称，例如「防火巡查」。')
  const holders = new Set(mine.map(responsibleFor))
  if (whose === undefined && unit === undefined && holders.size > 1)
    throw new Refusal('whose', '这一项有几位同事要做，请写明是谁的。')
  return first
}

/** Every instance near in time that words may mean, in whatever way it ended; `period` empty: of any. */
export async function instancesCalled(
  { work, directory, nowMs }: Context,
  named: string,
  period: string,
): Promise<Instance[]> {
  const [id = '', unit] = named.split('/')
  const duties = [...directory.duties.values()].filter((duty) => isCalled(duty, id, named))
  const all = await Promise.all(
    duties.map((duty) => instancesOfDuty(work.db, duty.id, nowMs - BACK_MS, nowMs + AHEAD_MS)),
  )
  return all
    .flat()
    .filter(
      (about) => (unit === undefined || about.unit === unit) && (period === '' || about.period === period),
    )
}

export const isCalled = ({ id, title }: Duty, given: string, named: string): boolean =>
  id === given || (named.length >= 2 && title.includes(named))

/** Whose it was before somebody else got it. */
export const wasOf = ({ owner, transfers, takenOver = [] }: Instance, who: Person): boolean =>
  owner === who.id || [...transfers, ...takenOver].some(({ from }) => from === who.id)

const ofPerson = (all: Instance[], whose: Person | undefined): Instance[] => {
  if (!whose) return all
  const held = all.filter((about) => responsibleFor(about) === whose.id)
  return held.length > 0 ? held : all.filter((about) => wasOf(about, whose))
}

/** Nothing of one's own by that name: says why where it can, instead of naming whoever else has one. */
function refuse(
  context: Context,
  { named, whose, none, over, checkin }: Naming,
  fits: Instance[],
  owed: Instance[],
  prefers: ((about: Instance) => boolean)[],
): void {
  const { directory, speaker, nowMs } = context
  const daily = directory.dailyDuties.find(
    (duty) =>
      isCalled(directory.duties.get(duty.id)!, named, named) && owes(duty, directory, whose ?? speaker),
  )
  if (daily && checkin) throw new Refusal('checkin', checkin(daily.scope === 'class' ? '晨检' : '今日签到'))
  const nearest = fits.toSorted(
    (one, other) => Math.abs(one.dueAtMs - nowMs) - Math.abs(other.dueAtMs - nowMs),
  )
  const ended = nearest.map((about) => over?.(about)).find((sentence) => sentence !== undefined)
  if (ended !== undefined) throw new Refusal('over', ended)
  for (const prefer of prefers) refuseEnded(context, fits.filter(prefer))
  if (owed.length > 0 && none !== undefined) throw new Refusal('not-yours', none)
  // Nobody owes it, and how it ended is not the speaker's to know.
  if (owed.length === 0 && prefers.length > 0 && fits.length > 0)
    throw new Refusal('not-yours', none ?? '您手里没有这一项，发送 /双责 看您的职责。')
}
