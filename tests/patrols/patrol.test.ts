import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Instance } from '../../src/instances/instance.ts'
import {
  arrive,
  findNormal,
  findTrouble,
  type PatrolEvent,
  patrol,
  type Visit,
} from '../../src/patrols/patrol.ts'
import { isProof, isUnscanned, roundFor, walked } from '../../src/patrols/round.ts'
import type { PatrolPointEntry } from '../../src/people/school-shape.ts'
import { Refusal } from '../../src/refusal.ts'
import { HOUR_MS } from '../../src/time.ts'

const CAME = { point: 'PP01', zone: '校门', round: 'r1', by: 'W01', how: 'desk' as const }

/** Plays wishes one after the other, as a work does; refused ones change nothing. */
function play(wishes: ((state: Visit | undefined) => PatrolEvent[])[]): {
  state: Visit
  events: PatrolEvent[]
} {
  let state: Visit | undefined
  const events: PatrolEvent[] = []
  for (const [order, wish] of wishes.entries()) {
    let decided: PatrolEvent[] = []
    try {
      decided = wish(state)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
    for (const event of decided) {
      state = patrol.evolve(state, event, { id: 'v', atMs: order, actor: 'W01' })
      events.push(event)
    }
  }
  return { state: state!, events }
}

describe('a visit', () => {
  test('words first, the scan later: it is a scan, from the scan on', () => {
    const { state } = play([arrive(CAME), findNormal([]), arrive({ ...CAME, how: 'scan' })])
    expect(state).toMatchObject({ how: 'scan', atMs: 2, normal: true })
  })

  test('normal again changes nothing, with a new picture it adds the picture', () => {
    const { events, state } = play([
      arrive(CAME),
      findNormal([]),
      findNormal([]),
      findNormal(['a']),
      findNormal(['a']),
    ])
    expect(events.map(({ kind }) => kind)).toEqual([
      'patrol.visited',
      'patrol.was-normal',
      'patrol.was-normal',
    ])
    expect(state.photos).toEqual(['a'])
  })

  test('the same trouble twice is refused and names the hazard it became', () => {
    const wish = findTrouble({ item: '门卫在岗', text: '没有人', hazard: '7' })
    const { state } = play([arrive(CAME), wish])
    expect(() => wish(state)).toThrow('隐患 7')
    expect(findTrouble({ text: '没有人', hazard: '8' })(state)).toHaveLength(1)
  })

  test('nothing is found where nobody is', () => {
    expect(() => findNormal([])(undefined)).toThrow('before somebody is there')
  })

  test('whatever happens: one arrival, a scan stays a scan, no finding is lost or doubled', () => {
    const wish = fc.oneof(
      fc.constantFrom('scan' as const, 'desk' as const).map((how) => arrive({ ...CAME, how })),
      fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }).map(findNormal),
      fc
        .record({
          item: fc.constantFrom('一', '二'),
          text: fc.constantFrom('坏了', '没了'),
          hazard: fc.nat().map(String),
        })
        .map(findTrouble),
    )
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 30 }), (wishes) => {
        const { state, events } = play([arrive(CAME), ...wishes])
        const kinds = events.map(({ kind }) => kind)
        expect(kinds.filter((kind) => kind === 'patrol.visited')).toHaveLength(1)
        expect(kinds.filter((kind) => kind === 'patrol.scanned').length).toBe(state.how === 'scan' ? 1 : 0)
        const said = state.found.map(({ item, text }) => `${item}${text}`)
        expect(new Set(said).size).toBe(said.length)
        expect(said).toHaveLength(kinds.filter((kind) => kind === 'patrol.found').length)
        expect(new Set(state.photos).size).toBe(state.photos.length)
        expect(patrol.columns(state)).toMatchObject({ scanned: state.how === 'scan' ? 1 : 0 })
      }),
    )
  })
})

const point = (id: string, building: string): PatrolPointEntry =>
  ({ id, name: id, building }) as PatrolPointEntry
const visit = (id: string, zone: string, how: 'scan' | 'desk'): Visit =>
  ({
    id: `${id}.r`,
    point: id,
    zone,
    round: 'r',
    by: 'W',
    how,
    atMs: 1,
    normal: true,
    found: [],
    photos: [],
  }) as Visit

describe('a round', () => {
  const points = [point('A1', '东'), point('A2', '东'), point('B1', '西')]

  test('one scan in each zone proves it; what nobody was at is left out', () => {
    const far = walked(points, [visit('A2', '东', 'scan'), visit('B1', '西', 'scan')])
    expect(isProof(far)).toBe(true)
    expect(far.leftOut.map(({ id }) => id)).toEqual(['A1'])
    expect(far.scanned).toBe(2)
  })

  test('a zone told from a desk is no zone walked', () => {
    const far = walked(points, [
      visit('A1', '东', 'scan'),
      visit('A2', '东', 'desk'),
      visit('B1', '西', 'desk'),
    ])
    expect(isProof(far)).toBe(false)
    expect(far.zonesLeft).toEqual(['西'])
    expect(far.leftOut).toEqual([])
  })

  test('without points of its own any one scan proves it; points of others are kept beside', () => {
    expect(isProof(walked([], []))).toBe(false)
    expect(isProof(walked([], [visit('C1', '北', 'desk')]))).toBe(false)
    expect(isProof(walked([], [visit('C1', '北', 'scan')]))).toBe(true)
    expect(walked(points, [visit('C1', '北', 'scan')]).beyond.map(({ point: id }) => id)).toEqual(['C1'])
  })

  test('no set of desk visits ever proves a round, and one scan per zone always does', () => {
    const zones = ['东', '西', '北']
    const anyPoints = fc
      .uniqueArray(fc.nat(20), { minLength: 1 })
      .map((ids) => ids.map((id) => point(`P${id}`, zones[id % 3]!)))
    fc.assert(
      fc.property(anyPoints, fc.func(fc.boolean()), (some, scans) => {
        const visits = some.map((each) => visit(each.id, each.building!, scans(each.id) ? 'scan' : 'desk'))
        const covered = [...new Set(some.map(({ building }) => building))].every((zone) =>
          visits.some((each) => each.zone === zone && each.how === 'scan'),
        )
        expect(isProof(walked(some, visits))).toBe(covered)
        expect(
          isProof(
            walked(
              some,
              visits.map((each) => ({ ...each, how: 'desk' as const })),
            ),
          ),
        ).toBe(false)
      }),
    )
  })

  test('a visit counts for the window that is open, then for whoever looks after the point, then for the latest', () => {
    const round = (id: string, opensAtMs: number, dueAtMs: number, owner = 'W', status = 'open') =>
      ({ id, opensAtMs, dueAtMs, owner, status, proofs: [] }) as unknown as Instance
    const late = round('late', 0, 50, 'X')
    const now = round('now', 60, 200)
    const other = round('other', 90, 200, 'X')
    const pick = (rounds: Instance[]) => roundFor(rounds, 100, ({ owner }) => owner === 'X')?.id
    expect(pick([late, now])).toBe('now')
    expect(pick([now, other])).toBe('other')
    expect(pick([late])).toBe('late')
    expect(pick([round('done', 20, 80, 'X', 'done'), late])).toBe('late')
    expect(pick([])).toBeUndefined()
    expect(pick([{ ...round('done', 20, 80, 'X', 'done'), doneAtMs: -2 * HOUR_MS }])).toBeUndefined()
    expect(pick([{ ...round('done', 20, 80, 'X', 'late'), doneAtMs: 90 }])).toBe('done')
  })

  test('done without a scan is 未扫码; not done is not', () => {
    const round = (status: string, how?: string) =>
      ({ status, proofs: how ? [{ type: 'checklist', how }] : [] }) as unknown as Instance
    expect(isUnscanned(round('done', 'desk'))).toBe(true)
    expect(isUnscanned(round('late'))).toBe(true)
    expect(isUnscanned(round('done', 'scan'))).toBe(false)
    expect(isUnscanned(round('open'))).toBe(false)
  })
})
