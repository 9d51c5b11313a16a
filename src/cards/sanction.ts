import { cut } from '../cut.ts'
import type { Sanction, SanctionStatus, SanctionType } from '../sanctions/sanction.ts'
import { type Day, sayDay, sayInstant } from '../time.ts'
import { type Block, type Button, bold, buttons, type Card, facts, small, type Tone, text } from './card.ts'
import { actForm, registerForm, type SanctionAsk } from './sanction-form.ts'

export interface SanctionView {
  sanction: Sanction
  replyDay: Day
  /** Workdays until the last day; negative when it is over. */
  left: number
  name(id: string): string
}

const STATUS: Record<SanctionStatus, string> = {
  received: '待整改',
  rectifying: '整改中',
  reply_drafted: '初稿已交',
  reply_submitted: '已报送',
  closed: '已办结',
}

const isOver = ({ status }: Sanction): boolean => status === 'reply_submitted' || status === 'closed'

const sayLeft = ({ sanction, left }: SanctionView): string => {
  if (isOver(sanction)) return STATUS[sanction.status]
  if (left < 0) return `已过期 ${-left} 个工作日`
  return left === 0 ? '今天截止' : `还剩 ${left} 个工作日`
}

function toneOf(view: SanctionView): Tone {
  if (view.sanction.status === 'closed') return 'muted'
  if (isOver(view.sanction)) return 'ok'
  return view.left <= 3 ? 'danger' : view.left <= 5 ? 'warn' : 'info'
}

/** `/惩戒` alone: the open ones with the workdays left, soonest first. */
export function sanctionsCard(
  views: SanctionView[],
  asked: SanctionType | true | undefined,
  round: string,
): Card {
  const owed = views.filter(({ sanction }) => !isOver(sanction))
  return {
    kind: 'sanctions',
    title: asked ? '登记惩戒' : '惩戒与整改报告',
    tone: owed.some(({ left }) => left <= 3) ? 'danger' : 'info',
    ...(owed.length > 0 && { tags: [`${owed.length} 件未报`] }),
    preview: owed[0] ? `${owed[0].sanction.type}：${sayLeft(owed[0])}` : '没有未报的整改报告',
    audience: 'personal',
    blocks: asked
      ? [registerForm(asked === true ? undefined : asked, round)]
      : [
          ...(views.length === 0 ? [text('没有未办结的惩戒措施。')] : views.flatMap(lineBlocks)),
          buttons({ label: '登记', says: '/惩戒 登记' }),
        ],
  }
}

const lineBlocks = (view: SanctionView): Block[] => [
  text(bold(`${view.sanction.number} · ${view.sanction.type}`), `（${sayLeft(view)}）`),
  small(`${view.sanction.authority} · ${cut(view.sanction.matters, 40)}`),
  buttons({ label: '打开', says: `/惩戒 ${view.sanction.number}` }),
]

/** One measure: what, until when, what was done, and the next step. */
export function sanctionCard(view: SanctionView, asked: SanctionAsk | undefined, round: string): Card {
  const { sanction, replyDay, name } = view
  const { number, type, authority, day, matters, notes, draft, reply, status } = sanction
  return {
    kind: 'sanction',
    title: `惩戒 ${number} · ${type}`,
    tone: toneOf(view),
    tags: [STATUS[status], ...(isOver(sanction) ? [] : [sayLeft(view)])],
    preview: cut(`${type}：${sayLeft(view)}，${matters}`, 40),
    audience: 'personal',
    blocks: [
      text(bold(matters)),
      facts(
        ['单位', authority],
        ['实行', sayDay(day)],
        ['报告截止', `${sayDay(replyDay)} 24:00（第 20 个工作日）`],
        draft !== undefined && ['初稿', `${draft.file}（${name(draft.by)} ${sayInstant(draft.atMs)}）`],
        reply !== undefined && ['回执', `${reply.receipt}（${name(reply.by)} ${sayInstant(reply.atMs)}）`],
      ),
      ...(notes.length > 0
        ? [
            {
              kind: 'list' as const,
              items: notes.map(({ text: words, by, atMs }) => [`${sayInstant(atMs)} ${name(by)}：${words}`]),
            },
          ]
        : []),
      ...(asked ? [actForm(sanction, asked, round)] : actButtons(sanction)),
    ],
  }
}

function actButtons({ number, status, draft }: Sanction): Block[] {
  const says = (what: string) => `/惩戒 ${number} ${what}`
  if (status === 'closed') return []
  if (status === 'reply_submitted') return [buttons({ label: '办结', says: says('要办结') })]
  const list: Button[] = [
    { label: '整改进展', says: says('要整改') },
    {
      label: draft ? '换初稿' : '交初稿',
      says: says('要初稿'),
      ...(!draft && { style: 'primary' as const }),
    },
    { label: '上传整改报告', says: says('要报送'), ...(draft && { style: 'primary' as const }) },
  ]
  return [buttons(...list)]
}
