import { sayTold } from '../cards/told.ts'
import type { Checkin } from '../checkins/checkin.ts'
import type { Instance } from '../instances/instance.ts'
import type { Telling } from '../ladders/telling.ts'
import type { Visit } from '../patrols/patrol.ts'
import type { Directory } from '../people/directory.ts'
import type { Database } from '../store/database.ts'
import { type Day, dayOf, toIso } from '../time.ts'
import { titleOf } from '../views/duty-items.ts'

/** One line of the simulation's JSON (`contract.md`). */
export type Line = { type: 'instance' | 'message' | 'event' | 'refused' } & Record<string, unknown>

/** How far the log and the outbox were read. */
export interface Seen {
  events: number
  jobs: number
}

interface LoggedRow {
  seq: number
  noun: string
  id: string
  kind: string
  at: number
  actor: string | null
  data: string
}

/** Lines for what was recorded and owed since the last look. */
export async function newLines(db: Database, seen: Seen, within: { from: Day; to: Day }): Promise<Line[]> {
  const events = await db.all<LoggedRow>(
    'SELECT seq, noun, id, kind, at, actor, data FROM events WHERE seq > ? ORDER BY seq',
    [seen.events],
  )
  const lines: Line[] = []
  for (const event of events) {
    seen.events = Number(event.seq)
    lines.push(...(await linesOf(db, { ...event, at: Number(event.at) }, within)))
  }
  return [...lines, ...(await jobLines(db, seen))]
}

async function linesOf(db: Database, event: LoggedRow, within: { from: Day; to: Day }): Promise<Line[]> {
  const data = JSON.parse(event.data) as Record<string, unknown>
  switch (event.kind) {
    case 'duty.scheduled':
      return instanceLine(data as unknown as Instance, within)
    case 'checkin.opened':
      return instanceLine(data as unknown as Instance, within)
    case 'plan.laid-out':
      return (data.noValidDay as { duty: string; period: string; why: string }[]).map(
        ({ duty, period, why }) => ({
          type: 'instance',
          duty,
          period,
          no_valid_day: true,
          why,
        }),
      )
    case 'duty.done':
    case 'duty.missed':
    case 'duty.excused':
      return [await dutyEvent(db, event, event.kind.slice('duty.'.length))]
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
      return []
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

function instanceLine(
  { duty, unit, owner, opensAtMs, dueAtMs, slot, provisional }: Instance,
  { from, to }: { from: Day; to: Day },
): Line[] {
  const day = dayOf(dueAtMs - 1)
  if (day < from || day > to) return []
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
      ...(actor !== null && { by: actor }),
    },
  }
}

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

/** Who was told what of the duties; whatever rode on the card of the day says so. */
export function tellingLines(directory: Directory, tellings: readonly Telling[]): Line[] {
  return tellings.map(({ to, atMs, told }) => {
    const messages = [...new Set(told.map(({ message }) => message))]
    const one = told.length === 1
    const list = (key: 'duty' | 'unit' | 'record') => {
      const values = told.flatMap((each) => (each[key] === undefined ? [] : [each[key]]))
      return values.length === 0 ? {} : { [key]: one ? values[0] : values }
    }
    return {
      type: 'message',
      at: toIso(atMs),
      to: [to.id],
      message: messages.length === 1 ? messages[0] : messages,
      ...list('duty'),
      ...list('unit'),
      ...list('record'),
      ...(!one && {
        matters: told.map(({ message, duty, unit, record }) => ({ message, duty, unit, record })),
      }),
      ...(told.every(({ rides }) => rides) && { on_card: true }),
      text: sayTold(
        told.map(({ message, duty = '', unit = '' }) => ({
          message,
          title: titleOf(directory, { duty, unit }, directory.duties.get(duty)),
        })),
      ),
    }
  })
}

interface JobRow {
  id: number
  kind: string
  recipient: string
  show: string
  created_at: number
}

async function jobLines(db: Database, seen: Seen): Promise<Line[]> {
  const jobs = await db.all<JobRow>(
    'SELECT id, kind, recipient, show, created_at FROM outbox WHERE id > ? ORDER BY id',
    [seen.jobs],
  )
  const lines: Line[] = []
  for (const job of jobs) {
    seen.jobs = Number(job.id)
    const show = JSON.parse(job.show) as Record<string, unknown> & { card: string }
    if (job.kind !== 'send' || show.card === 'told') continue
    const to = job.recipient.replace(/^person:/, '')
    lines.push({
      type: 'message',
      at: toIso(Number(job.created_at)),
      to: [to],
      message: show.card,
      show,
      text: '',
    })
  }
  return lines
}
