import { afterEach, expect, test } from 'vitest'
import { coverageOf } from '../../src/coverage/coverage.ts'
import type { Instance } from '../../src/instances/instance.ts'
import { parseSchoolFile, type SchoolFile } from '../../src/people/school-file.ts'
import { isNothing, type SchoolUpdate, updateOf } from '../../src/school-update/update.ts'
import { changesOf } from '../../src/school-update/words.ts'
import { instanceOf } from '../states.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import { broughtIn } from './brought-in.ts'

let world: World
afterEach(() => world.close())

const open = async (...duties: string[]) => {
  world = await openWorld({ at: '2026-09-01 07:00', school: schoolWith(...duties) })
  await world.at('2026-09-02 12:00')
  world.everybodyReads(/./)
}

const update = (change: (file: SchoolFile) => void, ...duties: string[]) =>
  broughtIn(world, schoolWith(...duties), change)
const instance = (id: string) => instanceOf(world, id)
/** Who stood at the gate on a day. */
const owners = async (day: string): Promise<string[]> => {
  const rows = await world.town.db.all<{ state: string }>(
    `SELECT state FROM duty_instances WHERE id LIKE 'ptl-gate-escort.校门口.${day}%'`,
  )
  return [...new Set(rows.map(({ state }) => (JSON.parse(state) as Instance).owner))]
}
const rowsOf = (found: SchoolUpdate) => changesOf(found).flatMap(({ title, rows }) => [title, ...rows])
const NEW = {
  id: 'N1',
  name: '祝新枝',
  department: 'general_affairs',
  posts: ['electrician'],
  mobile: '13912345678',
}
const instead = (file: SchoolFile) => {
  const left = file.staff.findIndex(({ id }) => id === 'G04')
  file.staff.splice(left, 1, NEW as never)
  for (const point of file.patrol_points) if (point.owner === 'G04') point.owner = 'N1'
}

test('somebody new in the place of somebody gone gets what has not begun; a second time changes nothing', async () => {
  await open('ptl-fire-daily')
  const begun = await instance('ptl-fire-daily.school.2026-09-02')
  const found = await update(instead, 'ptl-fire-daily')
  expect(rowsOf(found)).toEqual(
    expect.arrayContaining([
      '新来的人',
      '祝新枝　水电工',
      '离校的人（没办完的事自动开始交接）',
      '鲁锦木',
      '「配电房」　责任人　鲁锦木 → 祝新枝',
    ]),
  )
  expect((await instance('ptl-fire-daily.school.2026-09-02')).owner).toBe(begun.owner)
  const { giver, items } = JSON.parse(
    (await world.town.db.get<{ state: string }>('SELECT state FROM handovers'))!.state,
  )
  expect([giver, items]).toEqual(['G04', expect.arrayContaining(['duty/ptl-fire-daily.school.2026-09-02'])])
  await world.at('2026-09-03 06:00')
  await world.at('2026-09-03 12:00')
  expect((await instance('ptl-fire-daily.school.2026-09-03')).owner).toBe('N1')
  const directory = await world.town.directory()
  expect(
    coverageOf(directory, '2026-09-03').filter(({ dimension, green }) => dimension === 'point' && !green),
  ).toEqual([])
  expect(isNothing(await update(instead, 'ptl-fire-daily'))).toBe(true)
  const { n } = (await world.town.db.get<{ n: number }>(
    "SELECT count(*) AS n FROM events WHERE kind = 'person.joined' AND id = 'N1'",
  ))!
  expect(Number(n)).toBe(1)
  world.everybodyReads(/./)
})

test('the same file in whatever order changes nothing, and what it leaves out stays', async () => {
  await open()
  const { directory } = world.town
  const { staff, school, patrol_points } = JSON.parse(JSON.stringify(schoolWith())) as SchoolFile
  const turned = patrol_points.map((point) => Object.fromEntries(Object.entries(point).toReversed()))
  // Without its classes a file can name no homeroom.
  const all = JSON.parse(JSON.stringify({ ...schoolWith(), patrol_points: turned }))
  expect(isNothing(updateOf(await directory(), parseSchoolFile(all), new Set(Object.keys(all))))).toBe(true)
  const less = { staff: staff.map(({ homeroom_class: _, department: __, ...rest }) => rest), school }
  const found = updateOf(await directory(), parseSchoolFile(less), new Set(Object.keys(less)))
  expect(found.sections).toEqual({})
})

test('what guards the school comes and changes with the file; a file that leaves it out changes nothing', async () => {
  await open()
  await update((file) => {
    file.assets = [{ id: 'SF01', name: '校门岗亭', kind: 'people', owner: 'W01', maintain_days: 30 }]
  })
  const found = await update((file) => {
    file.assets = [{ id: 'SF01', name: '校门岗亭', kind: 'people', owner: 'G03', maintain_days: 7 }]
  })
  expect(rowsOf(found)).toEqual([
    '三防设施',
    '「校门岗亭」　责任人　蔡大嵩 → 杭砥平',
    '「校门岗亭」　维护间隔天数　30 → 7',
  ])
  expect(isNothing(await update((file) => void delete file.assets))).toBe(true)
  expect((await world.town.directory()).school.file.assets).toHaveLength(1)
})

test('posts given in the chat follow the file again, and its seats count again', async () => {
  await open()
  const heads = async () => (await world.town.directory()).departmentHead('general_affairs')?.id
  const before = await heads()
  const answer = await world.person('杭砥平').says('/任职 单念蘅 任课教师')
  expect(answer.text).toContain('单念蘅：任课教师')
  world.everybodyReads(/./)
  expect((await world.town.directory()).class('C301')?.homeroom).toBe('')
  const found = await update(() => {})
  expect(rowsOf(found).join()).toMatch(
    /单念蘅　岗位：任课教师.* → .*三\(1\)班.*（在聊天里任职过，现在按资料）/,
  )
  expect((await world.town.directory()).class('C301')?.homeroom).toBe('T31')
  expect((await world.town.directory()).person('T31')?.postedAtMs).toBeUndefined()
  expect(await heads()).toBe(before)
  world.everybodyReads(/./)
})

test('a class given to another teacher by the file: what is open is handed over, not lost', async () => {
  world = await openWorld({ at: '2026-09-01 07:00', school: schoolWith('chk-homeroom-dismissal') })
  await world.at('2026-09-01 16:45')
  world.everybodyReads(/./)
  await update((file) => {
    for (const each of file.staff) {
      if (each.id === 'T31') Object.assign(each, { posts: ['subject_teacher'], homeroom_class: undefined })
      if (each.id === 'S06')
        Object.assign(each, { posts: ['homeroom_teacher', 'subject_teacher'], homeroom_class: 'C301' })
    }
    for (const each of file.classes) if (each.id === 'C301') each.homeroom = 'S06'
  }, 'chk-homeroom-dismissal')
  const rows = await world.town.db.all<{ state: string }>('SELECT state FROM handovers')
  expect(rows.map(({ state }) => JSON.parse(state))).toMatchObject([{ giver: 'T31', taker: 'S06' }])
  await world.at('2026-09-02 17:00')
  expect((await instance('chk-homeroom-dismissal.C301.2026-09-02')).owner).toBe('S06')
  world.everybodyReads(/./)
})

test('a duty roster written anew is followed from the next turn on; a turn somebody took stays taken', async () => {
  await open('ptl-gate-escort')
  const taken = await world.person('聂怀谷').says('/值班 替 9月4日 校门口 单念蘅 外出')
  expect(taken.text).toContain('单念蘅')
  world.everybodyReads(/./)
  const found = await update((file) => {
    const { duty_teacher_by_weekday: listed } = file.duty_roster
    listed['4'] = ['T51', ...listed['4']!.slice(1)]
  }, 'ptl-gate-escort')
  expect(rowsOf(found)[1]).toMatch(/^值日教师　周四　.* → .*/)
  await world.at('2026-09-03 06:00')
  await world.at('2026-09-03 08:00')
  expect(await owners('2026-09-03')).toEqual(['T51'])
  world.everybodyReads(/./)
  await world.at('2026-09-04 06:00')
  await world.at('2026-09-04 08:00')
  expect(await owners('2026-09-04')).toEqual(['T31'])
  world.everybodyReads(/./)
})

test('a file that knows less than half of the school is another school’s', async () => {
  await open()
  const json = { school: { name: '别的小学' }, staff: [{ id: 'Z1', name: '别人' }] }
  const directory = await world.town.directory()
  expect(() => updateOf(directory, parseSchoolFile(json), new Set(Object.keys(json)))).toThrow(
    /可能拿错了文件/,
  )
})

test('whatever changes, the administrator reads it in Chinese', async () => {
  await open()
  const found = await update((file) => {
    const { school, calendar, duty_roster: roster, lead_group: group, patrol_points: points } = file
    Object.assign(school, { bureau: { name: '新教育局', channels: [] }, has_bus: true, pupils: 900 })
    Object.assign(calendar, { closures: [{ date: '2026-10-20', name: '校运会' }], day_close: '17:45' })
    calendar.terms[2]!.end = '2027-01-20'
    file.departments[0]!.head = 'P04'
    group.members = group.members.slice(1)
    file.grade_leaders['1'] = 'T13'
    Object.assign(file.classes[0]!, { pupils: 41, room: '401' })
    Object.assign(points[0]!, { owner: 'T13', rounds_per_school_day: 3, check_items: ['门锁'] })
    roster.duty_leader_by_weekday['2'] = 'P04'
    roster.duty_leader_weekend = { default: ['P03'] }
    Object.assign(roster.guard_shifts[0]!, { start: '06:00' })
    file.externals = []
    file.staff.find(({ id }) => id === 'W02')!.proxy = 'W03'
  })
  const rows = rowsOf(found)
  expect(Object.keys(found.sections)).toHaveLength(9)
  expect(rows.filter((row) => /[a-z_]{3,}/i.test(row.replaceAll(/「[^」]*」/g, '')))).toEqual([])
  expect(rows).toContain('1 年级　叶梅砚 → 田芸归')
})

test('of a long list only what comes and goes is read', async () => {
  await open()
  const found = await update((file) => {
    const holidays = file.calendar.holidays as Record<string, unknown>[]
    holidays.splice(0, 1)
    holidays.push({ name: '端午节', start: '2028-05-28', end: '2028-05-30', status: 'provisional' })
  })
  expect(rowsOf(found).filter((row) => row.startsWith('放假安排'))).toEqual([
    '放假安排　去掉 元旦 2025-01-01',
    '放假安排　新增 端午节 2028-05-28 2028-05-30',
  ])
})

test('a day off brought in moves what is ahead, and everybody who is to come hears of it once', async () => {
  await open('mtg-grade-monthly')
  const dayOff = (file: SchoolFile) => {
    file.calendar.closures = [{ name: '台风停课', start: '2026-09-03', end: '2026-09-03' }]
  }
  await update(dayOff, 'mtg-grade-monthly')
  await world.at('2026-09-02 12:10')
  for (const name of ['叶梅砚', '贾霁禾']) {
    const told = world.person(name).gets('安排有变，日期跟着改')
    expect(told.text, name).toBe('一年级组 年级组安全碰头会：9月3日 周四 改到 9月2日 周三')
  }
  world.everybodyReads(/安排有变/)
  expect(world.person('岑南屏').unread(), 'of no grade').toEqual([])
  await update(dayOff, 'mtg-grade-monthly')
  await world.at('2026-09-02 12:20')
  expect(world.unread().filter(({ got }) => got.title.includes('安排有变'))).toEqual([])
  world.everybodyReads(/./)
})

test('in other hands on the same day nothing has moved, and nobody is told that it has', async () => {
  await open('mtg-grade-monthly')
  await update((file) => {
    file.grade_leaders['1'] = 'T13'
  }, 'mtg-grade-monthly')
  expect((await instance('mtg-grade-monthly.grade_1.2026-09')).owner).toBe('T13')
  await world.at('2026-09-02 12:10')
  expect(world.unread().filter(({ got }) => got.title.includes('安排有变'))).toEqual([])
  world.everybodyReads(/./)
})
