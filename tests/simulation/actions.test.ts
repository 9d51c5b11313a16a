import { expect, test } from 'vitest'
import { events, play, refused, told } from './play.ts'

// What people say in an actions file reaches the same commands as in the chat (contract, simulate).

const MEETING = 'mtg-monthly-special'
const meeting = { from: '2026-09-14', to: '2026-09-30', on: [MEETING] }
const move = (at: string, fields: object) => ({
  at,
  person: 'P03',
  says: '/会议 改期',
  about: MEETING,
  fields,
})

test('a meeting put off: everybody is told once, the steps come at the new times and not at the old ones', async () => {
  const fields = { period: '2026-09', date: '2026-09-29', start: '14:00', reason: '校长外出' }
  const lines = await play(meeting, [move('2026-09-24T13:40:00+08:00', fields)])
  expect(refused(lines)).toEqual([])
  const all = told(lines, MEETING)
  const who = ['G01', 'P01', 'P02']
  // Planned for Thursday 24 (Mid-Autumn): notice and reminders came for that day.
  expect(all).toContain('09-23T15:00 reminder P01')
  for (const id of who) expect(all.filter((line) => line.endsWith(`rescheduled ${id}`))).toHaveLength(1)
  expect(all).not.toContain('09-24T13:40 rescheduled P03')
  // The three workdays before Tuesday 29 lie behind; the day before and two hours before do not.
  for (const id of who) {
    expect(all).toContain(`09-28T15:00 reminder ${id}`)
    expect(all).toContain(`09-29T12:00 reminder ${id}`)
  }
  expect(all).toContain('09-29T14:15 absent_list P03')
  expect(all.filter((line) => line.includes('absent_list'))).toHaveLength(1)
  expect(all).toContain('09-24T13:30 reminder P01')
})

test('a meeting put off long before it is announced is announced for its new time only', async () => {
  const fields = { period: '2026-09', date: '2026-09-18', start: '10:00', reason: '校长外出' }
  const lines = await play({ ...meeting, from: '2026-09-01' }, [move('2026-09-02T10:00:00+08:00', fields)])
  expect(refused(lines)).toEqual([])
  const mine = told(lines, MEETING).filter((line) => line.endsWith(' P01'))
  expect(mine.slice(0, 4)).toEqual([
    '09-02T10:00 rescheduled P01',
    '09-15T09:00 notice P01',
    '09-17T15:00 reminder P01',
    '09-18T08:00 reminder P01',
  ])
  expect(mine.slice(4).filter((line) => /reminder|notice/.test(line))).toEqual([])
  expect(lines.filter(({ type }) => type === 'instance')).toHaveLength(1)
  expect(events(lines)).toMatchObject([
    { kind: 'duty.rescheduled', data: { opens: '2026-09-18T10:00:00+08:00', by: 'P03', reason: '校长外出' } },
  ])
})

test('brought forward to tomorrow: what would have been said days before is not said late', async () => {
  const fields = { period: '2026-09', date: '2026-09-22', start: '10:00', reason: '校长外出' }
  const lines = await play(meeting, [move('2026-09-21T16:00:00+08:00', fields)])
  const mine = told(lines, MEETING).filter((line) => line.endsWith(' P01'))
  expect(mine.slice(0, 3)).toEqual([
    '09-21T09:00 notice P01',
    '09-21T16:00 rescheduled P01',
    '09-22T08:00 reminder P01',
  ])
})

test('put off out of its period, without a reason, or by a teacher: refused, and nothing moves', async () => {
  const fields = { period: '2026-09', date: '2026-09-29', start: '14:00', reason: '校长外出' }
  const lines = await play(meeting, [
    move('2026-09-16T10:00:00+08:00', { ...fields, date: '2026-10-09' }),
    move('2026-09-16T10:01:00+08:00', { ...fields, reason: '' }),
    { ...move('2026-09-16T10:02:00+08:00', fields), person: 'T31' },
  ])
  expect(refused(lines)).toEqual([
    expect.stringContaining('只能改到本期之内'),
    expect.stringContaining('理由'),
    expect.stringContaining('改期由召集人'),
  ])
  expect(told(lines, MEETING)).toContain('09-24T15:45 absent_list P03')
})

test('到会 and 纪要 make it done; half of the minutes do not', async () => {
  const says = (at: string, person: string, words: string, fields = {}) => ({
    at,
    person,
    says: `/会议 ${words}`,
    about: MEETING,
    fields,
  })
  const both = { period: '2026-09', topics: '消防', deployments: '总务处 9 月底前换灭火器' }
  const lines = await play(meeting, [
    says('2026-09-24T14:00:00+08:00', 'P01', '到会'),
    says('2026-09-24T15:10:00+08:00', 'P01', '到会'),
    says('2026-09-24T15:32:00+08:00', 'P03', '到会'),
    says('2026-09-25T09:00:00+08:00', 'P03', '纪要', { ...both, deployments: '' }),
    says('2026-09-28T09:00:00+08:00', 'P03', '纪要', both),
  ])
  expect(refused(lines)).toEqual([
    expect.stringContaining('15:30 开始'),
    expect.stringContaining('还缺部署事项'),
  ])
  // Monday is the second workday after Thursday: the minutes are in time.
  expect(events(lines)).toMatchObject([
    {
      at: '2026-09-28T09:00:00+08:00',
      kind: 'duty.done',
      data: { duty: MEETING, status: 'done', by: 'P03' },
    },
  ])
  expect(told(lines, MEETING).filter((line) => line > '09-28T12')).toEqual([])
})

test('the grade team meets with its homeroom teachers, each grade by itself (handbook §3)', async () => {
  const arrives = (person: string) => ({
    at: '2026-09-03T15:35:00+08:00',
    person,
    says: '/会议 到会',
    about: { duty: 'mtg-grade-monthly', unit: 'grade_3' },
  })
  const lines = await play({ from: '2026-08-31', to: '2026-09-03', on: ['mtg-grade-monthly'] }, [
    arrives('T31'),
    arrives('T11'),
  ])
  expect(refused(lines)).toEqual([expect.stringContaining('不在这次会议的参会名单里')])
})

const REPORT = 'rpt-monthly-bureau'
const report = { from: '2026-09-25', to: '2026-10-14', on: [REPORT] }
const late = ['urgent', 'late_risk', 'late']
const submitted = (at: string, fields: object) => ({ at, person: 'G01', says: '/月报 已报送', fields })

test('the monthly report sent without a receipt is not done, and ESC-UP climbs', async () => {
  const pass = (at: string, person: string) => ({ at, person, says: '/月报 审核通过', about: REPORT })
  const lines = await play(report, [
    pass('2026-10-08T10:00:00+08:00', 'P01'),
    pass('2026-10-08T10:10:00+08:00', 'P03'),
    pass('2026-10-08T10:20:00+08:00', 'P01'),
    submitted('2026-10-08T11:00:00+08:00', { period: '2026-09' }),
  ])
  // The principal signs what the vice principal has read.
  expect(refused(lines)).toEqual([expect.stringContaining('先由分管副校长审核')])
  expect(events(lines)).toEqual([])
  const steps = told(lines, REPORT).filter((line) => late.some((word) => line.includes(` ${word} `)))
  expect(new Set(steps.map((line) => line.split(' ')[1]))).toEqual(new Set(late))
})

test('with the receipt it is done, and there is silence', async () => {
  const lines = await play(report, [
    submitted('2026-10-08T11:00:00+08:00', { period: '2026-09' }),
    submitted('2026-10-09T11:00:00+08:00', { period: '2026-09', receipt: '回执 2026-118' }),
  ])
  expect(refused(lines)).toEqual([])
  expect(events(lines)).toMatchObject([
    {
      at: '2026-10-09T11:00:00+08:00',
      kind: 'duty.done',
      data: { duty: REPORT, period: '2026-09', status: 'done' },
    },
  ])
  expect(told(lines, REPORT).filter((line) => line > '10-09T11')).toEqual([])
})

const SANCTION = 'rep-sanction-20wd'
const sanction = { from: '2026-03-02', to: '2026-04-02', on: [SANCTION] }
const registered = {
  at: '2026-03-02T10:00:00+08:00',
  person: 'G03',
  says: '/惩戒 约谈',
  fields: { type: '约谈', date: '2026-03-02', authority: '望湖区教育局', matters: '消防通道堵塞' },
}
const steps = (all: string[], person: string) =>
  all.filter((line) => line.endsWith(` ${person}`)).map((line) => line.slice(0, -person.length - 1))

test('a sanction: due on the 20th workday, told at 15, 10, 5, 3 and 1 left, and late after it', async () => {
  const lines = await play(sanction, [registered])
  const [instance] = lines.filter(({ type }) => type === 'instance')
  expect(events(lines, 'sanction')).toMatchObject([{ kind: 'sanction.registered', subject: 'sanction/1' }])
  expect(instance).toMatchObject({ duty: SANCTION, unit: '1', owner: 'P01' })
  expect(String(instance!.due)).toContain('2026-03-30')
  const all = told(lines, SANCTION)
  for (const id of ['P01', 'P02', 'P03', 'G01']) expect(all).toContain(`03-02T10:00 urgent ${id}`)
  expect(steps(all, 'P01')).toEqual([
    '03-02T10:00 urgent',
    '03-09T09:00 reminder',
    '03-16T09:00 reminder',
    '03-23T09:00 draft_due',
    '03-25T09:00 reminder',
    '03-27T09:00 reminder',
    '03-30T09:00 reminder',
    '03-30T16:00 urgent',
    '03-31T09:00 late',
  ])
  // Not to the principal himself, who owes it (handbook §3).
  expect(steps(all, 'P02')).toContain('03-23T17:30 escalate')
})

test('a sanction due after the last day played has its line all the same', async () => {
  const lines = await play({ ...sanction, to: '2026-03-20' }, [registered])
  expect(lines.filter(({ type }) => type === 'instance')).toMatchObject([
    { duty: SANCTION, unit: '1', due: expect.stringContaining('2026-03-30') },
  ])
})

test('初稿 stops the step that asks for it; the receipt ends it, in time until midnight', async () => {
  const lines = await play(sanction, [
    registered,
    {
      at: '2026-03-20T10:00:00+08:00',
      person: 'G01',
      says: '/惩戒 初稿',
      about: 'sanction/1',
      fields: { file: '报告初稿' },
    },
    { at: '2026-03-30T10:00:00+08:00', person: 'G01', says: '/惩戒 已报送', about: 'sanction/1', fields: {} },
    {
      at: '2026-03-30T23:30:00+08:00',
      person: 'G01',
      says: '/惩戒 已报送',
      about: '1',
      fields: { receipt: '局办 12 号' },
    },
  ])
  expect(refused(lines)).toEqual([expect.stringContaining('没有回执不算报送')])
  const all = told(lines, SANCTION)
  expect(all.filter((line) => line.includes('escalate'))).toEqual([])
  expect(all).toContain('03-23T09:00 draft_due P01')
  expect(all.filter((line) => line.includes(' late '))).toEqual([])
  expect(events(lines)).toMatchObject([
    { kind: 'duty.done', subject: '1', data: { duty: SANCTION, status: 'done' } },
  ])
})

test('registered late: the first message at once, nothing of what has passed', async () => {
  const lines = await play(sanction, [{ ...registered, at: '2026-03-18T10:00:00+08:00' }])
  expect(steps(told(lines, SANCTION), 'P01').slice(0, 2)).toEqual([
    '03-18T10:00 urgent',
    '03-23T09:00 draft_due',
  ])
})

test('registered on the last day: each step of that day at its own time', async () => {
  const lines = await play(sanction, [{ ...registered, at: '2026-03-30T08:50:00+08:00' }])
  const all = told(lines, SANCTION)
  expect(steps(all, 'P01').slice(0, 3)).toEqual([
    '03-30T08:50 urgent',
    '03-30T09:00 reminder',
    '03-30T16:00 urgent',
  ])
  expect(all.filter((line) => / (?:draft_due|escalate) /.test(line))).toEqual([])
})

const PATROL = 'ins-dept-weekly'
test('免做 and 转办 of any duty', async () => {
  const lines = await play({ from: '2026-09-07', to: '2026-09-12', on: [PATROL] }, [
    {
      at: '2026-09-08T10:00:00+08:00',
      person: 'A01',
      says: '/转办',
      about: `${PATROL}/academic`,
      fields: { to: 'G03', reason: '外出' },
    },
    {
      at: '2026-09-08T10:05:00+08:00',
      person: 'P03',
      says: '/免做',
      about: `${PATROL}/moral`,
      fields: { reason: '停电停课' },
    },
    {
      at: '2026-09-08T10:06:00+08:00',
      person: 'T31',
      says: '/免做',
      about: `${PATROL}/edtech`,
      fields: { reason: '停电停课' },
    },
  ])
  expect(refused(lines)).toEqual([expect.stringContaining('免做由本处室负责人')])
  expect(events(lines).filter(({ kind }) => kind === 'duty.excused')).toMatchObject([{ subject: 'moral' }])
  const messages = lines.filter(({ message, unit }) => message === 'transfer' && unit === 'academic')
  expect(messages).toMatchObject([{ to: ['G03'], duty: PATROL }])
})

test('about a class that is not the speaker’s: refused, and nothing of the speaker’s own is recorded', async () => {
  const day = { from: '2026-09-01', to: '2026-09-01', on: ['chk-homeroom-morning'] }
  const about = { duty: 'chk-homeroom-morning', unit: 'C101' }
  const said = { at: '2026-09-01T07:45:00+08:00', person: 'T12', says: '/打卡 全班正常' }
  const foreign = await play(day, [{ ...said, about }])
  expect(refused(foreign)).toEqual(['chk-homeroom-morning/C101 这一项不在贾霁禾手里。'])
  expect(events(foreign, 'checkin').filter(({ kind }) => kind === 'checkin.answered')).toEqual([])
  const own = await play(day, [{ ...said, about: { ...about, unit: 'C102' } }])
  expect(refused(own)).toEqual([])
})
