import { expect, test } from 'vitest'
import { events, play, refused } from './play.ts'

const at = (time: string, person: string, says: string, more: object = {}) => ({
  at: `${time}:00+08:00`,
  person,
  says,
  ...more,
})

test('a listing in an actions file: the same sentences with fields, its events and its ladder as lines', async () => {
  const lines = await play({ from: '2026-09-14', to: '2026-09-28', on: [] }, [
    at('2026-09-14T09:00', 'T31', '/隐患 教学楼C四楼走廊窗户限位器断了，能开很大'),
    at('2026-09-14T09:05', 'G01', '/隐患 1 已管控', { fields: { control: '锁住窗户' } }),
    at('2026-09-14T09:10', 'G01', '/隐患 1 申请挂牌', { fields: { difficult: '要拆了重做' } }),
    at('2026-09-14T09:20', 'P01', '/挂牌 同意', { about: 'listing/1' }),
    at('2026-09-14T09:30', 'G01', '/挂牌 1 提请', { fields: { eliminable: 'yes', joint: 'no' } }),
    at('2026-09-14T09:40', 'G01', '/挂牌 1 已提请', {
      fields: { receiver: '区教育局', time: '2026-09-14T09:35:00+08:00', by: '校长', receipt: '12号' },
    }),
    at('2026-09-14T10:00', 'G01', '/挂牌 1 已挂牌', {
      fields: {
        board_no: '3号',
        authority: '区教育局',
        matter: '四楼窗户',
        unit: '学校',
        person: 'G04',
        deadline: '2026-12-31',
      },
    }),
  ])
  expect(refused(lines)).toEqual([])
  expect(events(lines, 'listing').map(({ kind, data }) => [kind, data])).toEqual([
    ['listing.proposed', { record: '1', by: 'G01', hazard: '1' }],
    ['listing.approved', { record: '1', by: 'P01' }],
    ['listing.levelled', { record: '1', by: 'G01', level: 1 }],
    ['listing.requested', { record: '1', by: 'G01' }],
    ['listing.listed', { record: '1', by: 'G01', person: 'G04', deadline: '2026-12-31' }],
  ])
  const steps = lines
    .filter(({ about, message }) => about === 'listing/1' && message !== 'approve' && message !== 'answered')
    .map(({ at: when, message, to }) => `${String(when).slice(5, 16)} ${message} ${[to].flat().join()}`)
  expect(steps).toEqual([
    '09-14T10:00 responsible G04',
    '09-18T16:00 progress_due G04',
    '09-18T16:00 progress_due G01',
    '09-18T16:00 progress_due G03',
    '09-21T09:00 overdue P03',
    '09-24T16:00 progress_due G04',
    '09-24T16:00 progress_due G01',
    '09-24T16:00 progress_due G03',
    '09-28T09:00 overdue P03',
    '09-28T09:00 escalate P01',
    '09-28T09:00 escalate P02',
  ])
})
