import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clocksOf } from '../../src/hazards/clocks.ts'
import { dismiss, withdraw } from '../../src/hazards/decide.ts'
import { hazard } from '../../src/hazards/evolve.ts'
import { scopeOf } from '../../src/hazards/waits.ts'
import { Refusal } from '../../src/refusal.ts'
import { anySeverity, calendar, fresh, givenBack, live, manyWishes, mendersBy, START } from './wishes.ts'

const byOf = (event: object): unknown => ('by' in event ? event.by : undefined)
const working = (fromMs: number, toMs: number) => calendar.workingMinutesBetween(fromMs, toMs)

test('nothing is closed but verified by somebody who never mended it, in any round; a grave one not without a plan', () => {
  let closed = 0
  fc.assert(
    fc.property(anySeverity, manyWishes, (severity, said) => {
      const { happened } = live(fresh(severity), said)
      for (const [order, { event, before }] of happened.entries()) {
        if (event.kind !== 'hazard.closed') continue
        closed += 1
        const verified = happened[order - 1]!.event
        if (verified.kind !== 'hazard.verified') return expect.fail('closed without a verification')
        expect(mendersBy(happened.slice(0, order))).not.toContain(verified.by)
        expect(before.rectifier).not.toBe(verified.by)
        if (before.severity !== 'general') expect(before.plan).toBeDefined()
      }
    }),
    { numRuns: 5000 },
  )
  expect(closed, 'the property was tried on something').toBeGreaterThan(50)
})

test('nor does whoever had a hand in mending end it by saying that it is none', () => {
  let tried = 0
  fc.assert(
    fc.property(anySeverity, manyWishes, (severity, said) => {
      const { state, happened } = live({ ...fresh(severity), source: 'words' }, said)
      if (state.status !== 'assigned' && state.status !== 'reported') return
      for (const by of mendersBy(happened)) {
        tried += 1
        expect(() => dismiss('看错了', by)(state)).toThrow(Refusal)
        expect(() => withdraw(by)({ ...state, reporter: by })).toThrow(Refusal)
      }
    }),
    { numRuns: 5000 },
  )
  expect(tried, 'the property was tried on something').toBeGreaterThan(50)
})

test('a deadline moves later only by the recorded word of somebody who does not mend', () => {
  const tried = new Map<string, number>()
  fc.assert(
    fc.property(anySeverity, manyWishes, (severity, said) => {
      const { happened } = live(fresh(severity), said)
      for (const [order, { event, before, after, atMs }] of happened.entries()) {
        if (scopeOf(before) === 'on_campus' && scopeOf(after) === 'surroundings')
          expect(mendersBy(happened.slice(0, order)).add(before.rectifier ?? '')).not.toContain(byOf(event))
        if (after.rectifyDueMs <= before.rectifyDueMs) continue
        tried.set(event.kind, (tried.get(event.kind) ?? 0) + 1)
        const menders = mendersBy(happened.slice(0, order)).add(before.rectifier ?? '')
        if (event.kind === 'hazard.extended') {
          expect([...menders, event.askedBy]).not.toContain(event.by)
          expect(after.redated?.at(-1)).toMatchObject({ why: 'extension', by: event.by })
        } else if (event.kind === 'hazard.resumed') {
          const allowed = happened.slice(0, order).findLast((each) => each.event.kind === 'hazard.paused')!
          if (allowed.event.kind !== 'hazard.paused') return
          expect(allowed.event.by).not.toBe(allowed.event.askedBy)
          expect(mendersBy(happened.slice(0, happened.indexOf(allowed)))).not.toContain(allowed.event.by)
          // By exactly the working time that was paused.
          expect(working(before.rectifyDueMs, after.rectifyDueMs)).toBeCloseTo(working(allowed.atMs, atMs), 6)
        } else if (event.kind === 'hazard.reclassified') {
          expect(menders).not.toContain(event.by)
          expect(after.redated?.at(-1)).toMatchObject({ why: 'class', by: event.by })
        } else expect(event.kind).toBe('hazard.reopened')
      }
    }),
    { numRuns: 5000 },
  )
  for (const kind of ['extended', 'resumed', 'reclassified', 'reopened'])
    expect(tried.get(`hazard.${kind}`), kind).toBeGreaterThan(5)
})

test('the three clocks together are the working time it was open, each its own share', () => {
  let paused = 0
  fc.assert(
    fc.property(anySeverity, manyWishes, (severity, said) => {
      const { state, happened, nowMs } = live(fresh(severity), said)
      const shares = { school: 0, contractor: 0, superior: 0, nobody: 0 }
      let on: keyof typeof shares = 'school'
      let sinceMs = START
      for (const { event, atMs } of happened) {
        const to = {
          'hazard.paused': event.kind === 'hazard.paused' ? event.clock : 'school',
          'hazard.resumed': 'school',
          'hazard.closed': 'nobody',
          'hazard.reopened': 'school',
        }[event.kind as string] as keyof typeof shares | undefined
        if (!to) continue
        shares[on] += working(sinceMs, atMs)
        on = to
        sinceMs = atMs
      }
      shares[on] += working(sinceMs, nowMs)
      const clocks = clocksOf(state, calendar, nowMs)
      if (clocks.contractor + clocks.superior > 0) paused += 1
      const { nobody, ...own } = shares
      for (const clock of ['school', 'contractor', 'superior'] as const)
        expect(clocks[clock]).toBeCloseTo(own[clock], 6)
      expect(clocks.school + clocks.contractor + clocks.superior).toBeCloseTo(
        working(START, nowMs) - nobody,
        6,
      )
    }),
    { numRuns: 3000 },
  )
  expect(paused, 'the property was tried on something').toBeGreaterThan(50)
})

test('what is refused leaves it as it was, and the events alone make the same state', () => {
  fc.assert(
    fc.property(anySeverity, manyWishes, (severity, said) => {
      const start = fresh(severity)
      const { state, happened, refused } = live(start, said)
      for (const each of refused) expect(JSON.stringify(each.state)).toBe(each.before)
      const again = happened.reduce(
        (now, { event, atMs }) =>
          hazard.evolve(now, JSON.parse(JSON.stringify(event)), { id: '1', atMs, actor: null }),
        start,
      )
      expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(JSON.stringify(state)))
    }),
    { numRuns: 1500 },
  )
})

test('of a hazard that is given back twice the leader decides, and what he decides is not given back', () => {
  let again = 0
  fc.assert(
    fc.property(givenBack, (said) => {
      for (const { event, before, after } of live(fresh('general'), said).happened) {
        if (event.kind !== 'hazard.refused') continue
        expect(before.binding).toBeUndefined()
        expect(after).toMatchObject({ status: 'reported', transfers: before.transfers + 1 })
        if (before.transfers === 0 || event.by === 'P03') continue
        again += 1
        expect(after.assignee).toBe('P03')
      }
    }),
    { numRuns: 5000 },
  )
  expect(again, 'the property was tried on something').toBeGreaterThan(500)
})
