import { sayWarning, type WarningsView, warningsCard } from '../cards/warnings.ts'
import type { Settings } from '../duties/settings.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import { sayStatus } from '../hazards/status.ts'
import { readsWeek } from '../people/permissions.ts'
import { sayPlace } from '../reading/say-place.ts'
import { summaryAsOf } from '../reports/week.ts'
import type { Database } from '../store/database.ts'
import { sayInstant } from '../time.ts'
import type { Spans } from '../warnings/spans.ts'
import type { Warning } from '../warnings/warning.ts'
import { warningsOf } from '../warnings/warnings.ts'
import { codeOf } from './patrols.ts'
import { type Reader, type View, viewerOf } from './view.ts'

/** The records behind each warning of a week, for those who read the week; each record by its own readers. */
export const warningsView: View = {
  async draw(reader, show) {
    const viewer = viewerOf(reader, show)
    const { db, directory, nowMs } = reader
    if (!viewer || !readsWeek(viewer, directory)) return undefined
    const { start, end } = directory.calendar.schoolWeekOf(String(show.day))
    const asOfMs = summaryAsOf(directory, end, nowMs)
    const { list, spans, settings } = await warningsOf(db, directory, end, asOfMs)
    const known = await hazardsNumbered(db, list.flatMap(numbersIn))
    const warnings = list.map((warning) => {
      const about = numbersIn(warning).flatMap((number) => known.get(number) ?? [])
      const open = about.filter((each) => mayReadHazard(viewer, each, directory) && !each.restricted)
      const items = warning.kind === 'unvisited' ? pointLines(reader, warning) : open.map(lineOf)
      return { line: sayWarning(warning), items, hidden: about.length - open.length }
    })
    return warningsCard({
      firstDay: start,
      lastDay: end,
      asOfMs,
      warnings,
      ...(spans && { compared: comparedOf(spans) }),
      rule: ruleOf(settings),
    })
  },
}

/** The hazards a line is about; those it is held against are only counted. */
function numbersIn(warning: Warning): number[] {
  switch (warning.kind) {
    case 'more':
      return warning.now
    case 'stuck':
      return [...new Set([...warning.returned, ...warning.transferred, ...warning.reopened])]
    case 'slower':
      return warning.now.closed
    case 'unvisited':
      return []
  }
}

async function hazardsNumbered(db: Database, numbers: readonly number[]): Promise<Map<number, Hazard>> {
  const wanted = [...new Set(numbers)]
  const rows = await db.all<{ state: string }>(
    'SELECT state FROM hazards WHERE number IN (SELECT value FROM json_each(?))',
    [JSON.stringify(wanted)],
  )
  return new Map(rows.map(({ state }) => JSON.parse(state) as Hazard).map((each) => [each.number, each]))
}

const lineOf = (about: Hazard): string =>
  `隐患 ${about.number}　${about.where ?? sayPlace(about.place)}　${sayStatus(about)}`

function pointLines({ directory }: Reader, { points }: Warning & { kind: 'unvisited' }): string[] {
  return points.flatMap(({ id, lastAtMs }) => {
    const point = directory.school.file.patrol_points.find((each) => each.id === id)
    const last = lastAtMs === undefined ? '还没有人到过' : `上次 ${sayInstant(lastAtMs)}`
    return point ? [`${codeOf(point)} ${point.name}　${last}`] : []
  })
}

const comparedOf = ({ now, before }: Spans): NonNullable<WarningsView['compared']> => ({
  now: [now.firstDay, now.lastDay],
  before: [before.firstDay, before.lastDay],
})

/** When anything is said, in the numbers that held then. */
const ruleOf = (settings: Settings): string[] => {
  const of = (key: keyof Settings) => settings[key]
  return [
    `地点或类别：${of('warning.weeks')} 周内至少 ${of('warning.least')} 条，是前 ${of('warning.weeks')} 周的 ${of('warning.times')} 倍以上，并且多于上学期同样周数的平均`,
    `反复：退回 ${of('warning.returns')} 次以上、转交 ${of('warning.transfers')} 次以上，或销号后重开`,
    `变慢：前后各销号 ${of('warning.least_closed')} 条以上，中位天数多 ${of('warning.slower_days')} 天以上`,
    `巡查点：${of('warning.unvisited_days')} 天没有人到`,
  ]
}
