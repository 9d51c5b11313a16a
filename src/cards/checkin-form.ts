import { type Block, bold, buttons, type Field, type Form, small, text } from './card.ts'
import type { TodayItem } from './today.ts'

/** Which questions are asked: only those of what went wrong (design §1.1). */
export type Asked = 'choose' | 'absent' | 'sick' | 'room' | 'all' | 'hazard' | 'incident'

const count = (name: string, label: string, initial?: number): Field => ({
  kind: 'field',
  name,
  label,
  input: 'number',
  ...(initial !== undefined && { initial }),
})

const ABSENT: Field[] = [
  count('absentSick', '因病缺勤(人)'),
  count('absentOther', '其他缺勤,已联系家长(人)'),
  count('absentUnreached', '没到且联系不上家长(人)'),
]
const SICK: Field[] = [count('symptoms', '发热、皮疹、呕吐、腹泻等(人)')]

/** The follow-up of 有异常 and 更正. Photos are sent in the chat afterwards: cards cannot upload (`feishu.md` §1.1). */
export function checkinForm(item: TodayItem, asked: Asked, round: string): Block[] {
  const { checkin, title } = item
  const says = (what: string) => `/打卡 ${checkin.id} ${what}`
  const back = { label: '返回', says: says('返回') }
  if (asked === 'choose' && item.scope === 'person')
    return [
      text(bold(title), ' 更正为:'),
      buttons(
        { label: '无异常', says: says('无异常') },
        { label: '有隐患', says: says('有隐患') },
        { label: '有事件', says: says('有事件') },
        back,
      ),
    ]
  if (asked === 'choose')
    return [
      text(bold(title), ' 哪里不一样?'),
      buttons(
        { label: '有人没到', says: says('没到') },
        { label: '有人不舒服', says: says('不适') },
        { label: '教室有问题', says: says('教室') },
        { label: '不止一项', says: says('多项') },
      ),
      buttons(...(checkin.answer ? [{ label: '改为全班正常', says: says('全班正常') }] : []), back),
    ]
  const form: Form = {
    kind: 'form',
    // A submitted form's name stays locked in the client (feishu.md §14.6): every showing gets its own.
    id: `c${round}_${asked}`,
    blocks: [text(bold(title)), ...questions(asked), ...advice(asked)],
    buttons: [{ label: '提交', says: says(SUBMITS[asked] ?? '异常'), style: 'primary' }],
  }
  // 返回 outside: every button of a form is a submit, and an empty required field would block it.
  return [form, buttons(back)]
}

const SUBMITS: Partial<Record<Asked, string>> = { hazard: '报隐患', incident: '报事件' }

function questions(asked: Asked): Field[] {
  const note: Field = {
    kind: 'field',
    name: 'note',
    label: '说明(不写学生姓名)',
    input: 'textarea',
    maxLength: 300,
  }
  const room: Field = {
    ...note,
    name: 'room',
    label: '教室哪里有问题',
    required: true,
    hint: '例如:后排吊扇晃动',
  }
  switch (asked) {
    case 'absent':
      return [...ABSENT, note]
    case 'sick':
      return [...SICK, note]
    case 'room':
      return [room]
    case 'all':
      return [...ABSENT, ...SICK, { ...room, required: false }, note]
    case 'hazard':
      return [
        {
          ...note,
          name: 'text',
          label: '在哪里,有什么隐患',
          required: true,
          hint: '例如:二楼饮水机旁插座烧黑',
        },
      ]
    case 'incident':
      return [
        {
          ...note,
          name: 'text',
          label: '在哪里,发生了什么',
          required: true,
          hint: '例如:操场一名学生扭伤脚',
        },
      ]
    default:
      return []
  }
}

const advice = (asked: Asked): Block[] =>
  asked === 'room' || asked === 'all' || asked === 'hazard'
    ? [small('有照片的话,提交后直接发到这里,会自动附上。')]
    : []
