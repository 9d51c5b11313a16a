import { expect, test } from 'vitest'
import { play, told } from './play.ts'

test('ESC-LETTER: the list of who has not signed the principal’s letter reaches the other head', async () => {
  const lines = await play({ from: '2026-09-01', to: '2026-09-22', on: ['ltr-school-dept'] }, [])
  const lists = told(lines, 'ltr-school-dept').filter((line) => line.includes(' overdue_list '))
  expect(lists).toEqual(['09-16T09:00 overdue_list P02'])
})
