import type { Value } from '../store/database.ts'
import { isOver } from './decide.ts'
import { dueMsOf } from './due.ts'
import { type Hazard, placeKey } from './hazard.ts'
import { mendersOf } from './menders.ts'

/** What boards, ledgers and counts ask for without opening a record; all of it derived from the state (design §3.2). */
export const hazardColumns = (state: Hazard): Record<string, Value> => ({
  number: state.number,
  status: state.status,
  severity: state.severity,
  category: state.category,
  restricted: state.restricted ? 1 : 0,
  place: placeKey(state.place),
  area: areaKey(state),
  reporter: state.reporter ?? null,
  department: state.department,
  assignee: state.assignee ?? null,
  rectifier: state.rectifier ?? null,
  verifier: state.verifier ?? null,
  menders: JSON.stringify(mendersOf(state)),
  urgent: state.urgent ? 1 : 0,
  co_owners: JSON.stringify((state.coOwners ?? []).map(({ person }) => person)),
  deadline: deadlineOf(state),
  repeats: state.repeats?.length ?? 0,
  reported_at: state.reportedAtMs,
  accepted_at: state.acceptedAtMs ?? null,
  controlled_at: state.controlledAtMs ?? null,
  closed_at: state.closedAtMs ?? null,
})

/** A storey, or a building as a whole, for what was reported without a nearer place. */
const areaKey = ({ place }: Hazard): string | null => (place?.kind === 'building' ? placeKey(place) : null)

/** None while its clock stands still; of what is mended or over, the one it had. */
const deadlineOf = (state: Hazard): number | null =>
  isOver(state) || state.status === 'rectified' ? state.rectifyDueMs : (dueMsOf(state) ?? null)
