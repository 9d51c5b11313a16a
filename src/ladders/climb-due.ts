import type { Work } from '../log/work.ts'
import { afterOutages } from '../outages/outage.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import { climb, type Ladder, ladder } from './ladder.ts'
import { type Rung, rungsOf } from './rungs.ts'
import type { Finding, FindSource, Matter, Source } from './source.ts'
import type { Tellings, Told } from './telling.ts'

interface Due {
  id: string
  state: Ladder
  source: Source
  rungs: Rung[]
}

/** Ladders with a step due at `nowMs`. */
export const dueLadders = async (db: Database, nowMs: number): Promise<string[]> =>
  (
    await db.all<{ id: string }>('SELECT id FROM ladders WHERE next_at <= ? ORDER BY next_at, id', [nowMs])
  ).map(({ id }) => id)

/**
 * Takes every step that is due and not taken: statuses are set, ladders go on, and each person hears once per minute
 * of the policies. After a downtime a reminder overtaken by a later step of its ladder is not sent (§10.7).
 */
export async function climbDue(
  work: Work,
  finding: Finding,
  ids: string[],
  find: FindSource,
  tellings: Tellings,
): Promise<string[]> {
  const steps: string[] = []
  for (const id of ids) {
    const due = await dueOf(work, finding, id, find)
    if (!due) continue
    for (const rung of due.rungs) {
      steps.push(`${id} ${rung.key}`)
      await takeRung(work, due, rung, tellings)
    }
    await work.change(
      ladder,
      id,
      climb(
        due.rungs.map(({ key, atMs }) => ({ key, atMs })),
        nextOf(due, finding),
      ),
    )
  }
  return steps
}

async function dueOf(work: Work, finding: Finding, id: string, find: FindSource): Promise<Due | undefined> {
  const state = await work.state(ladder, id)
  const source = state && (await find(finding, id))
  if (!state || !source) return undefined
  const rungs = open(state, source, finding).filter(
    (rung) => postponed(source, rung, finding) <= finding.nowMs,
  )
  return { id, state, source, rungs }
}

const open = (state: Ladder, { climb: of }: Source, { directory }: Finding): Rung[] =>
  rungsOf(of, state.taken, directory.calendar).filter(
    (rung) => rung.atMs >= state.sinceMs && state.taken[rung.key] === undefined,
  )

const postponed = ({ graceFromMs }: Source, { atMs }: Rung, { outages, nowMs }: Finding): number =>
  graceFromMs === undefined ? atMs : afterOutages(outages, graceFromMs, atMs, nowMs)

/** When the ladder has to be looked at again; null when nothing more can come of it. */
function nextOf(due: Due, finding: Finding): number | null {
  const now = Object.fromEntries(due.rungs.map(({ key, atMs }) => [key, atMs]))
  const state = { ...due.state, taken: { ...due.state.taken, ...now } }
  const later = open(state, due.source, finding).filter(
    (rung) => !due.source.ended || rung.condition === 'always',
  )
  return later[0]?.atMs ?? null
}

async function takeRung(work: Work, due: Due, rung: Rung, tellings: Tellings): Promise<void> {
  const silent = rung.message === 'none' || isOvertaken(rung, due.rungs)
  for (const matter of due.source.matters) {
    if (!matter.holds(rung)) continue
    for (const to of silent ? [] : matter.who(rung))
      tellings.tell(to, rung.atMs, toldOf(due, rung, matter, to), due.source.urgent, rung.own === true)
    if (rung.setStatus !== undefined || rung.setFlag !== undefined) await matter.set?.(work, rung)
  }
}

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
    ...(rides(rung) && { rides: true as const }),
    ...(matter.responsible === to.id && { mine: true as const }),
    ...(matter.responsible !== undefined && { whose: matter.responsible }),
  }
}

/** The opening, what was announced, and reminders by the day; a reminder minutes before the due time is a message. */
const rides = (rung: Rung): boolean =>
  rung.message === 'card' ||
  rung.message === 'notice' ||
  (rung.message === 'reminder' &&
    (rung.condition === 'always' || (rung.own === true && !/-PT/.test(rung.key))))
