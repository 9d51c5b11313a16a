import { cut } from '../cut.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { roundOf } from '../hazards/waits.ts'
import { sayInstant } from '../time.ts'
import { bold, type Card, small, text } from './card.ts'

/** What became of a report, for whoever made it: once, short, with the picture of the mending if he may see it. */
export function hazardResultCard(hazard: Hazard, reads: boolean): Card {
  const after = hazard.photos.filter(({ phase, round }) => phase === 'after' && round === roundOf(hazard))
  const told = toldOf(hazard)
  return {
    kind: 'hazard-result',
    title: `隐患 ${hazard.number} 已整改销号`,
    tone: 'ok',
    preview: cut(`您报的${told}已整改，验收通过`, 40),
    audience: 'personal',
    blocks: [
      text('您报的', bold(told), '已经整改，验收通过。谢谢您！'),
      ...(reads && hazard.rectifiedNote ? [text(`整改：${hazard.rectifiedNote}`)] : []),
      ...(reads && after.length > 0
        ? [{ kind: 'images' as const, images: after.map(({ id }) => ({ photo: id, alt: '整改后' })) }]
        : []),
      small(
        `${sayInstant(hazard.reportedAtMs)} 登记，${sayInstant(hazard.closedAtMs ?? hazard.reportedAtMs)} 销号`,
      ),
    ],
  }
}

/** The same message once the hazard is open again: neither its pictures nor its words hold any more. */
export function reopenedResultCard(hazard: Hazard): Card {
  return {
    kind: 'hazard-result',
    title: `隐患 ${hazard.number} 销号后又重开`,
    tone: 'info',
    preview: cut(`您报的${toldOf(hazard)}又重开了`, 40),
    audience: 'personal',
    blocks: [
      text('您报的', bold(toldOf(hazard)), `销号后又重开。最新情况请发送「/隐患 ${hazard.number}」查看。`),
    ],
  }
}

const toldOf = ({ restricted, number, text: words }: Hazard): string =>
  restricted ? `隐患 ${number}` : `「${cut(words, 30)}」`
