import { type Category, hazardCategories } from '../duties/catalogue.ts'
import { startLadder } from '../ladders/start-ladder.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Place } from '../reading/places.ts'
import type { Database } from '../store/database.ts'
import { dayOf, instantOf } from '../time.ts'
import { type Decide, isOver, reclassify, report } from './decide.ts'
import { hazard } from './evolve.ts'
import { followLadder } from './follow-ladder.ts'
import { freshCardForReporter } from './fresh-card.ts'
import { pausedNoLonger } from './graver.ts'
import type { Hazard, Severity } from './hazard.ts'
import { climbFor, ladderOf, policyFor } from './ladder.ts'
import { ownerOf, ownerOnceCorrected } from './owner.ts'
import { countsFromMs, datesUnder } from './redate.ts'
import { repeatsOf, severityOfRepeat } from './repeats.ts'
import { samePlace } from './same-place.ts'
import type { Claimed } from './talk.ts'
import { tellReported } from './tell.ts'
import { tellResult } from './tell-more.ts'

/** What a report says, read or corrected; the place may still be missing. */
export interface HazardReport {
  text: string
  place: Place | null
  where?: string
  category: string
  severity: Severity
  urgent: boolean
  needsReview: boolean
  control: string | null
  /** None when it was reported without a name. */
  reporter?: string
  anonymous?: true
  claimed?: Claimed
  enteredBy?: string
  source?: string
  photos: string[]
  /** An open one it may be the same as. */
  maybeSame?: number
}

/** Whether people are protected meanwhile is asked by the policy: a general hazard may wait to be accepted. */
const CONTROL = 'no_control_measure'

/**
 * Deadlines of a hazard from the moment it was reported, by the rules it is judged by (handbook §6.2): `general` accepts
 * in working hours, the others by the wall when their policy first asks for control. Days to mend end at 17:30; a major
 * one is stopped at once and mended as listed.
 */
export function deadlines(
  about: Pick<Hazard, 'severity' | 'rules'>,
  reportedAtMs: number,
  directory: Directory,
) {
  const { calendar, rules } = directory
  const { settings } = rules.at(about.rules)
  const control = policyFor(directory, about).steps.find(({ condition }) => condition === CONTROL)
  const acceptDueMs = control
    ? reportedAtMs + control.offsetMs
    : calendar.addWorkingHours(reportedAtMs, settings['hazard.general.accept'])
  const days = settings[`hazard.${about.severity}.rectify_days`]
  const rectifyDay = calendar.addWorkdays(dayOf(reportedAtMs), days)
  return { acceptDueMs, rectifyDueMs: instantOf(rectifyDay, '17:30') }
}

const categoryOf = (id: string): Category => hazardCategories.get(id) ?? hazardCategories.get('other')!

/** Numbered, recorded, routed by category, and told to those the policy names, within this one write. */
export async function reportHazard(work: Work, directory: Directory, given: HazardReport): Promise<Hazard> {
  const category = categoryOf(given.category)
  const department = category.department ?? 'general_affairs'
  const number = await work.nextNumber('hazards')
  const { control, ...said } = given
  const { version, settings } = directory.rules
  const rules = version > 0 ? { rules: version } : {}
  const known = await samePlace(work.db, given.place, category.id)
  const repeats = repeatsOf(known, settings['hazard.repeat_days'], work.nowMs)
  const severity = severityOfRepeat(given.severity, repeats)
  const reported = await work.change(
    hazard,
    String(number),
    report(
      {
        ...said,
        severity,
        number,
        category: category.id,
        restricted: category.restricted,
        department,
        ...(control !== null && { control }),
        ...(repeats.length > 0 && { repeats }),
        ...rules,
        ...deadlines({ severity, ...rules }, work.nowMs, directory),
      },
      ownerOf(directory, { category: category.id, department })?.id,
    ),
  )
  tellReported(work, directory, reported)
  await startLadder(work, directory.calendar, ladderOf(reported), climbFor(directory, reported, work.nowMs), {
    sinceMs: work.nowMs,
  })
  return reported
}

/** What the office, or the reporter for the time being, makes of it; `tellReported` tells those it now concerns. */
export function reclassification(
  directory: Directory,
  about: Hazard,
  to: { category: string; severity: Severity; needsReview: boolean; urgent?: boolean },
  by: string,
  may: { lower: boolean; lift: boolean },
): Decide {
  const category = categoryOf(to.category)
  const department = category.id === about.category ? about.department : category.department
  const change = {
    category: category.id,
    severity: to.severity,
    needsReview: to.needsReview,
    urgent: to.urgent ?? about.urgent,
    restricted: category.restricted,
    department: department ?? about.department,
    ...datesUnder(
      directory.calendar,
      about,
      to.severity,
      deadlines({ ...about, severity: to.severity }, countsFromMs(about), directory),
    ),
    by,
  }
  return reclassify(change, ownerOnceCorrected(directory, about, { ...about, ...change }), may)
}

/**
 * Changes a hazard, keeps every card that shows it true, and its ladder in time. Under another severity the other
 * policy's ladder takes over, with what it asks for since the report due now, as it is where a measure counts no more;
 * mended or opened once more it begins anew.
 */
export async function changeHazard(
  work: Work,
  directory: Directory,
  id: string,
  decide: Decide,
): Promise<Hazard> {
  const before = await work.state(hazard, id)
  const after = await work.change(hazard, id, pausedNoLonger(directory.calendar, work.nowMs, decide))
  work.touch(`hazard/${id}`)
  await freshCardForReporter(work, directory, before, after)
  if (after.listing) work.touch(`listing/${after.listing.number}`)
  const { calendar } = directory
  const source = climbFor(directory, after, work.nowMs)
  const anew =
    before?.status !== after.status && (after.status === 'rectified' || before?.status === 'closed')
  if (before?.severity !== after.severity || (!anew && before?.control && !after.control))
    await startLadder(work, calendar, ladderOf(after), source, {
      sinceMs: work.nowMs,
      fromMs: countsFromMs(after),
    })
  else if (anew) await startLadder(work, calendar, ladderOf(after), source, { sinceMs: work.nowMs })
  else await followLadder(work, directory, before, after)
  if (before && !isOver(before) && isOver(after)) tellResult(work, directory, after)
  return after
}

/** Open hazards an older version of the bot recorded without a ladder: it begins with what is due by now. */
export async function beginLaddersOfOpenHazards(work: Work, directory: Directory): Promise<void> {
  const rows = await work.db.all<{ state: string }>(
    `SELECT state FROM hazards WHERE status NOT IN ('closed', 'invalid')
     AND NOT EXISTS (SELECT 1 FROM ladders WHERE ladders.id = 'hazard/' || hazards.id) ORDER BY number`,
  )
  for (const about of rows.map(({ state }) => JSON.parse(state) as Hazard))
    await startLadder(work, directory.calendar, ladderOf(about), climbFor(directory, about, work.nowMs), {
      sinceMs: work.nowMs,
      fromMs: about.reportedAtMs,
    })
}

export const hazardById = async (db: Database, id: string): Promise<Hazard | undefined> => {
  const row = await db.get<{ state: string }>('SELECT state FROM hazards WHERE id = ?', [id])
  return row && (JSON.parse(row.state) as Hazard)
}
