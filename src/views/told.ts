import { readAs, type ToldLine, toldCard } from '../cards/told.ts'
import { dutyInstance } from '../instances/instance.ts'
import { absentFrom } from '../instances/meeting.ts'
import { findMatters } from '../ladder-sources.ts'
import type { Told } from '../ladders/telling.ts'
import { beginWork } from '../log/work.ts'
import { outagesOf } from '../outages/outages.ts'
import type { Directory } from '../people/directory.ts'
import { dayOf } from '../time.ts'
import { titleOf } from './duty-items.ts'
import type { Reader, View } from './view.ts'

/** What a step of the ladders says to one person; each matter is asked again whether it is still so (handbook §10.1). */
export const toldView: View = {
  async draw(reader, show, sending) {
    const told = show.told as Told[]
    const still = sending ? await stillHold(reader, told) : told
    const lines: ToldLine[] = []
    for (const each of still)
      lines.push({
        ...lineOf(reader.directory, each, String(show.person)),
        ...(each.message === 'absent_list' && { absent: await absentNames(reader, each.key) }),
      })
    const own = still.some(({ mine }) => mine)
    return lines.length > 0 ? toldCard(lines, own) : undefined
  },
}

/** Those of what was to be told that are still so. */
export async function stillHold(reader: Reader, told: readonly Told[]): Promise<Told[]> {
  const finding = { ...reader, outages: await outagesOf(reader.db) }
  const sources = new Map<string, Awaited<ReturnType<typeof findMatters>>>()
  const still: Told[] = []
  for (const each of told) {
    if (!sources.has(each.ladder)) sources.set(each.ladder, await findMatters(finding, each.ladder))
    const matter = sources.get(each.ladder)?.matters.find(({ key }) => key === each.key)
    if (matter?.holds(each)) still.push(each)
  }
  return still
}

function lineOf(directory: Directory, told: Told, viewer: string): ToldLine {
  const { duty, unit, key, whose: responsible } = told
  const known = duty === undefined ? undefined : directory.duties.get(duty)
  const title = duty === undefined ? key : titleOf(directory, { duty, unit: unit ?? '' }, known)
  const person = directory.person(responsible ?? unit ?? '')
  const whose = person && person.id !== viewer ? person.name : undefined
  return { message: readAs(told), title, ...(whose !== undefined && { whose }) }
}

/** Who has not come to a meeting yet; whoever is on leave is marked so (handbook §5.8). */
async function absentNames({ db, directory, nowMs }: Reader, id: string): Promise<string[]> {
  const meeting = await beginWork(db, nowMs, null).state(dutyInstance, id)
  if (!meeting) return []
  return absentFrom(meeting).map((person) => {
    const away = directory.leaveOf(person, dayOf(meeting.opensAtMs))
    return `${directory.person(person)?.name ?? person}${away ? '（请假）' : ''}`
  })
}
