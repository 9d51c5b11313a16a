import { KEPT, type Part } from '../template/report.ts'
import { PREVIEW_DAYS } from '../template/switching.ts'
import { bold, buttons, type Card, heading, small, text } from './card.ts'
import { rowsOf } from './template.ts'

/** The school has all of it already: nothing to decide. */
export const sameCard: Card = {
  kind: 'template-proposal',
  title: '模板预览',
  tone: 'info',
  preview: '和现在的规则一样',
  audience: 'personal',
  blocks: [text('和学校现在的规则一样，不用改。')],
}

/** What a template would do to the coming month, before any of it applies. */
export const proposalCard = (id: string, parts: readonly Part[]): Card => ({
  kind: 'template-proposal',
  title: '模板预览',
  tone: 'warn',
  tags: ['还没有改'],
  preview: parts.length > 0 ? `未来 ${PREVIEW_DAYS} 天会有变化` : '有改动，还没有生效',
  audience: 'personal',
  blocks: [
    text('未来 ', bold(PREVIEW_DAYS), ' 天，和现在比：'),
    ...(parts.length === 0 ? [text('要办的和要发的都不变，只有写法不同。')] : []),
    ...parts.flatMap(({ title, rows }) => [heading(title), ...rowsOf(rows)]),
    small(`${KEPT}消息按没有人办理来算，不含每日签到；生效之后可以用「/模板 撤销」改回来。`),
    buttons({ label: '就这样生效', says: `/模板 生效 ${id}`, style: 'primary' }),
  ],
})

/** After it applied; the way back stands on it. */
export const appliedCard = (changed: number): Card => ({
  kind: 'template-applied',
  title: '新规则已生效',
  tone: 'ok',
  preview: '新规则已生效',
  audience: 'personal',
  blocks: [
    text(
      changed === 0
        ? '没有要重排的项目；以后的按新的规则。'
        : `还没开始的 ${changed} 项已重排；以后的按新的规则。`,
    ),
    small(KEPT),
    buttons({ label: '改回来', says: '/模板 撤销' }),
  ],
})
