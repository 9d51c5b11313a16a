import type { DutyItem } from '../cards/duty-items.ts'
import type { Duty } from '../duties/duty.ts'
import { filledFields } from '../duties/form.ts'
import { isCounter } from '../instances/counters.ts'
import { awaitedCoOwners, type Instance, isOwed, responsibleFor } from '../instances/instance.ts'
import { instancesOnCard } from '../instances/on-card.ts'
import { missingProofs } from '../instances/prove.ts'
import { shareIn } from '../instances/sharing.ts'
import { WHOLE_SCHOOL } from '../instances/units.ts'
import { isUnscanned } from '../patrols/round.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { inTimeUntil } from '../sanctions/sanctions.ts'
import type { Database } from '../store/database.ts'
import { addDays, type Day, dayOf } from '../time.ts'
import { sayEntered } from './entered.ts'

/** How far the card of the day looks ahead for what has opened or is announced. */
const AHEAD_DAYS = 15

export interface DutyItems {
  /** Open, or late: in the order a person would do it. */
  now: DutyItem[]
  /** Opens later or falls due on a later day: announced in a line. */
  later: DutyItem[]
  done: DutyItem[]
  /** Posts of the day somebody else took because the person had not come. */
  filled: Instance[]
}

/** A person's duties on the card of a day: the own ones, and those of people without the app. */
export async function dutyItems(
  db: Database,
  directory: Directory,
  who: Person,
  day: Day,
): Promise<DutyItems> {
  const people = [who.id, ...directory.entersFor(who).map(({ id }) => id)]
  const on = await instancesOnCard(db, directory, who, people, day, addDays(day, AHEAD_DAYS))
  // Counts of the year stand by themselves on the card (`counters.ts`).
  const owed = on.owed.filter((entry) => !isCounter(entry))
  const seen = new Set(owed.map(({ id }) => id))
  const others = [...on.parts, ...on.shared].filter(({ id }) => !seen.has(id) && seen.add(id))
  const items = [...owed, ...others].map((entry) => itemOf(directory, entry, who))
  // What is open can be done, also before its last day; nobody ticks the dismissal at breakfast.
  const isNow = ({ kind, opensAtMs, status }: DutyItem) =>
    kind === 'meeting' ? dayOf(opensAtMs) <= day : status !== 'scheduled'
  const byTime = (one: DutyItem, other: DutyItem) => placeOf(one) - placeOf(other)
  return {
    now: items.filter((item) => isNow(item) && !isMyPartDone(item)).sort(byTime),
    later: items
      .filter((item) => !isNow(item) && !isMyPartDone(item))
      .sort((one, other) => saidAt(one, day) - saidAt(other, day)),
    done: [...items.filter(isMyPartDone), ...on.done.map((entry) => itemOf(directory, entry, who))],
    filled: on.filled,
  }
}

const isMyPartDone = ({ share, signers }: DutyItem): boolean => share === 'finished' || signers !== undefined

/** The viewer's share in what is in somebody else's hands, his own or of somebody he enters for. */
function shareOf(directory: Directory, entry: Instance, viewer: Person): DutyItem['share'] {
  const holder = directory.person(responsibleFor(entry))
  if (holder && directory.addressee(holder)?.id === viewer.id) return undefined
  const share = shareIn(directory, entry, viewer)
  if (!share || share.answer === 'declined') return undefined
  if (share.answer === undefined) return 'asked'
  return share.finishedAtMs === undefined ? 'agreed' : 'finished'
}

const placeOf = ({ kind, opensAtMs, dueAtMs }: DutyItem): number => (kind === 'meeting' ? opensAtMs : dueAtMs)

/** The moment its line says: `16:30 起` for what is due today, its last moment for a later day. */
const saidAt = (item: DutyItem, day: Day): number =>
  dayOf(item.dueAtMs - 1) === day ? item.opensAtMs : placeOf(item)

export function itemOf(directory: Directory, entry: Instance, viewer: Person): DutyItem {
  const duty = directory.duties.get(entry.duty)
  const holder = responsibleFor(entry)
  const share = shareOf(directory, entry, viewer)
  const mine = directory.addressee(directory.person(holder) ?? viewer)?.id === viewer.id
  // Whoever only looks, or signs for himself, stands in for nobody.
  const other = holder === viewer.id ? entry.owner : mine || share ? holder : viewer.id
  const whose = other === viewer.id ? undefined : other
  const proved = mine && isOwed(entry) && missingProofs(entry).length === 0
  const awaits = proved ? awaitedCoOwners(entry) : []
  const unsigned = missingProofs(entry).flatMap(({ type, of }) => (type === 'signature' && of ? [of] : []))
  const signs = unsigned.some((person) => person === holder || person === viewer.id)
  const waits = isOwed(entry) && unsigned.length > 0 && !signs
  const objection = entry.objections?.findLast(({ person }) => person === viewer.id || person === holder)
  const attends = duty?.kind === 'meeting' && entry.others.includes(viewer.id)
  return {
    id: entry.id,
    title: titleOf(directory, entry, duty),
    kind: duty?.kind ?? 'report',
    ...(duty?.confirmOnly && { confirmOnly: true as const }),
    opensAtMs: entry.opensAtMs,
    dueAtMs: inTimeUntil(entry),
    status: entry.status === 'cancelled' ? 'excused' : entry.status,
    missing: missingProofs(entry).filter(
      ({ type, of }) => type !== 'signature' || of === holder || of === viewer.id,
    ),
    form: duty ? filledFields(duty) : [],
    required: entry.required,
    calls: holder === viewer.id,
    attended: entry.attended.includes(viewer.id),
    ...(entry.transfers.length > 0 && { transfers: entry.transfers.length }),
    ...(entry.doneAtMs !== undefined && { doneAtMs: entry.doneAtMs }),
    ...enteredIn(directory, entry, viewer),
    ...(duty?.kind === 'patrol' && isUnscanned(entry) && { unscanned: true as const }),
    ...(entry.excuse && { excuse: entry.excuse.reason }),
    ...(share && { share }),
    ...(awaits.length > 0 && { awaits: awaits.map((id) => directory.person(id)?.name ?? id) }),
    ...(waits && { signers: unsigned.map((id) => directory.person(id)?.name ?? id) }),
    ...(objection && signs && { objection: objection.reason }),
    ...(whose !== undefined && !attends && { whose: directory.person(whose)?.name ?? whose }),
  }
}

function enteredIn(directory: Directory, { enteredBy }: Instance, viewer: Person): { entered?: string } {
  const entered = sayEntered(directory, enteredBy, viewer.id)
  return entered === undefined ? {} : { entered }
}

/** `三(1)班 放学路队`, `月度安全工作报告`, `护学岗 校门口 07:30-08:20`. */
export function titleOf(
  directory: Directory,
  entry: Pick<Instance, 'duty' | 'unit' | 'slot'>,
  duty: Duty | undefined,
): string {
  const title = (duty?.title ?? entry.duty).replace(/[（(].*?[）)]/gu, '').trim()
  const unit =
    entry.unit === WHOLE_SCHOOL || directory.person(entry.unit)
      ? ''
      : (directory.class(entry.unit)?.name ?? namedUnit(directory, entry.unit, duty))
  return [unit, title, entry.slot].filter(Boolean).join(' ')
}

const namedUnit = (directory: Directory, unit: string, duty: Duty | undefined): string => {
  if (duty?.scope === 'sanction') return `惩戒 ${unit}`
  if (duty?.scope === 'shift') return unit === duty.post ? '' : unit
  const name = directory.departmentName(unit)
  return name === unit ? '' : name
}
