import { expect, test } from 'vitest'
import { checklistOf, contradictionsOf } from '../../src/coverage/checklist.ts'
import { coverageOf } from '../../src/coverage/coverage.ts'
import { plannedOn } from '../../src/instances/plan.ts'
import { parseSchoolFile, type SchoolFile } from '../../src/people/school-file.ts'
import { wholeSchool } from '../world.ts'
import { directoryOf, without } from './school.ts'

const TODAY = '2026-09-01'

/** The whole school with something of its file changed, read again like any file. */
const schoolWith = (change: (school: SchoolFile) => object) => {
  const school = wholeSchool()
  return directoryOf(parseSchoolFile(JSON.parse(JSON.stringify({ ...school, ...change(school) }))))
}
const lacking = async (change: (school: SchoolFile) => object, gone: string[] = []) =>
  checklistOf(without(await schoolWith(change), new Set(gone)), TODAY)
    .filter(({ missing, staysOff }) => missing.length + staysOff.length > 0)
    .map(({ key, missing, staysOff }) => ({ key, missing, staysOff }))

test('the whole school lacks nothing, contradicts itself nowhere, and no duty stays off', async () => {
  expect(await lacking(() => ({}))).toEqual([])
  expect(contradictionsOf(await schoolWith(() => ({})))).toEqual([])
})

test('nobody for a post: the post is named, and the duties that stay off because of it', async () => {
  expect(await lacking(() => ({}), ['G04'])).toEqual([
    { key: 'points', missing: expect.arrayContaining(['巡查点「配电房」还没有责任人。']), staysOff: [] },
    {
      key: 'posts',
      missing: ['水电工还没有人。'],
      staysOff: expect.arrayContaining(['每日防火巡查']),
    },
  ])
})

test('no canteen manager: the daily food check stays off', async () => {
  const [posts] = (await lacking(() => ({}), ['W05'])).filter(({ key }) => key === 'posts')
  expect(posts?.missing).toEqual(['食堂管理员还没有人。'])
  expect(posts?.staysOff).toHaveLength(1)
})

test('no duty roster: the teachers’ shifts stay off', async () => {
  const items = await lacking(({ duty_roster: { guard_shifts } }) => ({ duty_roster: { guard_shifts } }))
  expect(items.map(({ key }) => key)).toEqual(['roster'])
  expect(items[0]?.missing).toEqual(['还没有值班领导安排。', '还没有值日教师安排。'])
  expect(items[0]?.staysOff).toEqual(['护学岗：上下学时段校门护导'])
})

test('no term: everything of school days waits for it, in one item', async () => {
  const items = await lacking(({ calendar }) => ({ calendar: { ...calendar, terms: [] } }))
  expect(items.map(({ key }) => key)).toEqual(['terms'])
  expect(items[0]?.staysOff).toContain('班主任晨检与教室安全签到')
})

test('a class without homeroom teacher is missing as soon as the teacher left', async () => {
  const items = await lacking(() => ({}), ['T31'])
  expect(items.map(({ key }) => key)).toContain('classes')
  expect(items.flatMap(({ missing }) => missing)).toContain('三(1)班还没有班主任。')
})

test('what each class owes waits for homeroom teachers, when there are none', async () => {
  const teachers = wholeSchool().classes.map(({ homeroom }) => homeroom!)
  const items = await lacking(() => ({}), teachers)
  expect(items.find(({ key }) => key === 'classes')?.staysOff).toContain('班主任晨检与教室安全签到')
})

test('a rhythm that never comes, and somebody in two places at once, are named with how to mend it', async () => {
  const stock = (await import('../../src/duties/duty-catalog.json', { with: { type: 'json' } })).default
  const like = stock.duties.find(({ id }) => id === 'rpt-term-plan')!
  const recurrence = { ...like.recurrence, offset: 170 }
  const directory = await schoolWith(({ duty_roster: roster }) => ({
    duties: [{ ...like, id: 'own-late', title_zh: '第一百七十天检查', recurrence }],
    duty_roster: {
      ...roster,
      duty_teacher_by_weekday: {
        ...roster.duty_teacher_by_weekday,
        1: ['P04', 'T12', 'T12', 'T32', 'S05'],
      },
      guard_shifts: roster.guard_shifts.map((shift) =>
        shift.id === 'night' ? { ...shift, start: '18:30', staff: ['W01', 'W04'] } : shift,
      ),
    },
  }))
  expect(contradictionsOf(directory)).toEqual([
    expect.stringMatching(/^「第一百七十天检查」在校历（.*）里一次也排不上：请改它的周期/),
    '贾霁禾周一同时在两个值日岗：请把其中一个换成别人。',
    '阮知微周一既是值班领导又是值日教师：请把其中一个换成别人。',
    '蔡大嵩同时在两个保安班次（day、night）：请把其中一个换成别人。',
  ])
})

test('a window that on some days is over before it opens is named, and those days are not laid out', async () => {
  const directory = await schoolWith(() => ({
    duties: [
      {
        id: 'own-late',
        title_zh: '隔日复查',
        post: 'moral_director',
        scope: 'school',
        kind: 'inspection',
        recurrence: { type: 'weekly', weekday: 4, day_basis: 'school_day' },
        due_window: { open: { offset: '+2D', at: '09:00' }, due: { offset: '+1WD', at: '17:00' } },
        escalation_policy: 'ESC-STD',
      },
    ],
  }))
  expect(contradictionsOf(directory)).toEqual([
    expect.stringMatching(/^「隔日复查」有的日子（如 \d{4}-\d\d-\d\d）还没开始就截止了，.*请改它的时间窗/),
  ])
  const late = [directory.duties.get('own-late')!]
  const { planned, noValidDay } = plannedOn(late, directory, '2026-09-10', '2026-09-09')
  expect(planned).toEqual([])
  expect(noValidDay).toEqual([{ duty: 'own-late', period: '2026-W37', why: '时间窗还没开始就截止了' }])
})

test('overlapping terms do not get in at all: the file is refused with how to mend it', () => {
  const school = wholeSchool()
  const [first, second] = school.calendar.terms
  const terms = [first, { ...second, start: first!.end }]
  expect(() => parseSchoolFile({ ...school, calendar: { ...school.calendar, terms } })).toThrow(
    /日期重叠，请改其中一个的日期/,
  )
})

test('two terms too far apart: both are named with the days between, and those days are no days of teachers back', async () => {
  const directory = await schoolWith(({ calendar }) => ({
    calendar: { ...calendar, terms: calendar.terms.filter(({ id }) => id !== '2026-2027-1') },
  }))
  expect(contradictionsOf(directory)).toEqual([
    expect.stringMatching(
      /^校历从 2026-07-01 到 2027-02-21 有 236 天没有学期（「2025-2026学年第二学期」和「2026-2027学年第二学期」之间）.*请在学校资料的校历.*npm run seed -- --update。$/,
    ),
  ])
  expect(directory.calendar.why('2026-10-14')).not.toContain('教师返校')
})

test('a guard at his gate is not at a teacher’s place too, unless his shift is over; nobody stands twice in one list', async () => {
  const directory = await schoolWith(({ duty_roster: roster }) => ({
    duty_roster: {
      ...roster,
      duty_leader_weekend: { default: ['P01', 'P02', 'P01'] },
      duty_leader_by_weekday: { ...roster.duty_leader_by_weekday, 3: 'W03' },
      duty_teacher_by_weekday: {
        ...roster.duty_teacher_by_weekday,
        1: ['W02', 'W04', 'T32', 'T52', 'S05'],
      },
      guard_shifts: roster.guard_shifts.map((shift) =>
        shift.id === 'day' ? { ...shift, staff: [...shift.staff, 'W01'] } : shift,
      ),
    },
  }))
  expect(contradictionsOf(directory)).toEqual([
    '魏守川周一既是值日教师又在保安班次（day）：请把其中一个换成别人。',
    '郝铁栏周三既是值班领导又在保安班次（day）：请把其中一个换成别人。',
    expect.stringMatching(/^\S+在双休日和节假日的值班领导里写了两次：请删去一次。$/),
    '蔡大嵩在保安班次（day）里写了两次：请删去一次。',
  ])
})

test('an own duty of a post nobody holds: the post is named although no house asks for it', async () => {
  const stock = (await import('../../src/duties/duty-catalog.json', { with: { type: 'json' } })).default
  const like = stock.duties.find(({ id }) => id === 'ptl-fire-daily')!
  const own = { ...like, id: 'own-beds', title_zh: '午休床位检查', post: 'dorm_keeper' }
  expect(await lacking(() => ({ duties: [own] }))).toEqual([
    { key: 'posts', missing: ['宿舍管理员还没有人。'], staysOff: ['午休床位检查'] },
  ])
  const red = coverageOf(await schoolWith(() => ({ duties: [own] })), TODAY).filter(({ green }) => !green)
  expect(red.map(({ key }) => key)).toEqual(['post/dorm_keeper/held', 'duty/own-beds'])
})
