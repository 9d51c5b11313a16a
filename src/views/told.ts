import { partsOf } from '../about.ts'
import { type ToldLine, toldCard } from '../cards/told.ts'
import type { Told } from '../ladders/telling.ts'
import { titleOf } from './duty-items.ts'
import { recordTitle } from './record-title.ts'
import { stillTold } from './still-told.ts'
import type { Reader, View } from './view.ts'

/** What a step of the ladders says to one person; each matter is asked again whether it is still so (handbook §10.1). */
export const toldView: View = {
  async draw(reader, show, sending) {
    const told = show.told as Told[]
    const person = String(show.person)
    const still = sending ? await stillTold(reader, told, person) : told
    const lines = await Promise.all(still.map((each) => lineOf(reader, each, person)))
    return lines.length > 0 ? toldCard(lines) : undefined
  },
}

async function lineOf(reader: Reader, told: Told, viewer: string): Promise<ToldLine> {
  const { directory } = reader
  const { message, duty, unit = '' } = told
  if (told.record !== undefined)
    return {
      message,
      title: await recordTitle(reader, told),
      noun: partsOf(told.ladder).noun,
      ...(told.sealed ? { sealed: true } : { record: told.record }),
    }
  const title = duty === undefined ? told.key : titleOf(directory, { duty, unit }, directory.duties.get(duty))
  const person = directory.person(unit)
  const whose = person && person.id !== viewer ? person.name : undefined
  return { message, title, ...(whose !== undefined && { whose }) }
}
