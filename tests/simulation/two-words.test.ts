import { expect, test } from 'vitest'
import { play, told } from './play.ts'

test('ESC-COUNT: the counterpart is warned and called on in one message, each step with its word', async () => {
  const lines = await play({ from: '2026-12-09', to: '2026-12-10', on: ['mtg-leader-study'] }, [])
  const said = told(lines, 'mtg-leader-study').filter((line) => line.startsWith('12-10T09:00'))
  expect(said).toEqual([
    '12-10T09:00 escalate P01',
    '12-10T09:00 escalate P02',
    '12-10T09:00 pace_warning P01',
    '12-10T09:00 pace_warning P01',
    '12-10T09:00 pace_warning P02',
    '12-10T09:00 pace_warning P02',
  ])
  const messages = lines.filter(({ type, at }) => type === 'message' && String(at).includes('12-10T09:00'))
  expect(messages.map(({ to }) => String(to)).sort(), 'one message each').toEqual(['P01', 'P02'])
})
