import { hazardCategories } from '../duties/catalogue.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { SEVERITIES, severityName } from '../hazards/severity.ts'
import { sayPlace } from '../reading/say-place.ts'
import { areaField, type Block, bold, type Field, type Form, photoField, text } from './card.ts'
import type { HazardView } from './hazard.ts'
import { isLoopAsk, LOOP_QUESTION, LOOP_SUBMIT, type LoopAsk, loopFields } from './hazard-loop-form.ts'
import { criteriaFields } from './listing-form.ts'
import { textField, upwardFields } from './upward-fields.ts'

/** Which question the hazard card asks right now. */
export type HazardAsk =
  | LoopAsk
  | 'place'
  | 'assign'
  | 'control'
  | 'transfer'
  | 'rectify'
  | 'return'
  | 'reclassify'
  | 'dismiss'
  | 'plan'
  | 'reportUp'
  | 'unlist'
  | 'list'
  | 'spend'
  | 'answer'

const QUESTION: Record<HazardAsk, string> = {
  place: '在哪里？',
  assign: '派给谁整改？',
  control: '采取了什么临时措施？',
  transfer: '转给谁，为什么？',
  rectify: '怎么整改的？',
  return: '哪里还不行？',
  reclassify: '更正类别、等级和地点',
  dismiss: '为什么不是隐患？',
  plan: '准备怎么整改？',
  reportUp: '报给了谁，什么时间？',
  unlist: '为什么不申请挂牌督办？',
  list: '符合哪一条，为什么？至少写一条',
  ...LOOP_QUESTION,
  spend: '花了多少钱，用在哪里？',
  answer: '答复报告人什么？对方凭查询码能看到，请不要写姓名电话。',
}
const SUBMIT: Record<HazardAsk, string> = {
  place: '地点',
  assign: '派给',
  control: '已管控',
  transfer: '转交',
  rectify: '已整改',
  return: '退回',
  reclassify: '改级',
  dismiss: '不是隐患',
  plan: '方案',
  reportUp: '已报上级',
  unlist: '不挂牌',
  list: '申请挂牌',
  ...LOOP_SUBMIT,
  spend: '投入',
  answer: '答复',
}

export function hazardForm(view: HazardView, asked: HazardAsk): Block[] {
  const { hazard } = view
  const form: Form = {
    kind: 'form',
    id: `h${hazard.number}_${asked}_${view.round}`,
    blocks: [text(bold(questionOf(view, asked))), ...fields(view, asked)],
    // Beside a form no other button fires, so 返回 is a submit too; a required field would block it.
    buttons: [
      { label: '提交', says: `/隐患 ${hazard.number} ${SUBMIT[asked]}`, style: 'primary' },
      { label: '返回', says: `/隐患 ${hazard.number}` },
    ],
  }
  return [form]
}

/** Of a place that was half said only the other half is asked. */
const questionOf = ({ hazard }: HazardView, asked: HazardAsk): string =>
  asked === 'place' && hazard.place ? `${sayPlace(hazard.place)}，是哪一栋？` : QUESTION[asked]

export const person = (name: string, label: string, view: HazardView): Field => ({
  kind: 'field',
  name,
  label,
  input: 'person',
  people: view.colleagues,
})

function fields(view: HazardView, asked: HazardAsk): Field[] {
  if (isLoopAsk(asked)) return loopFields(view, asked)
  switch (asked) {
    case 'place':
      return [
        {
          kind: 'field',
          name: 'place',
          label: '地点',
          input: 'text',
          hint: view.hazard.place ? '例如：教学楼B' : '例如：教学楼B二楼男厕',
        },
      ]
    case 'assign':
      return [person('rectifier', '整改人', view)]
    case 'control':
      return [areaField('control', '临时措施')]
    case 'transfer':
      return [person('to', '转给', view), areaField('reason', '理由')]
    case 'rectify':
      return [
        areaField('note', '整改说明'),
        photoField('整改后的照片', '整改后的照片直接发到这里，会自动附上。'),
      ]
    case 'plan':
      return [
        areaField('measure', '整改措施'),
        textField('person', '责任人'),
        textField('money', '资金', '没有就写 0'),
        { kind: 'field', name: 'date', label: '完成日期', input: 'date' },
      ]
    case 'reportUp':
      return upwardFields
    case 'list':
      return criteriaFields
    case 'spend':
      return [
        textField('amount', '金额（元）', '例如：350。登记错了，用负数冲减'),
        textField('item', '用在哪里', '例如：换插座'),
        { kind: 'field', name: 'date', label: '日期（不填就是今天）', input: 'date' },
      ]
    case 'answer':
      return [areaField('text', '答复')]
    case 'return':
    case 'unlist':
    case 'dismiss':
      return [areaField('reason', '理由')]
    case 'reclassify':
      return classFields(view.hazard)
  }
}

/** What the bot proposed, to be corrected with two taps: one choice, one submit. The place is in their own words. */
export function classFields({ category, severity, urgent, place, where }: Hazard): Field[] {
  return [
    {
      kind: 'field',
      name: 'category',
      label: '类别',
      input: 'select',
      options: [...hazardCategories.values()].map(({ id, name }) => ({ value: id, label: name })),
      initial: category,
    },
    {
      kind: 'field',
      name: 'severity',
      label: '等级',
      input: 'select',
      options: SEVERITIES.map((value) => ({ value, label: severityName[value] })),
      initial: severity,
    },
    {
      kind: 'field',
      name: 'urgent',
      label: '现在有人会碰到危险吗',
      input: 'select',
      options: [
        { value: 'yes', label: '会，紧急' },
        { value: 'no', label: '不会' },
      ],
      initial: urgent ? 'yes' : 'no',
    },
    {
      kind: 'field',
      name: 'place',
      label: '地点',
      input: 'text',
      maxLength: 60,
      initial: place ? (where ?? sayPlace(place)) : '',
    },
  ]
}
