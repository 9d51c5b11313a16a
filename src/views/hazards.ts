import { type HazardRow, hazardCountsCard, hazardsCard } from '../cards/hazards.ts'
import { isOver } from '../hazards/decide.ts'
import { dueMsOf, isOverdue } from '../hazards/due.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { hasMended } from '../hazards/menders.ts'
import { workdaysOpen } from '../ledger/ages.ts'
import type { LedgerFilter } from '../ledger/filter.ts'
import { queryOf } from '../ledger/query.ts'
import { countHazards, listHazards, repeatsAmong } from '../ledger/read.ts'
import { sayFilter, sayScope } from '../ledger/say.ts'
import { exportScope, scopesOf } from '../ledger/scope.ts'
import { listWords } from '../ledger/words.ts'
import type { Show } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { type Reader, type View, viewerOf } from './view.ts'

/** Fits a phone, and a card's 30 KB with room to spare. */
const ON_A_CARD = 8

interface Listed {
  filter: LedgerFilter
  page: number
}

const listedIn = (show: Show): Listed => {
  const { filter, page } = show as unknown as Partial<Listed>
  return { filter: filter ?? { scope: 'mine', state: 'open' }, page: page ?? 1 }
}

export const hazardsView: View = {
  about: (show) => `hazards/${queryOf(listedIn(show).filter)}`,
  async draw(reader, show) {
    const { db, directory, nowMs } = reader
    const viewer = viewerOf(reader, show)
    const asking = { directory, viewer, nowMs }
    if (!viewer) return hazardCountsCard(await countHazards(db, asking, { scope: 'all', state: 'open' }))
    const { filter, page } = listedIn(show)
    const scopes = scopesOf(directory, viewer)
    // Rights may have gone since this card was sent.
    if (!scopes.includes(filter.scope)) return undefined
    const counts = await countHazards(db, asking, filter)
    const pages = Math.max(1, Math.ceil(counts.all / ON_A_CARD))
    const shown = Math.min(page, pages)
    const offset = (shown - 1) * ON_A_CARD
    const found = await listHazards(db, asking, filter, { offset, limit: ON_A_CARD })
    const repeats = await repeatsAmong(
      db,
      found.map(({ id }) => id),
    )
    return hazardsCard({
      filter,
      counts,
      page: shown,
      pages,
      scopes: scopes.map((scope) => ({ scope, name: sayScope(directory, viewer, scope) })),
      narrowed: sayFilter(directory, filter),
      exports: exportScope(directory, viewer) !== undefined,
      rows: rowsOf(reader, viewer, found, repeats, filter.scope === 'mine'),
      says: (wanted, to) => `/隐患清单 ${listWords(directory, wanted, to)}`,
    })
  },
}

/** As one line of a list says it. */
function rowsOf(
  { directory, nowMs }: Reader,
  viewer: Person,
  found: readonly Hazard[],
  repeats: ReadonlySet<string>,
  own: boolean,
): HazardRow[] {
  const days = workdaysOpen(directory.calendar)
  return found.map((about) => {
    const holder = directory.person(about.rectifier ?? about.assignee ?? '')?.name
    return {
      hazard: about,
      overdueDays: isOverdue(about, nowMs) ? days(dueMsOf(about)!, nowMs) : undefined,
      daysOpen: days(about.reportedAtMs, about.closedAtMs ?? nowMs),
      holder: holder ?? directory.departmentName(about.department),
      repeat: repeats.has(about.id),
      mine: own ? relation(directory, viewer, about) : undefined,
    }
  })
}

/** Why it is on somebody's own list: what he has to do comes before what he once did. */
function relation(directory: Directory, viewer: Person, about: Hazard): string {
  const hands = [viewer, ...directory.entersFor(viewer)].map(({ id }) => id)
  if (about.status === 'rectified' && !hasMended(about, viewer.id)) return '等您验收'
  if (!isOver(about) && hands.includes(about.rectifier ?? about.assignee ?? '')) return '在您手里'
  return about.reporter === viewer.id ? '您报的' : '您整改的'
}
