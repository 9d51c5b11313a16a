import { cut } from '../cut.ts'
import { hazardCategories } from '../duties/catalogue.ts'
import { isOver } from '../hazards/decide.ts'
import type { Hazard, HazardPlan } from '../hazards/hazard.ts'
import { severityName } from '../hazards/severity.ts'
import { sayYuan, spentFen } from '../hazards/spend.ts'
import { sayDay, sayInstant } from '../time.ts'
import { type Block, bold, facts, small, text } from './card.ts'
import type { HazardView } from './hazard.ts'
import { loopBlocks, loopFacts, sayDue } from './hazard-loop.ts'
import { hazardPhotos } from './hazard-photos.ts'
import { sayReporter, talkBlocks } from './hazard-talk.ts'

/** What the record says, each fact with its word; the same for everybody who may read it whole. */
export function bodyBlocks(view: HazardView): Block[] {
  const { hazard } = view
  const holder = view.rectifier ?? view.assignee
  const mended = hazard.status === 'rectified' || hazard.status === 'closed'
  return [
    text(bold(hazard.text)),
    facts(
      ['类别', `${sayClass(hazard)}${hazard.needsReview ? '（待核定）' : ''}`],
      ['报告', sayReporter(view)],
      ['回电', view.callBack],
      ['录入', view.entered],
      ['责任', [view.department, ...(holder ? [' ', { person: holder }] : [])]],
      !isOver(hazard) && !mended && ['期限', sayDue(hazard)],
      ...loopFacts(hazard, view.loop),
      ['管控', hazard.control],
      ['方案', hazard.plan && sayPlan(hazard.plan)],
      view.upwardDueMs !== undefined && ['报上级', `${sayInstant(view.upwardDueMs)} 前`],
      ['已报上级', sayUpward(hazard)],
      ['投入', saySpent(hazard)],
      ['不挂牌', hazard.unlisted?.reason],
      ['挂牌督办', view.listing],
      hazard.transfers > 0 && hazard.status === 'assigned' && !hazard.reopens && ['转交', hazard.lastReason],
      mended && ['整改', hazard.rectifiedNote || undefined],
      hazard.status === 'returned' && ['退回', hazard.lastReason],
      hazard.status === 'invalid' && ['作废', hazard.lastReason],
      ['重复', sayRepeats(view)],
      [
        '同处',
        hazard.maybeSame !== undefined && view.decides
          ? `隐患 ${hazard.maybeSame}，是同一件可以并入`
          : undefined,
      ],
      ...supplementFacts(view),
      ['验收', view.verifier && [{ person: view.verifier }]],
    ),
    ...(hazard.transfers > 1 ? [small(`已转交 ${hazard.transfers} 次`)] : []),
    ...loopBlocks(hazard, view.loop),
    ...(view.keptRule ? [small(view.keptRule)] : []),
    ...hazardPhotos(hazard, view.person),
    ...talkBlocks(view),
  ]
}

/** `消防设施 · 一般`. */
export const sayClass = ({ category, severity }: Hazard): string =>
  `${hazardCategories.get(category)?.name ?? category} · ${severityName[severity]}`

const sayRepeats = ({ hazard: { repeats = [] }, repeatDays }: HazardView): string | undefined =>
  repeats.length > 0
    ? `屡查屡犯，${repeatDays} 天内第 ${repeats.length + 1} 次（此前：隐患 ${repeats.join('、')}）`
    : undefined

/** More than this many is in the record; a card shows what is newest. */
const MOST_SUPPLEMENTS = 3

const supplementFacts = ({ hazard: { supplements = [] } }: HazardView): [string, string][] =>
  supplements
    .slice(-MOST_SUPPLEMENTS)
    .map(({ text: said, atMs }) => ['补充', `${sayInstant(atMs)} ${cut(said, 120)}`])

const sayPlan = ({ measure, person, money, date }: HazardPlan): string =>
  `${measure}（${person}，资金 ${money}，${sayDay(date)}前）`

/** The sum first; each entry with what it was for. */
const saySpent = (hazard: Hazard): string | undefined =>
  hazard.spent &&
  `${sayYuan(spentFen(hazard))}（${hazard.spent.map(({ fen, item, day }) => `${item} ${sayYuan(fen)} ${sayDay(day).split(' ')[0]}`).join('；')}）`

const sayUpward = ({ upward = [] }: Hazard): string | undefined =>
  upward
    .map(({ receiver, atMs, receipt }) => [receiver, sayInstant(atMs), receipt].filter(Boolean).join(' '))
    .join('；') || undefined
