import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createCalendar } from '../src/calendar/calendar.ts'
import { OFFICIAL_TABLES } from '../src/calendar/holidays.ts'
import { parseSchoolFile, readSchoolFile } from '../src/people/school-file.ts'
import { Refusal } from '../src/refusal.ts'

const text = readFileSync(new URL('../src/people/sample-school.json', import.meta.url), 'utf8')
/** A school of one class, and what a test changes about it. */
const small = (more: object = {}) => ({
  school: { name: '小溪小学' },
  departments: [{ id: 'office', name: '校长室' }],
  staff: [
    { id: 'P1', name: '甲一', department: 'office', posts: ['principal'] },
    { id: 'T1', name: '乙二', posts: ['homeroom_teacher'], homeroom_class: 'C1' },
    { id: 'T2', name: '丙三', posts: ['homeroom_teacher'] },
  ],
  classes: [{ id: 'C1', name: '一(1)班', grade: 1 }],
  ...more,
})
/** The sentence a file is refused with. */
function refusal(json: unknown): string {
  try {
    parseSchoolFile(json)
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    return (error as Refusal).message
  }
  throw new Error('the file was accepted')
}
type Sample = ReturnType<typeof readSchoolFile>

describe('the sample school', () => {
  const school = readSchoolFile(text)

  test('is complete: no warnings, 64 people, 24 classes, 24 points, the leaders’ chat', () => {
    expect(school.warnings).toEqual([])
    expect([school.staff.length, school.classes.length, school.patrol_points.length]).toEqual([64, 24, 24])
    expect(school.chats).toEqual([
      { id: 'oc_demo_leaders', purpose: 'leaders', name: '棠梨湾小学校务安全群' },
    ])
    expect(school.school.name).toBe('栖云市望湖区棠梨湾小学')
  })

  test('its calendar can be made from the file', () => {
    const calendar = createCalendar(school.calendar)
    expect([calendar.disagreements, calendar.warnings]).toEqual([[], []])
    expect(calendar.why('2026-09-01')).toBe('上课')
  })

  test('what was read can be kept as JSON and read again unchanged', () => {
    expect(parseSchoolFile(JSON.parse(JSON.stringify(school)))).toEqual(school)
  })

  test('keys we do not know are kept out', () => {
    expect(Object.keys(school)).not.toContain('reports')
    expect(Object.keys(parseSchoolFile(small({ weather: '晴' })))).not.toContain('weather')
  })

  test('the point names find the place of each of the forty reports, longest name first, and invent none', () => {
    const { reports } = JSON.parse(text) as {
      reports: { text: string; expected: { patrol_point: string | null } }[]
    }
    const names = school.patrol_points.flatMap((p) =>
      [p.name, ...p.aliases].map((name) => ({ name, id: p.id })),
    )
    for (const report of reports) {
      const found = names
        .filter(({ name }) => report.text.includes(name))
        .toSorted(
          (a, b) =>
            b.name.length - a.name.length || report.text.indexOf(a.name) - report.text.indexOf(b.name),
        )
      expect([report.text, found[0]?.id ?? null]).toEqual([report.text, report.expected.patrol_point])
    }
    expect(school.patrol_points.every((p) => p.aliases.length > 0)).toBe(true)
  })

  test('trap 8: a grade leader who teaches a class of the grade is in the sample', () => {
    const leader = school.staff.find((p) => p.id === school.grade_leaders['1'])
    expect(school.classes.find((c) => c.id === leader?.homeroom_class)?.grade).toBe(1)
  })
})

describe('a small school', () => {
  test('may lack almost everything and is told what is missing', () => {
    const school = parseSchoolFile(small())
    expect(school.calendar.terms).toEqual([])
    expect(school.warnings).toContain('安全工作领导小组还没有组长，定时任务暂不启动。')
    expect(school.warnings).toContain('校历里还没有学期，上课日的任务暂不启动。')
    expect(school.warnings).toContain('1 年级还没有年级组长。')
    expect(school.warnings).toContain('校长室还没有负责人。')
    expect(school.warnings).toContain('甲一还没有账号或手机号，收不到消息。')
    expect(school.warnings).not.toContain('一(1)班还没有班主任。')
  })

  test('a class without homeroom teacher and a point without owner are warnings', () => {
    const classes = [...small().classes, { id: 'C2', name: '一(2)班', grade: 1 }]
    const { warnings } = parseSchoolFile(small({ classes, patrol_points: [{ id: 'X', name: '正门' }] }))
    expect(warnings).toContain('一(2)班还没有班主任。')
    expect(warnings).toContain('巡查点「正门」还没有责任人。')
  })

  test('a calendar that the holiday tables overrule is a warning, unless the table brought by hand agrees', () => {
    const official = OFFICIAL_TABLES.find(({ year }) => year === 2026)!
    const longer = official.holidays.map((h) => (h.name === '国庆节' ? { ...h, end: '2026-10-08' } : h))
    const file = small({
      calendar: {
        holidays: longer,
        makeup_workdays: official.makeupWorkdays.map(({ date }) => date),
      },
    })
    const about = '2026-10-08 放假，国务院通知没有'
    const said = (options?: Parameters<typeof parseSchoolFile>[1]) =>
      parseSchoolFile(file, options).warnings.filter((warning) => warning.includes(about))
    expect(said()).toHaveLength(1)
    expect(said()[0]).toContain('请从校历里删去(holidays)')
    const override = { ...official, holidays: longer, note: '更正', date: '2026-09-01' }
    expect(said({ overrides: [override] })).toEqual([])
  })

  test('a person without the app needs somebody who enters for him', () => {
    const guard = { id: 'W1', name: '丁四', posts: ['gate_guard'], has_app: false }
    const staff = (more: object) => small({ staff: [...small().staff, { ...guard, ...more }] })
    expect(parseSchoolFile(staff({})).warnings).toContain('丁四不用手机应用，也没有代填人。')
    expect(parseSchoolFile(staff({ proxy: 'P1' })).warnings).toContain('丁四的代填人也收不到消息。')
  })

  test('a homeroom written on one side stands on both', () => {
    const school = parseSchoolFile(small())
    expect(school.classes[0]?.homeroom).toBe('T1')
    const other = small({
      staff: [{ id: 'T1', name: '乙二' }],
      classes: [{ id: 'C1', name: '一(1)班', grade: 1, homeroom: 'T1' }],
    })
    expect(parseSchoolFile(other).staff[0]?.homeroom_class).toBe('C1')
  })

  test('an empty account from a spreadsheet is no account', () => {
    const staff = ['', null, ' '].map((feishu_user_id, i) => ({ id: i, name: '甲', feishu_user_id }))
    const school = parseSchoolFile({ school: { name: '小溪小学' }, staff })
    expect(school.staff.map((p) => p.feishu_user_id)).toEqual([undefined, undefined, undefined])
  })

  test('duties of its own are let through', () => {
    expect(parseSchoolFile(small({ duties: [{ id: 'own-1', title_zh: '护河巡查' }] })).duties).toHaveLength(1)
  })
})

describe('what is wrong is said with its place', () => {
  const sample = (change: (school: Sample) => void) => {
    const json = JSON.parse(text) as Sample
    change(json)
    return refusal(json)
  }

  test.each<[string, object]>([
    ['staff 第 1 行：缺少姓名', { staff: [{ id: 'P1' }] }],
    ['staff 第 1 行：姓名不能为空', { staff: [{ id: 'P1', name: ' ' }] }],
    ['staff 第 1 行：岗位应当是列表', { staff: [{ id: 'P1', name: '甲', posts: '校长' }] }],
    ['staff 第 1 行：这一行应当是一组内容', { staff: [null] }],
    ['school：缺少学校名称', { school: {} }],
    ['教职工名单(staff)不能为空', { staff: [] }],
    ['chats 第 1 行：用途只能是 leaders', { chats: [{ id: 'oc', purpose: 'all' }] }],
    [
      'calendar terms 第 1 行：缺少结束',
      { calendar: { terms: [{ id: 'a', name: 'b', start: '2026-09-01' }] } },
    ],
    [
      'staff：编号「P1」重复',
      {
        staff: [
          { id: 'P1', name: '甲' },
          { id: 'P1', name: '乙' },
        ],
      },
    ],
    ['grade_leaders：1 年级组长「Q」不在教职工名单里', { grade_leaders: { 1: 'Q' } }],
    ['school：法定代表人「Q」不在教职工名单里', { school: { name: '甲', legal_representative: 'Q' } }],
    ['departments 第 1 行：负责人「Q」不在', { departments: [{ id: 'office', name: '校长室', head: 'Q' }] }],
    ['duty_roster：周末值班领导「Q」不在', { duty_roster: { duty_leader_weekend: { default: ['Q'] } } }],
    ['duty_roster：周三值班领导「Q」不在', { duty_roster: { duty_leader_by_weekday: { 3: 'Q' } } }],
    ['duty_roster：周五值日教师「Q」不在', { duty_roster: { duty_teacher_by_weekday: { 5: ['Q'] } } }],
    ['duty_roster：保安班次「Q」不在', { duty_roster: { guard_shifts: [{ id: 'day', staff: ['Q'] }] } }],
    ['「9」不能用作名目', { duty_roster: { duty_leader_by_weekday: { 9: 'P1' } } }],
    ['lead_group：组长「Q」不在教职工名单里', { lead_group: { leader: ['Q'] } }],
    ['patrol_points 第 1 行：责任人「Q」不在', { patrol_points: [{ id: 'a', name: 'b', owner: 'Q' }] }],
    [
      'patrol_points 第 1 行：部门「q」不在部门列表里',
      { patrol_points: [{ id: 'a', name: 'b', department: 'q' }] },
    ],
    ['classes 第 1 行：班主任「Q」不在', { classes: [{ id: 'C1', name: 'b', grade: 1, homeroom: 'Q' }] }],
    [
      '名称或别名「正门」重复',
      {
        patrol_points: [
          { id: 'a', name: '正门' },
          { id: 'b', name: '门卫室', aliases: ['正门'] },
        ],
      },
    ],
  ])('%s', (sentence, wrong) => {
    expect(refusal(small(wrong))).toContain(sentence)
  })

  test('homerooms that contradict each other', () => {
    const crossed = small({ classes: [{ id: 'C1', name: '一(1)班', grade: 1, homeroom: 'T2' }] })
    expect(refusal(crossed)).toContain('乙二所带班级写的是一(1)班，但一(1)班的班主任写的是「T2」')
    expect(sample((s) => Object.assign(s.classes[1]!, { homeroom: 'T11' }))).toContain(
      'classes 第 2 行：一(2)班的班主任写的是叶梅砚，但叶梅砚所带班级写的是「C101」',
    )
  })

  test('everything wrong is listed at once', () => {
    const said = sample((s) => {
      Object.assign(s.staff[2]!, { department: 'nowhere' })
      Object.assign(s.staff[3]!, { proxy: 'Q' })
      Object.assign(s.calendar.terms[1]!, { start: '2026-01-15' })
    })
    expect(said).toContain('学校资料有 3 处要改')
    expect(said).toContain('staff 第 3 行：部门「nowhere」不在部门列表里')
    expect(said).toContain('staff 第 4 行：代填人「Q」不在教职工名单里')
    expect(said).toContain('日期重叠')
  })
})
