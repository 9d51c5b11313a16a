import type { Clocks } from '../hazards/clocks.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { type MendingRecord, missingRecords, shows } from '../hazards/records.ts'
import { isNobodys } from '../hazards/status.ts'
import { type Clock, pauseOf, type Redated, scopeOf, waitsOutside } from '../hazards/waits.ts'
import { type Day, sayDay, sayInstant } from '../time.ts'
import { type Block, type Inline, small } from './card.ts'

/** What a hazard's waiting, other hands and clocks say that is not in its record. */
export interface HazardLoop {
  /** Working minutes so far, by whom it waited for; only where it ever was paused. */
  clocks: Clocks | undefined
  nameOf(person: string): string
  /** Its records are this viewer's business: a reporter is not told what others still have to write. */
  bringsRecords: boolean
  /** When it is followed up unless somebody says another day. */
  followUp: Day
}

const CLOCK: Record<Clock, string> = { school: '学校', contractor: '承包方', superior: '上级' }

/** Until when something has to happen, and by whom it is awaited. */
export function sayDue(hazard: Hazard): string {
  const [pause, outside] = [pauseOf(hazard), waitsOutside(hazard)]
  if (pause) return `暂停中，等${CLOCK[pause.clock]}；${sayDay(pause.followUp)} 跟进`
  if (outside?.reply !== undefined) return `${outside.party}已答复，${sayDay(outside.followUp)} 跟进`
  if (outside) return `等${outside.party}答复；${sayDay(outside.followUp)} 跟进`
  return `${sayInstant(hazard.rectifyDueMs)} 前整改`
}

type Fact = [string, Inline | Inline[] | undefined] | false

export function loopFacts(hazard: Hazard, { nameOf }: HazardLoop): Fact[] {
  const { ask, outside, coOwners = [] } = hazard
  const pause = pauseOf(hazard)
  return [
    isNobodys(hazard) && ['不接', hazard.lastReason],
    ask !== undefined && ['申请', sayAsk(ask, nameOf)],
    pause !== undefined && [
      '暂停',
      `${pause.reason}（${nameOf(pause.askedBy)}提出，${nameOf(pause.approvedBy)}同意）`,
    ],
    scopeOf(hazard) === 'surroundings' && outside !== undefined && ['外部', sayOutside(outside)],
    coOwners.length > 0 && [
      '协办',
      coOwners.map(({ person, doneAtMs }) => `${nameOf(person)}${doneAtMs ? '（已完成）' : ''}`).join('、'),
    ],
    hazard.reopens !== undefined &&
      hazard.status !== 'closed' && ['重开', hazard.reopenedFor ?? hazard.lastReason],
  ]
}

function sayAsk(ask: NonNullable<Hazard['ask']>, nameOf: HazardLoop['nameOf']): string {
  const what =
    ask.what === 'extension'
      ? `延期到 ${sayInstant(ask.dueMs)}`
      : `暂停等${CLOCK[ask.clock]}，${sayDay(ask.followUp)} 跟进`
  return `${what}：${ask.reason}（${nameOf(ask.by)}，待批）`
}

const sayOutside = ({ party, askedAtMs, reply, times }: NonNullable<Hazard['outside']>): string =>
  [
    `${sayInstant(askedAtMs)} 联系${party}${times > 1 ? `（第 ${times} 次）` : ''}`,
    reply === undefined ? '还没有答复' : `答复：${reply}`,
  ].join('，')

/** Of what came of it only the half that is not there yet. */
const sayRecord = (record: MendingRecord, about: Hazard): string => {
  if (record === 'plan') return '方案'
  if (record === 'measures') return '整改措施照片'
  if (about.verifiedBy) return '效果照片'
  return shows(about, 'after') ? '验收' : '效果照片和验收'
}

/** Whoever moved the deadline, what is missing in its file, and on whose clock its time went. */
export function loopBlocks(hazard: Hazard, { clocks, nameOf, bringsRecords }: HazardLoop): Block[] {
  const asked = bringsRecords && hasBegun(hazard)
  const missing = (asked ? missingRecords(hazard) : []).map((each) => sayRecord(each, hazard))
  const { reopens = 0 } = hazard
  return [
    ...redatedToNow(hazard).map((entry) => small(sayRedated(entry, nameOf))),
    ...(reopens > 1 ? [small(`已重开 ${reopens} 次`)] : []),
    ...(missing.length > 0 ? [small(`缺：${missing.join('、')}`)] : []),
    ...(clocks && clocks.contractor + clocks.superior > 0 ? [small(`工作时间：${sayClocks(clocks)}`)] : []),
  ]
}

/** Before anybody has it in hand nothing of its file can be there. */
const hasBegun = ({ status }: Hazard): boolean =>
  status !== 'reported' && status !== 'assigned' && status !== 'invalid'

/** How the deadline came to be the one it is; opened again it has a new one, which nobody moved. */
function redatedToNow({ redated = [], rectifyDueMs }: Hazard): Redated[] {
  const led: Redated[] = []
  let dueMs = rectifyDueMs
  for (const entry of redated.toReversed()) {
    if (entry.toMs !== dueMs) break
    led.unshift(entry)
    dueMs = entry.fromMs
  }
  return led
}

const WHY: Record<Redated['why'], string> = {
  extension: '延期',
  pause: '暂停顺延',
  class: '改级',
  merge: '并入',
}

const sayRedated = ({ why, fromMs, toMs, by }: Redated, nameOf: HazardLoop['nameOf']): string =>
  `期限 ${sayInstant(fromMs)} → ${sayInstant(toMs)}（${WHY[why]}，${nameOf(by)}）`

const sayClocks = (clocks: Clocks): string =>
  (Object.keys(CLOCK) as Clock[])
    .filter((clock) => clock === 'school' || clocks[clock] > 0)
    .map((clock) => `${CLOCK[clock]} ${sayHours(clocks[clock])}`)
    .join('，')

const sayHours = (minutes: number): string => `${Math.round(minutes / 6) / 10} 小时`
