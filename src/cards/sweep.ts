import { cut } from '../cut.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { severityName } from '../hazards/severity.ts'
import { isUntaken, sayStatus } from '../hazards/status.ts'
import { sayPlace } from '../reading/say-place.ts'
import type { Sweep, SweepItem } from '../sweeps/sweep.ts'
import {
  type Block,
  type Button,
  bold,
  buttons,
  type Card,
  type Field,
  heading,
  type Inline,
  small,
  text,
} from './card.ts'
import { classFields } from './hazard-form.ts'

/** A line of the receipt: what was said, and the record it became. */
export interface SweepLine {
  item: SweepItem
  /** None of an incident, whose own card says more. */
  hazard?: Hazard | undefined
  /** The viewer may correct it. */
  may: boolean
  /** Where it is still has to be said, or its house. */
  lacksPlace: boolean
}

export interface SweepView {
  sweep: Sweep
  lines: SweepLine[]
  /** The hazard whose correction is asked for. */
  asked?: Hazard | undefined
  round: string
}

/** One receipt for all that was reported in one go; the places that are missing are one question. */
export function sweepCard({ sweep, lines, asked, round }: SweepView): Card {
  const missing = lines.flatMap(({ hazard, lacksPlace }) => (hazard && lacksPlace ? [hazard] : []))
  const walking = sweep.status === 'open'
  return {
    kind: 'sweep',
    title: `${walking ? '正在巡' : '已登记'} · ${lines.length} 条`,
    tone: missing.length > 0 ? 'warn' : 'ok',
    preview: cut(`登记了 ${lines.length} 条${missing.length > 0 ? `，${missing.length} 条缺地点` : ''}`, 40),
    audience: 'personal',
    blocks: [
      { kind: 'list', items: lines.map(lineOf) },
      ...(sweep.left.length > 0 ? leftBlocks(sweep.left) : []),
      ...(asked
        ? [correction(sweep, asked, round)]
        : missing.length > 0
          ? [question(sweep, missing, round)]
          : []),
      ...(asked || missing.length > 0 ? [] : corrections(sweep, lines)),
    ],
  }
}

function lineOf({ item, hazard }: SweepLine): Inline[] {
  const number = item.about.split('/')[1]!
  if (!hazard) return [bold(`事件 ${number}`), ` ${cut(item.text, 60)}（已上报，负责的同事已收到）`]
  const where = hazard.restricted ? '受限' : (hazard.where ?? sayPlace(hazard.place))
  const urgent = hazard.urgent ? ' · 紧急' : ''
  const status = isUntaken(hazard) ? '' : ` · ${sayStatus(hazard)}`
  const joined = item.double ? '（同一处的这条还没整改完，已补充到上面）' : ''
  return [
    bold(`隐患 ${number}`),
    ` ${where} · ${severityName[hazard.severity]}${urgent}${status}：${cut(item.text, 60)}${joined}`,
  ]
}

const leftBlocks = (left: string[]): Block[] => [
  text({ tone: 'danger', text: `一次最多登记这么多，后面 ${left.length} 条没有登记，请再发一次：` }),
  small(cut(left.join('；'), 800)),
]

/** Two taps: which one, then what it is. Beside a form no other button fires (`feishu.md` §14.6). */
function corrections(sweep: Sweep, lines: SweepLine[]): Block[] {
  const list = lines.flatMap(({ item, hazard, may }): Button[] => {
    if (!hazard || !may) return []
    return item.double
      ? [{ label: `${hazard.number} 另报一条`, says: `/隐患 巡 ${sweep.id} 另报 ${item.double}` }]
      : [{ label: `更正 ${hazard.number}`, says: `/隐患 巡 ${sweep.id} 改 ${hazard.number}` }]
  })
  return list.length > 0
    ? [{ kind: 'details', summary: '类别、等级、地点有不对的，点这里更正', blocks: [buttons(...list)] }]
    : []
}

const question = (sweep: Sweep, missing: Hazard[], round: string): Block => ({
  kind: 'form',
  id: `s${sweep.id}_place_${round}`,
  blocks: [
    text(bold(missing.length > 1 ? '这几条在哪里？' : '这一条在哪里？')),
    ...missing.map(
      (about): Field => ({
        kind: 'field',
        name: `place_${about.number}`,
        label: `隐患 ${about.number}：${cut(about.text, 20)}`,
        input: 'text',
        maxLength: 60,
        hint: about.place ? `${sayPlace(about.place)}，是哪一栋？例如：教学楼B` : '例如：教学楼B二楼男厕',
      }),
    ),
  ],
  buttons: [{ label: '提交地点', says: `/隐患 巡 ${sweep.id} 补地点`, style: 'primary' }],
})

const correction = (sweep: Sweep, about: Hazard, round: string): Block => ({
  kind: 'form',
  id: `s${sweep.id}_${about.number}_${round}`,
  blocks: [heading(`更正隐患 ${about.number}`), ...classFields(about)],
  buttons: [
    { label: '提交', says: `/隐患 巡 ${sweep.id} 改级 ${about.number}`, style: 'primary' },
    { label: '返回', says: `/隐患 巡 ${sweep.id}` },
  ],
})
