import { hazardCard, hazardHidden, hazardOutline, hazardReceipt } from '../cards/hazard.ts'
import type { HazardAct } from '../cards/hazard-buttons.ts'
import type { HazardAsk } from '../cards/hazard-form.ts'
import type { MatterCall } from '../cards/matter-calls.ts'
import { isOver } from '../hazards/decide.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { hazardById } from '../hazards/hazards.ts'
import { type HazardRights, hazardRights, mayReadHazard } from '../hazards/rights.ts'
import { isStillAsked } from '../hazards/tell.ts'
import type { Person } from '../people/person.ts'
import { sayEntered } from './entered.ts'
import { callOf } from './still-told.ts'
import { colleagues, type Reader, type View, viewerOf } from './view.ts'

/** What this viewer may do with this hazard right now: the table of handbook §4 applied to one record. */
export function hazardActs(about: Hazard, rights: HazardRights): HazardAct[] {
  const mayAnswer = about.anonymous === true && (rights.handles || rights.mends)
  if (isOver(about)) return mayAnswer ? ['answer'] : []
  const { decides, assigns, handles, mends, verifies, reported, spends } = rights
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
    ['answer', mayAnswer],
    ['withdraw', isEarly(about) && reported && about.source === 'words'],
    ['spend', !isEarly(about) && spends],
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
  spend: 'spend',
  answer: 'answer',
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
    const isReporter = viewer !== undefined && viewer.id === about.reporter
    if (!reads && !isReporter) return sending ? undefined : hazardHidden(about)
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
    callBack: rights?.handles || rights?.mends ? about.claimed?.phone : undefined,
    talkers: new Map(
      (about.talk ?? []).flatMap(({ by = '' }) => [[by, directory.person(by)?.name ?? by] as const]),
    ),
    entered: sayEntered(directory, about.enteredBy, viewer?.id),
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
