import type { Incident } from '../incidents/incident.ts'
import {
  isUpwardSettled,
  isWaived,
  isWrittenLate,
  minutesLate,
  missingReceivers,
  receiverName,
  upwardDueMs,
} from '../incidents/upward.ts'
import { sayInstant, timeOf } from '../time.ts'
import type { IncidentView } from './incident.ts'

/** 迟报风险 stays; by how much it was late is computed from the times, never typed (handbook §5.6). */
export function lateTags(incident: Incident): string[] {
  const late = minutesLate(incident)
  return late > 0 ? [`迟报 ${late} 分钟`] : (incident.flags ?? []).slice(0, 1)
}

/** What went up, what still must, and who decided that nothing needs to. */
export function upwardFacts({ incident, name }: IncidentView): ([string, string | undefined] | false)[] {
  const dueMs = upwardDueMs(incident)
  if (dueMs === undefined) return []
  const reports = (incident.upward ?? []).map((entry) =>
    [entry.receiver, sayInstant(entry.atMs), entry.reportedBy, entry.receipt].filter(Boolean).join(' '),
  )
  const { waived, written } = incident
  const open = !isUpwardSettled(incident) && incident.status !== 'closed'
  const missing = missingReceivers(incident).map((receiver) => receiverName[receiver])
  return [
    ['已报上级', reports.join('；') || undefined],
    [
      '不需上报',
      isWaived(incident) && waived
        ? `${name(waived.by)} ${timeOf(waived.atMs)}：${waived.reason}`
        : undefined,
    ],
    open && ['要报上级', `${sayInstant(dueMs)} 前报${missing.join('、')}`],
    [
      '书面报告',
      written && `${written.file} ${sayInstant(written.atMs)}${isWrittenLate(incident) ? '（迟）' : ''}`,
    ],
  ]
}
