import { describe, expect, test } from 'vitest'
import { dailyDutiesOf, dailyProblems } from '../../src/duties/daily.ts'
import { duties, dutiesWith } from '../../src/duties/duty.ts'
import { recurrenceProblems } from '../../src/duties/recurrence-words.ts'
import { Refusal } from '../../src/refusal.ts'
import { school } from './year.ts'

const monthly = { type: 'monthly_weekday', nth: 2, weekday: 2, ...school }

describe('a recurrence that can never fall due is refused with how to mend it', () => {
  test.each<[string, object, string]>([
    ['weekday 8', { ...monthly, weekday: 8 }, '星期(weekday)要写 1（周一）到 7（周日）'],
    ['weekday 0', { ...monthly, weekday: 0 }, '星期(weekday)要写'],
    ['nth 9', { ...monthly, nth: 9 }, '第几个(nth)要写 1 到 5（第几个）或 -1 到 -5（倒数第几个）'],
    ['nth 0', { ...monthly, nth: 0 }, '第几个(nth)要写'],
    ['half an nth', { ...monthly, nth: 1.5 }, '第几个(nth)要写'],
    ['the 24th workday', { type: 'monthly_workday', nth: 24, ...school }, '一个月最多 23 个工作日'],
    ['the 32nd', { type: 'monthly_day', day: 32, ...school }, '日期(day)要写 1 到 31'],
    ['month 13', { type: 'yearly_date', month: 13, day: 1, ...school }, '月份(month)要写 1 到 12'],
    ['Feb 30', { type: 'yearly_date', month: 2, day: 30, ...school }, '日期(day)在这个月里不存在'],
    ['Apr 31', { type: 'yearly_date', month: 4, day: 31, ...school }, '日期(day)在这个月里不存在'],
    ['02-30 among dates', { type: 'yearly_dates', dates: ['06-20', '02-30'], ...school }, '每年都有的日期'],
    ['a date twice', { type: 'yearly_dates', dates: ['06-20', '06-20'], ...school }, '不能重复'],
    ['no dates', { type: 'yearly_dates', dates: [], ...school }, '日期(dates)不能为空'],
    [
      'a fourth month of a quarter',
      { ...monthly, type: 'quarterly_weekday', month_of_quarter: 4 },
      '要写 1 到 3',
    ],
    ['the 67th workday of a quarter', { type: 'quarterly_workday', nth: 67, ...school }, '要写 1 到 66'],
    [
      'school days before a term',
      { type: 'per_term', anchor: 'term_start', offset: -3, unit: 'school_day' },
      '要写 workday:开学前没有上课日',
    ],
    [
      'school days after a term',
      { type: 'per_term', anchor: 'term_end', offset: 3, unit: 'school_day' },
      '要写 workday:学期结束后没有上课日',
    ],
    [
      'the 400th day of a term',
      { type: 'per_term', anchor: 'term_start', offset: 400, unit: 'workday' },
      '一个学期没有更多的日子',
    ],
    [
      'an unknown anchor',
      { type: 'per_term', anchor: 'summer', offset: 1, unit: 'workday' },
      '起算点(anchor)只能是',
    ],
    ['a holiday of a day', { type: 'before_holiday', min_days: 1 }, '三天以上的假期才有节前安排'],
    ['after the holiday', { type: 'before_holiday', offset: 1 }, '推移天数(offset)要写 0'],
    [
      'more at a checkpoint than in all',
      {
        type: 'count_in_period',
        min: 2,
        period: 'calendar_year',
        checkpoints: [{ date: '06-30', expected: 3 }],
      },
      '检查点(checkpoints)里的次数不能多于',
    ],
    [
      'five rounds at two times',
      {
        type: 'daily',
        day_basis: 'calendar_day',
        rounds: { school_day: 5, other: 0 },
        times: ['07:00', '09:00'],
      },
      '次数(rounds)要和 times 的个数一致',
    ],
    [
      'rounds of other days without times',
      { type: 'daily', day_basis: 'calendar_day', rounds: { school_day: 1, other: 2 }, times: ['07:00'] },
      '次数(rounds)要和 other_times 的个数一致',
    ],
    [
      'a time that ends before it begins',
      { type: 'daily', day_basis: 'school_day', times: ['08:00-07:00'] },
      '先早后晚',
    ],
    ['25 o’clock', { type: 'daily', day_basis: 'school_day', times: ['25:00'] }, '要写成'],
    ['times out of order', { type: 'daily', day_basis: 'school_day', times: ['09:00', '07:00'] }, '从早到晚'],
    [
      'an unknown basis',
      { type: 'weekly', weekday: 1, day_basis: 'sunny_day' },
      '日子的种类(day_basis)只能是',
    ],
    ['a missing weekday', { type: 'weekly', ...school }, '缺少星期(weekday)'],
    ['an unknown type', { type: 'fortnightly' }, '类型(type)要写下面的一种：daily、weekly'],
    ['no type', {}, '类型(type)要写下面的一种'],
    [
      'a part that cannot be',
      { type: 'combined', parts: [monthly, { ...monthly, weekday: 9 }] },
      'parts 第 2 行：星期(weekday)要写',
    ],
    [
      'a part of unknown type',
      { type: 'combined', parts: [{ type: 'combined', parts: [monthly] }] },
      '要写下面的一种',
    ],
    ['no parts', { type: 'combined', parts: [] }, '组成部分(parts)不能为空'],
    ['an event without a name', { type: 'on_event', event: ' ' }, '事件(event)不能为空'],
  ])('%s', (_, json, sentence) => {
    const problems = recurrenceProblems(json)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(sentence)
  })

  test('Feb 29 and the 31st are legal (CAL-11), every bad field is named', () => {
    expect(recurrenceProblems({ type: 'yearly_date', month: 2, day: 29, ...school })).toEqual([])
    expect(recurrenceProblems({ type: 'monthly_day', day: 31, ...school })).toEqual([])
    expect(recurrenceProblems({ ...monthly, nth: 9, weekday: 8 })).toHaveLength(2)
    for (const nonsense of [null, 'daily', 7, []]) expect(recurrenceProblems(nonsense)).toHaveLength(1)
  })
})

const own = {
  id: 'own-fire-blanket',
  title_zh: '灭火毯检查',
  post: 'electrician',
  scope: 'school',
  kind: 'inspection',
  recurrence: { type: 'weekly', weekday: 4, ...school },
  due_window: { open: { offset: '0D', at: '09:00' }, due: { offset: '0D', at: '16:00' } },
  escalation_policy: 'ESC-STD',
}

const refusalOf = (list: Record<string, unknown>[]): string => {
  try {
    dutiesWith(list)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'duty-data') return error.message
    throw error
  }
  return '没有问题'
}

describe('the school’s own duties', () => {
  test('one is added, with the catalogue’s defaults', () => {
    const all = dutiesWith([own])
    expect(all.size).toBe(duties.size + 1)
    expect(all.get('own-fire-blanket')).toMatchObject({
      title: '灭火毯检查',
      defaultOn: true,
      tier: 'core',
      coPosts: [],
      evidence: { required: [], minPhotos: 0, zeroReport: false },
    })
  })

  test('a known id replaces what it names and keeps the rest and its place', () => {
    const all = dutiesWith([{ id: 'ins-food-weekly', recurrence: { type: 'weekly', weekday: 4, ...school } }])
    const [before, after] = [duties.get('ins-food-weekly'), all.get('ins-food-weekly')]
    expect(after).toEqual({ ...before, recurrence: { type: 'weekly', weekday: 4, ...school } })
    expect([...all.keys()]).toEqual([...duties.keys()])
  })

  test('every problem is named with the duty, and how to mend it', () => {
    const bad = (more: object) => refusalOf([{ ...own, ...more }])
    expect(bad({ recurrence: { type: 'weekly', weekday: 8, ...school } })).toBe(
      '职责有 1 处要改：\n职责「own-fire-blanket」：周期(recurrence)里：星期(weekday)要写 1（周一）到 7（周日）',
    )
    expect(bad({ recurrence: undefined })).toContain('缺少周期(recurrence)')
    expect(bad({ post: 'wizard' })).toContain('没有岗位「wizard」')
    expect(bad({ escalation_policy: 'ESC-X' })).toContain('没有升级策略「ESC-X」，可用的有：ESC-DAILY、')
    expect(bad({ reminders: [{ offset: '-3WD' }] })).toContain('缺少时间(at)')
    expect(bad({ reminders: [{ offset: 'soon' }] })).toContain('要写成 0D、-3WD')
    expect(bad({ due_window: { ...own.due_window, open: { offset: '0D', at: '17:00' } } })).toContain(
      '开始要早于截止',
    )
    expect(
      bad({
        due_window: {
          ...own.due_window,
          open: { offset: '2WD', at: '08:00' },
          due: { offset: '1WD', at: '09:00' },
        },
      }),
    ).toContain('开始要早于截止')
    expect(bad({ due_window: { ...own.due_window, open: { offset: '3', at: '7' } } })).toMatch(
      /天数.*\n.*时间\(at\)要写成/,
    )
    expect(bad({ scope: 'planet' })).toContain('范围(scope)只能是')
    expect(refusalOf([own, own])).toContain('编号重复')
    expect(refusalOf([{ title_zh: '无名' }])).toContain('第 1 项职责：缺少编号(id)')
    expect(bad({})).toBe('没有问题')
  })

  test('a policy that a duty of this rhythm has no times or answers for is refused', () => {
    const under = (policy: string, more: object = {}) =>
      refusalOf([{ ...own, escalation_policy: policy, ...more }])
    const usable = '可用的有：ESC-DAILY、ESC-DUTY、ESC-PATROL、ESC-STD、ESC-UP、ESC-MEETING、ESC-LETTER'
    for (const policy of [
      'ESC-INC',
      'ESC-INC-MINOR',
      'ESC-HAZ-GENERAL',
      'ESC-LISTED',
      'ESC-SANCTION',
      'ESC-COUNT',
    ])
      expect(under(policy)).toBe(
        `职责有 1 处要改：\n职责「own-fire-blanket」：升级策略「${policy}」不适合这样的周期，${usable}`,
      )
    for (const policy of ['ESC-DAILY', 'ESC-DUTY', 'ESC-PATROL', 'ESC-UP', 'ESC-MEETING', 'ESC-LETTER'])
      expect(under(policy)).toBe('没有问题')
    const count = { recurrence: { type: 'count_in_period', min: 2, period: 'calendar_year' } }
    expect(under('ESC-COUNT', count)).toBe('没有问题')
    expect(refusalOf([{ id: 'rep-sanction-20wd', escalation_policy: 'ESC-INC' }])).toContain(
      '不适合这样的周期',
    )
    expect(refusalOf([{ id: 'rep-sanction-20wd', title_zh: '惩戒整改' }])).toBe('没有问题')
  })

  test('a window that closes before it opens is refused in whatever units', () => {
    const window = (open: string, due: string, opensAt = '09:00') =>
      refusalOf([
        {
          ...own,
          due_window: { open: { offset: open, at: opensAt }, due: { offset: due, at: '17:00' } },
        },
      ])
    for (const [open, due] of [
      ['+1WD', '0D'],
      ['+3WD', '+2D'],
      ['-2D', '-5WD'],
      ['+1D', '0WD'],
    ] as const)
      expect(window(open, due), `${open} to ${due}`).toContain('开始要早于截止')
    for (const [open, due] of [
      ['+1WD', '+1D'],
      ['-5WD', '-6D'],
      ['+2D', '+1WD'],
      ['-1WD', '0D'],
    ] as const)
      expect(window(open, due), `${open} to ${due}`).toBe('没有问题')
  })

  test('what the catalogue says of a duty is all there', () => {
    expect(duties.get('chk-staff-daily')).toMatchObject({
      post: 'subject_teacher',
      excludePosts: ['homeroom_teacher'],
      scope: 'person',
      kind: 'checkin',
      policy: 'ESC-DAILY',
      dueWindow: { open: { offset: { amount: 0, unit: 'D' }, at: '14:30' }, due: { at: '16:30' } },
      reminders: [
        { label: 'open', kind: 'open' },
        { label: '-PT30M', kind: 'before', ms: 1_800_000 },
      ],
    })
    expect(duties.get('rpt-monthly-bureau')?.evidence.required).toContain('receipt')
    const room = duties.get('chk-homeroom-morning')?.form.find((f) => f.key === 'room')
    expect(room).toMatchObject({ label: '教室门窗、用电、桌椅、吊扇/灯', options: ['正常', '有异常'] })
    expect([...duties.values()].filter((d) => !d.defaultOn)).toHaveLength(12)
  })

  test('every duty says which rule it comes from (S1-05)', () => {
    expect([...duties.values()].filter(({ basis }) => !basis[0]?.trim()).map(({ id }) => id)).toEqual([])
    expect(duties.get('mtg-monthly-special')?.basis[0]).toBe('实施方案·主要任务·1')
  })
})

describe('the daily check-ins of a school', () => {
  const problems = (more: object) => dailyProblems(dutiesWith([{ id: 'chk-staff-daily', ...more }]))
  const window = (open: object, due: object) => ({
    due_window: { open: { offset: '0D', at: '08:00', ...open }, due: { offset: '0D', at: '09:00', ...due } },
  })

  test('times, posts, reminders and whether at all are the school’s own to say', () => {
    const own = { post: 'electrician', co_posts: [], reminders: [{ offset: '-PT1H' }], ...window({}, {}) }
    expect(problems(own)).toEqual([])
    expect(dailyDutiesOf(dutiesWith([{ id: 'chk-staff-daily', ...own }])).at(-1)).toMatchObject({
      post: 'electrician',
      coPosts: [],
      opensAt: '08:00',
      dueAt: '09:00',
      remindMinutes: [60],
    })
    expect(dailyDutiesOf(dutiesWith([{ id: 'chk-staff-daily', default_on: false }]))).toHaveLength(1)
  })

  test('what the ladder of a day would not follow is refused, with what to write', () => {
    expect(problems({ recurrence: { type: 'weekly', weekday: 4, ...school } })).toEqual([
      '职责「chk-staff-daily」：周期(recurrence)不能改，它每个上课日一次',
    ])
    expect(problems({ scope: 'class' }).join()).toContain('范围(scope)不能改')
    expect(problems({ escalation_policy: 'ESC-STD' }).join()).toContain('要用 ESC-DAILY')
    expect(problems(window({}, { offset: '1D' })).join()).toContain('天数写 0D')
    expect(problems({ reminders: [{ offset: '0D', at: '08:00' }] }).join()).toContain('只能写 open 或 -PT15M')
  })
})
