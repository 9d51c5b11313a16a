import { checkin, handOver, isWaiting, responsible } from '../checkins/checkin.ts'
import { hazard } from '../hazards/evolve.ts'
import { handOverHazard } from '../hazards/hand-over.ts'
import { changeHazard } from '../hazards/hazards.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import { mayReadIncident } from '../incidents/called.ts'
import { answersFor, handOverIncident } from '../incidents/decide.ts'
import { incident } from '../incidents/evolve.ts'
import { changeIncident } from '../incidents/incidents.ts'
import { listing } from '../listings/evolve.ts'
import { handOverListing } from '../listings/hand-over.ts'
import { changeListing } from '../listings/listings.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { givePoints } from '../people/points-passed.ts'
import { school, THE_SCHOOL } from '../people/school.ts'
import { LEADER } from '../rosters/replacement.ts'
import { type Given, handTurnsOver } from '../rosters/succession.ts'
import { turnOf } from '../rosters/turns.ts'
import { sayDay } from '../time.ts'
import type { Kept } from './handover.ts'
import { type Item, itemOf, keyOf, turnNamed } from './items.ts'
import { passDuty } from './move-duty.ts'
import { type Passing, REASON } from './passing.ts'

/**
 * Everything in one write, each noun by its own decision: what was done or given away meanwhile is left alone, what
 * cannot be the taker's stays where it is with the reason.
 */
export async function passOn(
  work: Work,
  directory: Directory,
  keys: readonly string[],
  passing: Passing,
): Promise<{ moved: string[]; kept: Kept[] }> {
  const moved: string[] = []
  const kept: Kept[] = []
  const items = keys.map((key) => ({ key, item: itemOf(key) }))
  const note = (key: string, outcome: Given) => {
    if (outcome === 'moved') moved.push(key)
    else if (outcome !== 'over') kept.push({ item: key, why: outcome.why })
  }
  for (const { key, item } of items)
    if (item.kind !== 'turn' && item.kind !== 'point' && item.kind !== 'swap')
      note(key, await passOne(work, directory, item, passing))
  const points = items.filter(({ item }) => item.kind === 'point').map(({ item }) => item.id)
  for (const id of await passPoints(work, points, passing)) note(keyOf({ kind: 'point', id }), 'moved')
  const turns = items.filter(({ item }) => item.kind === 'turn')
  for (const [key, outcome] of await passTurns(work, directory, turns, passing)) note(key, outcome)
  return { moved, kept }
}

async function passOne(
  work: Work,
  directory: Directory,
  { kind, id }: Item,
  passing: Passing,
): Promise<Given> {
  const { giver, taker, by, standIn } = passing
  switch (kind) {
    case 'checkin': {
      const entry = await work.state(checkin, id)
      if (!entry || !isWaiting(entry) || responsible(entry) === taker.id) return 'over'
      await work.change(checkin, id, handOver((standIn?.person ?? taker).id))
      return 'moved'
    }
    case 'hazard':
    case 'verify': {
      const parts = kind === 'verify' ? (['verifier'] as const) : (['assignee', 'rectifier'] as const)
      const before = await work.state(hazard, id)
      const decide = handOverHazard(giver.id, taker.id, parts, REASON, by)
      if (decide(before).length > 0) {
        if (before && !mayReadHazard(taker, before, directory))
          return { why: '受限隐患不随岗移交，由校领导指定。' }
        await changeHazard(work, directory, id, decide)
        return 'moved'
      }
      const mended = kind === 'verify' && before?.status === 'rectified'
      return mended ? { why: '接手人参与了整改，由安全办公室验收。' } : 'over'
    }
    case 'listing': {
      const about = await work.state(listing, id)
      const of = about && (await work.state(hazard, about.hazard))
      const decide = handOverListing(giver.id, taker.id, REASON, by)
      if (!of || decide(about).length === 0) return 'over'
      if (!mayReadHazard(taker, of, directory)) return { why: '受限事项的挂牌不随岗移交，由校领导指定。' }
      await changeListing(work, directory, id, decide)
      return 'moved'
    }
    case 'incident': {
      const about = await work.state(incident, id)
      if (!about || !answersFor(about, giver.id)) return 'over'
      if (!mayReadIncident(taker, about, directory)) return { why: '受限事件不随岗移交，由校领导指定。' }
      await changeIncident(work, directory, id, handOverIncident(giver.id, taker.id, REASON, by))
      return 'moved'
    }
    case 'class':
      return directory.class(id)?.homeroom === giver.id
        ? { why: `请发送 /任职 任命${directory.class(id)?.name ?? ''}的班主任。` }
        : 'over'
    default:
      return passDuty(work, directory, { kind, id }, passing)
  }
}

/** The points a person looks after stand in the school's file. */
async function passPoints(
  work: Work,
  ids: readonly string[],
  { giver, taker }: Pick<Passing, 'giver' | 'taker'>,
): Promise<string[]> {
  const file = ids.length > 0 ? (await work.state(school, THE_SCHOOL))?.file : undefined
  const moved = (file?.patrol_points ?? []).filter(({ id, owner }) => ids.includes(id) && owner === giver.id)
  if (!file || moved.length === 0) return []
  const points = moved.map(({ id }) => id)
  await work.change(school, THE_SCHOOL, givePoints({ points, from: giver.id, to: taker.id }))
  return points
}

async function passTurns(
  work: Work,
  directory: Directory,
  turns: readonly { key: string; item: Item }[],
  { giver, taker, by }: Passing,
): Promise<[string, Given][]> {
  const meant = turns.map(({ key, item }) => {
    const { seat, day } = turnNamed(item.id)
    return { key, turn: turnOf(directory, seat, day) }
  })
  const given = await handTurnsOver(
    work,
    directory,
    { turns: meant.map(({ turn }) => turn), of: giver.id, reason: REASON, by },
    () => [taker],
  )
  return meant.map(({ key, turn: { seat, day } }, order): [string, Given] => {
    const outcome = given[order] ?? 'over'
    const name = seat === LEADER ? '值班领导' : seat
    return [key, typeof outcome === 'string' ? outcome : { why: `${sayDay(day)}${name}：${outcome.why}` }]
  })
}
