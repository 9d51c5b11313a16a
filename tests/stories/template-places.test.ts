import { afterEach, expect, test } from 'vitest'
import { type Got, openWorld, quietSchool, type World } from '../world.ts'

// A template may bring places, whoever leads the day, and dates: none of it is a duty, all of it is looked at first.

let world: World
afterEach(() => world.close())

const office = () => world.person('贺栎生')
const begin = async () => {
  world = await openWorld({ at: '2026-09-02 09:00', school: quietSchool() })
  world.everybodyReads(/./)
}
const sends = (template: object): Promise<Got> =>
  office().sendsFile('模板.json', new TextEncoder().encode(JSON.stringify(template)))
const file = async () => (await world.town.directory()).school.file

test('patrol points alone: what is new, what changes, and who looks after it', async () => {
  await begin()
  const { qr: _, owner: __, ...first } = (await file()).patrol_points[0]!
  const look = await sends({
    patrol_points: [
      { ...first, name: `${first.name}（东侧）` },
      { ...first, id: 'PP-POND', name: '生态池', owner: 'general_affairs_director' },
    ],
  })
  expect(look.text).not.toContain('不用改')
  expect(look.text).toMatch(/改动的巡查点\n/)
  expect(look.text).toContain(`「${first.name}（东侧）」　名称　${first.name} → ${first.name}（东侧）`)
  expect(look.text).toMatch(/「生态池」　新增，责任人 \S+/)
  await office().presses('就这样生效', look)
  expect((await file()).patrol_points.at(-1)).toMatchObject({ id: 'PP-POND' })
})

test('whoever leads the day is named day by day before it applies', async () => {
  await begin()
  const [principal] = (await world.town.directory()).holders('principal')
  const days = [1, 2, 3, 4, 5]
  const look = await sends({
    duty_roster: { duty_leader_by_weekday: Object.fromEntries(days.map((day) => [day, 'principal'])) },
  })
  const rows = look.text.split('\n').filter((row) => row.startsWith('- 值班领导　周'))
  expect(look.text).toMatch(/改动的值班安排\n/)
  expect(rows.length).toBeGreaterThan(3)
  for (const row of rows) expect(row).toMatch(new RegExp(`^- 值班领导　周.　\\S+ → ${principal!.name}$`))
  await office().presses('就这样生效', look)
  const { duty_leader_by_weekday: leaders } = (await file()).duty_roster
  expect(days.map((day) => leaders[day])).toEqual(days.map(() => principal!.id))
})

test('terms and days of the calendar, and a shift at another hour', async () => {
  await begin()
  const { duty_roster: roster, calendar } = await file()
  const term = calendar.terms.at(-1)!
  const [shift] = roster.guard_shifts
  const look = await sends({
    calendar: {
      terms: [{ ...term, name: '改名的学期' }],
      closures: [{ name: '运动会', date: '2026-09-16' }],
    },
    duty_roster: { guard_shifts: [{ ...shift, staff: ['gate_guard'], start: '06:45' }] },
  })
  expect(look.text).toMatch(/改动的校历\n/)
  expect(look.text).toContain(`→ 改名的学期`)
  expect(look.text).toMatch(/停课　.*运动会 2026-09-16\n/)
  expect(look.text).toMatch(/保安班次 「day」　开始　06:30 → 06:45/)
})

test('the school’s own places, roster and dates sent back change nothing', async () => {
  await begin()
  const { patrol_points: points, calendar } = await file()
  const backwards = (value: object) => Object.fromEntries(Object.entries(value).reverse())
  const look = await sends({
    patrol_points: points.map(({ qr: _, owner: __, ...point }) => backwards(point)),
    calendar: { terms: calendar.terms.map(backwards) },
  })
  expect(look.text).toContain('和学校现在的规则一样，不用改')
  expect(look.card).not.toContain('就这样生效')
})
