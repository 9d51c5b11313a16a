import { partsOf } from '../about.ts'
import { SEALED } from '../cards/matter-calls.ts'
import { readAs, sayTold, type ToldLine } from '../cards/told.ts'
import type { Checkin } from '../checkins/checkin.ts'
import { checkinsInHandsOf } from '../checkins/checkins.ts'
import type { Instance } from '../instances/instance.ts'
import { instancesInHandsOf } from '../instances/instances.ts'
import type { Telling, Told } from '../ladders/telling.ts'
import type { Visit } from '../patrols/patrol.ts'
import type { Directory } from '../people/directory.ts'
import type { Database } from '../store/database.ts'
import { type Day, dayOf, instantOf, toIso } from '../time.ts'
import { titleOf } from '../views/duty-items.ts'
import { firstMessage, matterLines } from './matter-lines.ts'

/** One line of the simulation's JSON (`contract.md`). */
export type Line = { type: 'instance' | 'message' | 'event' | 'refused' } & Record<string, unknown>

/** How far the log and the outbox were read. */
export interface Seen {
  events: number
  jobs: number
  /** Who was sent the card of the day at the last look: a reminder that brings it is its message. */
  carded: Set<string>
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
export async function newLines(
  db: Database,
  seen: Seen,
  within: { from: Day; to: Day },
  directory: Directory,
  tellings: readonly Telling[] = [],
): Promise<Line[]> {
  const events = await db.all<LoggedRow>(
    'SELECT seq, noun, id, kind, at, actor, data FROM events WHERE seq > ? ORDER BY seq',
    [seen.events],
  )
  const lines: Line[] = []
  for (const event of events) {
    seen.events = Number(event.seq)
    lines.push(...(await linesOf(db, { ...event, at: Number(event.at) }, within)))
  }
  return [...lines, ...(await jobLines(db, directory, seen, tellings))]
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
    case 'duty.rescheduled':
    case 'duty.transferred':
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

/** Who was told what; what stands on a card of the day sent before says so. */
export function tellingLines(
  directory: Directory,
  tellings: readonly Telling[],
  brought: ReadonlySet<string>,
): Line[] {
  return tellings.flatMap(({ to, atMs, told }) => {
    const rides = told.every((each) => each.rides)
    // The card's own line lists what opened; it is not said twice.
    if (told.every(({ message }) => message === 'card')) return []
    return [
      {
        type: 'message',
        at: toIso(atMs),
        to: [to.id],
        ...matterFields(told),
        ...(told.some(({ message }) => message === 'supplement') && { supplement: dayOf(atMs) }),
        ...(rides && !brought.has(to.id) && { on_card: true }),
        text: sayTold(told.map((each) => lineOf(directory, each))),
      },
    ]
  })
}

type Said = Pick<Told, 'message' | 'duty' | 'unit' | 'record'> & { ladder?: string }

const aboutOf = ({ record, duty, ladder }: Said) =>
  record !== undefined && duty === undefined && ladder !== undefined ? { about: ladder } : {}

/** One matter by its names; several as lists of one length, and once more as `matters`. */
function matterFields(told: readonly Said[]): Record<string, unknown> {
  const [first] = told
  const messages = new Set(told.map(({ message }) => message))
  const message = messages.size === 1 ? first?.message : told.map((each) => each.message)
  if (told.length === 1 && first) {
    const { duty, unit, record } = first
    return { message, duty, unit, record, ...aboutOf(first) }
  }
  const list = (key: 'duty' | 'unit' | 'record') =>
    told.some((each) => each[key] !== undefined) ? { [key]: told.map((each) => each[key] ?? null) } : {}
  const matters = told.map((each) => {
    const { message: said, duty, unit, record } = each
    return { message: said, duty, unit, record, ...aboutOf(each) }
  })
  const one = new Set(told.map(({ record }) => record)).size === 1
  const records = one && first?.record !== undefined ? { record: first.record } : list('record')
  return { message, ...list('duty'), ...list('unit'), ...records, matters }
}

/** Of a record only its number is named; who may not read it is told nothing else either (handbook §10.10). */
function lineOf(directory: Directory, told: Told): ToldLine {
  const { message, duty = '', unit = '', record, ladder, sealed } = told
  if (record === undefined || duty !== '')
    return {
      message: readAs(told),
      title: titleOf(directory, { duty, unit }, directory.duties.get(duty)),
    }
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

/** What is owed beside the tellings: cards of the day, summaries, receipts, alarms. */
async function jobLines(
  db: Database,
  directory: Directory,
  seen: Seen,
  tellings: readonly Telling[],
): Promise<Line[]> {
  const jobs = await db.all<JobRow>(
    'SELECT id, once, kind, recipient, show, created_at, not_before FROM outbox WHERE id > ? ORDER BY id',
    [seen.jobs],
  )
  const lines: Line[] = []
  seen.carded.clear()
  for (const job of jobs) {
    seen.jobs = Number(job.id)
    const show = JSON.parse(job.show) as Record<string, unknown> & { card: string }
    // What a step told is a line of its own already.
    if (job.kind !== 'send' || BY_TELLING.has(show.card) || job.once.startsWith('told:')) continue
    const to = recipientOf(directory, job.recipient)
    const call = await callLine(db, show)
    if (call) {
      lines.push({ type: 'message', at: toIso(Number(job.not_before)), to: [to], ...call })
      continue
    }
    const at = toIso(Number(job.created_at))
    if (show.card === 'today') seen.carded.add(to)
    if (show.card !== 'today')
      lines.push({
        type: 'message',
        at,
        to: [to],
        message: show.message ?? NAMES[show.card] ?? show.card,
        ...(show.duty !== undefined && { duty: show.duty, unit: show.unit }),
        text: '',
      })
    else if (show.why === undefined) lines.push(...(await cardLine(db, directory, show, tellings, to, at)))
    else if (show.why === 'substitute')
      lines.push({ type: 'message', at, to: [to], message: 'substitute', text: '请您替岗' })
  }
  return lines
}

const BY_TELLING: ReadonlySet<string> = new Set(['told', 'missing'])
const NAMES: Record<string, string> = { week: 'week_summary' }

function recipientOf({ school }: Directory, recipient: string): string {
  const [kind = '', id = ''] = recipient.split(/:(.*)/s)
  return kind === 'chat' && school.leadersChat?.id === id ? school.leadersChat.name || id : id
}

/** The one card of a person's day with everything due on it; a reminder that brings it says so itself. */
async function cardLine(
  db: Database,
  directory: Directory,
  show: Record<string, unknown>,
  tellings: readonly Telling[],
  to: string,
  at: string,
): Promise<Line[]> {
  const day = String(show.day)
  const who = directory.person(to)
  const brought = tellings.some(
    (telling) =>
      telling.to.id === to && telling.told.every(({ rides, message }) => rides && message !== 'card'),
  )
  if (!who || brought) return []
  const people = [who.id, ...directory.entersFor(who).map(({ id }) => id)]
  const checkins = await checkinsInHandsOf(db, directory, who, day)
  const owed = (await instancesInHandsOf(db, people, instantOf(day, '24:00'))).filter(
    ({ dueAtMs }) => dueAtMs > instantOf(day),
  )
  const told = [...checkins, ...owed].map(({ duty, unit }) => ({ message: 'card', duty, unit }))
  return [
    {
      type: 'message',
      at,
      to: [to],
      ...matterFields(told),
      message: 'card',
      text: sayTold(
        told.map((each) => ({
          message: 'card',
          title: titleOf(directory, each, directory.duties.get(each.duty)),
        })),
      ),
    },
  ]
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
