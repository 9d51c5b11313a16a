import { expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import { readActions } from '../../src/simulation/actions.ts'
import type { Line } from '../../src/simulation/lines.ts'
import { simulate } from '../../src/simulation/simulate.ts'
import { openFile } from '../../src/store/file.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { instantOf } from '../../src/time.ts'
import { quietSchool } from '../world.ts'

/** The lines of some days on which only these things are said. */
async function linesOf(from: string, to: string, ...actions: object[]): Promise<Line[]> {
  const db = openFile(':memory:', { synchronous: 'NORMAL' })
  const migrations = await readMigrations(new URL('../../migrations/', import.meta.url).pathname)
  await migrate(db, migrations, instantOf(from))
  await loadSchool(db, quietSchool(), instantOf(from))
  const lines: Line[] = []
  await simulate({
    db,
    directory: directoryReader(db, {}),
    commands,
    from,
    to,
    actions: readActions(actions.map((action) => JSON.stringify(action)).join('\n')),
    emit: (line) => void lines.push(line),
  })
  await db.close()
  return lines
}

const at = (day: string, time: string) => `${day}T${time}:00+08:00`
const DAY = '2026-09-15'

/** Message lines as `10:05 repeat_urgent P01 P03`. */
function calls(lines: Line[]): string[] {
  const said = lines.filter(({ type }) => type === 'message')
  const minutes = Map.groupBy(
    said,
    ({ at: when, message }) => `${String(when).slice(11, 16)} ${String(message)}`,
  )
  return [...minutes].map(
    ([what, same]) =>
      `${what} ${same
        .flatMap(({ to }) => to as string[])
        .sort()
        .join(' ')}`,
  )
}

test('ESC-INC as lines: alarm, repeats, countdown, flag, and silence once it is recorded', async () => {
  const lines = await linesOf(
    DAY,
    DAY,
    { at: at(DAY, '10:00'), person: 'S09', says: '/上报 三(2)班一个孩子抽筋叫不醒，已打120' },
    { at: at(DAY, '10:02'), person: 'P01', says: '/上报 1 收到' },
    {
      at: at(DAY, '11:20'),
      person: 'P03',
      says: '/上报 1 已报上级',
      fields: { receiver: '区教育局', time: at(DAY, '11:10'), by: 'P01', receipt: 'A1' },
    },
    { at: at(DAY, '11:30'), person: 'P03', says: '/上报 1 书面报告', fields: { file: '报告.docx' } },
  )
  expect(calls(lines)).toEqual([
    '10:00 receipt S09',
    '10:00 urgent A03 G01 G03 P01 P02 P03 T32',
    '10:05 repeat_urgent A03 G01 G03 P03 T32',
    '10:30 upward_reminder P01 P03',
    '10:45 upward_reminder G01 G03 P01 P02 P03',
    '11:00 upward_breach P01 P02 P03',
    '11:15 upward_breach P01 P02 P03',
    '17:00 follow_up_report_due P03',
  ])
  const events = lines.filter(({ type }) => type === 'event')
  expect(events[0]).toMatchObject({
    kind: 'incident.reported',
    subject: '1',
    data: { category: 'illness', level: 'serious', urgent: true, place: 'C302', restricted: false },
  })
  expect(events.map(({ kind }) => kind)).toContain('incident.flagged')
  expect(events.find(({ kind }) => kind === 'incident.reported-up')).toMatchObject({
    data: { record: '1', by: 'P03', receiver: '区教育局', at: at(DAY, '11:10') },
  })
  // What people wrote is in the records, not in the lines.
  expect(JSON.stringify(lines)).not.toContain('抽筋')
})

test('a hazard of the evening waits for the morning, its receipt does not; its events follow it to the end', async () => {
  const lines = await linesOf(
    '2026-09-14',
    '2026-09-17',
    { at: at('2026-09-14', '21:00'), person: 'T31', says: '/隐患 教学楼B一楼走廊有块地砖翘起来了' },
    { at: at('2026-09-14', '21:00'), person: 'T31', says: '/隐患 教学楼B二楼男厕水管漏水' },
    { at: at('2026-09-15', '08:00'), person: 'G01', says: '/隐患 1 接收' },
    { at: at('2026-09-15', '09:00'), person: 'G01', says: '/隐患 1 已整改', fields: { note: '铺平了' } },
    { at: at('2026-09-15', '09:30'), person: 'T31', says: '/隐患 1 通过' },
    { at: at('2026-09-15', '09:40'), person: 'G01', says: '/隐患 2 接收', fields: { rectifier: 'G04' } },
  )
  // Reported in the evening: the receipt at once, the assignment in the morning.
  const assigned = lines.filter(({ message }) => message === 'assign')
  expect(new Set(assigned.map(({ at: when }) => when))).toEqual(new Set([at('2026-09-15', '07:30')]))
  expect(lines.filter(({ message }) => message === 'receipt').map(({ at: when }) => when)).toEqual([
    at('2026-09-14', '21:00'),
    at('2026-09-14', '21:00'),
  ])
  const kinds = lines.filter(({ subject }) => subject === '1').map(({ kind }) => kind)
  expect(kinds).toEqual([
    'hazard.reported',
    'hazard.assigned',
    'hazard.accepted',
    'hazard.rectified',
    'hazard.verified',
    'hazard.closed',
  ])
  expect(lines.filter(({ message }) => message === 'reminder')).toMatchObject([
    { at: at('2026-09-16', '09:00'), to: ['G04'], record: '2', about: 'hazard/2' },
  ])
})

test('raised after its two hours it is asked for its control at that instant, not in the past', async () => {
  const lines = await linesOf(
    DAY,
    DAY,
    { at: at(DAY, '10:00'), person: 'T31', says: '/隐患 教学楼B一楼走廊有块地砖翘起来了' },
    { at: at(DAY, '10:30'), person: 'G01', says: '/隐患 1 接收' },
    { at: at(DAY, '13:00'), person: 'G03', says: '/隐患 1 改级', fields: { severity: 'larger' } },
  )
  expect(calls(lines).filter((call) => call.includes('control'))).toEqual(['13:00 control_missing P01 P02'])
  expect(calls(lines)).toContain('13:00 assign P01 P03')
})

test('a larger one: plan, mending with the name of a picture, verification by another; a pause keeps its reminders back', async () => {
  const plan = { plan: '换新', measure: '换限位器', person: 'G04', money: '300', date: '2026-09-18' }
  const lines = await linesOf(
    '2026-09-14',
    '2026-10-09',
    { at: at('2026-09-14', '09:00'), person: 'T31', says: '/隐患 教学楼C四楼走廊窗户限位器断了，能开很大' },
    { at: at('2026-09-14', '09:10'), person: 'G01', says: '/隐患 1 接收', fields: { rectifier: 'G04' } },
    { at: at('2026-09-14', '09:20'), person: 'G04', says: '/隐患 1 已管控', fields: { control: '锁住' } },
    { at: at('2026-09-14', '10:00'), person: 'G04', says: '/隐患 1 方案', fields: plan },
    {
      at: at('2026-09-15', '10:00'),
      person: 'G04',
      says: '/隐患 1 暂停',
      fields: { clock: 'contractor', reason: '等配件', date: '2026-09-28' },
    },
    { at: at('2026-09-15', '10:10'), person: 'P03', says: '/隐患 1 准暂停' },
    { at: at('2026-09-29', '10:10'), person: 'G04', says: '/隐患 1 恢复' },
    {
      at: at('2026-09-29', '15:00'),
      person: 'G04',
      says: '/隐患 1 已整改',
      fields: { note: '换好了', photos: ['after.jpg'] },
    },
    { at: at('2026-09-29', '16:00'), person: 'T31', says: '/隐患 1 通过' },
  )
  const said = lines.filter(({ type, message }) => type === 'message' && message !== 'week_summary')
  const messages = said.map(({ at: when, message }) => `${String(when).slice(5, 16)} ${String(message)}`)
  expect([...new Set(messages)].filter((each) => each > '09-15')).toEqual([
    '09-15T10:00 ask',
    '09-15T10:10 decided',
    '09-28T09:00 pause_follow_up',
    '09-29T15:00 verify',
  ])
  const events = lines.filter(({ subject }) => subject === '1').map(({ kind }) => kind)
  expect(events.slice(-7)).toEqual([
    'hazard.pause-asked',
    'hazard.paused',
    'hazard.resumed',
    'hazard.photographed',
    'hazard.rectified',
    'hazard.verified',
    'hazard.closed',
  ])
  expect(JSON.stringify(lines)).not.toContain('等配件')
})

test('serious for the second time it counts anew', async () => {
  const lines = await linesOf(
    DAY,
    DAY,
    { at: at(DAY, '10:00'), person: 'S09', says: '/上报 三(2)班一名学生在操场扭伤脚，已冰敷' },
    { at: at(DAY, '10:10'), person: 'A03', says: '/上报 1 升级 骨折' },
    { at: at(DAY, '10:50'), person: 'P01', says: '/上报 1 降级 只是扭伤' },
    { at: at(DAY, '11:00'), person: 'A03', says: '/上报 1 升级 又晕倒了' },
    { at: at(DAY, '11:40'), person: 'P01', says: '/上报 1 不需上报 已苏醒' },
  )
  expect(calls(lines).filter((call) => call.includes('upward'))).toEqual([
    '10:40 upward_reminder P01 P03',
    '11:30 upward_reminder P01 P03',
  ])
})

test('sent back and mended again, its verification falls due again', async () => {
  const lines = await linesOf(
    '2026-09-14',
    '2026-09-22',
    { at: at('2026-09-14', '09:00'), person: 'T31', says: '/隐患 教学楼B一楼走廊有块地砖翘起来了' },
    { at: at('2026-09-14', '09:10'), person: 'G03', says: '/隐患 1 接收', fields: { rectifier: 'G04' } },
    { at: at('2026-09-14', '11:00'), person: 'G04', says: '/隐患 1 已整改', fields: { note: '铺平了' } },
    { at: at('2026-09-17', '10:00'), person: 'T31', says: '/隐患 1 退回', fields: { reason: '又翘了' } },
    { at: at('2026-09-17', '11:00'), person: 'G04', says: '/隐患 1 已整改', fields: { note: '换了整块砖' } },
  )
  const overdue = lines.filter(({ message }) => message === 'verify_overdue')
  // Sunday 20 is a makeup workday.
  expect(overdue.map(({ at: when }) => when)).toEqual([at('2026-09-17', '09:00'), at('2026-09-21', '09:00')])
})

test('a casualty supplement falls due after 30 days, after 7 of a traffic accident', async () => {
  const lines = await linesOf(
    DAY,
    '2026-10-16',
    {
      at: at(DAY, '10:00'),
      person: 'T41',
      says: '/上报 一名学生被车撞伤，已送医院',
      fields: { category: 'traffic' },
    },
    {
      at: at(DAY, '10:30'),
      person: 'T41',
      says: '/上报 一名学生从单杠摔下骨折',
      fields: { category: 'injury' },
    },
    ...[1, 2].map((number) => ({
      at: at(DAY, '10:40'),
      person: 'P03',
      says: `/上报 ${number} 已报上级`,
      fields: { receiver: '区教育局', time: at(DAY, '10:35') },
    })),
  )
  expect(
    lines
      .filter(({ supplement }) => supplement)
      .map(({ supplement, record, to }) => [supplement, record, to]),
  ).toEqual([
    ['2026-09-22', '1', ['P03']],
    ['2026-10-15', '2', ['P03']],
  ])
})

test('a supplement whose last day is a day off moves to the next workday: here a makeup Sunday', async () => {
  const lines = await linesOf('2026-09-12', '2026-09-22', {
    at: at('2026-09-12', '10:00'),
    person: 'G03',
    says: '/上报 食堂后厨起火，一名员工烧伤，已送医院',
    fields: { category: 'fire' },
  })
  expect(lines.flatMap(({ supplement }) => supplement ?? [])).toEqual(['2026-09-20'])
})

test('restricted: the office is told one sentence, no line goes to anybody else', async () => {
  const lines = await linesOf(DAY, DAY, {
    at: at(DAY, '10:00'),
    person: 'T62',
    says: '/上报 有老师体罚学生，家长来反映',
    fields: { category: 'staff', level: 'serious' },
  })
  const people = new Set(lines.filter(({ type }) => type === 'message').flatMap(({ to }) => to as string[]))
  expect([...people].sort()).toEqual(['G01', 'G03', 'P01', 'P02', 'T62'])
  const office = lines.filter(({ to }) => (to as string[] | undefined)?.includes('G01'))
  expect(office).toMatchObject([
    { at: at(DAY, '10:10'), message: 'urgent', text: '有一起紧急受限事件，请立即电话联系校长。' },
  ])
})

test('a hazard reported again is no second one, unless it is said to be another; silence adds the words', async () => {
  const lines = await linesOf(
    DAY,
    DAY,
    { at: at(DAY, '10:00'), person: 'T31', says: '/隐患 三(2)班插座没电了' },
    { at: at(DAY, '10:05'), person: 'T32', says: '/隐患 三2班插座坏了', fields: { category: 'electric' } },
    { at: at(DAY, '11:00'), person: 'T33', says: '/隐患 三(2)班插座失灵', fields: { place: 'C302' } },
    { at: at(DAY, '11:01'), person: 'T33', says: '/隐患 1 另报' },
  )
  const events = lines.filter(({ type }) => type === 'event')
  expect(
    events.filter(({ kind }) => kind === 'hazard.reported').map(({ subject, at: when }) => [subject, when]),
  ).toEqual([
    ['1', at(DAY, '10:00')],
    ['2', at(DAY, '11:01')],
  ])
  expect(events.filter(({ kind }) => kind === 'hazard.supplemented')).toMatchObject([
    { subject: '1', at: at(DAY, '10:15') },
  ])
  expect(lines.filter(({ message }) => message === 'double')).toMatchObject([
    { at: at(DAY, '10:15'), to: ['T32'] },
  ])
})

test('closed and there again within 90 days: larger from the start, with the earlier one named', async () => {
  const lines = await linesOf(
    DAY,
    DAY,
    { at: at(DAY, '10:00'), person: 'T31', says: '/隐患 三(2)班插座没电了' },
    { at: at(DAY, '10:05'), person: 'G01', says: '/隐患 1 接收' },
    { at: at(DAY, '10:06'), person: 'G01', says: '/隐患 1 已整改', fields: { note: '换了' } },
    { at: at(DAY, '10:07'), person: 'T31', says: '/隐患 1 通过' },
    { at: at(DAY, '10:30'), person: 'T32', says: '/隐患 三2班插座坏了' },
  )
  const reported = lines.filter(({ kind }) => kind === 'hazard.reported')
  expect(reported.map(({ data }) => data)).toMatchObject([
    { severity: 'general' },
    { severity: 'larger', repeats: [1] },
  ])
})
