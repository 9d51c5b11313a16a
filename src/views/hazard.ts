import { hazardCard, hazardHidden, hazardOutline, hazardReceipt } from '../cards/hazard.ts'
import type { HazardAct } from '../cards/hazard-buttons.ts'
import type { HazardAsk } from '../cards/hazard-form.ts'
import type { MatterCall } from '../cards/matter-calls.ts'
import { isOver, isSeenByOthers } from '../hazards/decide.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { hazardById } from '../hazards/hazards.ts'
import { upwardDueMs } from '../hazards/ladder.ts'
import { isListing } from '../hazards/listed.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import { type HazardRights, hazardRights } from '../hazards/rights.ts'
import { isUntaken } from '../hazards/status.ts'
import { isUntouched } from '../hazards/supplement.ts'
import { isStillAsked } from '../hazards/tell.ts'
import { pauseOf } from '../hazards/waits.ts'
import type { Person } from '../people/person.ts'
import { keptRuleOf } from '../template/kept-rule.ts'
import { sayEntered } from './entered.ts'
import { awaitedActs, hazardLoop, loopActs } from './hazard-loop.ts'
import { listingWords } from './listing.ts'
import { callOf } from './still-told.ts'
import { colleagues, type Reader, type View, viewerOf } from './view.ts'

/** What this viewer may do with this hazard right now: the table of handbook §4 applied to one record. */
export function hazardActs(about: Hazard, rights: HazardRights): HazardAct[] {
  const listing: HazardAct[] = about.listing ? ['seeListing'] : []
  const mayAnswer = about.anonymous === true && (rights.handles || rights.mends)
  if (isOver(about)) return [...overActs(about, rights, mayAnswer), ...listing]
  const { decides, assigns, handles, mends, verifies, reported, seeksPlace, spends } = rights
  const mayEnd = isUntaken(about) && !isListing(about) && !rights.hasMended
  const acts: [HazardAct, boolean][] = [
    ['place', seeksPlace && (reported || handles)],
    ...awaitedActs(about, rights),
    ...stepActs(about, rights),
    ['verify', about.status === 'rectified' && verifies],
    ['sendBack', about.status === 'rectified' && verifies],
    ['control', about.status !== 'rectified' && !about.control && (handles || mends)],
    ['transfer', about.status !== 'rectified' && !pauseOf(about) && handles && !rights.awaitsCoordinator],
    ['assign', about.status !== 'rectified' && !pauseOf(about) && assigns],
    ['reclassify', decides || reported],
    ...paperActs(about, rights),
    ...loopActs(about, rights),
    ['dismiss', mayEnd && decides && !reported],
    ['answer', mayAnswer],
    ['withdraw', mayEnd && reported && about.source === 'words' && !isSeenByOthers(about)],
    [
      'merge',
      isUntouched(about) &&
        !isListing(about) &&
        !about.restricted &&
        about.maybeSame !== undefined &&
        (decides || reported),
    ],
    ['unfollow', rights.follows],
    ['spend', !isUntaken(about) && spends],
  ]
  return [...acts.filter(([, may]) => may).map(([act]) => act), ...listing]
}

const overActs = (about: Hazard, { reopens }: HazardRights, mayAnswer: boolean): HazardAct[] => [
  ...(mayAnswer ? (['answer'] as const) : []),
  ...(about.status === 'closed' && reopens ? (['reopen'] as const) : []),
]

const stepActs = (about: Hazard, { handles, mends }: HazardRights): [HazardAct, boolean][] => [
  ['accept', isUntaken(about) && handles],
  ['rectify', (about.status === 'rectifying' || about.status === 'returned') && mends],
]

/** Larger and major ones need a plan; of a major one the bureau hears, and somebody decides about listing (handbook §5.4). */
function paperActs(
  about: Hazard,
  { decides, handles, mends, decidesListing, proposesListing }: HazardRights,
): [HazardAct, boolean][] {
  const grave = about.severity !== 'general'
  const listed = isListing(about)
  return [
    // It is not closed without one: also asked for when it is mended already.
    ['plan', grave && (about.status !== 'rectified' || !about.plan) && (handles || mends)],
    ['reportUp', about.severity === 'major' && !about.upward && decides],
    ['list', grave && !listed && proposesListing],
    ['unlist', grave && !listed && !about.unlisted && decidesListing],
  ]
}

/** Which act a question belongs to: it is asked only as long as its answer would be taken. */
const actOf = (asked: HazardAsk): HazardAct => (asked === 'return' ? 'sendBack' : asked)

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
    const listing = await listingWords(reader, about)
    return drawHazard(reader, about, viewer, reads, wanted, String(round), call, listing)
  },
}

function drawHazard(
  { directory, nowMs }: Reader,
  about: Hazard,
  viewer: Person | undefined,
  reads: boolean,
  wanted: HazardAsk | undefined,
  round: string,
  call: MatterCall | undefined,
  listing: string | undefined,
) {
  const rights = viewer && hazardRights(directory, about, viewer)
  const may = (rights ? hazardActs(about, rights) : []).filter((act) => reads || act !== 'seeListing')
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
    person: card,
    department: directory.departmentName(about.department),
    may,
    responsible: rights?.responsible ?? false,
    rectifies: rights?.rectifies ?? false,
    keptRule: keptRuleOf(directory, about),
    upwardDueMs: upwardDueMs(directory, about),
    decides: rights?.decides === true || rights?.reported === true,
    corrects: rights?.reported === true && !rights.decides && isUntaken(about),
    repeatDays: directory.rules.at(about.rules).settings['hazard.repeat_days'],
    colleagues: wanted ? colleagues(directory, viewer?.id, about.department) : [],
    round,
    call,
    listing,
    loop: hazardLoop(directory, about, nowMs, rights),
    ...(wanted && may.includes(actOf(wanted)) && { asked: wanted }),
  }
  if (!viewer) return hazardOutline(view)
  return reads ? hazardCard(view) : hazardReceipt(view)
}
