import { partsOf } from '../about.ts'
import { SEALED } from '../cards/matter-calls.ts'
import { sayTold, type ToldLine } from '../cards/told.ts'
import type { Checkin } from '../checkins/checkin.ts'
import type { Instance } from '../instances/instance.ts'
import type { Telling, Told } from '../ladders/telling.ts'
import type { Directory } from '../people/directory.ts'
import type { Database } from '../store/database.ts'
import { type Day, dayOf, toIso } from '../time.ts'
import { titleOf } from '../views/duty-items.ts'
import { firstMessage, matterLines } from './matter-lines.ts'

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
    default:
      return event.noun === 'hazard' || event.noun === 'incident' ? matterLines(event, data) : []
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
      const all = told.flatMap((each) => (each[key] === undefined ? [] : [each[key]]))
      // Two steps over one record name it once.
      const values = key === 'record' ? [...new Set(all)] : all
      return values.length === 0
        ? {}
        : { [key]: one || (key === 'record' && values.length === 1) ? values[0] : values }
    }
    return {
      type: 'message',
      at: toIso(atMs),
      to: [to.id],
      message: messages.length === 1 ? messages[0] : messages,
      ...list('duty'),
      ...list('unit'),
      ...list('record'),
      ...(one && told[0]!.record !== undefined && { about: told[0]!.ladder }),
      ...(!one && {
        matters: told.map(({ message, duty, unit, record, ladder }) => ({
          message,
          duty,
          unit,
          record,
          ...(record !== undefined && { about: ladder }),
        })),
      }),
      ...(messages.includes('supplement') && { supplement: dayOf(atMs) }),
      ...(told.every(({ rides }) => rides) && { on_card: true }),
      text: sayTold(told.map((each) => lineOf(directory, each))),
    }
  })
}

/** Of a record only its number is named; who may not read it is told nothing else either (handbook §10.10). */
function lineOf(
  directory: Directory,
  { message, duty = '', unit = '', record, ladder, sealed }: Told,
): ToldLine {
  if (record === undefined)
    return { message, title: titleOf(directory, { duty, unit }, directory.duties.get(duty)) }
  const { noun } = partsOf(ladder)
  if (sealed) return { message, title: SEALED, sealed }
  return { message, noun, title: `${noun === 'hazard' ? '隐患' : '事件'} ${record}` }
}

interface JobRow {
  id: number
  once: string
  kind: string
  recipient: string
  show: string
  created_at: number
  not_before: number
}

async function jobLines(db: Database, seen: Seen): Promise<Line[]> {
  const jobs = await db.all<JobRow>(
    'SELECT id, once, kind, recipient, show, created_at, not_before FROM outbox WHERE id > ? ORDER BY id',
    [seen.jobs],
  )
  const lines: Line[] = []
  for (const job of jobs) {
    seen.jobs = Number(job.id)
    const show = JSON.parse(job.show) as Record<string, unknown> & { card: string }
    // What a step told is a line of its own already.
    if (job.kind !== 'send' || job.once.startsWith('told:')) continue
    const to = job.recipient.replace(/^person:/, '')
    const call = await callLine(db, show)
    if (call) {
      lines.push({ type: 'message', at: toIso(Number(job.not_before)), to: [to], ...call })
      continue
    }
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

/** A hazard's or an incident's card sent for a reason: `assign`, `urgent`, `notice`, `verify` … */
async function callLine(
  db: Database,
  show: Record<string, unknown>,
): Promise<Record<string, unknown> | undefined> {
  const { card, id, why } = show
  if ((card !== 'hazard' && card !== 'incident') || typeof why !== 'string') return undefined
  const row = await db.get<{ state: string }>(`SELECT state FROM ${card}s WHERE id = ?`, [String(id)])
  const { severity, level } = JSON.parse(row!.state) as { severity?: string; level?: string }
  const message = firstMessage(card, why, severity === 'major' || level === 'serious')
  return {
    message,
    record: String(id),
    about: `${card}/${id}`,
    text: `${card === 'hazard' ? '隐患' : '事件'} ${id}`,
  }
}
