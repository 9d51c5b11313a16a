import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as wishes from '../../src/incidents/decide.ts'
import { incident } from '../../src/incidents/evolve.ts'
import type { Incident, IncidentEvent, IncidentLevel } from '../../src/incidents/incident.ts'
import { Refusal } from '../../src/refusal.ts'
import { codeOf } from '../refused.ts'

const who = fc.constantFrom('T31', 'A03', 'P01', 'P02', 'G01')
const words = fc.constantFrom('', ' ', '已送医', '家长已到')
const level = fc.constantFrom<IncidentLevel>('minor', 'serious')
const HEADS = ['P01', 'P02']
const NOW = 1_000_000_000

type Wish = wishes.Decide

const wish: fc.Arbitrary<Wish> = fc.oneof(
  who.map((by) => wishes.tell(by)),
  fc.tuple(who, fc.boolean()).map(([by, onTheWay]) => wishes.acknowledge(by, onTheWay)),
  fc.tuple(words, who).map(([text, by]) => wishes.note(text, by)),
  fc.tuple(fc.constantFrom('p1', 'p2'), who).map(([photo, by]) => wishes.photograph(photo, by)),
  fc
    .tuple(fc.integer({ min: -200_000_000, max: 200_000_000 }), who)
    .map(([offset, by]) => wishes.tellParents(NOW + offset, by, NOW)),
  fc.tuple(words, who).map(([text, by]) => wishes.bringUnderControl(text, by)),
  fc.tuple(level, words, who).map(([to, why, by]) => wishes.changeLevel(to, why, by, HEADS.includes(by))),
  fc.tuple(words, who).map(([text, by]) => wishes.close(text, by)),
)

const at = (atMs: number) => ({ id: '1', atMs, actor: null })

const fresh = (category: string, to: IncidentLevel, eventAtMs: number | null = null): Incident =>
  wishes
    .report({
      number: 1,
      text: '操场有学生摔倒',
      place: null,
      category,
      level: to,
      urgent: true,
      restricted: false,
      reporter: 'T31',
      eventAtMs,
      learnedAtMs: NOW,
      photos: [],
    })(undefined)
    .reduce<Incident | undefined>((state, event) => incident.evolve(state, event, at(NOW)), undefined)!

function live(start: Incident, said: Wish[]) {
  let state = start
  const happened: { event: IncidentEvent; before: Incident }[] = []
  for (const decide of said) {
    const frozen = JSON.stringify(state)
    try {
      for (const event of decide(state)) {
        happened.push({ event, before: state })
        state = incident.evolve(state, event, at(NOW + happened.length))
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      expect(JSON.stringify(state), 'a refusal leaves the state as it was').toBe(frozen)
    }
  }
  return { state, happened }
}

describe('whatever is said in whatever order', () => {
  const stories = fc.tuple(fc.constantFrom('injury', 'utility'), level, fc.array(wish, { maxLength: 30 }))

  test('a serious one never ends here, a pupil’s only after the guardians were told', () => {
    let closed = 0
    fc.assert(
      fc.property(stories, ([category, first, said]) => {
        const { state, happened } = live(fresh(category, first), said)
        if (state.status !== 'closed') return
        closed += 1
        const { before } = happened.findLast(({ event }) => event.kind === 'incident.closed')!
        expect(before.level).toBe('minor')
        expect(before.status).not.toBe('reported')
        if (category === 'injury') expect(before.parentsToldAtMs).toBeDefined()
      }),
      { numRuns: 2000 },
    )
    expect(closed, 'the property was tried on something').toBeGreaterThan(20)
  })

  test('only a head lowers, and says why', () => {
    let tried = 0
    fc.assert(
      fc.property(stories, ([category, first, said]) => {
        for (const { event } of live(fresh(category, first), said).happened) {
          if (event.kind !== 'incident.level-changed' || event.level === 'serious') continue
          tried += 1
          expect(HEADS).toContain(event.by)
          expect(event.reason).not.toBe('')
        }
      }),
      { numRuns: 2000 },
    )
    expect(tried, 'the property was tried on something').toBeGreaterThan(20)
  })

  test('the times stay apart and stay put', () => {
    fc.assert(
      fc.property(stories, ([category, first, said]) => {
        const start = fresh(category, first, NOW - 60_000)
        const { state, happened } = live(start, said)
        expect(state).toMatchObject({ eventAtMs: NOW - 60_000, learnedAtMs: NOW, reportedAtMs: NOW })
        expect(happened.filter(({ event }) => event.kind === 'incident.parents-told').length).toBeLessThan(2)
        expect(new Set(state.told.map(({ person }) => person)).size).toBe(state.told.length)
        expect(state.parentsToldAtMs ?? NOW).toBeLessThanOrEqual(NOW + 60_000)
        expect(state.parentsToldAtMs ?? NOW).toBeGreaterThanOrEqual(NOW - 120_000)
      }),
      { numRuns: 1000 },
    )
  })

  test('what is over stays as it is, but for an alarm that arrives late', () => {
    let closed = 0
    fc.assert(
      fc.property(stories, fc.array(wish, { maxLength: 10 }), ([category, , said], later) => {
        const { state } = live(fresh(category, 'minor'), said)
        if (state.status !== 'closed') return
        closed += 1
        const after = live(state, later).state
        expect({ ...after, told: [] }).toEqual({ ...state, told: [] })
      }),
      { numRuns: 1500 },
    )
    expect(closed).toBeGreaterThan(20)
  })

  test('every event evolves every state', () => {
    const { happened } = live(fresh('injury', 'minor'), fc.sample(wish, { numRuns: 300, seed: 3 }))
    fc.assert(
      fc.property(stories, fc.constantFrom(...happened.map(({ event }) => event)), (story, event) => {
        const [category, first, said] = story
        const after = incident.evolve(live(fresh(category, first), said).state, event, at(NOW))
        expect(incident.columns(after)).toMatchObject({ number: 1, status: after.status })
      }),
      { numRuns: 500 },
    )
  })
})

test('a time that is still to come is left out; the alarm is not held up', () => {
  expect(fresh('injury', 'minor', NOW + 3_600_000).eventAtMs).toBeNull()
  expect(fresh('injury', 'minor', NOW + 30_000).eventAtMs).toBe(NOW + 30_000)
})

test('the countdown of an incident that becomes serious starts anew, its first report stays', () => {
  const { state } = live(fresh('injury', 'minor'), [wishes.changeLevel('serious', '', 'T31', false)])
  expect(state.seriousSinceMs).toBe(NOW + 1)
  expect(state.reportedAtMs).toBe(NOW)
  expect(fresh('injury', 'serious').seriousSinceMs).toBe(NOW)
})

test('who answered and gave up the post answers no more; who has it now does, and the record keeps both', () => {
  const evolve = (state: Incident, decide: wishes.Decide) =>
    decide(state).reduce((now, event) => incident.evolve(now, event, at(NOW)), state)
  const answered = evolve(fresh('injury', 'minor'), wishes.acknowledge('A03', true))
  const passed = evolve(answered, wishes.handOverIncident('A03', 'G01', '换岗交接', 'A03'))
  expect(passed.acknowledged.map(({ person }) => person)).toEqual(['A03', 'G01'])
  expect([wishes.answersFor(passed, 'A03'), wishes.answersFor(passed, 'G01')]).toEqual([false, true])
  expect(wishes.handOverIncident('A03', 'G01', '换岗交接', 'A03')(passed), 'twice').toEqual([])
  const back = evolve(passed, wishes.handOverIncident('G01', 'A03', '换岗交接', 'G01'))
  expect([wishes.answersFor(back, 'A03'), wishes.answersFor(back, 'G01')]).toEqual([true, false])
  expect(back.acknowledged).toHaveLength(2)
})

test('a number is given once, and nothing is said of an incident that there is not', () => {
  const known = fresh('injury', 'minor')
  expect(codeOf(() => wishes.report({ ...known, photos: [] })(known))).toBe('number-taken')
  for (const wish of [
    wishes.acknowledge('P01', false),
    wishes.note('已送医', 'T31'),
    wishes.tellParents(NOW, 'T31', NOW),
    wishes.close('已处理', 'P01'),
  ])
    expect(codeOf(() => wish(undefined))).toBe('no-incident')
  expect(codeOf(() => wishes.note(' ', 'T31')(known))).toBe('no-text')
})
