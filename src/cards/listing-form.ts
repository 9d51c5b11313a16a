import { isListed } from '../listings/listing.ts'
import { areaField, type Block, bold, type Field, type Form, photoField, text } from './card.ts'
import type { ListingView } from './listing.ts'
import type { ListingAct } from './listing-buttons.ts'
import { textField, upwardFields } from './upward-fields.ts'

/** Which question the listing's card asks right now; 更正牌面 asks the same as 已挂牌. */
export type ListingAsk = Exclude<ListingAct, 'approve' | 'correct'>

const QUESTIONS: Record<ListingAsk, { question: string; submit: string }> = {
  decline: { question: '为什么不同意？', submit: '不同意' },
  withdraw: { question: '为什么撤回？', submit: '撤回' },
  level: { question: '由谁挂牌，按规定来定', submit: '提请' },
  request: { question: '提请给了谁，什么时间？', submit: '已提请' },
  reply: { question: '对方怎么答复的？', submit: '答复' },
  list: { question: '牌上写了什么？', submit: '已挂牌' },
  progress: { question: '这周治理到哪一步了？', submit: '进展' },
  extend: { question: '督办单位改到哪一天？', submit: '延期' },
  outcome: { question: '上级作出了什么处理？', submit: '后果' },
  askRemoval: { question: '整改好了，申请摘牌', submit: '申请摘牌' },
  remove: { question: '什么时候摘的牌？', submit: '已摘牌' },
}

export function listingForm(view: ListingView, asked: ListingAsk): Block[] {
  const { about, round } = view
  const { question, submit } = QUESTIONS[asked]
  const form: Form = {
    kind: 'form',
    id: `l${about.number}_${asked}_${round}`,
    blocks: [text(bold(question)), ...fields(view, asked)],
    // Beside a form no other button fires, so 返回 is a submit too; a required field would block it.
    buttons: [
      { label: '提交', says: `/挂牌 ${about.number} ${submit}`, style: 'primary' },
      { label: '返回', says: `/挂牌 ${about.number}` },
    ],
  }
  return [form]
}

/** Both criteria of the rule; at least one with its reason (S2-062, S2-063). */
export const criteriaFields: Field[] = [
  areaField('difficult', 'A 整改难度大、需较长时间的理由（不符合就空着）'),
  areaField('outside', 'B 外部因素、学校自身难以排除的理由（不符合就空着）'),
]

const yesNo = (name: string, label: string, initial: boolean | undefined): Field => ({
  kind: 'field',
  name,
  label,
  input: 'select',
  options: [
    { value: 'yes', label: '是' },
    { value: 'no', label: '否' },
  ],
  ...(initial !== undefined && { initial: initial ? 'yes' : 'no' }),
})

const dayField = (name: string, label: string, initial?: string): Field => ({
  kind: 'field',
  name,
  label,
  input: 'date',
  ...(initial !== undefined && { initial }),
})

function fields(view: ListingView, asked: ListingAsk): Field[] {
  const { about, today } = view
  switch (asked) {
    case 'decline':
    case 'withdraw':
      return [areaField('reason', '理由')]
    case 'level':
      return [
        yesNo('eliminable', '学校采取措施能不能自行消除？', about.answers?.eliminable),
        yesNo('joint', '是否要多个部门联合整治、且难度较大？', about.answers?.joint),
      ]
    case 'request':
      return upwardFields
    case 'reply':
      return [
        textField('authority', '答复单位', '例如：区教育局'),
        dayField('date', '答复日期', today),
        areaField('words', '答复内容'),
        {
          kind: 'field',
          name: 'outcome',
          label: '结果',
          input: 'select',
          options: [
            { value: 'pending', label: '同意或在研究' },
            { value: 'refused', label: '不予挂牌' },
          ],
          initial: 'pending',
        },
      ]
    case 'list':
      return boardFields(view)
    case 'progress':
      return [areaField('note', '进展'), photoField('照片', '照片直接发到这里，十分钟内报进展会自动附上。')]
    case 'extend':
      return [
        dayField('deadline', '新的完成时限'),
        textField('document', '文号或文件名'),
        textField('authority', '督办单位', about.board?.authority),
      ]
    case 'outcome':
      return [
        textField('authority', '哪个单位'),
        dayField('date', '日期', today),
        areaField('words', '作出的处理'),
      ]
    case 'askRemoval':
      return [areaField('note', '整改情况（可不填）')]
    case 'remove':
      return [
        textField('authority', '摘牌单位', about.board?.authority),
        dayField('date', '摘牌日期', today),
        textField('receipt', '回执或文号'),
      ]
  }
}

/** What the authority's document says; while it is listed the deadline is shown as it stands. */
function boardFields({ about, board, colleagues }: ListingView): Field[] {
  const line = (name: string, label: string, initial: string | undefined, hint?: string): Field => ({
    ...(textField(name, label, hint) as Field & { input: 'text' }),
    maxLength: 200,
    ...(initial !== undefined && { initial }),
  })
  const person = about.board && colleagues.find(({ id }) => id === about.board?.person)?.value
  return [
    line('board_no', '编号', board?.no, '牌上或文件上的编号'),
    line('authority', '督办单位', board?.authority, '例如：区教育局'),
    line('matter', '督办事项', board?.matter),
    line('unit', '承担治理责任的单位', board?.unit),
    {
      kind: 'field',
      name: 'person',
      label: '责任人',
      input: 'person',
      people: colleagues,
      ...(person !== undefined && { initial: person }),
    },
    dayField('deadline', '完成时限', isListed(about) ? board?.deadline : undefined),
  ]
}
