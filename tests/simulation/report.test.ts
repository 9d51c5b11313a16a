import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { report } from '../../src/simulation/report.ts'
import { cli } from '../process.ts'
import { wholeSchool } from '../world.ts'
import { simulated } from './term.ts'

test('the same input gives the same lines, record numbers included; a script can read each', async () => {
  const actions = [
    { at: '2026-09-01T07:45:00+08:00', person: 'T31', says: '/打卡 全班正常', about: 'chk-homeroom-morning' },
    { at: '2026-09-01T08:00:00+08:00', person: 'G04', says: '/打卡 正常', about: 'ptl-fire-daily' },
    { at: '2026-09-01T08:10:00+08:00', person: 'T31', says: '/隐患 二楼饮水机边上的插座烧黑了' },
    { at: '2026-09-01T08:11:00+08:00', person: 'NOBODY', says: '/打卡 全班正常' },
  ]
  const once = await simulated('2026-09-01', '2026-09-02', { actions })
  const again = await simulated('2026-09-01', '2026-09-02', { actions })
  expect(again.lines).toEqual(once.lines)
  const events = once.lines.filter(({ type }) => type === 'event')
  expect(
    events.find(({ kind, subject }) => kind === 'checkin.answered' && subject === 'C301')?.data,
  ).toMatchObject({
    duty: 'chk-homeroom-morning',
    status: 'done',
  })
  expect(events.find(({ kind }) => kind === 'duty.done')?.data).toMatchObject({
    duty: 'ptl-fire-daily',
    unit: 'school',
    status: 'done',
  })
  expect(
    once.told('G04', 'ptl-fire-daily').some((words) => words.startsWith('2026-09-01 1')),
    'done: silence',
  ).toBe(false)
  expect(once.lines.filter(({ type }) => type === 'refused')).toHaveLength(1)
})

test('a duty nobody holds and a month without a valid day are said, not skipped', async () => {
  const school = wholeSchool()
  const staff = school.staff.map((person) => ({
    ...person,
    posts: person.posts.filter((post) => post !== 'lab_keeper'),
  }))
  const { lines, directory } = await simulated('2026-07-20', '2026-09-30', { school: { ...school, staff } })
  const empty = lines.filter(({ no_valid_day: none }) => none).map(({ duty, period }) => `${duty} ${period}`)
  expect(empty).toContain('mtg-grade-monthly 2026-08')
  const words = report(lines, directory, { from: '2026-07-20', to: '2026-09-30' }).join('\n')
  expect(words).toContain('实验员」没有人，请在学校资料里补上')
  expect(words).toContain('年级组安全碰头会　2026-08：暑假')
  expect(words).toContain('中秋节　9月25日 周五')
  expect(words).toContain('调休上班，补周二的课　9月20日 周日')
})

test('a post that goes round and one held outside are not empty posts', async () => {
  const range = { from: '2026-09-01', to: '2026-09-03' }
  const { lines, directory } = await simulated(range.from, range.to)
  const words = report(lines, directory, range)
  const gaps = words.slice(words.indexOf('【没有人负责、不会生成的职责】') + 1)
  expect(gaps[0]).toBe('无')
})

test('a rhythm that never comes, somebody at two places and a missing term stand in the report, and beside the lines', async () => {
  const stock = (await import('../../src/duties/duty-catalog.json', { with: { type: 'json' } })).default
  const like = stock.duties.find(({ id }) => id === 'rpt-term-plan')!
  const school = wholeSchool()
  school.duties = [
    {
      ...like,
      id: 'own-late',
      title_zh: '第一百七十天检查',
      recurrence: { ...like.recurrence, offset: 170 },
    },
  ]
  school.duty_roster.duty_teacher_by_weekday['1'] = ['P04', 'T12', 'T12', 'T32', 'S05']
  school.calendar.terms = school.calendar.terms.filter(({ id }) => id !== '2026-2027-1')
  const folder = await mkdtemp(join(tmpdir(), 'simulate-'))
  const path = join(folder, 'school.json')
  await writeFile(path, JSON.stringify(school))
  const args = ['simulate', '--school', path, '--from', '2027-03-01', '--to', '2027-03-02']
  const read = await cli(args, {})
  const piped = await cli([...args, '--json'], {})
  for (const words of ['一次也排不上', '同时在两个值日岗', '没有学期']) {
    expect(read.stdout).toContain(words)
    expect(piped.stderr).toContain(words)
  }
  expect(
    piped.stdout
      .trim()
      .split('\n')
      .every((line) => line.startsWith('{')),
  ).toBe(true)
  await rm(folder, { recursive: true })
})

test('in a year whose days off are not settled every line says so, check-ins too', async () => {
  const { instances } = await simulated('2027-03-01', '2027-03-01')
  const checkins = instances.filter(({ duty }) => duty === 'chk-homeroom-morning')
  expect(checkins.length).toBeGreaterThan(20)
  expect(instances.filter((line) => !('provisional' in line))).toEqual([])
})
