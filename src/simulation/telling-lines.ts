import { nounName, partsOf } from '../about.ts'
import { SEALED } from '../cards/matter-calls.ts'
import { readAs, sayTold, type ToldLine } from '../cards/told.ts'
import type { Telling, Told } from '../ladders/telling.ts'
import type { Directory } from '../people/directory.ts'
import { dayOf, toIso } from '../time.ts'
import { titleOf } from '../views/duty-items.ts'
import type { Line } from './lines.ts'

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
export function matterFields(told: readonly Said[]): Record<string, unknown> {
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
  return { message, noun, title: `${nounName(noun)} ${record}` }
}
