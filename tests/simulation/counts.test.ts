import { expect, test } from 'vitest'
import { schoolWith } from '../world.ts'
import { simulated } from './term.ts'

/** The leaders' inspections under another rule of counting. */
const counting = async (more: object, actions: object[] = []) => {
  const school = schoolWith('ins-leader-two')
  const recurrence = { type: 'count_in_period', period: 'calendar_year', ...more }
  const own = { id: 'ins-leader-two', recurrence }
  const { told } = await simulated('2026-12-07', '2027-01-06', {
    school: { ...school, duties: [...(school.duties ?? []).filter(({ id }) => id !== own.id), own] },
    actions,
  })
  return told('P02', 'ins-leader-two').filter((line) => / (escalate|missed)$/.test(line))
}

test('ESC-COUNT: what the year asks for counts, whatever the last checkpoint expected', async () => {
  const each = ['P01', 'P02', 'P03', 'P04'].map((person) => ({
    at: '2026-12-08T10:00:00+08:00',
    person,
    says: '/完成 去了食堂',
    fields: { photos: [`${person}.jpg`] },
    about: { duty: 'ins-leader-two' },
  }))
  const checkpoints = [{ date: '12-10', expected: 1 }]
  expect(await counting({ min: 3, checkpoints }, each)).toEqual([
    '2026-12-10 09:00 escalate',
    '2027-01-04 09:00 missed',
  ])
  expect(await counting({ min: 1, checkpoints }, each)).toEqual([])
  const wordsOnly = each.map((action) => ({ ...action, fields: {} }))
  expect(await counting({ min: 1, checkpoints }, wordsOnly)).toHaveLength(2)
})

test('ESC-COUNT: without checkpoints too the end of the year says what was missed', async () => {
  expect(await counting({ min: 2 })).toEqual(['2027-01-04 09:00 missed'])
})
