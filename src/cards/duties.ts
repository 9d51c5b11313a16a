import type { HeldPost, OwnDuty } from '../people/own-duties.ts'
import { sayDay } from '../time.ts'
import { type Block, bold, type Card, type Inline, small, text } from './card.ts'

const EVIDENCE: Record<string, string> = {
  text: '文字',
  photo: '照片',
  attendance: '签到',
  file: '文件',
  checklist: '检查表',
  number: '数字',
  signature: '签字',
  receipt: '回执',
  location: '定位',
  points: '巡查点',
}

/** 一岗双责 on one card: what a post does, what it answers for, and when each duty is next (S2-114). */
export function dutiesCard(name: string, held: HeldPost[]): Card {
  const blocks: Block[] = held.flatMap(({ post, duties }, order): Block[] => [
    {
      kind: 'details',
      summary: `${post.name} · ${duties.length} 项有日子的职责`,
      open: order === 0,
      blocks: [
        ...listed('业务职责', post.businessDuties),
        ...listed('安全职责', post.safetyDuties),
        ...(duties.length > 0
          ? [text(bold('什么时候做')), { kind: 'list' as const, items: duties.map(line) }]
          : []),
      ],
    },
  ])
  return {
    kind: 'duties',
    title: `${name} · 我的双责`,
    tone: 'info',
    preview: '您的业务职责和安全职责',
    audience: 'personal',
    blocks: [
      ...(blocks.length > 0 ? blocks : [text('学校资料里还没有写您的岗位，请联系安全办公室。')]),
      small('标「到点提醒」的，双责会发卡片给您；其余请按日子自己安排。'),
    ],
  }
}

const listed = (title: string, duties: string[]): Block[] =>
  duties.length > 0 ? [text(bold(title)), { kind: 'list', items: duties.map((duty) => [duty]) }] : []

function line({ duty, next, asked }: OwnDuty): Inline[] {
  const when = next ? `下次 ${sayDay(next.day)}${next.provisional ? '（暂定）' : ''}` : '有事即办'
  const proof = duty.evidence.required.map((kind) => EVIDENCE[kind] ?? kind).join('、')
  return [
    bold(duty.title),
    ` ${when} · ${asked ? `到点提醒 · 每个上课日 ${asked.opensAt}–${asked.dueAt}` : duty.cadence}`,
    proof ? ` · 凭证：${proof}` : '',
    duty.basis[0] ? ` · 依据：${duty.basis[0]}` : '',
  ]
}
