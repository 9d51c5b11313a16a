import { afterEach, expect, test } from 'vitest'
import type { Instance } from '../../src/instances/instance.ts'
import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork } from '../../src/log/work.ts'
import { begin, end, outage } from '../../src/outages/outage.ts'
import { BOT } from '../../src/outages/outages.ts'
import { instantOf, timeOf } from '../../src/time.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import { setAside } from './school-day.ts'

// While the bot was away nobody could answer: by whichever way an answer comes, it is judged by the same grace (design §1.2).

const DAY = '2026-09-02'
let world: World
afterEach(async () => {
  setAside(world)
  await world.close()
})

const instance = async (like: string): Promise<Instance> => {
  const row = await world.town.db.get<{ state: string }>(
    'SELECT state FROM duty_instances WHERE id LIKE ? ORDER BY due_at',
    [like],
  )
  return JSON.parse(row!.state) as Instance
}
const nameOf = async (id: string) => (await world.town.directory()).person(id)!.name

/** Somebody's school on its second day, at a time of it. */
async function open(time: string, ...duties: string[]): Promise<void> {
  world = await openWorld({ at: '2026-09-01 07:00', school: schoolWith(...duties) })
  await world.at(`${DAY} ${time}`)
  setAside(world)
}
async function record(decide: ReturnType<typeof begin> | typeof end): Promise<void> {
  const { db, now } = world.town
  await recordUntilDone(
    db,
    crypto.randomUUID(),
    () => beginWork(db, now(), null),
    async (work) => {
      await work.change(outage, BOT, decide)
      return {}
    },
  )
}
/** The bot is away between two times of the day, and back at the second. */
async function away(from: string, to: string): Promise<void> {
  await record(begin(instantOf(DAY, from)))
  await world.at(`${DAY} ${to}`)
  setAside(world)
  await record(end)
}

test('a round answered in the chat has the time that one scanned has', async () => {
  await open('09:05', 'ptl-duty-leader-rounds', 'ptl-fire-daily')
  const round = await instance(`ptl-duty-leader-rounds%${DAY}%`)
  expect(timeOf(round.dueAtMs)).toBe('11:00')
  await away('09:01', '11:01')
  const leader = world.person(await nameOf(round.owner))
  await leader.sendsPhoto()
  setAside(world)
  await leader.says(`/完成 ${round.id} 正常`)
  await leader.presses('提交', await leader.says('/今日')).catch(() => undefined)
  expect((await instance(round.id)).status).toBe('done')
})

test.each([
  ['says his part is done', '邱穗和', '完成'],
  ['cannot after all', '邱穗和', '不能 临时外出'],
  ['is waited for no longer', '聂怀谷', '不等 邱穗和'],
])('a shared round whose last co-owner %s inside the grace is in time', async (_, who, words) => {
  await open('07:45', 'ptl-fire-daily')
  const fire = await instance(`ptl-fire-daily%${DAY}%`)
  const owner = world.person(await nameOf(fire.owner))
  await owner.says(`/协办 ${fire.id} 邱穗和`)
  setAside(world)
  await world.person('邱穗和').says(`/协办 ${fire.id} 同意`)
  await owner.says(`/完成 ${fire.id}`)
  await owner.presses('正常')
  expect((await instance(fire.id)).status).toBe('open')
  const due = timeOf(fire.dueAtMs)
  await away('08:00', due)
  await world.at(`${DAY} ${timeOf(fire.dueAtMs + 30 * 60_000)}`)
  setAside(world)
  await world.person(who).says(`/协办 ${fire.id} ${words}`)
  expect(await instance(fire.id)).toMatchObject({ status: 'done' })
})

test('nobody was missing from a post while the bot was away: it is filled only after the time that was lost', async () => {
  await open('07:25', 'ptl-gate-escort')
  const post = await instance(`ptl-gate-escort%${DAY}%`)
  const leader = world.person('贺栎生')
  expect(timeOf(post.dueAtMs)).toBe('07:40')
  await away('07:26', '07:41')
  const early = await leader.says(`/完成 ${post.id} 补岗`)
  expect(early.text).toContain(`由${await nameOf(post.owner)}来办`)
  expect((await leader.says('/完成 护学岗 已到岗')).text).toContain('没有找到要办的这一项')
  expect((await instance(post.id)).absent).toBeUndefined()
  await world.at(`${DAY} 07:57`)
  setAside(world)
  expect((await leader.says(`/完成 ${post.id} 补岗`)).text).toContain('已补岗')
  expect((await instance(post.id)).absent).toEqual({ person: post.owner, by: expect.anything() })
})
