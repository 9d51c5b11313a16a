import { incidentCategories } from '../duties/catalogue.ts'
import { areaField, type Block, type Button, buttons, type Field, type Form } from './card.ts'
import type { IncidentView } from './incident.ts'
import { textField, upwardFields } from './upward-fields.ts'

export type IncidentAct =
  | 'acknowledge'
  | 'onTheWay'
  | 'note'
  | 'parents'
  | 'control'
  | 'raise'
  | 'lower'
  | 'close'
  | 'recategorise'
  | 'reportUp'
  | 'waive'
  | 'written'
export type IncidentAsk =
  | 'note'
  | 'parents'
  | 'control'
  | 'lower'
  | 'close'
  | 'recategorise'
  | 'reportUp'
  | 'waive'
  | 'written'

export function incidentButtons({ may, incident }: IncidentView): Block[] {
  const says = (what: string) => `/上报 ${incident.number} ${what}`
  const act: Record<IncidentAct, Button> = {
    acknowledge: { label: '收到', says: says('收到'), style: 'primary' },
    onTheWay: { label: '我到现场', says: says('到场') },
    note: { label: '补充情况', says: says('要补充') },
    parents: { label: '已告知家长', says: says('告知家长') },
    control: { label: '已控制', says: says('要控制') },
    raise: {
      label: '升为严重',
      says: says('升级'),
      style: 'danger',
      confirm: { title: '升为严重事件？', text: '会立即通知校长、书记等负责人。' },
    },
    lower: { label: '降为轻微', says: says('要降级') },
    close: { label: '结束', says: says('要结束') },
    recategorise: { label: '改类别', says: says('要改类别') },
    reportUp: { label: '已报上级', says: says('要报上级'), style: 'danger' },
    waive: { label: '不需上报', says: says('要免报') },
    written: { label: '书面报告', says: says('要书面') },
  }
  const RARE: IncidentAct[] = ['lower', 'recategorise', 'waive', 'written']
  const rare = may.filter((name) => RARE.includes(name))
  const plain = may.filter((name) => !RARE.includes(name))
  return [
    ...(plain.length > 0 ? [buttons(...plain.map((name) => act[name]))] : []),
    ...(rare.length > 0
      ? [{ kind: 'details' as const, summary: '更多', blocks: [buttons(...rare.map((name) => act[name]))] }]
      : []),
  ]
}

const categoryField = (initial: string): Field => ({
  kind: 'field',
  name: 'category',
  label: '其实是（受限类别只给少数负责人看）',
  input: 'select',
  options: [...incidentCategories.values()].map(({ id, name }) => ({ value: id, label: name })),
  initial,
})

export function incidentForm({ incident, round }: IncidentView, asked: IncidentAsk): Block[] {
  const says = (what: string) => `/上报 ${incident.number} ${what}`
  const forms: Record<IncidentAsk, { fields: Field[]; submit: string }> = {
    note: { fields: [areaField('note', '补充的情况（不写学生姓名）')], submit: '补充' },
    parents: {
      fields: [{ kind: 'field', name: 'time', label: '告知家长的时间', input: 'datetime' }],
      submit: '已告知家长',
    },
    control: { fields: [areaField('note', '现在的情况')], submit: '已控制' },
    lower: { fields: [areaField('reason', '下调的理由')], submit: '降级' },
    close: { fields: [areaField('note', '结果')], submit: '结束' },
    recategorise: { fields: [categoryField(incident.category)], submit: '改类别' },
    reportUp: { fields: upwardFields, submit: '已报上级' },
    waive: { fields: [areaField('reason', '不需上报的理由')], submit: '不需上报' },
    written: { fields: [textField('file', '书面报告的文件名或文号')], submit: '书面报告' },
  }
  const { fields, submit } = forms[asked]
  const form: Form = {
    kind: 'form',
    id: `i${incident.number}_${asked}_${round}`,
    blocks: fields,
    // Beside a form no other button fires, so 返回 is a submit too; a required field would block it.
    buttons: [
      { label: '提交', says: says(submit), style: 'primary' },
      { label: '返回', says: `/上报 ${incident.number}` },
    ],
  }
  return [form]
}
