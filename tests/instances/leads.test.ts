import { expect, test } from 'vitest'
import { dutiesWith } from '../../src/duties/duty.ts'
import { stockRules } from '../../src/duties/rules.ts'
import { plannedOn } from '../../src/instances/plan.ts'
import { Refusal } from '../../src/refusal.ts'
import { addDays, type Day } from '../../src/time.ts'
import { calendar } from '../duties/year.ts'

const own = (open: string, reminder: string) => ({
  id: 'own-open-day',
  title_zh: '校园开放日',
  post: 'moral_director',
  scope: 'school',
  kind: 'inspection',
  recurrence: { type: 'yearly_date', month: 6, day: 18, day_basis: 'school_day' },
  due_window: { open: { offset: open, at: '09:00' }, due: { offset: '0D', at: '16:00' } },
  reminders: [{ offset: reminder, at: '09:00' }],
  escalation_policy: 'ESC-STD',
})

/** The day on which this year's window enters the plan, looked for day by day. */
function enters(duty: object): Day | undefined {
  const duties = [dutiesWith([duty as Record<string, unknown>]).get('own-open-day')!]
  for (let day: Day = '2026-09-02'; day < '2027-06-30'; day = addDays(day, 1))
    if (plannedOn(duties, { calendar, rules: stockRules }, day, addDays(day, -1)).planned.length > 0)
      return day
  return undefined
}

test('a window that opens or reminds long before enters the plan on that day, not when it is near', () => {
  const due = '2027-06-18'
  expect(enters(own('-5WD', '-90WD'))).toBe(calendar.addWorkdays(due, -90))
  expect(enters(own('-120WD', '-1WD'))).toBe(calendar.addWorkdays(due, -120))
  expect(enters(own('-200D', '-1WD'))).toBe(addDays(due, -200))
})

test('more than a year ahead is refused, with how to mend it', () => {
  for (const duty of [own('-999WD', '-1WD'), own('0D', '-251WD'), own('-367D', '-1WD')])
    expect(() => dutiesWith([duty])).toThrow(
      expect.toSatisfy((error) => error instanceof Refusal && /最多一年/.test(error.message)),
    )
})
