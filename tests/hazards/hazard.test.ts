import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as wishes from '../../src/hazards/decide.ts'
import { hazard } from '../../src/hazards/evolve.ts'
import { handOverHazard, hasMended, partsOf } from '../../src/hazards/hand-over.ts'
import type { Hazard, HazardEvent, HazardPart, Severity } from '../../src/hazards/hazard.ts'
import * as mending from '../../src/hazards/mend.ts'
import { Refusal } from '../../src/refusal.ts'
import { REPORTED } from './made.ts'

const PEOPLE = ['T31', 'G01', 'G03', 'G04', 'P03']
const who = fc.constantFrom(...PEOPLE)
const PARTS: HazardPart[] = ['assignee', 'rectifier', 'verifier']
const words = fc.constantFrom('', ' ', '好了', '还不行')
const severity = fc.constantFrom<Severity>('general', 'larger', 'major')
const place = { kind: 'words', words: '仓库' } as const

const named = (id: string) => ({ id, name: `${id}老师`, department: 'academic' })

interface Wish {
  name: string
  by: string
  decide: wishes.Decide
}

const anyWish: fc.Arbitrary<Wish> = fc.oneof(
  fc.tuple(who, who).map(([to, by]) => ({ name: 'assign', by, decide: mending.assign(to, by) })),
  who.map((by) => ({ name: 'take', by, decide: mending.take(by, String) })),
  fc.tuple(words, who).map(([said, by]) => ({ name: 'control', by, decide: mending.control(said, by) })),
  fc
    .tuple(who, words, who)
    .map(([to, why, by]) => ({ name: 'transfer', by, decide: mending.transfer(named(to), why, by, 'P03') })),
  fc.tuple(words, who).map(([note, by]) => ({ name: 'rectify', by, decide: mending.rectify(note, by) })),
  fc.tuple(words, who).map(([why, by]) => ({ name: 'sendBack', by, decide: mending.sendBack(why, by) })),
  who.map((by) => ({ name: 'verify', by, decide: mending.verify(by) })),
  fc.tuple(who, who).map(([from, to]) => ({
    name: 'handOver',
    by: 'G01',
    decide: handOverHazard(from, to, PARTS, '换岗交接', 'G01'),
  })),
  fc.tuple(words, who).map(([why, by]) => ({ name: 'dismiss', by, decide: wishes.dismiss(why, by) })),
  who.map((by) => ({ name: 'withdraw', by, decide: wishes.withdraw(by) })),
  fc.tuple(fc.constantFrom('p1', 'p2'), who).map(([photo, by]) => ({
    name: 'photograph',
    by,
    decide: wishes.photograph(photo, by),
  })),
  who.map((by) => ({ name: 'place', by, decide: wishes.placeAt(place, undefined, 'G01') })),
  fc.tuple(severity, who).map(([to, by]) => ({
    name: 'reclassify',
    by,
    decide: wishes.reclassify(
      {
        category: 'electric',
        severity: to,
        urgent: false,
        restricted: false,
        department: 'general_affairs',
        needsReview: false,
        acceptDueMs: 1,
        rectifyDueMs: 2,
        by,
      },
      'G01',
      { lower: true, lift: true },
    ),
  })),
)

/** The way to the end more often than chance would have it. */
const onward: fc.Arbitrary<Wish> = fc.oneof(
  fc.tuple(who, who).map(([to, by]) => ({ name: 'assign', by, decide: mending.assign(to, by) })),
  who.map((by) => ({ name: 'take', by, decide: mending.take(by, String) })),
  who.map((by) => ({ name: 'rectify', by, decide: mending.rectify('好了', by) })),
  who.map((by) => ({ name: 'verify', by, decide: mending.verify(by) })),
)
const wish = fc.oneof({ arbitrary: anyWish, weight: 2 }, { arbitrary: onward, weight: 1 })

const at = (atMs: number) => ({ id: '1', atMs, actor: null })
const evolveAll = (state: Hazard | undefined, events: HazardEvent[], atMs = 0): Hazard =>
  events.reduce<Hazard | undefined>((now, event) => hazard.evolve(now, event, at(atMs)), state)!

const fresh = (placed: boolean, source?: string): Hazard =>
  evolveAll(
    undefined,
    wishes.report({ ...REPORTED, place: placed ? place : null, ...(source && { source }) }, 'G01')(undefined),
  )

/** What happens when these wishes are said one after the other; refused ones change nothing. */
function live(start: Hazard, said: Wish[]) {
  let state = start
  const happened: { event: HazardEvent; before: Hazard }[] = []
  for (const { decide } of said) {
    const frozen = JSON.stringify(state)
    try {
      for (const event of decide(state)) {
        happened.push({ event, before: state })
        state = hazard.evolve(state, event, at(happened.length))
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      expect(JSON.stringify(state), 'a refusal leaves the state as it was').toBe(frozen)
    }
  }
  return { state, happened }
}

describe('whatever is said in whatever order', () => {
  const days = fc.tuple(fc.boolean(), fc.constantFrom(undefined, 'words'), fc.array(wish, { maxLength: 30 }))

  test('nothing is closed but by the verification of somebody who did not mend it', () => {
    let closed = 0
    fc.assert(
      fc.property(days, ([placed, source, said]) => {
        const { state, happened } = live(fresh(placed, source), said)
        if (state.status !== 'closed') return
        closed += 1
        const verified = happened.findLast(({ event }) => event.kind === 'hazard.verified')
        expect(verified).toBeDefined()
        const { event, before } = verified!
        if (event.kind !== 'hazard.verified') return
        expect(before.status).toBe('rectified')
        expect([before.rectifier, before.rectifiedBy]).not.toContain(event.by)
        const handedOn = happened.flatMap(({ event: each }) =>
          each.kind === 'hazard.handed-over' && each.parts.includes('rectifier') ? [each.from] : [],
        )
        expect(handedOn).not.toContain(event.by)
        expect(state.verifiedBy).toBe(event.by)
        expect(state.closedAtMs).toBeDefined()
      }),
      { numRuns: 6000 },
    )
    expect(closed, 'the property was tried on something').toBeGreaterThan(50)
  })

  test('what is over stays as it is', () => {
    let over = 0
    fc.assert(
      fc.property(days, fc.array(wish, { minLength: 1, maxLength: 10 }), ([placed, source, said], later) => {
        const { state } = live(fresh(placed, source), said)
        if (!wishes.isOver(state)) return
        over += 1
        expect(live(state, later).state).toEqual(state)
      }),
      { numRuns: 1500 },
    )
    expect(over).toBeGreaterThan(50)
  })

  test('every event evolves every state: nothing in the log can stop a rebuild', () => {
    const events = live(fresh(false, 'words'), fc.sample(wish, { numRuns: 400, seed: 7 })).happened.map(
      ({ event }) => event,
    )
    fc.assert(
      fc.property(days, fc.constantFrom(...events), ([placed, source, said], event) => {
        const { state } = live(fresh(placed, source), said)
        const after = hazard.evolve(state, event, at(1))
        expect(after.number).toBe(1)
        expect(hazard.columns(after)).toMatchObject({ number: 1, status: after.status })
      }),
      { numRuns: 500 },
    )
  })

  test('rectified needs somebody who took it on and proof of this very round', () => {
    let tried = 0
    fc.assert(
      fc.property(days, ([placed, source, said]) => {
        for (const { event, before } of live(fresh(placed, source), said).happened) {
          if (event.kind !== 'hazard.rectified') continue
          tried += 1
          expect(before.rectifier).toBeDefined()
          const shown = before.photos.some(
            (photo) => photo.phase === 'after' && photo.round === before.returns,
          )
          expect(event.note !== '' || shown).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
    expect(tried, 'the property was tried on something').toBeGreaterThan(20)
  })
})

test('a number taken by somebody else first is tried again, not written over', () => {
  const first = fresh(true)
  expect(() => wishes.report({ ...first, photos: [] }, 'G01')(first)).toThrow('编号已被占用')
})

test('without a place nobody is assigned; the place assigns', () => {
  const waiting = fresh(false)
  expect([waiting.status, waiting.assignee]).toEqual(['reported', undefined])
  const placed = evolveAll(waiting, wishes.placeAt(place, '仓库后门', 'G01')(waiting))
  expect([placed.status, placed.assignee, placed.where]).toEqual(['assigned', 'G01', '仓库后门'])
})

const all = (...said: wishes.Decide[]) =>
  said.reduce((state, decide) => evolveAll(state, decide(state)), fresh(true))

describe('in whose hands it is', () => {
  test('a second taker takes nothing away; only whoever hands out the work does', () => {
    const taken = all(mending.take('G03', String))
    expect(() => mending.take('G04', (id) => `${id}老师`)(taken)).toThrow('隐患 1 已由G03老师接收。')
    expect(mending.take('G03', String)(taken), 'pressed twice').toEqual([])
    expect(evolveAll(taken, mending.assign('G04', 'G01')(taken)).rectifier).toBe('G04')
    const returned = all(
      mending.take('G03', String),
      mending.rectify('好了', 'G03'),
      mending.sendBack('没好', 'T31'),
    )
    expect(() => mending.take('G04', String)(returned)).toThrow('已由G03接收')
    expect(evolveAll(returned, mending.take('G03', String)(returned)).status).toBe('rectifying')
    expect(() =>
      mending.take('G04', String)(all(mending.take('G03', String), mending.rectify('好了', 'G03'))),
    ).toThrow('正在等验收')
  })

  test('the second transfer goes to the coordinator, as a proposal, and stays with its department', () => {
    const first = mending.transfer(named('G03'), '要请电工', 'G01', 'P03')
    expect(first(fresh(true))).toMatchObject([{ to: 'G03', department: 'academic', reason: '要请电工' }])
    const once = all(first)
    expect(mending.transfer(named('G04'), '不归我', 'G03', 'P03')(once)).toMatchObject([
      { to: 'P03', department: once.department, reason: '建议转G04老师：不归我' },
    ])
    expect(mending.transfer(named('G04'), '我来定', 'P03', undefined)(once)).toMatchObject([
      { to: 'G04', reason: '我来定' },
    ])
    const waits = all(first, mending.transfer(named('G04'), '不归我', 'G03', 'P03'))
    expect(() => mending.transfer(named('T31'), '再转', 'G01', 'P03')(waits)).toThrow('已经在这位同事手里')
  })

  test('handed to a grade team, it stays with its department', () => {
    const teacher = { id: 'T32', name: '顾鹿蓁', department: 'grade' }
    expect(mending.transfer(teacher, '在她班上', 'G01', undefined)(fresh(true))).toMatchObject([
      { to: 'T32', department: 'general_affairs' },
    ])
  })
})

describe('what it is called', () => {
  const change = (more: object) => ({
    category: 'electric',
    severity: 'general' as const,
    urgent: false,
    restricted: false,
    department: 'general_affairs',
    needsReview: true,
    acceptDueMs: 1,
    rectifyDueMs: 2,
    by: 'T31',
    ...more,
  })
  const nothing = { lower: false, lift: false }

  test('anybody who speaks of it may raise; only who decides may lower', () => {
    const raised = all(wishes.reclassify(change({ severity: 'larger' }), 'G01', nothing))
    expect(raised.severity).toBe('larger')
    const lower = change({ severity: 'general' })
    expect(() => wishes.reclassify(lower, 'G01', { lower: false, lift: true })(raised)).toThrow('下调等级由')
    expect(
      evolveAll(raised, wishes.reclassify(lower, 'G01', { lower: true, lift: false })(raised)).severity,
    ).toBe('general')
  })

  test('a restriction is lifted by its readers only, and set by anybody', () => {
    const restricted = all(
      wishes.reclassify(change({ category: 'bullying', restricted: true }), 'G01', nothing),
    )
    expect(restricted.restricted).toBe(true)
    expect(() => wishes.reclassify(change({}), 'G01', { lower: true, lift: false })(restricted)).toThrow(
      '受限事项改为一般类别',
    )
    expect(wishes.reclassify(change({}), 'G01', { lower: false, lift: true })(restricted)).toHaveLength(1)
  })

  test('what is over keeps its class, whoever speaks', () => {
    const over = all(wishes.dismiss('看错了', 'G01'))
    expect(() => wishes.reclassify(change({}), 'G01', nothing)(over)).toThrow('不能再改')
  })
})

describe('with the post', () => {
  const start = (...decides: wishes.Decide[]) =>
    decides.reduce((state, decide) => evolveAll(state, decide(state)), fresh(true))
  const pass = (from: string, to: string, parts = PARTS) => handOverHazard(from, to, parts, '换岗交接', 'G01')

  test('what was assigned or is being mended goes on, and counts as no transfer', () => {
    expect(start(pass('G01', 'G03'))).toMatchObject({ assignee: 'G03', status: 'assigned', transfers: 0 })
    const held = start(mending.assign('G04', 'G01'), pass('G04', 'G03'))
    expect(held).toMatchObject({ rectifier: 'G03', menders: ['G04'], status: 'rectifying', transfers: 0 })
    expect(partsOf(held, 'G04')).toEqual([])
    expect(pass('G04', 'G03')(held), 'twice').toEqual([])
    expect(hasMended(held, 'G04')).toBe(true)
  })

  test('the reporter’s word goes on too, but never to whoever mended', () => {
    const mended = start(mending.assign('G04', 'G01'), mending.rectify('好了', 'G04'))
    expect(partsOf(mended, 'T31')).toEqual(['verifier'])
    expect(pass('T31', 'G04')(mended)).toEqual([])
    const after = evolveAll(mended, pass('T31', 'G03')(mended))
    expect(after).toMatchObject({ verifier: 'G03', reporter: 'T31' })
    expect(() => mending.verify('G04')(after)).toThrow('整改人不能验收')
    // Both posts went to one person: he has the mending, the office verifies.
    const both = evolveAll(mended, pass('G04', 'T31')(mended))
    expect(() => mending.verify('T31')(both)).toThrow('整改人不能验收')
    expect(() => mending.verify('G04')(both)).toThrow('整改人不能验收')
  })
})
