import { afterEach, expect, test } from 'vitest'
import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork } from '../../src/log/work.ts'
import { applyToSchool } from '../../src/template/apply.ts'
import { merge } from '../../src/template/merge.ts'
import { instanceOf } from '../states.ts'
import { openWorld, schoolWith, type World } from '../world.ts'

let world: World
afterEach(() => world.close())

const MEETING = 'mtg-monthly-special.school.2026-09'
const ROUND = 'ptl-fire-daily.school.2026-09-22'
const instance = (id: string) => instanceOf(world, id)
const open = async (since = '2026-09-22 12:00') => {
  world = await openWorld({
    at: since,
    school: schoolWith('mtg-monthly-special', 'ptl-fire-daily'),
  })
  await world.at('2026-09-22 12:00')
  world.everybodyReads(/./)
}

/** Who has an unread message of the meeting with these words. */
const toldOf = (words: string): string[] =>
  world
    .unread()
    .filter(({ got }) => got.text.includes('专题会议') && got.text.includes(words))
    .map(({ name }) => name)

/** The school's own duties with these laid over them, applied; returns how many instances changed. */
async function apply(...changes: Record<string, unknown>[]): Promise<number> {
  const { db, directory, now } = world.town
  const before = await directory()
  const own = (before.school.file.duties ?? []) as Record<string, unknown>[]
  const touched = new Set(changes.map(({ id }) => id))
  let changed = 0
  await recordUntilDone(
    db,
    `apply:${JSON.stringify(changes)}:${now()}`,
    () => beginWork(db, now(), null),
    async (work) => {
      const duties = [...own.filter(({ id }) => !touched.has(id)), ...changes]
      changed = await applyToSchool(work, before, merge({ duties }, before).sections)
      return {}
    },
  )
  return changed
}

const WEDNESDAY = {
  id: 'mtg-monthly-special',
  recurrence: {
    type: 'monthly_weekday',
    nth: -1,
    weekday: 3,
    day_basis: 'school_day',
    shift: 'previous',
  },
}

test('a meeting that has not begun moves to its new day and is announced for it', async () => {
  await open('2026-09-18 07:00')
  const before = await instance(MEETING)
  expect(await apply(WEDNESDAY, { id: 'ptl-fire-daily', default_on: true })).toBe(1)
  const after = await instance(MEETING)
  expect(after.dueAtMs - before.dueAtMs).toBe(6 * 24 * 3_600_000)
  expect(after).toMatchObject({ status: 'scheduled', owner: before.owner, period: before.period })
  await world.at('2026-09-25 18:00')
  expect(await instance(MEETING), 'the old day asks for nothing').toEqual(after)
  expect(toldOf('9月30日'), 'three days ahead, although that was said for the old day').toContain('贺栎生')
  world.everybodyReads(/./)
  await world.at('2026-09-29 18:00')
  expect(toldOf('9月30日')).toContain('聂怀谷')
  world.everybodyReads(/./)
})

test('what has begun keeps its proofs, policy and window; the next one has the new rule', async () => {
  await open()
  const before = await instance(ROUND)
  expect(before.status).toBe('open')
  await apply({
    id: 'ptl-fire-daily',
    post: 'safety_officer',
    evidence: { required: ['text'], min_photos: 0 },
    due_window: { open: { offset: '0D', at: '08:00' }, due: { offset: '0D', at: '16:00' } },
  })
  expect(await instance(ROUND)).toEqual(before)
  await world.at('2026-09-23 09:00')
  const next = await instance('ptl-fire-daily.school.2026-09-23')
  expect(next.required).toEqual(['text'])
  expect(next.owner).not.toBe(before.owner)
  expect(next.dueAtMs).toBe(Date.parse('2026-09-23T16:00:00+08:00'))
  world.everybodyReads(/./)
})

test('a meeting that was put off keeps its day, and the same rules again change nothing', async () => {
  await open()
  const answer = await world.person('聂怀谷').says('/会议 改期 9月29日 14:00 校长外出')
  expect(answer.text).toContain('9月29日')
  world.everybodyReads(/./)
  const moved = await instance(MEETING)
  expect(moved.dueAtMs).toBe(Date.parse('2026-09-29T16:00:00+08:00'))
  expect(await apply(WEDNESDAY)).toBe(0)
  expect(await instance(MEETING)).toEqual(moved)
  expect(await apply(WEDNESDAY)).toBe(0)
})

test('switched off and on again for a later day, it comes back when that day is announced', async () => {
  await open()
  await apply({ id: 'mtg-monthly-special', default_on: false })
  expect(await instance(MEETING)).toMatchObject({ status: 'cancelled' })
  await apply(WEDNESDAY)
  expect(await instance(MEETING), 'not yet announced').toMatchObject({ status: 'cancelled' })
  await world.at('2026-09-29 18:00')
  expect(await instance(MEETING)).toMatchObject({ status: 'scheduled' })
  const told = world.unread().filter(({ got }) => got.text.includes('专题会议'))
  expect(told.length).toBeGreaterThan(0)
  world.everybodyReads(/./)
})

test('a duty of the school’s own goes off with the catalogue that no longer has it, and keeps its name', async () => {
  await open()
  await apply({
    id: 'own-pond',
    title_zh: '荷花池检查',
    post: 'electrician',
    scope: 'school',
    kind: 'inspection',
    recurrence: { type: 'daily', day_basis: 'school_day' },
    due_window: { open: { offset: '0D', at: '14:00' }, due: { offset: '0D', at: '16:00' } },
    escalation_policy: 'ESC-STD',
  })
  expect((await instance('own-pond.school.2026-09-22')).status).toBe('scheduled')
  const { db, directory, now } = world.town
  const before = await directory()
  const duties = (before.school.file.duties ?? []).filter(({ id }) => id !== 'own-pond')
  await recordUntilDone(
    db,
    'without-the-pond',
    () => beginWork(db, now(), null),
    async (work) => {
      await applyToSchool(work, before, merge({ duties }, before).sections)
      return {}
    },
  )
  expect((await instance('own-pond.school.2026-09-22')).status).toBe('cancelled')
  expect((await directory()).duties.get('own-pond')).toMatchObject({ title: '荷花池检查', defaultOn: false })
})
