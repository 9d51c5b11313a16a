import { hazardCard, hazardHidden, hazardOutline, hazardReceipt } from '../cards/hazard.ts'
import type { HazardAct } from '../cards/hazard-buttons.ts'
import type { HazardAsk } from '../cards/hazard-form.ts'
import { incidentCard, incidentHidden } from '../cards/incident.ts'
import type { IncidentAct, IncidentAsk } from '../cards/incident-buttons.ts'
import { type MatterCall, matterCall } from '../cards/matter-calls.ts'
import { isOver } from '../hazards/decide.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { hazardById, isStillAsked } from '../hazards/hazards.ts'
import { type HazardRights, hazardRights, mayReadHazard } from '../hazards/rights.ts'
import { awaited, isInvolved, mayReadIncident, mayReportUp } from '../incidents/called.ts'
import { concernsPupils, type Incident } from '../incidents/incident.ts'
import { incidentById } from '../incidents/incidents.ts'
import { isUpwardSettled, isWaived, mustGoUp } from '../incidents/upward.ts'
import type { Told } from '../ladders/telling.ts'
import type { Show } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { isHead } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { stillTold } from './still-told.ts'
import { colleagues, type Reader, type View, viewerOf } from './view.ts'

/** What this viewer may do with this hazard right now: the table of handbook §4 applied to one record. */
export function hazardActs(about: Hazard, rights: HazardRights): HazardAct[] {
  if (isOver(about)) return []
  const { decides, assigns, handles, mends, verifies, reported } = rights
  const acts: [HazardAct, boolean][] = [
    ['place', about.place === null && (reported || handles)],
    ...stepActs(about, rights),
    ['verify', about.status === 'rectified' && verifies],
    ['sendBack', about.status === 'rectified' && verifies],
    ['control', about.status !== 'rectified' && !about.control && (handles || mends)],
    ['transfer', about.status !== 'rectified' && handles],
    ['assign', about.status !== 'rectified' && assigns],
    ['reclassify', decides || reported],
    ...paperActs(about, rights),
    ['dismiss', isEarly(about) && decides && !reported],
    ['withdraw', isEarly(about) && reported && about.source === 'words'],
  ]
  return acts.filter(([, may]) => may).map(([act]) => act)
}

const isEarly = (about: Hazard) => about.status === 'reported' || about.status === 'assigned'

const stepActs = (about: Hazard, { handles, mends }: HazardRights): [HazardAct, boolean][] => [
  ['accept', isEarly(about) && handles],
  ['rectify', (about.status === 'rectifying' || about.status === 'returned') && mends],
]

/** Larger and major ones need a plan; of a major one the bureau hears, and somebody decides about listing (handbook §5.4). */
function paperActs(
  about: Hazard,
  { decides, handles, mends, decidesListing }: HazardRights,
): [HazardAct, boolean][] {
  const grave = about.severity !== 'general'
  return [
    ['plan', grave && about.status !== 'rectified' && (handles || mends)],
    ['reportUp', about.severity === 'major' && !about.upward && decides],
    ['unlist', grave && !about.unlisted && decidesListing],
  ]
}

/** A question is only asked for as long as its answer would be taken. */
const ACT_OF: Record<HazardAsk, HazardAct> = {
  place: 'place',
  assign: 'assign',
  control: 'control',
  transfer: 'transfer',
  rectify: 'rectify',
  return: 'sendBack',
  reclassify: 'reclassify',
  dismiss: 'dismiss',
  plan: 'plan',
  reportUp: 'reportUp',
  unlist: 'unlist',
}

export const hazardView: View = {
  about: (show) => `hazard/${show.id}`,
  async draw(reader, show, sending) {
    const about = await hazardById(reader.db, String(show.id))
    if (!about || (sending && !isStillAsked(about, show.why))) return undefined
    const told = await callOf(reader, show)
    if (sending && told === 'over') return undefined
    const viewer = viewerOf(reader, show)
    const reads = viewer ? mayReadHazard(viewer, about, reader.directory) : !about.restricted
    if (!reads && viewer?.id !== about.reporter) return sending ? undefined : hazardHidden(about)
    const { asked: wanted, round = 0 } = show as { asked?: HazardAsk; round?: unknown }
    const call = told === 'over' ? undefined : told
    return drawHazard(reader, about, viewer, reads, wanted, String(round), call)
  },
}

function drawHazard(
  { directory }: Reader,
  about: Hazard,
  viewer: Person | undefined,
  reads: boolean,
  wanted: HazardAsk | undefined,
  round: string,
  call: MatterCall | undefined,
) {
  const rights = viewer && hazardRights(directory, about, viewer)
  const may = rights ? hazardActs(about, rights) : []
  const card = (id: string | undefined) => {
    const found = id ? directory.person(id) : undefined
    return found && directory.card(found)
  }
  const view = {
    hazard: about,
    reporter: card(about.reporter),
    assignee: card(about.assignee),
    rectifier: card(about.rectifier),
    verifier: card(about.verifiedBy),
    department: directory.departmentName(about.department),
    may,
    responsible: rights?.responsible ?? false,
    colleagues: wanted ? colleagues(directory, viewer?.id) : [],
    round,
    call,
    ...(wanted && may.includes(ACT_OF[wanted]) && { asked: wanted }),
  }
  if (!viewer) return hazardOutline(view)
  return reads ? hazardCard(view) : hazardReceipt(view)
}

/** What a step of the ladder asked for with this message; `over` when it is so no more. */
async function callOf(reader: Reader, show: Show): Promise<MatterCall | 'over' | undefined> {
  if (show.told === undefined) return undefined
  const [first] = await stillTold(reader, show.told as Told[], String(show.for))
  return first ? matterCall(show.card, first.message) : 'over'
}

/** What this viewer may do with this incident right now. */
export function incidentActs(directory: Directory, about: Incident, who: Person | undefined): IncidentAct[] {
  if (!who || about.status === 'closed') return []
  const involved = isInvolved(directory, about, who)
  const concerned = involved || about.reporter === who.id
  const mine = about.acknowledged.find((entry) => entry.person === who.id)
  const asked = involved && about.reporter !== who.id
  const minor = about.level === 'minor'
  const acts: [IncidentAct, boolean][] = [
    ['acknowledge', asked && !mine],
    ['onTheWay', asked && !mine?.onTheWay],
    ['note', concerned],
    ['parents', concerned && concernsPupils(about) && about.parentsToldAtMs === undefined],
    ['control', involved && about.status !== 'controlled'],
    ['close', involved && minor && about.status !== 'reported'],
    ['raise', concerned && minor],
    ['lower', isHead(who) && !minor],
    ['recategorise', concerned],
    ...upwardActs(directory, about, who),
  ]
  return acts.filter(([, may]) => may).map(([act]) => act)
}

/** What goes up: only of a serious one, and only by those who may (handbook §4). */
function upwardActs(directory: Directory, about: Incident, who: Person): [IncidentAct, boolean][] {
  const may = about.level === 'serious' && mayReportUp(directory, about, who)
  const open = may && !isUpwardSettled(about)
  return [
    ['reportUp', open],
    ['waive', open && isHead(who) && !mustGoUp(about) && !about.upward],
    ['written', may && !about.written && !isWaived(about)],
  ]
}

const ACT_OF_INCIDENT: Record<IncidentAsk, IncidentAct> = {
  note: 'note',
  parents: 'parents',
  control: 'control',
  lower: 'lower',
  close: 'close',
  recategorise: 'recategorise',
  reportUp: 'reportUp',
  waive: 'waive',
  written: 'written',
}

export const incidentView: View = {
  about: (show) => `incident/${show.id}`,
  async draw(reader, show, sending) {
    const { db, directory } = reader
    const about = await incidentById(db, String(show.id))
    if (!about) return undefined
    const viewer = viewerOf(reader, show)
    const reporter = viewer?.id === about.reporter
    // Who had the card before it became a matter of few readers keeps its number and nothing else.
    if (!reporter && (!viewer || !mayReadIncident(viewer, about, directory)))
      return sending ? undefined : incidentHidden(about)
    const told = await callOf(reader, show)
    if (sending && told === 'over') return undefined
    const reportedBy = directory.person(about.reporter)
    const may = incidentActs(directory, about, viewer)
    const { asked } = show as { asked?: IncidentAsk }
    return incidentCard({
      incident: about,
      reporter: reportedBy && directory.card(reportedBy),
      name: (id) => directory.person(id)?.name ?? id,
      className: about.classId ? directory.class(about.classId)?.name : undefined,
      awaited: awaited(directory, about).map((entry) => entry.name),
      may,
      call: told === 'over' ? undefined : told,
      ...(asked && may.includes(ACT_OF_INCIDENT[asked]) && { asked }),
      round: String(show.round ?? 0),
      // The reporter has the receipt; somebody who reported and is also among those in charge sees the whole record.
      own: reporter,
      receipt: reporter && !(viewer && isInvolved(directory, about, viewer)),
    })
  },
}
