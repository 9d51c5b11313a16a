import { incidentCategories } from '../duties/catalogue.ts'
import { keepLadder, startLadder } from '../ladders/start-ladder.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Place } from '../reading/places.ts'
import type { Database } from '../store/database.ts'
import { alarmed, calledAtMs, policyFor } from './called.ts'
import { type Decide, report } from './decide.ts'
import { incident } from './evolve.ts'
import type { Incident, IncidentLevel } from './incident.ts'
import { climbFor, ladderOf } from './ladder.ts'

export interface IncidentReport {
  text: string
  place: Place | null
  where?: string
  classId?: string
  category: string
  level: IncidentLevel
  urgent: boolean
  /** The words are of a restricted matter that no incident category names (a hazard's `finance`). */
  restricted?: boolean
  /** None when it was reported without a name. */
  reporter?: string
  anonymous?: true
  claimed?: { name?: string; phone?: string }
  enteredBy?: string
  source?: string
  eventAtMs: number | null
  /** When the school's people knew: the message's own time, not the time we got round to it. */
  learnedAtMs: number
  photos: string[]
}

/** Numbered, recorded, and told at once to those ESC-INC, ESC-INC-MINOR or the restricted list names. */
export async function reportIncident(
  work: Work,
  directory: Directory,
  given: IncidentReport,
): Promise<Incident> {
  const category = incidentCategories.get(given.category) ?? incidentCategories.get('other')!
  const number = await work.nextNumber('incidents')
  const reported = await work.change(
    incident,
    String(number),
    report({
      ...given,
      number,
      category: category.id,
      restricted: category.restricted || given.restricted === true,
      ...rulesNow(directory),
    }),
  )
  for (const to of alarmed(directory, reported, work.nowMs))
    tellIncident(work, directory, reported, to, 'alarm')
  await beginLadder(work, directory, reported)
  return reported
}

/** What it will be judged by, where that is not the catalogue: its countdown is read from the record alone. */
function rulesNow(directory: Directory): Pick<Incident, 'rules' | 'limits'> {
  const { version: rules } = directory.rules
  if (rules === 0) return {}
  const { steps } = policyFor(directory, { level: 'serious', rules })
  const endOf = (message: string) => steps.find((step) => step.message === message)?.offsetMs ?? 0
  return {
    rules,
    limits: { upwardMs: endOf('upward_breach'), writtenMs: endOf('written_report_due') },
  }
}

function tellIncident(work: Work, directory: Directory, about: Incident, to: Person, why: string): void {
  const owed = owedTo(directory, to, {
    once: `incident:${about.id}:${why}:${to.id}`,
    show: { card: 'incident', id: about.id, why },
    urgency: 0,
    notBeforeMs: work.nowMs,
  })
  if (owed) work.owe(owed)
}

/**
 * Changes an incident and keeps its live card true everywhere, and its ladder in time. A level raised, or a matter that
 * turns out to be one of few readers, alarms those not called before.
 */
export async function changeIncident(
  work: Work,
  directory: Directory,
  id: string,
  decide: Decide,
): Promise<Incident> {
  const before = await work.state(incident, id)
  const after = await work.change(incident, id, decide)
  work.touch(`incident/${id}`)
  const raised = before?.level === 'minor' && after.level === 'serious'
  if (before && (raised || before.category !== after.category || before.restricted !== after.restricted)) {
    const called = new Set([
      work.actor,
      ...alarmed(directory, before, calledAtMs(before)).map((who) => who.id),
    ])
    for (const to of alarmed(directory, after, work.nowMs))
      if (!called.has(to.id))
        tellIncident(
          work,
          directory,
          after,
          to,
          `called:${after.category}:${after.restricted ? 'few:' : ''}${after.seriousSinceMs ?? 0}`,
        )
  }
  if (before?.level !== after.level) await beginLadder(work, directory, after)
  else await keepLadder(work, directory.calendar, ladderOf(after), climbFor(directory, after, work.nowMs))
  return after
}

const beginLadder = (work: Work, directory: Directory, about: Incident): Promise<void> =>
  startLadder(work, directory.calendar, ladderOf(about), climbFor(directory, about, work.nowMs), {
    sinceMs: work.nowMs,
  })

/** Open incidents an older version of the bot recorded without a ladder: it begins with what is due by now. */
export async function beginLaddersOfOpenIncidents(work: Work, directory: Directory): Promise<void> {
  const rows = await work.db.all<{ state: string }>(
    `SELECT state FROM incidents WHERE status <> 'closed'
     AND NOT EXISTS (SELECT 1 FROM ladders WHERE ladders.id = 'incident/' || incidents.id) ORDER BY number`,
  )
  for (const about of rows.map(({ state }) => JSON.parse(state) as Incident))
    await startLadder(work, directory.calendar, ladderOf(about), climbFor(directory, about, work.nowMs), {
      sinceMs: work.nowMs,
      fromMs: about.reportedAtMs,
    })
}

export const incidentById = async (db: Database, id: string): Promise<Incident | undefined> => {
  const row = await db.get<{ state: string }>('SELECT state FROM incidents WHERE id = ?', [id])
  return row && (JSON.parse(row.state) as Incident)
}
