import type { Checkin } from '../checkins/checkin.ts'
import { duties } from '../duties/duty.ts'
import type { Instance } from '../instances/instance.ts'
import type { NoValidDay } from '../instances/plan.ts'
import type { Visit } from '../patrols/patrol.ts'
import type { Database } from '../store/database.ts'
import { type Day, dayOf, toIso } from '../time.ts'
import type { Line } from './lines.ts'
import { matterLines } from './matter-lines.ts'

/** An event as the log has it. */
export interface LoggedRow {
  seq: number
  noun: string
  id: string
  kind: string
  at: number
  actor: string | null
  data: string
}

/** What an event is to whoever reads the simulation; nothing for what only we need. */
export async function linesOf(
  db: Database,
  event: LoggedRow,
  within: { from: Day; to: Day },
): Promise<Line[]> {
  const data = JSON.parse(event.data) as Record<string, unknown>
  switch (event.kind) {
    case 'duty.scheduled':
      return instanceLine(data as unknown as Instance, within)
    case 'checkin.opened':
      return instanceLine(data as unknown as Instance, within)
    case 'plan.laid-out':
      return (data.noValidDay as NoValidDay[]).map(({ duty, period, why }) => ({
        type: 'instance',
        duty,
        period,
        no_valid_day: true,
        why,
      }))
    case 'duty.done':
    case 'duty.missed':
    case 'duty.excused':
      return [await dutyEvent(db, event, event.kind.slice('duty.'.length))]
    case 'duty.rescheduled':
    case 'duty.transferred':
    case 'duty.reassigned':
      return [changedEvent(event, data)]
    case 'sanction.registered':
    case 'sanction.drafted':
    case 'sanction.submitted':
    case 'sanction.closed':
      return [sanctionEvent(event, data)]
    case 'checkin.answered':
    case 'checkin.missed':
    case 'checkin.excused':
      return [await checkinEvent(db, event)]
    case 'patrol.visited':
    case 'patrol.scanned':
    case 'patrol.was-normal':
    case 'patrol.found':
      return [await patrolEvent(db, event, data)]
    default:
      return event.noun === 'hazard' || event.noun === 'incident' ? matterLines(event, data) : []
  }
}

/** Somebody was at a point; what was found there is the hazard's to tell. */
async function patrolEvent(
  db: Database,
  { id, at, kind, actor }: LoggedRow,
  { hazard }: Record<string, unknown>,
): Promise<Line> {
  const row = await db.get<{ state: string }>('SELECT state FROM patrol_visits WHERE id = ?', [id])
  const { point, round, how } = JSON.parse(row!.state) as Visit
  return {
    type: 'event',
    at: toIso(at),
    kind,
    subject: point,
    data: {
      place: point,
      how,
      ...(round !== null && { round }),
      ...(hazard !== undefined && { hazard }),
      ...(actor !== null && { by: actor }),
    },
  }
}

const isOfRecord = (duty: string): boolean => duties.get(duty)?.recurrence.type === 'on_event'

function instanceLine(
  { duty, unit, owner, opensAtMs, dueAtMs, slot, provisional }: Instance,
  { from, to }: { from: Day; to: Day },
): Line[] {
  const day = dayOf(dueAtMs - 1)
  // What a record brings is owed from the day it came, however far away it is due.
  if ((day < from || day > to) && !isOfRecord(duty)) return []
  return [
    {
      type: 'instance',
      duty,
      unit,
      owner,
      opens: toIso(opensAtMs),
      due: toIso(dueAtMs),
      ...(slot !== undefined && { slot }),
      ...(provisional && { provisional: true }),
    },
  ]
}

async function dutyEvent(db: Database, { id, at, actor }: LoggedRow, was: string): Promise<Line> {
  const row = await db.get<{ state: string }>('SELECT state FROM duty_instances WHERE id = ?', [id])
  const state = JSON.parse(row!.state) as Instance
  const status = was === 'done' ? state.status : was
  return {
    type: 'event',
    at: toIso(at),
    kind: `duty.${was}`,
    subject: state.unit,
    data: {
      duty: state.duty,
      unit: state.unit,
      period: state.period,
      status,
      ...(state.absent && { absent: state.absent.person }),
      ...(actor !== null && { by: actor }),
    },
  }
}

/** A duty with a new window or in other hands; `subject` is the instance. */
const changedEvent = ({ id, at, kind, actor }: LoggedRow, data: Record<string, unknown>): Line => {
  const { opensAtMs, dueAtMs, roundAtMs: _, ...more } = data
  const window = dueAtMs === undefined ? {} : { opens: toIso(Number(opensAtMs)), due: toIso(Number(dueAtMs)) }
  const by = actor === null ? {} : { by: actor }
  return { type: 'event', at: toIso(at), kind, subject: id, data: { ...by, ...more, ...window } }
}

const sanctionEvent = ({ id, at, kind }: LoggedRow, data: Record<string, unknown>): Line => ({
  type: 'event',
  at: toIso(at),
  kind,
  subject: `sanction/${id}`,
  data,
})

async function checkinEvent(db: Database, { id, at, kind, actor }: LoggedRow): Promise<Line> {
  const row = await db.get<{ state: string }>('SELECT state FROM checkins WHERE id = ?', [id])
  const state = JSON.parse(row!.state) as Checkin
  return {
    type: 'event',
    at: toIso(at),
    kind,
    subject: state.unit,
    data: {
      duty: state.duty,
      unit: state.unit,
      period: state.day,
      status: state.status,
      ...(actor !== null && { by: actor }),
    },
  }
}
