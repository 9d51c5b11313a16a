import type { Calendar } from '../calendar/calendar.ts'
import type { Policy, PolicyStep } from '../duties/policies.ts'
import { parseAt } from '../duties/step-at.ts'
import type { FindSource, Source } from '../ladders/source.ts'
import type { Directory } from '../people/directory.ts'
import { resolveRoles, type Unheld } from '../people/roles.ts'
import { type Day, daysBetween, instantOf } from '../time.ts'
import type { Handover } from './handover.ts'
import { awaited } from './rights.ts'

export const ladderOf = ({ id }: Pick<Handover, 'id'>): string => `handover/${id}`

const step = (base: string, to: string, message: string): PolicyStep => ({
  written: base,
  at: parseAt(base),
  base,
  offsetMs: 0,
  condition: 'unconfirmed',
  to: [to],
  message,
})

/** No rule of the seeds names a time: the next school day those awaited are reminded, on the third the office hears. */
const POLICY: Policy = {
  id: 'handover',
  name: '换岗交接',
  quiet: 'respect',
  steps: [step('remind', 'awaited', 'reminder'), step('tell', 'safety_office', 'escalate')],
}

/** A vacation is too long to wait for its end. */
const LONGEST_WAIT_DAYS = 7
const AT = '09:00'

function schoolDayAfter(calendar: Calendar, day: Day, count: number): Day {
  if (count === 0) return day
  const next = calendar.nextSchoolDay(day)
  const near = next !== undefined && daysBetween(day, next) <= LONGEST_WAIT_DAYS
  return schoolDayAfter(calendar, near ? next : calendar.nextWorkday(day), count - 1)
}

/** What a handover's ladder climbs for; both times count from the day in its id. */
export function climbFor(directory: Directory, about: Handover, unheld?: Unheld): Source {
  const opened = about.id.slice(0, '2026-09-01'.length)
  const at = (count: number) => instantOf(schoolDayAfter(directory.calendar, opened, count), AT)
  return {
    climb: { policy: POLICY, bases: { remind: at(1), tell: at(3) }, reminders: [], controlled: false },
    matters: [
      {
        key: about.id,
        about: { record: about.id },
        holds: () => about.status === 'open',
        who: ({ to }) =>
          to.includes('awaited')
            ? awaited(directory, about)
            : resolveRoles([...to], directory, { day: opened, ...(unheld && { unheld }) }),
      },
    ],
    ended: about.status !== 'open',
    urgent: false,
  }
}

/** The ladder `handover/<id>`. */
export const handoverSource: FindSource = async ({ db, directory, unheld }, id) => {
  const row = await db.get<{ state: string }>('SELECT state FROM handovers WHERE id = ?', [
    id.slice('handover/'.length),
  ])
  return row && climbFor(directory, JSON.parse(row.state) as Handover, unheld)
}
