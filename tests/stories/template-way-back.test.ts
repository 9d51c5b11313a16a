import { afterEach, expect, test } from 'vitest'
import { templateOf } from '../../src/template/export.ts'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { type Got, openWorld, quietSchool, type World } from '../world.ts'

// What a template replaced, and what somebody is looking at, outlives whoever looks after a patrol point.

let world: World
afterEach(() => world.close())

const office = () => world.person('贺栎生')
const VERIFY = 'hazard.verify_days'

interface Template {
  settings: { key: string; value: string | number }[]
  patrol_points: { id: string; name: string }[]
}

/** The school's own export with another deadline and another name of one point. */
async function looksAt(): Promise<Got> {
  const template = structuredClone(templateOf(await world.town.directory())) as Template
  template.settings.find(({ key }) => key === VERIFY)!.value = '4WD'
  template.patrol_points[0]!.name += '（新）'
  return office().sendsFile('模板.json', new TextEncoder().encode(JSON.stringify(template)))
}

async function pointGoesOver(): Promise<void> {
  await office().says('/任职 安画桥 班主任 三(1)班 任课教师')
  // Who goes on teaching goes on looking after her point.
  await office().says('/任职 单念蘅 食堂管理员')
  await office().says('/交接 单念蘅 安画桥')
  const { id } = (await world.town.db.get<{ id: string }>("SELECT id FROM handovers WHERE giver = 'T31'"))!
  for (const name of ['单念蘅', '安画桥']) await world.person(name).says(`/交接 ${id} 确认`)
  await world.town.settle()
  world.everybodyReads(/./)
}

const ownedBy = async (person: string): Promise<number> =>
  (await world.town.directory()).school.file.patrol_points.filter(({ owner }) => owner === person).length
const verifyDays = async () => (await world.town.directory()).rules.settings[VERIFY]
const kinds = async (): Promise<string[]> =>
  (
    await world.town.db.all<{ kind: string }>(
      "SELECT kind FROM events WHERE kind IN ('school.template-applied', 'school.points-passed') ORDER BY rowid",
    )
  ).map(({ kind }) => kind)

test('after a handover the way back of a template is still there, and the point stays passed', async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: quietSchool() })
  world.everybodyReads(/./)
  await office().presses('就这样生效', await looksAt())
  expect(await verifyDays()).toBe(4)
  await pointGoesOver()
  expect(await kinds()).toEqual(['school.template-applied', 'school.points-passed'])
  const back = await office().says('/模板 撤销')
  expect(back.text).toContain('4 个工作日 → 2 个工作日')
  await office().presses('就这样生效', back)
  expect(await verifyDays()).toBe(2)
  // The names of the points come back, their owners do not.
  expect([await ownedBy('T31'), await ownedBy('S06')]).toEqual([0, 1])
  await expectRowsAreTheEvents(world.town.db)
})

test('a handover between the look and the word leaves the look true', async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: quietSchool() })
  world.everybodyReads(/./)
  const look = await looksAt()
  await pointGoesOver()
  const done = await office().presses('就这样生效', look)
  expect(done.title).toBe('新规则已生效')
  expect(await verifyDays()).toBe(4)
  expect([await ownedBy('T31'), await ownedBy('S06')]).toEqual([0, 1])
  await expectRowsAreTheEvents(world.town.db)
})
