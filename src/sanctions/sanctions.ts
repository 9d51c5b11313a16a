import { windowOf } from '../duties/window.ts'
import { putDraft } from '../instances/document.ts'
import { dutyInstance } from '../instances/evolve.ts'
import type { Instance } from '../instances/instance.ts'
import { raiseLadder, receiversOf, rulesFor } from '../instances/lay-out.ts'
import { prove } from '../instances/prove.ts'
import { instanceId, schedule } from '../instances/windows.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import type { Database } from '../store/database.ts'
import { addDays, type Day, dayOf, instantOf } from '../time.ts'
import {
  close,
  draftReply,
  isOpen,
  isSame,
  type Registration,
  rectify,
  register,
  type Sanction,
  sanction,
  submitReply,
} from './sanction.ts'

/** Measures of one day, the first registered first. */
const sanctionsOfDay = async (db: Database, day: Day): Promise<Sanction[]> =>
  (
    await db.all<{ state: string }>('SELECT state FROM sanctions WHERE measure_day = ? ORDER BY number', [
      day,
    ])
  ).map(({ state }) => JSON.parse(state) as Sanction)

/** The duty that keeps the 20 workdays (S2-058). */
export const SANCTION_DUTY = 'rep-sanction-20wd'

/** Until when a duty is in time; a written reply until the last day is over (handbook §5.10), whatever its own hour. */
export const inTimeUntil = ({
  duty,
  periodEnd,
  dueAtMs,
}: Pick<Instance, 'duty' | 'periodEnd' | 'dueAtMs'>) =>
  duty === SANCTION_DUTY ? instantOf(periodEnd, '24:00') : dueAtMs

/** The last day of the written reply: the 20th statutory workday after the measure (CAL-5). */
export const replyDay = (directory: Directory, day: Day): Day => directory.calendar.addWorkdays(day, 20)

/** Workdays left, the last one counted; negative when it is over. */
export function workdaysLeft(directory: Directory, { day }: Sanction, today: Day): number {
  const last = replyDay(directory, day)
  const { calendar } = directory
  return last >= today
    ? calendar.workdaysBetween(addDays(today, 1), last).length
    : -calendar.workdaysBetween(addDays(last, 1), today).length
}

/**
 * Registers a measure under the next number and creates its duty: due on the 20th workday, the steps of ESC-SANCTION
 * from now on. Steps already past when it is registered late are nobody's. The same measure again is the one there is.
 */
export async function registerSanction(
  work: Work,
  directory: Directory,
  given: Omit<Registration, 'number' | 'by' | 'duty'>,
  by: Person,
): Promise<{ made: Sanction; isNew: boolean }> {
  const known = await sanctionsOfDay(work.db, given.day)
  const same = known.find((one) => isSame(one, given))
  if (same) return { made: same, isNew: false }
  const number = await work.nextNumber('sanctions')
  const instance = instanceId(SANCTION_DUTY, String(number), given.day)
  const made = await work.change(
    sanction,
    String(number),
    register({ ...given, number, by: by.id, duty: instance }, dayOf(work.nowMs)),
  )
  await oweReply(work, directory, made)
  return { made, isNew: true }
}

async function oweReply(work: Work, directory: Directory, about: Sanction): Promise<void> {
  const duty = directory.duties.get(SANCTION_DUTY)!
  const owner = directory.holders(duty.post)[0]
  if (!owner) throw new Refusal('no-principal', '名单里没有校长，请先在学校资料里补上。')
  const window = windowOf(duty, about.day, directory.calendar)
  const others = duty.coPosts.flatMap((post) => directory.holders(post)).map(({ id }) => id)
  const scheduled = await work.change(
    dutyInstance,
    about.duty,
    schedule({
      duty: duty.id,
      unit: about.id,
      period: about.day,
      owner: owner.id,
      others: [...new Set(others)].filter((id) => id !== owner.id),
      ...window,
      roundAtMs: window.opensAtMs,
      periodStart: about.day,
      periodEnd: replyDay(directory, about.day),
      receivedAtMs: work.nowMs,
      provisional: directory.calendar.isProvisional(replyDay(directory, about.day)),
      required: duty.evidence.required,
      receivers: receiversOf(duty, directory),
      minPhotos: duty.evidence.minPhotos,
      policy: duty.policy,
      ...rulesFor(duty, directory),
      ladder: `duty/${about.duty}`,
    }),
  )
  await raiseLadder(work, directory, scheduled, duty, work.nowMs)
}

export async function noteRectified(work: Work, id: string, note: string, by: Person): Promise<Sanction> {
  const after = await work.change(sanction, id, rectify(note, by.id))
  work.touch(`sanction/${id}`)
  return after
}

/** 初稿: kept on the record and on the duty, whose step asks for it five workdays before the end. */
export async function keepDraft(work: Work, id: string, file: string, by: Person): Promise<Sanction> {
  const after = await work.change(sanction, id, draftReply(file, by.id))
  await work.change(dutyInstance, after.duty, putDraft(after.draft!.file, by.id))
  work.touch(`sanction/${id}`)
  return after
}

/** 已报送 with the superior's receipt: the reply and its receipt prove the duty; late only after 24:00 of the last day. */
export async function keepReply(
  work: Work,
  id: string,
  { receipt, file }: { receipt: string; file: string },
  by: Person,
): Promise<Sanction> {
  const after = await work.change(sanction, id, submitReply(receipt, by.id))
  const duty = await work.state(dutyInstance, after.duty)
  const given = after.reply!.receipt
  const report = file || after.draft?.file || '整改落实书面报告'
  const dueAtMs = duty?.dueAtMs ?? 0
  await work.change(
    dutyInstance,
    after.duty,
    prove(
      [
        { type: 'file', value: report },
        ...(duty?.receivers ?? []).map((receiver) => ({ type: 'receipt' as const, value: given, receiver })),
      ],
      { by: by.id, nowMs: work.nowMs, graceMs: instantOf(dayOf(dueAtMs), '24:00') - dueAtMs },
    ),
  )
  work.touch(`sanction/${id}`)
  return after
}

export async function closeSanction(work: Work, id: string, note: string, by: Person): Promise<Sanction> {
  const after = await work.change(sanction, id, close(note, by.id))
  work.touch(`sanction/${id}`)
  return after
}

export async function openSanctions(db: Database): Promise<Sanction[]> {
  const rows = await db.all<{ state: string }>(
    "SELECT state FROM sanctions WHERE status <> 'closed' ORDER BY number",
  )
  return rows.map(({ state }) => JSON.parse(state) as Sanction)
}

/** The one whose reply is still owed, when there is only one. */
export async function onlyOpen(db: Database): Promise<Sanction | undefined> {
  const owed = (await openSanctions(db)).filter(isOpen)
  return owed.length === 1 ? owed[0] : undefined
}

export const sanctionById = async (db: Database, id: string): Promise<Sanction | undefined> => {
  const row = await db.get<{ state: string }>('SELECT state FROM sanctions WHERE id = ?', [id])
  return row && (JSON.parse(row.state) as Sanction)
}
