import { type MatterCall, matterCall } from '../cards/matter-calls.ts'
import { findMatters } from '../ladder-sources.ts'
import type { Told } from '../ladders/telling.ts'
import type { Show } from '../log/work.ts'
import { outagesOf } from '../outages/outages.ts'
import type { Reader } from './view.ts'

/** Of what a step told one person, what still holds now (handbook §10.1). */
export async function stillTold(reader: Reader, told: readonly Told[], person: string): Promise<Told[]> {
  const outages = await outagesOf(reader.db)
  const sources = new Map<string, Awaited<ReturnType<typeof findMatters>>>()
  for (const { ladder } of told)
    if (!sources.has(ladder)) sources.set(ladder, await findMatters({ ...reader, outages }, ladder))
  return told.filter((each) => {
    const matter = sources.get(each.ladder)?.matters.find(({ key }) => key === each.key)
    if (!matter?.holds(each)) return false
    if (each.message !== 'repeat_urgent') return true
    // Others may still be awaited; who has answered meanwhile is not asked again.
    const awaited = matter.who({ to: ['unacknowledged'], message: each.message })
    return awaited.some((who) => reader.directory.addressee(who)?.id === person)
  })
}

/** What a step of the ladder asked for with this message; `over` when it is so no more. */
export async function callOf(reader: Reader, show: Show): Promise<MatterCall | 'over' | undefined> {
  if (show.told === undefined) return undefined
  const [first] = await stillTold(reader, show.told as Told[], String(show.for))
  return first ? matterCall(show.card, first.message) : 'over'
}
