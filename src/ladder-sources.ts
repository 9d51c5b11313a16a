import { checkinSource } from './checkins/ladder.ts'
import { handoverSource } from './handovers/ladder.ts'
import { hazardSource } from './hazards/source.ts'
import { incidentSource } from './incidents/source.ts'
import { instancesOfLadders } from './instances/instances.ts'
import { dutySource, sourceOver } from './instances/source.ts'
import type { FindMatters, FindSource } from './ladders/source.ts'
import { listingSource } from './listings/source.ts'
import type { Work } from './log/work.ts'

/** What climbs, by the noun its ladder's id begins with. */
const sources: Record<string, FindSource> = {
  duty: dutySource,
  hazard: hazardSource,
  incident: incidentSource,
  handover: handoverSource,
  listing: listingSource,
}

const nounOf = (id: string): string => id.slice(0, id.indexOf('/'))

const findSource: FindSource = async (finding, id) => sources[nounOf(id)]?.(finding, id)

/** For many ladders that are due at once: the duties' instances are read with one question. */
export async function findSources(work: Work, ids: readonly string[]): Promise<FindSource> {
  const duties = ids.filter((id) => nounOf(id) === 'duty')
  if (duties.length === 0) return findSource
  const instances = await instancesOfLadders(work, duties).catch(() => undefined)
  // One that cannot be read must not hide the others: each is read by itself, and says so by itself.
  if (!instances) return findSource
  return async (finding, id) =>
    nounOf(id) === 'duty' ? sourceOver(finding, instances.get(id) ?? []) : findSource(finding, id)
}

/** The check-ins' steps belong to the school day; whether one is still waiting is asked like everything else. */
export const findMatters: FindMatters = async (finding, id) =>
  nounOf(id) === 'checkin' ? checkinSource(finding, id) : findSource(finding, id)
