import { followLeaving, followReturn } from '../handovers/leaving.ts'
import { followPosting } from '../handovers/posting.ts'
import { reassignScheduled } from '../instances/reassign.ts'
import { layOutAgain } from '../instances/relay.ts'
import type { Work } from '../log/work.ts'
import { withPeople } from '../people/directory.ts'
import { type Person, person, SCHOOL_FILE } from '../people/person.ts'
import { school, THE_SCHOOL } from '../people/school.ts'
import { updateSections } from '../people/school-sections.ts'
import type { SchoolUpdate } from './update.ts'

/** Who did what nobody pressed. */
const BY = 'system'

/**
 * The school as its file says from now on, in one write: people and posts, then what has not begun laid out by the new
 * roster, points and calendar and owed by whoever holds each post now. What somebody has open is handed over as after
 * any change of posts. Returns how many instances changed.
 */
export async function applyUpdate(work: Work, update: SchoolUpdate): Promise<number> {
  const { sections, people, before, after } = update
  await work.change(school, THE_SCHOOL, updateSections(sections))
  const written: Person[] = []
  for (const { id, events } of people) written.push(await work.change(person, id, () => events))
  const met = withPeople(
    before,
    people.map((each) => each.after),
  )
  const laid = Object.keys(sections).length > 0 ? await layOutAgain(work, met, after) : 0
  const { moved, brought } = await reassignScheduled(work, after, BY)
  await handOver(work, update, written)
  return laid + moved + brought
}

async function handOver(
  work: Work,
  { people, before, after }: SchoolUpdate,
  written: readonly Person[],
): Promise<void> {
  const posted = people.filter(
    (each) =>
      each.before?.active && each.after.active && each.events.some(({ kind }) => kind === 'person.posted'),
  )
  // Whose posts the file changed gives what is open of the old ones like anybody given posts in the chat.
  const changed = written.filter(({ id }) => posted.some((each) => each.id === id))
  if (changed.length > 0)
    await followPosting(work, before, withPeople(after, changed), changed, { id: SCHOOL_FILE })
  for (const each of people) {
    if (each.before?.active && !each.after.active) await followLeaving(work, after, each.after)
    if (each.before?.active === false && each.after.active) await followReturn(work, after, each.after)
  }
}
