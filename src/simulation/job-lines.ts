import { sayTold } from '../cards/told.ts'
import { checkinsInHandsOf } from '../checkins/checkins.ts'
import { instancesInHandsOf } from '../instances/instances.ts'
import type { Telling } from '../ladders/telling.ts'
import type { Directory } from '../people/directory.ts'
import type { Database } from '../store/database.ts'
import { instantOf, toIso } from '../time.ts'
import { titleOf } from '../views/duty-items.ts'
import type { Line, Seen } from './lines.ts'
import { firstMessage } from './matter-lines.ts'
import { matterFields } from './telling-lines.ts'

interface JobRow {
  id: number
  recipient: string
  show: string
  created_at: number
  not_before: number
}

/** What is owed beside the tellings: cards of the day, summaries, receipts, alarms. */
export async function jobLines(
  db: Database,
  directory: Directory,
  seen: Seen,
  tellings: readonly Telling[],
): Promise<Line[]> {
  const jobs = await db.all<JobRow>(
    // What a step told is a line of its own already.
    `SELECT id, recipient, show, created_at, not_before FROM outbox
     WHERE id > ? AND kind = 'send' AND once NOT LIKE 'told:%' ORDER BY id`,
    [seen.jobs],
  )
  const lines: Line[] = []
  seen.carded.clear()
  for (const job of jobs) {
    seen.jobs = Number(job.id)
    const show = JSON.parse(job.show) as Record<string, unknown> & { card: string }
    if (BY_TELLING.has(show.card)) continue
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
  if (card === 'listing' && typeof why === 'string')
    return { message: why, record: String(id), about: `listing/${id}`, text: `挂牌 ${id}` }
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
