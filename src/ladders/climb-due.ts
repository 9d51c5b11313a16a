import type { Work } from '../log/work.ts'
import { afterOutages } from '../outages/outage.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import { MINUTE_MS } from '../time.ts'
import { climb, type Ladder, ladder } from './ladder.ts'
import type { Rung } from './rungs.ts'
import type { Finding, FindSource, Matter, Source } from './source.ts'
import { nextStep, stepsAhead } from './steps-ahead.ts'
import type { Tellings, Told } from './telling.ts'

interface Due {
  id: string
  state: Ladder
  source: Source
  rungs: Rung[]
}

/** A ladder that cannot be climbed, and why. */
export interface Stuck {
  id: string
  error: string
}

/** Some of the ladders cannot be climbed: nothing was taken of any, the others have to be climbed without them. */
export class LaddersStuck extends Error {
  readonly stuck: readonly Stuck[]
  constructor(stuck: readonly Stuck[]) {
    super(stuck.map(({ id, error }) => `${id}: ${error}`).join('; '))
    this.stuck = stuck
  }
}

/** Ladders with a step due at `nowMs`. */
export const dueLadders = async (db: Database, nowMs: number): Promise<string[]> =>
  (
    await db.all<{ id: string }>('SELECT id FROM ladders WHERE next_at <= ? ORDER BY next_at, id', [nowMs])
  ).map(({ id }) => id)

/**
 * Takes every step that is due and not taken: statuses are set, ladders go on, and each person hears once per minute
 * of the policies. After a downtime a reminder overtaken by a later step of its ladder is not sent (§10.7).
 * @throws LaddersStuck naming every ladder that threw: half a ladder is never kept.
 */
export async function climbDue(
  work: Work,
  finding: Finding,
  ids: readonly string[],
  find: FindSource,
  tellings: Tellings,
): Promise<string[]> {
  const steps: string[] = []
  const stuck: Stuck[] = []
  await work.readAhead(ladder, ids)
  for (const id of ids)
    try {
      steps.push(...(await climbOne(work, finding, id, find, tellings)))
    } catch (error) {
      stuck.push({ id, error: error instanceof Error ? error.message : String(error) })
    }
  if (stuck.length > 0) throw new LaddersStuck(stuck)
  return steps
}

async function climbOne(
  work: Work,
  finding: Finding,
  id: string,
  find: FindSource,
  tellings: Tellings,
): Promise<string[]> {
  const due = await dueOf(work, finding, id, find)
  if (!due) return []
  for (const rung of due.rungs) await takeRung(work, due, rung, tellings)
  await work.change(
    ladder,
    id,
    climb(
      due.rungs.map((rung) => ({ key: rung.key, atMs: takenAt(rung, finding) })),
      nextOf(due, finding),
    ),
  )
  return due.rungs.map(({ key }) => `${id} ${key}`)
}

async function dueOf(work: Work, finding: Finding, id: string, find: FindSource): Promise<Due | undefined> {
  const state = await work.state(ladder, id)
  if (!state) return undefined
  const source = await find(finding, id)
  // Passed over, it would be due at every beat and never told: set aside, the administrator hears of it.
  if (!source) throw new Error(`nothing to climb for: ${id}`)
  const rungs = stepsAhead(state, source, finding.directory.calendar).filter(
    (rung) => postponed(source, rung, finding) <= finding.nowMs,
  )
  return { id, state, source, rungs }
}

/** The day ends when it ends; only what asks somebody waits as long as nobody could have answered. */
const postponed = ({ graceFromMs }: Source, { atMs, message }: Rung, { outages, nowMs }: Finding): number =>
  graceFromMs === undefined || message === 'none' ? atMs : afterOutages(outages, graceFromMs, atMs, nowMs)

/** When the ladder has to be looked at again; null when nothing more can come of it. */
function nextOf(due: Due, finding: Finding): number | null {
  const now = Object.fromEntries(due.rungs.map((rung) => [rung.key, takenAt(rung, finding)]))
  const state = { ...due.state, taken: { ...due.state.taken, ...now } }
  return nextStep(state, due.source, finding.directory.calendar)
}

/** A step that repeats and comes this late counts from when it was really said: what was left out is not made up for. */
const LATE_MS = 5 * MINUTE_MS
const takenAt = ({ atMs, repeat }: Rung, { nowMs }: Finding): number =>
  repeat && nowMs - atMs > LATE_MS ? nowMs : atMs

async function takeRung(work: Work, due: Due, rung: Rung, tellings: Tellings): Promise<void> {
  const silent = rung.message === 'none' || isOvertaken(rung, due.rungs)
  for (const matter of due.source.matters) {
    if (!matter.holds(rung)) continue
    for (const to of silent ? [] : matter.who(rung))
      tellings.tell(
        to,
        rung.atMs,
        toldOf(due, rung, matter, to),
        isUrgent(due.source, rung),
        rung.own === true,
      )
    if (rung.setStatus !== undefined || rung.setFlag !== undefined) await matter.set?.(work, rung)
  }
}

const isUrgent = ({ urgent, urgentMessages }: Source, { message }: Rung): boolean =>
  urgent || urgentMessages?.has(message) === true

const QUIET_WORDS = new Set(['card', 'notice', 'reminder'])
const isOvertaken = (rung: Rung, due: Rung[]): boolean =>
  QUIET_WORDS.has(rung.message) && due.some((later) => later.atMs > rung.atMs && later.message !== 'none')

function toldOf(due: Due, rung: Rung, matter: Matter, to: Person): Told {
  return {
    ...matter.about,
    ladder: due.id,
    key: matter.key,
    message: rung.message,
    condition: rung.condition,
    ...(rung.expected !== undefined && { expected: rung.expected }),
    ...(rung.week !== undefined && { week: rung.week }),
    ...(matter.isSealedFor?.(to) && { sealed: true as const }),
    ...(matter.about.record === undefined && rides(rung) && { rides: true as const }),
    ...((matter.responsible === to.id || matter.shares?.includes(to.id)) && { mine: true as const }),
    ...(matter.responsible !== undefined && { whose: matter.responsible }),
  }
}

/**
 * The opening, what was announced, and reminders by the day: they stand on the card of the day. A reminder minutes or
 * hours before the due time of what is not done is a message of its own.
 */
export const rides = ({ message, condition, key }: Rung): boolean =>
  message === 'card' ||
  message === 'notice' ||
  (message === 'reminder' && (condition === 'always' || !/-PT/.test(key)))
