import { type ListingView, listingCard, listingHidden } from '../cards/listing.ts'
import { type BoardLine, listingsCard } from '../cards/listing-board.ts'
import type { ListingAct } from '../cards/listing-buttons.ts'
import type { ListingAsk } from '../cards/listing-form.ts'
import { sayLeft, sayStatus } from '../cards/listing-words.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { hazardById } from '../hazards/hazards.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import { awaitsApproval, isListed, isOver, type Listing } from '../listings/listing.ts'
import { listingById, openListings } from '../listings/listings.ts'
import { isAggravated, isOverdue, workdaysLeft } from '../listings/overdue.ts'
import { missingForRemoval } from '../listings/removal.ts'
import { type ListingRights, listingRights } from '../listings/rights.ts'
import { isStillAsked } from '../listings/tell.ts'
import type { Person } from '../people/person.ts'
import { dayOf } from '../time.ts'
import { callOf } from './still-told.ts'
import { type Reader, type View, viewerOf } from './view.ts'

/** What this viewer may do with it right now: the table of handbook §4 applied to one record. */
function listingActs(about: Listing, of: Hazard, rights: ListingRights, viewer: string): ListingAct[] {
  const { proposes, approves, approvesOwn, records, progresses } = rights
  const waits = awaitsApproval(about)
  const answers = waits !== undefined && approves && (approvesOwn || waits.asker !== viewer)
  const mayGoUp = about.status === 'approved' || about.status === 'requested'
  const missing = missingForRemoval(about, of)
  const acts: [ListingAct, boolean][] = [
    ['approve', answers],
    ['decline', answers],
    ['level', mayGoUp && records],
    ['request', mayGoUp && records && about.level !== undefined],
    ['reply', about.status === 'requested' && records],
    ['list', mayGoUp && records],
    ['remove', about.status === 'removal_requested' && missing === undefined && proposes],
    ['progress', isListed(about) && progresses],
    ['askRemoval', about.status === 'listed' && missing === undefined && proposes],
    ['withdraw', !isOver(about) && !isListed(about) && proposes],
    ['extend', isListed(about) && records],
    ['correct', isListed(about) && records],
    ['outcome', isListed(about) && records],
  ]
  return acts.filter(([, may]) => may).map(([act]) => act)
}

/** Which act a question belongs to: it is asked only as long as its answer would be taken. */
const actsOf = (asked: ListingAsk): ListingAct[] => (asked === 'list' ? ['list', 'correct'] : [asked])

export const listingView: View = {
  about: (show) => `listing/${show.id}`,
  async draw(reader, show, sending) {
    const about = await listingById(reader.db, String(show.id))
    const of = about && (await hazardById(reader.db, about.hazard))
    if (!about || !of || (sending && !isStillAsked(about, show.why))) return undefined
    const told = await callOf(reader, show)
    if (sending && told === 'over') return undefined
    const viewer = viewerOf(reader, show)
    if (!viewer || !mayReadHazard(viewer, of, reader.directory))
      return sending ? undefined : listingHidden(about)
    const may = listingActs(about, of, listingRights(reader.directory, about, of, viewer), viewer.id)
    const { asked, round = 0 } = show as { asked?: ListingAsk; round?: unknown }
    return listingCard({
      ...viewOf(reader, about, of),
      may,
      round: String(round),
      call: told === 'over' ? undefined : told,
      ...(asked && {
        colleagues: readersAmong(reader, of),
        ...(actsOf(asked).some((act) => may.includes(act)) && { asked }),
      }),
    })
  },
}

function viewOf({ directory, nowMs }: Reader, about: Listing, of: Hazard): ListingView {
  const today = dayOf(nowMs)
  return {
    about,
    of,
    today,
    left: workdaysLeft(directory, about, today),
    overdue: isOverdue(about, today),
    aggravated: isAggravated(about, today),
    missing: isListed(about) ? missingForRemoval(about, of) : undefined,
    board: about.board ?? {
      matter: of.text,
      unit: directory.school.file.school.name,
      ...(directory.school.file.school.bureau && { authority: directory.school.file.school.bureau.name }),
    },
    name(id) {
      const person = directory.person(id ?? '')
      return person && directory.card(person)
    },
    may: [],
    round: '0',
    colleagues: [],
  }
}

/** `挂牌 3 已挂牌（还剩 12 个工作日）`: how a hazard's last listing stands, for the hazard's own card. */
export async function listingWords(
  { db, directory, nowMs }: Reader,
  { listing }: Hazard,
): Promise<string | undefined> {
  const about = listing && (await listingById(db, String(listing.number)))
  if (!about) return undefined
  const today = dayOf(nowMs)
  const left = sayLeft(workdaysLeft(directory, about, today))
  return `挂牌 ${about.number} ${sayStatus(about, isOverdue(about, today))}${left ? `（${left}）` : ''}`
}

/** Whom the board may name: the colleagues who may read the hazard, by account. */
const readersAmong = ({ directory }: Reader, of: Hazard) =>
  directory.people
    .filter((each): each is Person & { account: string } => each.active && each.account !== undefined)
    .filter((each) => mayReadHazard(each, of, directory))
    .map((each) => ({ ...directory.card(each), id: each.id, value: each.account }))

/** What is open and this viewer may read, red first, then by the days that are left; what is on no board yet comes last. */
export async function boardLines(
  { db, directory, nowMs }: Reader,
  viewer: Person | undefined,
): Promise<BoardLine[]> {
  const today = dayOf(nowMs)
  const mayRead = (of: Hazard) => (viewer ? mayReadHazard(viewer, of, directory) : !of.restricted)
  const lines = (await openListings(db))
    .filter(({ of }) => mayRead(of))
    .map(
      ({ about, of }): BoardLine => ({
        about,
        of,
        left: workdaysLeft(directory, about, today),
        overdue: isOverdue(about, today),
        responsible: directory.person(about.board?.person ?? '')?.name,
      }),
    )
  const rank = ({ left }: BoardLine) => left ?? Number.POSITIVE_INFINITY
  return lines.sort((one, other) => compare(rank(one), rank(other)) || one.about.number - other.about.number)
}

const compare = (one: number, other: number): number => (one === other ? 0 : one - other)

export const listingsView: View = {
  about: () => 'listings',
  async draw(reader, show) {
    return listingsCard(await boardLines(reader, viewerOf(reader, show)))
  },
}
