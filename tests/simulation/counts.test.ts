import { expect, test } from 'vitest'
import { schoolWith } from '../world.ts'
import { simulated } from './term.ts'

/** The study meetings under another rule of counting; nobody holds any. */
const counting = async (more: object, actions: object[] = []) => {
  const school = schoolWith('mtg-leader-study')
  const recurrence = { type: 'count_in_period', period: 'calendar_year', ...more }
  const own = { id: 'mtg-leader-study', recurrence }
  const { told } = await simulated('2026-12-07', '2027-01-06', {
    school: { ...school, duties: [...(school.duties ?? []).filter(({ id }) => id !== own.id), own] },
    actions,
  })
  return told('P02', 'mtg-leader-study').filter((line) => / (escalate|missed)$/.test(line))
}

test('ESC-COUNT: what the year asks for counts, whatever the last checkpoint expected', async () => {
  const once = {
    at: '2026-12-08T10:00:00+08:00',
    person: 'P01',
    says: '/完成 学了一次',
    about: { duty: 'mtg-leader-study' },
  }
  const checkpoints = [{ date: '12-10', expected: 1 }]
  expect(await counting({ min: 3, checkpoints }, [once])).toEqual([
    '2026-12-10 09:00 escalate',
    '2027-01-04 09:00 missed',
  ])
  expect(await counting({ min: 1, checkpoints }, [once, { ...once, person: 'P02' }])).toEqual([])
})

test('ESC-COUNT: without checkpoints too the end of the year says what was missed', async () => {
  expect(await counting({ min: 2 })).toEqual(['2027-01-04 09:00 missed'])
})
