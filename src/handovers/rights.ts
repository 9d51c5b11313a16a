import { speaksFor } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import { isSafetyOffice, mayPost } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import type { Handover } from './handover.ts'

/** Somebody who left, or has no app, gives his word through the office. */
const cannotSpeak = (directory: Directory, giver: Person | undefined): boolean =>
  !giver?.active || directory.addressee(giver) === undefined

const hasWord = ({ confirmed }: Handover, id: string): boolean =>
  confirmed.some(({ person }) => person === id)

/** As whom somebody may confirm: one of the two, or the office for a giver who left or has no app. */
export function confirmsAs(directory: Directory, about: Handover, who: Person): 'give' | 'take' | undefined {
  if (about.status !== 'open') return undefined
  if (speaksFor(directory, who, about.taker)) return hasWord(about, about.taker) ? undefined : 'take'
  return gives(directory, about, who) && !hasWord(about, about.giver) ? 'give' : undefined
}

/** The giver, his proxy, or the office in his stead: whoever adds to the list and confirms that it is whole. */
export function gives(directory: Directory, about: Handover, who: Person): boolean {
  if (speaksFor(directory, who, about.giver)) return true
  return (
    who.id !== about.taker && cannotSpeak(directory, directory.person(about.giver)) && mayPost(who, directory)
  )
}

/** Whose lines may stand on the list: the giver's, and the office's under its own name, since both confirm anew. */
export const adds = (directory: Directory, about: Handover, who: Person): boolean =>
  gives(directory, about, who) || (who.id !== about.taker && mayPost(who, directory))

/** Who may call it off or name somebody else: both, who opened it, the office and the heads. */
export const maySettle = (directory: Directory, about: Handover, who: Person): boolean =>
  [about.giver, about.taker, about.openedBy].includes(who.id) || mayPost(who, directory)

/** Whose word is still awaited; for a giver who left the office's, and where the office is to take it the heads'. */
export function awaited(directory: Directory, about: Handover): Person[] {
  if (about.status !== 'open') return []
  const [giver, taker] = [directory.person(about.giver), directory.person(about.taker)]
  const own = giver && !cannotSpeak(directory, giver) ? [giver] : speakers(directory, about)
  return unique([
    ...(hasWord(about, about.giver) ? [] : own),
    ...(hasWord(about, about.taker) || !taker?.active ? [] : [taker]),
  ])
}

function speakers(directory: Directory, { taker }: Handover): Person[] {
  const others = directory.people.filter((who) => who.active && who.id !== taker && mayPost(who, directory))
  const office = others.filter((who) => isSafetyOffice(who, directory))
  return office.length > 0 ? office : others
}
