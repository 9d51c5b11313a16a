import type { Value } from '../store/database.ts'
import { type Hazard, placeKey } from './hazard.ts'

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
  menders: JSON.stringify(
    [...new Set([state.rectifier, state.rectifiedBy, ...(state.menders ?? [])])].filter(Boolean),
  ),
  urgent: state.urgent ? 1 : 0,
  deadline: state.rectifyDueMs,
  reported_at: state.reportedAtMs,
  accepted_at: state.acceptedAtMs ?? null,
  controlled_at: state.controlledAtMs ?? null,
  closed_at: state.closedAtMs ?? null,
})

/** A storey, or a building as a whole (`教学楼B/`), for what was reported without a nearer place. */
const areaKey = ({ place }: Hazard): string | null =>
  place?.kind === 'building' ? `${place.building}/${place.floor ?? ''}` : null
