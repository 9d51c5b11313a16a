import { sayDoor } from '../reporting/doors.ts'
import { sayInstant } from '../time.ts'
import { type Block, heading, type Inline } from './card.ts'
import type { HazardView } from './hazard.ts'

/** Who reported it; of a report without a name how it came and what he called himself, which proves nothing. */
export function sayReporter({ hazard, reporter }: HazardView): Inline[] {
  const when = sayInstant(hazard.reportedAtMs)
  if (reporter) return [{ person: reporter }, ' ', when]
  if (!hazard.anonymous) return [when]
  const name = hazard.claimed?.name ? `自称「${hazard.claimed.name}」` : '没有留名'
  return [[name, sayDoor(hazard.source), when].filter(Boolean).join(' · ')]
}

/** What the one with the code and the school said to each other; `names` by person id. */
export function talkBlocks({ hazard, talkers }: HazardView): Block[] {
  const { talk = [] } = hazard
  if (talk.length === 0) return []
  const items = talk.map(({ atMs, text, by }): Inline[] => [
    `${sayInstant(atMs)} ${by === undefined ? '报告人补充' : `${talkers.get(by) ?? '学校'}答复`}：${text}`,
  ])
  return [heading('和报告人的往来'), { kind: 'list', items }]
}
