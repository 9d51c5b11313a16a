import { areaField, type Block, bold, type Field, type Form, photoField, text } from './card.ts'
import type { DutyItem } from './duty-items.ts'

/** The questions of one duty: only the proofs still missing, each once. */
export function dutyForm(item: DutyItem, what: 'proof' | 'trouble', round: string): Block[] {
  const says = (words: string) => `/完成 ${item.id} ${words}`
  const fields =
    what === 'trouble'
      ? [areaField('text', '在哪里、什么情况')]
      : item.missing.flatMap((proof) => fieldsOf(item, proof))
  const form: Form = {
    kind: 'form',
    id: `d${round}_${what}`,
    blocks: [text(bold(item.title)), ...fields],
    buttons: [
      { label: '提交', says: says(what === 'trouble' ? '报隐患' : '提交'), style: 'primary' },
      { label: '返回', says: says('返回') },
    ],
  }
  return [form]
}

function fieldsOf(item: DutyItem, { type, of }: DutyItem['missing'][number]): Field[] {
  switch (type) {
    case 'text':
      return [areaField('text', item.kind === 'meeting' ? '会议纪要：议题和部署' : '情况')]
    case 'checklist':
      return [
        {
          kind: 'field',
          name: 'checklist',
          label: '逐项检查',
          input: 'select',
          options: [{ value: '全部正常', label: '全部正常' }],
          initial: '全部正常',
        },
      ]
    case 'number':
      return (item.numbers.length > 0 ? item.numbers : [{ key: 'number', label: '数字' }]).map(
        ({ key, label }) => ({
          kind: 'field',
          name: key,
          label,
          input: 'number',
        }),
      )
    case 'attendance':
      return [{ kind: 'field', name: 'attendance', label: '实到人数', input: 'number' }]
    case 'photo':
      return [photoField('照片', '照片请直接发给我，再点提交。')]
    case 'file':
      return [
        {
          kind: 'field',
          name: 'file',
          label: '文件名或链接（文件可以直接发给我）',
          input: 'text',
          maxLength: 200,
        },
      ]
    case 'receipt':
      return [
        {
          kind: 'field',
          name: `receipt_${of ?? ''}`.slice(0, 30),
          label: `${of ?? '接收单位'}回执（编号或接收人）`,
          input: 'text',
          maxLength: 100,
        },
      ]
    case 'signature':
    case 'location':
    case 'points':
      return []
  }
}
