import type { Instance } from '../instances/instance.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import { GRADE_SEAT } from '../people/given-up.ts'
import type { Person } from '../people/person.ts'
import type { Handover } from './handover.ts'
import { beginHandover, openHandoversOf } from './handovers.ts'
import { itemsInHands } from './in-hands.ts'
import type { Item } from './items.ts'

/**
 * Posts changed: whoever has something open of a post he gave up hands it over to who holds it now, in the same write,
 * and keeps it until both say yes (peers.md M13). Everybody whose posts changed
 * hears of it once: by that card, else by a note. Returns the handovers it began.
 */
export async function followPosting(
  work: Work,
  before: Directory,
  after: Directory,
  changed: readonly Person[],
  by: Pick<Person, 'id'>,
): Promise<Handover[]> {
  const begun: Handover[] = []
  const givers = after.people.filter(({ active, gaveUp }) => active && gaveUp !== undefined)
  for (const giver of givers) {
    const taker = await takerFor(work, after, changed, giver)
    const running = (await openHandoversOf(work.db, giver.id)).some((each) => each.giver === giver.id)
    if (taker && !running) begun.push(await beginHandover(work, after, giver, taker, by))
  }
  const told = new Set(begun.flatMap(({ giver, taker }) => [giver, taker]))
  const news = changed.filter(({ id, posts: held }) => {
    const had = before.person(id)?.posts ?? []
    return (
      id !== by.id &&
      !told.has(id) &&
      (had.length !== held.length || held.some((post) => !had.includes(post)))
    )
  })
  for (const who of news) tell(work, after, who)
  return begun
}

/**
 * Who takes what somebody has open: who has the seat that was given up last, else who holds the post that an open duty of
 * theirs belongs to.
 */
async function takerFor(
  work: Work,
  after: Directory,
  changed: readonly Person[],
  giver: Person,
): Promise<Person | undefined> {
  const items = await itemsInHands(work.db, after, giver, work.nowMs)
  if (items.length === 0) return undefined
  const candidates = [
    ...(giver.gaveUp ?? []).toReversed().flatMap(({ seat }) => holdersSince(after, changed, seat)),
    ...(await Promise.all(items.map((item) => holdersOf(work, after, item)))).flat(),
  ]
  return candidates.find((person) => person.id !== giver.id && after.addressee(person) !== undefined)
}

/**
 * Who has a seat that somebody gave up: the teacher of the class, the leader of the grade; of a post that many hold only
 * who was given it now.
 */
function holdersSince(directory: Directory, changed: readonly Person[], seat: string): Person[] {
  const classHeld = directory.class(seat)
  if (classHeld) return unique([directory.person(classHeld.homeroom)])
  if (seat.startsWith(GRADE_SEAT))
    return unique([directory.gradeLeader(Number(seat.slice(GRADE_SEAT.length)))])
  if (seat === 'homeroom_teacher' || seat === 'grade_leader') return []
  const holders = directory.holders(seat)
  return holders.length === 1 ? holders : changed.filter(({ posts: held }) => held.includes(seat))
}

const holdersOf = async (work: Work, directory: Directory, { kind, id }: Item): Promise<Person[]> =>
  kind === 'duty' ? holdersOfDuty(work, directory, id) : kind === 'checkin' ? classTeacher(directory, id) : []

async function holdersOfDuty(work: Work, directory: Directory, id: string): Promise<Person[]> {
  const row = await work.db.get<{ state: string }>('SELECT state FROM duty_instances WHERE id = ?', [id])
  if (!row) return []
  const { duty, unit } = JSON.parse(row.state) as Instance
  const classOf = directory.class(unit)
  if (classOf) return unique([directory.person(classOf.homeroom)])
  return directory.holders(directory.duties.get(duty)?.post ?? '')
}

/** A class's check-in is its new teacher's. */
function classTeacher(directory: Directory, id: string): Person[] {
  const teacher = directory.classes.find((each) => id.endsWith(`.${each.id}`))?.homeroom
  const person = directory.person(teacher ?? '')
  return person ? [person] : []
}

function tell(work: Work, directory: Directory, who: Person): void {
  const owed = owedTo(directory, who, {
    once: `posted:${who.id}:${work.nowMs}`,
    show: { card: 'posted', person: who.id },
    urgency: 2,
    notBeforeMs: directory.calendar.afterQuiet(work.nowMs),
  })
  if (owed) work.owe(owed)
}
