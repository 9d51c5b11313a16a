import { afterEach, expect, test } from 'vitest'
import { type SchoolEvent, school } from '../../src/people/school.ts'
import { parseSchoolFile, type SchoolFile } from '../../src/people/school-file.ts'
import { templateOf } from '../../src/template/export.ts'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { broughtIn } from '../school-update/brought-in.ts'
import { type Got, openWorld, quietSchool, type World } from '../world.ts'

// What a template replaced, and what somebody is looking at, outlives whoever looks after a patrol point; the way back takes
// back what a template brought and nothing that a school file did.

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

const updated = (change: (file: SchoolFile) => void) => broughtIn(world, quietSchool(), change)
const renamed = (file: SchoolFile) => {
  file.classes[0]!.name = '新名字班'
  file.departments[0]!.name = '新处室名'
  file.patrol_points[0]!.name = '改名的点'
}
const names = async () => {
  const { file } = (await world.town.directory()).school
  return [file.classes[0]!.name, file.departments[0]!.name, file.patrol_points[0]!.name]
}

test('what a school file brought is no template: there is nothing to take back', async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: quietSchool() })
  world.everybodyReads(/./)
  await updated(renamed)
  expect((await office().says('/模板 撤销')).text).toContain('没有可以撤销的')
  expect(await names()).toEqual(['新名字班', '新处室名', '改名的点'])
  await expectRowsAreTheEvents(world.town.db)
})

test('the way back of a template outlives a school file, and leaves what the file wrote', async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: quietSchool() })
  world.everybodyReads(/./)
  await office().presses('就这样生效', await looksAt())
  await updated(renamed)
  const back = await office().says('/模板 撤销')
  expect(back.text).toContain('4 个工作日 → 2 个工作日')
  expect(back.text).not.toContain('改名的点')
  await office().presses('就这样生效', back)
  expect(await verifyDays()).toBe(2)
  expect(await names()).toEqual(['新名字班', '新处室名', '改名的点'])
  await expectRowsAreTheEvents(world.town.db)
})

test('a look at a template is stale once a school file came', async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: quietSchool() })
  world.everybodyReads(/./)
  const look = await looksAt()
  await updated(renamed)
  expect((await office().presses('就这样生效', look)).toast).toContain('预览之后学校的规则又改过')
  expect(await names()).toEqual(['新名字班', '新处室名', '改名的点'])
})

test('a log of an older version, where a school file was kept as a template, gives back the template alone', () => {
  const { staff: _, warnings: __, ...file } = parseSchoolFile(JSON.parse(JSON.stringify(quietSchool())))
  const settings = [{ key: VERIFY, value: 4 }] as unknown as NonNullable<typeof file.settings>
  const events: SchoolEvent[] = [
    { kind: 'school.loaded', file },
    { kind: 'school.template-applied', settings },
    { kind: 'school.template-applied', classes: file.classes.slice(1), departments: file.departments },
  ]
  const about = { id: 'school', atMs: 0, actor: null }
  const state = events.reduce<ReturnType<typeof school.evolve> | undefined>(
    (before, event) => school.evolve(before, event, about),
    undefined,
  )!
  expect(state.file.classes).toEqual(file.classes.slice(1))
  expect(state.replaced).toEqual({ settings: file.settings ?? [] })
})
