import { afterEach, expect, test } from 'vitest'
import { dutiesWith } from '../../src/duties/duty.ts'
import { countOf as countedOf } from '../../src/instances/count.ts'
import { dutyInstance } from '../../src/instances/evolve.ts'
import type { Instance } from '../../src/instances/instance.ts'
import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork } from '../../src/log/work.ts'
import { openWorld, PHOTO, schoolWith, type World } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const principal = () => world.person('钟砚舟')

test('an inspection of a leader is told in words and a photo, and counted only with both', async () => {
  world = await openWorld({ at: '2026-11-02 08:00', school: schoolWith('ins-leader-two') })
  await world.at('09:10')
  const told = principal().gets('次数还不够')
  setAside(world)
  const today = await principal().presses('去办', told)
  expect(today.text).toContain('领导调研督查：今年 0/2 次')
  const form = await principal().presses('记一次', today)
  expect(form.buttons).toEqual(['提交', '返回'])
  const half = await principal().submits('提交', { text: '去了食堂，看了留样和冷藏温度' })
  expect(half.toast).toBe('还没有记上，还要：照片。请把照片发给我，再点「提交」。')
  expect((await principal().says('/今日')).text).toContain('今年 0/2 次')
  await principal().sendsPhoto(PHOTO)
  setAside(world)
  const counted = await principal().says('/完成 督查 去了食堂，看了留样和冷藏温度')
  expect(counted.text.split('\n')[0]).toBe('已记一次，今年 1/2 次')
  expect((await principal().says('/今日')).buttons, 'no longer behind').not.toContain('记一次')
  expect((await principal().says('/双责')).text).toContain('领导调研督查（每年每人不少于2次） 今年 1/2 次')
})

test('typed without a photo the words stay in the form; the same words count again another day', async () => {
  world = await openWorld({ at: '2026-11-02 08:00', school: schoolWith('ins-leader-two') })
  setAside(world)
  const asked = await principal().says('/完成 督查 走了一遍校园')
  expect(JSON.stringify(asked.card)).toContain('走了一遍校园')
  for (const at of ['08:10', '2026-11-05 10:00']) {
    await world.at(at)
    setAside(world)
    await principal().sendsPhoto(PHOTO)
    setAside(world)
    await principal().says('/完成 督查 走了一遍校园')
  }
  expect((await principal().says('/双责')).text).toContain('今年 2/2 次')
})

test('study meetings count by themselves', async () => {
  world = await openWorld({ at: '2026-11-02 08:00', school: schoolWith('mtg-leader-study') })
  setAside(world)
  expect((await principal().says('/完成 专题研究 学了文件')).text).toBe(
    '这一项不用填：开会时点「到会」，会自动计入。今年 0/2 次。',
  )
})

test('who is short himself is named among the others', async () => {
  world = await openWorld({ at: '2026-11-02 08:00', school: schoolWith('ins-leader-two') })
  await world.at('09:10')
  expect(principal().gets('次数还不够').text).toMatch(/领导调研督查：您、沈听澜/)
  setAside(world)
})

/** A count of the school's own, of the vice principal: lessons he sits in on, twice a year. */
const LISTENING = {
  id: 'own-listen',
  title_zh: '听课每年2次',
  post: 'vp_safety',
  scope: 'person',
  kind: 'training',
  recurrence: {
    type: 'count_in_period',
    min: 2,
    period: 'calendar_year',
    per: 'person',
    checkpoints: [{ date: '12-10', expected: 2 }],
  },
  due_window: { open: { offset: '0D', at: '00:00' }, due: { offset: '0D', at: '24:00' } },
  evidence: { required: ['text'] },
  escalation_policy: 'ESC-COUNT',
}
const WALK = 'ins-campus-monthly'

/** What 听课 counts once the vice principal has led the month's inspection, and another was there. */
async function afterOneInspection(more: object): Promise<number> {
  const base = schoolWith(WALK)
  const duties = [...base.duties!, { ...LISTENING, ...more }] as NonNullable<typeof base.duties>
  world = await openWorld({ at: '2026-09-14 07:00', school: { ...base, duties } })
  await world.at('2026-09-18 12:00')
  setAside(world)
  const { db, now, directory } = world.town
  const of = async (duty: string): Promise<Instance> =>
    JSON.parse(
      (await db.get<{ state: string }>(
        'SELECT state FROM duty_instances WHERE duty = ? ORDER BY due_at LIMIT 1',
        [duty],
      ))!.state,
    )
  const counter = await of(LISTENING.id)
  const walk = await of(WALK)
  await recordUntilDone(
    db,
    'one of each',
    () => beginWork(db, now(), null),
    async (work) => {
      await work.change(dutyInstance, walk.id, () => [
        { kind: 'duty.done' as const, by: counter.owner, late: false },
      ])
      await work.change(dutyInstance, walk.id, () => [{ kind: 'duty.attended' as const, person: 'P04' }])
      return {}
    },
  )
  return countedOf({ db, nowMs: now(), directory: await directory() }, counter)
}

test('a count of the school’s own counts what is told, and no leader’s inspection', async () => {
  expect(await afterOneInspection({})).toBe(0)
  expect((await world.person('聂怀谷').says('/双责')).text).toContain('听课每年2次 今年 0/2 次')
  await world.person('聂怀谷').says('/完成 听课 三(1)班语文课')
  expect((await world.person('聂怀谷').says('/双责')).text).toContain('听课每年2次 今年 1/2 次')
})

test.each([
  [{ duties: [WALK], by: 'done' }, 1],
  [{ duties: [WALK, 'mtg-monthly-special'], by: 'done' }, 1],
  [{ duties: [WALK], by: 'attended' }, 0],
  [{ duties: ['ins-term-open'], by: 'done' }, 0],
])('what feeds it is written with it: %o', async (counts, count) => {
  expect(await afterOneInspection({ counts })).toBe(count)
})

test('a count fed by nothing there is, or on a duty that is no count, says how to mend it', () => {
  const made = (more: object) => () => dutiesWith([{ ...LISTENING, ...more }])
  expect(made({ counts: { duties: ['ins-nowhere'], by: 'done' } })).toThrow(
    '自动计入(counts)里没有职责「ins-nowhere」，请写职责的编号',
  )
  expect(
    made({
      counts: { duties: [WALK], by: 'done' },
      recurrence: { type: 'daily', day_basis: 'school_day' },
      escalation_policy: 'ESC-DAILY',
    }),
  ).toThrow('自动计入(counts)只用于按次数算的职责')
  expect(made({ counts: { duties: [WALK], by: 'somehow' } })).toThrow('算谁的(by)')
})

test('the catalogue’s own two counts are fed as before, also where a school wrote their rhythm anew', () => {
  const own = { id: 'ins-leader-two', recurrence: { ...LISTENING.recurrence, min: 3 } }
  const duties = dutiesWith([own])
  expect(duties.get('ins-leader-two')?.counts).toEqual({
    duties: ['ins-campus-monthly', 'ins-term-open', 'ins-before-holiday', 'ins-surroundings-monthly'],
    by: 'done',
  })
  expect(duties.get('mtg-leader-study')?.counts).toEqual({
    duties: ['mtg-monthly-special', 'mtg-quarterly', 'mtg-annual-conference', 'mtg-party-agenda'],
    by: 'attended',
  })
})
