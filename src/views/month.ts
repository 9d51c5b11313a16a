import { type MonthItem, monthCard } from '../cards/month.ts'
import { stageOf } from '../instances/document.ts'
import { type Instance, isDone } from '../instances/instance.ts'
import { awaitsPass, monthReports, submitsMonth } from '../instances/month-report.ts'
import { awaitedPasses } from '../instances/passes.ts'
import { missingProofs } from '../instances/prove.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { type View, viewerOf } from './view.ts'

/** This month's and last month's report; with `id` that one as well, whatever its month. */
export const monthView: View = {
  async draw(reader, show) {
    const viewer = viewerOf(reader, show) ?? reader.directory.person(String(show.person))
    if (!viewer) return undefined
    const all = await monthReports(reader.db, reader.nowMs)
    const last = all.slice(-2)
    const named = all.filter(({ id }) => id === show.id && !last.some((each) => each.id === id))
    const items = [...named, ...last]
      .reverse()
      .map((report) => itemOf(reader.directory, report, viewer, reader.nowMs))
    return monthCard(
      items,
      show.asked === undefined ? undefined : String(show.asked),
      String(show.round ?? 0),
    )
  },
}

function itemOf(directory: Directory, report: Instance, viewer: Person, nowMs: number): MonthItem {
  const stage = stageOf(report)
  const named = (mark: Instance['reviewed']) =>
    mark && { by: directory.person(mark.by)?.name ?? mark.by, atMs: mark.atMs }
  const [reviewed, approved] = [named(report.reviewed), named(report.approved)]
  const receipts = missingProofs(report).flatMap(({ type, of }) => (type === 'receipt' && of ? [of] : []))
  return {
    id: report.id,
    period: report.period,
    dueAtMs: report.dueAtMs,
    stage,
    overdue: !isDone(report) && nowMs > report.dueAtMs,
    ...(reviewed && { reviewed }),
    ...(approved && { approved }),
    receipts,
    passes: awaitedPasses(report),
    may: {
      pass: awaitsPass(viewer, report),
      submit: (stage === 'approved' || stage === 'submitted') && submitsMonth(viewer, report, directory),
    },
  }
}
