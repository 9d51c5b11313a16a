import type { HandoverGroup } from '../cards/handover.ts'
import { checkin } from '../checkins/checkin.ts'
import { cut } from '../cut.ts'
import type { Handover } from '../handovers/handover.ts'
import { type Item, type ItemKind, turnNamed } from '../handovers/items.ts'
import { hazardById } from '../hazards/hazards.ts'
import { incidentById } from '../incidents/incidents.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { type Instance, isOwed } from '../instances/instance.ts'
import { isOver } from '../listings/listing.ts'
import { listingById } from '../listings/listings.ts'
import { beginWork } from '../log/work.ts'
import { dayOf, sayDay } from '../time.ts'
import { titleOf } from './duty-items.ts'
import { recordTitle } from './record-title.ts'
import { seatName } from './roster.ts'
import type { Reader } from './view.ts'

/** How a card calls what it lists, in its order; a duty's group is its kind. */
const NAMES: Record<Exclude<ItemKind, 'duty'>, string> = {
  'stand-in': '替别人办的',
  shared: '协办的',
  signature: '还没签的责任书',
  checkin: '今天的签到',
  hazard: '隐患',
  verify: '待验收的隐患',
  listing: '挂牌督办',
  incident: '在办的事件',
  turn: '值班值日',
  swap: '正在征集的换班',
  point: '巡查点',
  class: '班级',
}
const DUTIES: Record<string, string> = {
  meeting: '会议',
  report: '报表和报告',
  reporting: '上报和惩戒整改',
  letter: '责任书',
  patrol: '巡查',
  drill: '演练',
  training: '培训教育',
  inspection: '检查',
}
const OTHER_DUTIES = '到期要办的事'

/** What is handed over, each in a short line, by what it is; what was settled meanwhile is left out while it is open. */
export async function groupsOf(
  reader: Reader,
  about: Handover,
  items: readonly Item[],
): Promise<HandoverGroup[]> {
  const groups = new Map<string, string[]>()
  for (const item of items) {
    const line = await lineOf(reader, item, about.status === 'open')
    if (!line) continue
    groups.set(line.group, [...(groups.get(line.group) ?? []), line.text])
  }
  const order = [...Object.values(DUTIES), OTHER_DUTIES, ...Object.values(NAMES)]
  return [...groups]
    .map(([name, lines]) => ({ name, lines }))
    .sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
}

/** Enough of somebody's words to know which one it is. */
const LONGEST_TEXT = 20

interface Line {
  group: string
  text: string
}

async function lineOf(reader: Reader, { kind, id }: Item, open: boolean): Promise<Line | undefined> {
  const { directory, db } = reader
  const line = (text: string | undefined): Line | undefined =>
    text === undefined || kind === 'duty' ? undefined : { group: NAMES[kind], text }
  switch (kind) {
    case 'duty':
    case 'stand-in':
    case 'shared':
    case 'signature': {
      const entry = await beginWork(db, reader.nowMs, null).state(dutyInstance, id)
      if (!entry || (open && !isOwed(entry))) return undefined
      return kind === 'duty' ? dutyLine(reader, entry) : line(dutyText(reader, entry))
    }
    case 'checkin': {
      const entry = await beginWork(db, reader.nowMs, null).state(checkin, id)
      return line(entry && titleOf(directory, entry, directory.duties.get(entry.duty)))
    }
    case 'hazard':
    case 'verify': {
      const known = await hazardById(db, id)
      if (!known || (open && (known.status === 'closed' || known.status === 'invalid'))) return undefined
      return line(`隐患 ${id} ${known.restricted ? '受限事项' : cut(known.text, LONGEST_TEXT)}`)
    }
    case 'listing': {
      const known = await listingById(db, id)
      return known && !(open && isOver(known))
        ? line(await recordTitle(reader, { ...toldIncident(id), ladder: `listing/${id}` }))
        : undefined
    }
    case 'incident': {
      const known = await incidentById(db, id)
      return open && known?.status === 'closed'
        ? undefined
        : line(await recordTitle(reader, toldIncident(id)))
    }
    case 'turn': {
      const { seat, day } = turnNamed(id)
      return open && day < dayOf(reader.nowMs) ? undefined : line(`${sayDay(day)} ${seatName(seat)}`)
    }
    case 'swap':
      return line(sayDay(id.slice(0, '2026-09-01'.length)))
    case 'point':
      return line(directory.school.file.patrol_points.find((point) => point.id === id)?.name)
    case 'class':
      return line(directory.class(id)?.name)
  }
}

const toldIncident = (id: string) => ({
  ladder: `incident/${id}`,
  key: id,
  message: '',
  condition: '',
})

const dutyLine = (reader: Reader, entry: Instance): Line => {
  const kind = reader.directory.duties.get(entry.duty)?.kind ?? ''
  return { group: DUTIES[kind] ?? OTHER_DUTIES, text: dutyText(reader, entry) }
}

/** `每日防火巡查（9月2日 周三）`. */
const dutyText = ({ directory }: Reader, entry: Instance): string =>
  `${titleOf(directory, entry, directory.duties.get(entry.duty))}（${sayDay(dayOf(entry.dueAtMs - 1))}）`
