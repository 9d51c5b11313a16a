import type { Instance } from '../instances/instance.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
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
  const givers = after.people.filter(({ active, reposted }) => active && reposted === true)
  for (const giver of givers) {
    const taker = await takerFor(work, before, after, changed, giver)
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
 * Who takes what somebody has open: of whoever gave a post up now, the person who was given it; of others, who holds the
 * post that an open duty of theirs belongs to.
 */
async function takerFor(
  work: Work,
  before: Directory,
  after: Directory,
  changed: readonly Person[],
  giver: Person,
): Promise<Person | undefined> {
  const items = await itemsInHands(work.db, after, giver, work.nowMs)
  if (items.length === 0) return undefined
  const had = before.person(giver.id)?.posts ?? []
  const lost = had.filter((post) => !giver.posts.includes(post))
  const given = changed.filter(({ posts: held }) => held.some((post) => lost.includes(post)))
  const candidates = [
    ...(lost.length > 0 && changed.some(({ id }) => id === giver.id) ? given : []),
    ...(await Promise.all(items.map((item) => holdersOf(work, after, item)))).flat(),
  ]
  return candidates.find((person) => person.id !== giver.id && after.addressee(person) !== undefined)
}

const holdersOf = async (work: Work, directory: Directory, { kind, id }: Item): Promise<Person[]> =>
  kind === 'duty' ? holdersOfDuty(work, directory, id) : kind === 'checkin' ? classTeacher(directory, id) : []

async function holdersOfDuty(work: Work, directory: Directory, id: string): Promise<Person[]> {
  const row = await work.db.get<{ state: string }>('SELECT state FROM duty_instances WHERE id = ?', [id])
  if (!row) return []
  const { duty, unit } = JSON.parse(row.state) as Instance
  const homeroom = directory.person(directory.class(unit)?.homeroom ?? '')
  return homeroom ? [homeroom] : directory.holders(directory.duties.get(duty)?.post ?? '')
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
