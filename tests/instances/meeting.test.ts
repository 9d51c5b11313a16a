import { expect, test } from 'vitest'
import { absentFrom, attendMeeting, doorIsOpen, moveMeeting } from '../../src/instances/meeting.ts'
import { prove } from '../../src/instances/prove.ts'
import { after, at, meeting } from './made.ts'

const saying = (by: string, nowMs: number) => ({ by, nowMs, graceMs: 0 })
const arrives = (by: string, nowMs: number) => attendMeeting(by, saying(by, nowMs))
const minutes = (nowMs: number) =>
  prove([{ type: 'text', value: '议题：消防\n部署：换灭火器' }], saying('P03', nowMs))
const to = (day: string, time: string) => ({ day, opensAtMs: at(day, time) })
const NOW = at('2026-09-20', '10:00')

test('the door: from half an hour before the start until the minutes are done', () => {
  expect(() => arrives('P01', at('2026-09-24', '14:59'))(meeting())).toThrow('9月24日 15:30 开始')
  expect(arrives('P01', at('2026-09-24', '15:00'))(meeting())).toEqual([
    { kind: 'duty.attended', person: 'P01' },
  ])
  const there = after(meeting(), at('2026-09-24', '15:31'), arrives('P01', at('2026-09-24', '15:31')))
  expect(arrives('P01', at('2026-09-24', '15:32'))(there)).toEqual([])
  const done = after(there, at('2026-09-24', '16:30'), minutes(at('2026-09-24', '16:30')))
  expect(done.status).toBe('done')
  expect(() => arrives('P02', at('2026-09-24', '16:31'))(done)).toThrow('结束登记')
  expect(absentFrom(done)).toEqual(['P03', 'P02', 'G01'])
})

test('only who is to come can have come', () => {
  expect(() => arrives('T31', at('2026-09-24', '15:31'))(meeting())).toThrow('不在这次会议的参会名单里')
})

test('minutes before anybody signed in do not make it done, and the first one does not shut the door that day', () => {
  const written = after(meeting(), at('2026-09-24', '16:30'), minutes(at('2026-09-24', '16:30')))
  expect(written.status).toBe('scheduled')
  const late = at('2026-09-24', '16:40')
  const done = after(written, late, arrives('P01', late))
  expect(done.status).toBe('done')
  expect(doorIsOpen(done, late)).toBe(true)
  expect(doorIsOpen(done, at('2026-09-25', '08:00'))).toBe(false)
})

test('put off inside its period, as long as before, with a reason', () => {
  const moved = after(meeting(), NOW, moveMeeting(to('2026-09-29', '14:00'), '校长外出', NOW))
  expect([moved.opensAtMs, moved.dueAtMs, moved.roundAtMs]).toEqual([
    at('2026-09-29', '14:00'),
    at('2026-09-29', '16:00'),
    at('2026-09-29', '14:00'),
  ])
  const again = moveMeeting(to('2026-09-29', '14:00'), '校长外出', NOW)(moved)
  expect(again, 'twice the same').toEqual([])
})

test.each([
  ['out of its period', to('2026-10-08', '14:00'), '校长外出', {}, '9月1日 周二 至 9月30日 周三'],
  ['before its period', to('2026-08-31', '14:00'), '校长外出', {}, '本期之内'],
  ['without a reason', to('2026-09-29', '14:00'), ' ', {}, '理由'],
  ['into the past', to('2026-09-19', '14:00'), '校长外出', {}, '已经过去'],
  ['once somebody came', to('2026-09-29', '14:00'), '校长外出', { attended: ['P01'] }, '已经开了'],
  ['once it is over', to('2026-09-29', '14:00'), '校长外出', { status: 'missed' as const }, '已经结束'],
])('cannot be put off %s', (_, when, reason, more, words) => {
  expect(() => moveMeeting(when, reason, NOW)(meeting(more))).toThrow(words)
})
