import { reassignScheduled } from '../instances/reassign.ts'
import { keeperFor } from '../leaves/stand-in.ts'
import type { Work } from '../log/work.ts'
import { type Directory, withPeople } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { dayOf } from '../time.ts'
import { beginHandover, dropHandover, openHandoversOf, redirect } from './handovers.ts'
import { itemsInHands } from './in-hands.ts'
import { giveBack, keep } from './keep.ts'
import { awaited } from './rights.ts'
import { tell, tellReleased } from './tell.ts'

/** Who did what nobody asked for. */
const BY = 'system'

/**
 * Somebody's account was closed: what he has open is kept by whoever has his post now, or stands above him, from this
 * minute on, and a handover to that person opens by itself; the office gives the word for him. What he was to take from
 * others goes to the same person. `before` is the school with him still in it.
 */
export async function followLeaving(work: Work, before: Directory, who: Person): Promise<void> {
  const giver: Person = { ...who, active: false }
  const directory = withPeople(before, [giver])
  const keeper = nextHolder(directory, giver) ?? keeperFor(directory, giver, dayOf(work.nowMs))
  if (!keeper) return
  await reassignScheduled(work, directory, BY)
  const open = await openHandoversOf(work.db, giver.id)
  for (const { id, giver: from } of open.filter(({ taker }) => taker === giver.id)) {
    const to = keeper.id === from ? keeperFor(directory, keeper, dayOf(work.nowMs)) : keeper
    if (directory.person(from)?.active && keeper.id === from)
      tellReleased(
        work,
        directory,
        await dropHandover(work, directory, id, BY, '接手人已离校'),
        directory.person(from)!,
      )
    else if (to) await redirect(work, directory, id, to, BY)
  }
  const own = open.find(({ giver: from }) => from === giver.id)
  const items = await itemsInHands(work.db, directory, giver, work.nowMs)
  const taker = directory.person(own?.taker ?? '') ?? keeper
  if (!own && items.length > 0) await beginHandover(work, directory, giver, keeper, { id: BY })
  // It was between two; now the office gives the word for one of them.
  if (own && !own.confirmed.some(({ person }) => person === giver.id))
    for (const to of awaited(directory, own)) if (to.id !== own.taker) tell(work, directory, own, to)
  await keep(work, directory, giver, taker.active ? taker : keeper, items)
}

/** Who was given the one seat of one of his posts before he left. */
function nextHolder(directory: Directory, { posts }: Person): Person | undefined {
  const seats = posts.map((post) => directory.holders(post)).filter(({ length }) => length === 1)
  return seats.flat().find((each) => each.postedAtMs !== undefined && directory.addressee(each) !== undefined)
}

/** The account is open again: what nobody took over meanwhile is his as before. `before` is the school without him. */
export async function followReturn(work: Work, before: Directory, who: Person): Promise<void> {
  const giver: Person = { ...who, active: true }
  const directory = withPeople(before, [giver])
  for (const { id, giver: from, taker, openedBy } of await openHandoversOf(work.db, giver.id)) {
    if (from !== giver.id) continue
    // One that was begun for a change of post is still to be done.
    if (openedBy === BY) await dropHandover(work, directory, id, BY, '原责任人已返校')
    await giveBack(work, directory, giver, taker)
  }
  await reassignScheduled(work, directory, BY)
}
