import { cut } from '../cut.ts'
import type { Double } from '../doubles/double.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { severityName } from '../hazards/severity.ts'
import { sayStatus } from '../hazards/status.ts'
import { sayPlace } from '../reading/say-place.ts'
import { sayInstant } from '../time.ts'
import { type Block, bold, buttons, type Card, facts, small, text } from './card.ts'

/**
 * What looks like an open hazard: the one question of it, or what became of it. `of` is never a restricted one; `plainly`
 * says that without an answer both are taken for one.
 */
export function doubleCard(about: Double, of: Hazard, plainly: boolean): Card {
  const asked = about.status === 'asked'
  const title = titleOf(about, of)
  return {
    kind: 'double',
    title,
    tone: asked ? 'warn' : 'ok',
    tags: about.status === 'apart' ? [] : [sayStatus(of), severityName[of.severity]],
    preview: cut(asked ? `是同一件事吗？${of.text}` : `${title}，有结果会告诉您`, 40),
    audience: 'personal',
    blocks: [
      facts(
        ['您说的', about.given.text],
        [`隐患 ${of.number}`, of.text],
        ['地点', of.where ?? sayPlace(of.place)],
        ['时间', sayInstant(of.reportedAtMs)],
      ),
      ...(about.given.photos.length > 0
        ? [
            {
              kind: 'images' as const,
              images: about.given.photos.map((photo) => ({ photo, alt: '您发的照片' })),
            },
          ]
        : []),
      ...(asked ? askBlocks(about, of, plainly) : doneBlocks(about, of)),
    ],
  }
}

function titleOf({ status, hazard }: Double, of: Hazard): string {
  if (status === 'asked') return `同一处已有隐患 ${of.number}`
  return status === 'apart' ? `已另报为隐患 ${hazard}` : `已补充到隐患 ${of.number}`
}

function askBlocks({ id, dueAtMs }: Double, of: Hazard, plainly: boolean): Block[] {
  return [
    text(bold('是同一件事吗？')),
    buttons(
      { label: '跟进这一条', says: `/隐患 ${of.number} 跟进 ${id}`, style: 'primary' },
      { label: '另报一条', says: `/隐患 ${of.number} 另报 ${id}` },
    ),
    small(
      `${sayInstant(dueAtMs ?? 0).split(' ')[1]} 前没有选，就${plainly ? `补充到隐患 ${of.number}` : '另报一条'}，您的话和照片都不会丢。`,
    ),
  ]
}

const WHY: Record<NonNullable<Double['why']>, string> = {
  said: '您的话和照片已记到这一条上，有结果会告诉您。',
  unasked: '同一处的这一条还没整改完，您的话和照片已记到上面，有结果会告诉您。',
  silence: '您没有选，就按同一件事记到这一条上了，有结果会告诉您。',
  graver: '您说的更严重，已马上记到这一条上、调高等级并通知负责的同事。',
}

function doneBlocks({ id, status, why, hazard }: Double, of: Hazard): Block[] {
  if (status === 'apart') return [buttons({ label: `看隐患 ${hazard}`, says: `/隐患 ${hazard}` })]
  return [
    text(WHY[why ?? 'said']),
    buttons(
      { label: `看隐患 ${of.number}`, says: `/隐患 ${of.number}` },
      { label: '不是同一件，另报一条', says: `/隐患 ${of.number} 另报 ${id}` },
    ),
  ]
}
