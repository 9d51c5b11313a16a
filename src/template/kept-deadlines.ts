import type { Hazard, Severity } from '../hazards/hazard.ts'
import { deadlines } from '../hazards/hazards.ts'
import { sayWait } from '../hazards/say-wait.ts'
import { SEVERITIES, severityName } from '../hazards/severity.ts'
import type { Directory } from '../people/directory.ts'
import { directoryWith } from '../people/directory-with.ts'
import type { Sections } from '../people/school-sections.ts'
import type { Database } from '../store/database.ts'
import { dayOf, instantOf, sayInstant } from '../time.ts'
import type { Part } from './report.ts'

/**
 * What another number means for hazards: those that are open keep the rules they are judged by and so their deadlines;
 * one reported or mended now gets the new one. Nothing for numbers that no hazard is judged by.
 */
export async function hazardsUnder(
  db: Database,
  directory: Directory,
  sections: Sections,
  key: string,
  nowMs: number,
): Promise<Part[]> {
  const concerned = severitiesOf(key)
  if (concerned.length === 0) return []
  const open = await openHazards(db, concerned)
  const names = concerned.length === SEVERITIES.length ? '' : severityName[concerned[0]!]
  const rows = concerned.flatMap((severity) => fresh(directory, sections, severity, nowMs))
  return [
    {
      title: `未销号的${names}隐患，期限不变`,
      rows: open.map(
        (about) =>
          `隐患 ${about.number}　${about.status === 'rectified' ? '等验收' : (sayWait(about) ?? `${sayInstant(about.rectifyDueMs)} 前整改`)}`,
      ),
    },
    { title: '以后新报的，以现在为例', rows: [...new Set(rows)] },
  ].filter(({ rows: found }) => found.length > 0)
}

/** Whose numbers these are: `hazard.larger.plan` of larger ones, `hazard.verify_days` of all. */
function severitiesOf(key: string): readonly Severity[] {
  const [noun, which] = key.split('.')
  if (noun !== 'hazard') return []
  return SEVERITIES.some((severity) => severity === which) ? [which as Severity] : SEVERITIES
}

async function openHazards(db: Database, severities: readonly Severity[]): Promise<Hazard[]> {
  const rows = await db.all<{ state: string }>(
    `SELECT state FROM hazards WHERE status NOT IN ('closed', 'invalid')
     AND severity IN (${severities.map(() => '?').join(',')}) ORDER BY number`,
    [...severities],
  )
  return rows.map(({ state }) => JSON.parse(state) as Hazard)
}

/** The deadlines of one reported now, by the rules as they are and as they would be: only what differs. */
function fresh(directory: Directory, sections: Sections, severity: Severity, nowMs: number): string[] {
  const after = directoryWith(directory, sections)
  const name = severityName[severity]
  const of = (under: Directory) => {
    const { version: rules, settings } = under.rules
    const due = deadlines({ severity, rules }, nowMs, under)
    const verified = under.calendar.addWorkdays(dayOf(nowMs), settings['hazard.verify_days'])
    return [
      [severity === 'general' ? `${name}隐患接收` : `${name}隐患管控`, due.acceptDueMs],
      [`${name}隐患整改`, due.rectifyDueMs],
      ['隐患验收', instantOf(verified, '17:30')],
    ] as const
  }
  const now = of(after)
  return of(directory).flatMap(([label, atMs], order) => {
    const [, then] = now[order]!
    return atMs === then ? [] : [`${label}　${sayInstant(atMs)} → ${sayInstant(then)}`]
  })
}
