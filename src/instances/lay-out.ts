import type { Duty } from '../duties/duty.ts'
import { remindersOf } from '../duties/window.ts'
import { ladder, raise, raiseAnew } from '../ladders/ladder.ts'
import { rungsOf } from '../ladders/rungs.ts'
import { keeperFor, standInFor } from '../leaves/stand-in.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { addDays, DAY_MS, type Day, dayOf, instantOf } from '../time.ts'
import { climbOf } from './climb.ts'
import { plannedDuties } from './duties-in-force.ts'
import { dutyInstance } from './evolve.ts'
import type { Instance, Scheduled } from './instance.ts'
import { instancesToOpen } from './instances.ts'
import { layOutThrough, PLAN, type Planned, plan, plannedOn } from './plan.ts'
import { type Unit, unitsOf } from './units.ts'
import { instanceId, openFor, schedule } from './windows.ts'

/**
 * Lays out what enters the plan up to `today`: every window with its owner, and the ladder that will climb for it. The
 * first time only what is not past its due time, with nothing stale to say (handbook §10.7).
 */
export async function layOut(work: Work, directory: Directory, today: Day): Promise<void> {
  const before = await work.state(plan, PLAN)
  if (before && before.through >= today) return
  const { planned, noValidDay } = plannedOn(plannedDuties(directory), directory, today, before?.through)
  for (const window of planned) {
    if (isLongOver(window, work.nowMs)) continue
    const first = before === undefined
    await scheduleUnits(work, directory, window, first ? work.nowMs : instantOf(addDays(before.through, 1)))
  }
  await work.change(plan, PLAN, layOutThrough(today, noValidDay, directory.calendar.issue))
}

/** After a long downtime, hours of days ago are left as they are: nobody is reminded of last week (handbook §10.7). */
const isLongOver = ({ duty, slot }: Planned, nowMs: number): boolean =>
  duty.recurrence.type === 'daily' && slot.dueAtMs < nowMs - CATCH_UP_MS
const CATCH_UP_MS = 2 * DAY_MS

/** Records what each unit owes in a window, but not what is `there`, and the ladder for it. Returns how many are new. */
export async function scheduleUnits(
  work: Work,
  directory: Directory,
  window: Planned,
  sinceMs: number,
  there: ReadonlySet<string> = new Set(),
): Promise<number> {
  let fresh = 0
  const units = unitsScheduled(directory, window).filter(({ id }) => !there.has(id))
  await work.readAhead(
    dutyInstance,
    units.map(({ id }) => id),
  )
  for (const { id, scheduled } of units) {
    const before = await work.state(dutyInstance, id)
    const made = await work.change(dutyInstance, id, schedule(scheduled))
    const back = before?.status === 'cancelled'
    if (before === undefined || back) fresh += 1
    await raiseLadder(work, directory, made, window.duty, sinceMs, back ? anew : raise)
  }
  return fresh
}

/** What each unit owes in a window, before anything of it is recorded. */
export function unitsScheduled(
  directory: Directory,
  { duty, occurrence, slot, named }: Planned,
): { id: string; scheduled: Scheduled }[] {
  const round = [duty.id, occurrence.period, ...(named ? [slot.slot] : [])].join('.')
  return unitsOf(duty, directory, slot).map((unit) => {
    const id = instanceId(duty.id, unit.id, occurrence.period, named ? slot.slot : undefined)
    const { owner } = unit
    // A class keeps the teacher who left until it has another one: somebody answers for it from the first minute.
    const keeper = owner.active ? undefined : away(directory, owner, duty.post, dayOf(slot.dueAtMs))
    const scheduled: Scheduled = {
      duty: duty.id,
      unit: unit.id,
      period: occurrence.period,
      ...(named && { slot: slot.slot }),
      owner: owner.id,
      ...(keeper && { substitute: keeper.id }),
      others: unit.others.map((person) => person.id),
      opensAtMs: slot.opensAtMs,
      dueAtMs: slot.dueAtMs,
      roundAtMs: slot.roundAtMs,
      periodStart: occurrence.within.start,
      periodEnd: occurrence.within.end,
      ...(occurrence.checkpoints && { checkpoints: occurrence.checkpoints }),
      ...(occurrence.min !== undefined && { min: occurrence.min }),
      provisional: occurrence.provisional,
      required: duty.evidence.required,
      receivers: receiversOf(duty, directory),
      minPhotos: duty.evidence.minPhotos,
      policy: duty.policy,
      ...rulesFor(duty, directory),
      // A meeting may be put off by itself; everything else of one window climbs together.
      ladder: `duty/${duty.kind === 'meeting' ? id : round}`,
    }
    return { id, scheduled }
  })
}

/** The number of the rules that a duty is judged by from now on, as its record keeps it. */
export function rulesFor({ policy }: Duty, { rules }: Directory): { rules?: number } {
  const since = rules.since(policy)
  return since > 0 ? { rules: since } : {}
}

export async function raiseLadder(
  work: Work,
  directory: Directory,
  of: Instance,
  duty: Duty,
  sinceMs: number,
  how: typeof raise = raise,
): Promise<void> {
  const { calendar } = directory
  const reminders = remindersOf(duty, { opensAtMs: of.opensAtMs, dueAtMs: of.dueAtMs }, calendar)
  const climb = climbOf(directory.rules, of, reminders)
  const taken = how === anew ? {} : ((await work.state(ladder, of.ladder))?.taken ?? {})
  const next = rungsOf(climb, taken, calendar).find(
    (rung) => rung.atMs >= sinceMs && taken[rung.key] === undefined,
  )
  // The window itself opens without a word where no step speaks of it.
  await work.change(ladder, of.ladder, how(sinceMs, next?.atMs ?? null))
}

/** Nothing of it has begun: what was said so far was about another window, the steps count anew. */
export const anew: typeof raise = (sinceMs, nextMs) => raiseAnew({ sinceMs, nextMs })

/** Whose receipts an upward document needs (S2-014: education and the government's safety office where two are named). */
export function receiversOf(duty: Duty, directory: Directory): string[] {
  if (!duty.evidence.required.includes('receipt')) return []
  const { bureau, second_receiver: second } = directory.school.file.school
  const first = bureau?.name ?? '区教育局'
  return duty.twoReceivers ? [first, second?.name ?? '政府安办'] : [first]
}

/** Windows that opened: whoever holds the post now owes it, a stand-in where the holder is away. */
export async function openWindows(work: Work, directory: Directory): Promise<Instance[]> {
  const opened: Instance[] = []
  const duties = new Map(plannedDuties(directory).map((duty) => [duty.id, duty]))
  const due = await instancesToOpen(work.db, work.nowMs)
  await work.readAhead(
    dutyInstance,
    due.map(({ id }) => id),
  )
  for (const entry of due) {
    const duty = duties.get(entry.duty)
    const unit = duty && unitNow(duty, directory, entry)
    // Whom it was given to with a reason keeps it, whoever holds the post; who took it from somebody who left, too.
    const given = entry.transfers.length > 0 || (entry.takenOver && unit?.owner.active === false)
    const owner = (given ? undefined : unit?.owner) ?? directory.person(entry.owner)
    const others = unit?.others.map(({ id }) => id) ?? entry.others
    const stand = owner && away(directory, owner, duty?.post, dayOf(entry.dueAtMs))
    opened.push(
      await work.change(dutyInstance, entry.id, openFor(owner?.id ?? entry.owner, others, stand?.id)),
    )
  }
  return opened
}

const unitNow = (duty: Duty, directory: Directory, entry: Instance): Unit | undefined =>
  unitsOf(duty, directory, { slot: entry.slot ?? '', opensAtMs: entry.opensAtMs }).find(
    ({ id }) => id === entry.unit,
  )

/** A place is not its supervisor’s: who stands in there is found as for the person’s own work. */
function away(directory: Directory, owner: Person, post: string | undefined, day: Day): Person | undefined {
  const leave = directory.leaveOf(owner.id, day)
  const line = post === 'duty_teacher' ? undefined : post
  if (!owner.active) return keeperFor(directory, owner, day, line)
  return leave && standInFor(directory, owner, day, leave.substitute, line)
}
