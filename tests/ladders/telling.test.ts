import { expect, test } from 'vitest'
import { collectTellings, type Told } from '../../src/ladders/telling.ts'
import type { Directory } from '../../src/people/directory.ts'
import type { Person } from '../../src/people/person.ts'
import { instantOf } from '../../src/time.ts'

const owner = { id: 'P02' } as Person
const directory = { addressee: (person: Person) => person } as Directory
const nine = instantOf('2026-12-10', '09:00')
const word = (message: string): Told => ({
  ladder: 'duty/study.2026',
  key: 'study.P01.2026',
  duty: 'study',
  message,
  condition: 'not_done',
})

/** Words over one matter, each at its minute, own reminders marked; what the person reads, a line a message. */
function read(nowMs: number, ...words: [message: string, atMs: number, own?: boolean][]): string[] {
  const tellings = collectTellings(directory, nowMs)
  for (const [message, atMs, own = false] of words) tellings.tell(owner, atMs, word(message), false, own)
  return tellings.list().map(({ told }) => told.map(({ message }) => message).join(' '))
}

test('two steps of one minute over one matter are both said', () => {
  expect(read(nine, ['pace_warning', nine], ['escalate', nine])).toEqual(['pace_warning escalate'])
  expect(read(nine, ['notice', nine], ['not_held', nine])).toEqual(['notice not_held'])
  expect(read(nine, ['escalate', nine], ['escalate', nine])).toEqual(['escalate'])
})

test('a duty’s own reminder merges with the policy’s step, whichever comes first (§10.3)', () => {
  expect(read(nine, ['draft_due', nine], ['reminder', nine, true])).toEqual(['draft_due'])
  expect(read(nine, ['reminder', nine, true], ['draft_due', nine])).toEqual(['draft_due'])
  expect(read(nine, ['reminder', nine, true])).toEqual(['reminder'])
})

test('nobody is reminded of what he is told to be late with in the same message', () => {
  expect(read(nine, ['card', nine], ['reminder', nine], ['overdue', nine])).toEqual(['overdue'])
  expect(read(nine, ['overdue', nine], ['reminder', nine])).toEqual(['overdue'])
})

test('of days that are over only the last word is said', () => {
  const later = nine + 2 * 86_400_000
  expect(read(later, ['overdue', nine], ['escalate', nine + 3_600_000])).toEqual(['escalate'])
})
