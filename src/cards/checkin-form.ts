import type { CheckinAnswer, CountName } from '../checkins/checkin-answer.ts'
import { cut } from '../cut.ts'
import { type Block, bold, buttons, type Field, type Form, photoField, text } from './card.ts'
import type { TodayItem } from './checkin-items.ts'

/** Which questions are asked: only those of what went wrong (design §1.1). */
export type Asked = 'unclear' | 'choose' | 'absent' | 'sick' | 'room' | 'all' | 'hazard' | 'incident'

/** Which fields a kind of question asks; a correction leaves the others as they were. */
export const ASKED_FIELDS = {
  absent: ['absentSick', 'absentOther', 'absentUnreached', 'note'],
  sick: ['symptoms', 'note'],
  room: ['room'],
  all: ['absentSick', 'absentOther', 'absentUnreached', 'symptoms', 'room', 'note'],
} as const satisfies Partial<Record<Asked, readonly (CountName | 'room' | 'note')[]>>

const LABELS: Record<CountName, string> = {
  absentSick: '因病没来（人）',
  absentOther: '其他原因，已联系家长（人）',
  absentUnreached: '没来且联系不上家长（人）',
  symptoms: '发热、皮疹、呕吐、腹泻等（人）',
}

/** Typed words that were neither normality nor trouble stand in the one question; each answer takes them along. */
function unclearForm({ checkin, title, scope }: TodayItem, words: string, round: string): Form {
  const says = (what: string) => `/打卡 ${checkin.id} ${what}`
  const normal = scope === 'person' ? '无异常' : '全班正常'
  return {
    kind: 'form',
    id: `c${round}_unclear`,
    blocks: [
      text(bold(title)),
      text(`您写的是「${cut(words, 40)}」。正常，还是有情况？`),
      { ...reportField('incident'), initial: cut(words, 300) },
    ],
    buttons: [
      { label: '有事件', says: says('报事件'), style: 'primary' },
      { label: '有隐患', says: says('报隐患') },
      ...(scope === 'person' ? [] : [{ label: '有人没到或不舒服', says: says('有异常') }]),
      { label: normal, says: says(normal) },
      { label: '返回', says: says('返回') },
    ],
  }
}

/** The follow-up of 有异常 and 更正. Photos are sent in the chat afterwards: cards cannot upload (`feishu.md` §1.1). */
export function checkinForm(item: TodayItem, asked: Asked, round: string, words = ''): Block[] {
  const { checkin, title } = item
  if (asked === 'unclear') return [unclearForm(item, words, round)]
  const says = (what: string) => `/打卡 ${checkin.id} ${what}`
  const back = { label: '返回', says: says('返回') }
  if (asked === 'choose' && item.scope === 'person')
    return [
      text(bold(title), ' 更正为：'),
      buttons(
        ...(checkin.answer?.normal ? [] : [{ label: '无异常', says: says('无异常') }]),
        { label: '有隐患', says: says('有隐患') },
        { label: '有事件', says: says('有事件') },
        back,
      ),
    ]
  if (asked === 'choose')
    return [
      text(bold(title), ' 哪里不一样？'),
      buttons(
        { label: '有人没到', says: says('没到') },
        { label: '有人不舒服', says: says('不适') },
        { label: '教室有问题', says: says('教室') },
        { label: '不止一项', says: says('多项') },
      ),
      buttons(
        ...(checkin.answer?.normal === false ? [{ label: '改为全班正常', says: says('全班正常') }] : []),
        back,
      ),
    ]
  const form: Form = {
    kind: 'form',
    // A submitted form's name stays locked in the client (feishu.md §14.6): every showing gets its own.
    id: `c${round}_${asked}`,
    blocks: [text(bold(title)), ...questions(asked, checkin.answer), ...advice(asked)],
    // Beside a form no other button fires, so 返回 is a submit too; a required field would block it.
    buttons: [{ label: '提交', says: says(SUBMITS[asked] ?? ''), style: 'primary' }, back],
  }
  return [form]
}

/** What the submit button says; after 异常 comes the kind, so that a correction touches only what was asked. */
const SUBMITS: Partial<Record<Asked, string>> = {
  absent: '异常 没到',
  sick: '异常 不适',
  room: '异常 教室',
  all: '异常 多项',
  hazard: '报隐患',
  incident: '报事件',
}

function questions(asked: Asked, before: CheckinAnswer | undefined): Field[] {
  if (asked === 'hazard' || asked === 'incident') return [reportField(asked)]
  if (asked === 'choose' || asked === 'unclear') return []
  return ASKED_FIELDS[asked].map((name) => fieldOf(name, before))
}

function fieldOf(name: CountName | 'room' | 'note', before: CheckinAnswer | undefined): Field {
  if (name === 'room')
    return {
      kind: 'field',
      name,
      label: '教室哪里有问题',
      input: 'textarea',
      maxLength: 300,
      hint: '例如：后排吊扇晃动',
      ...(before?.roomNote && { initial: before.roomNote }),
    }
  if (name === 'note')
    return {
      kind: 'field',
      name,
      label: '说明（可不填，不写学生姓名）',
      input: 'textarea',
      maxLength: 300,
      ...(before?.note && { initial: before.note }),
    }
  const initial = before?.[name]
  return {
    kind: 'field',
    name,
    label: LABELS[name],
    input: 'number',
    ...(initial !== undefined && { initial }),
  }
}

const reportField = (asked: 'hazard' | 'incident') => ({
  kind: 'field' as const,
  name: 'text',
  label: asked === 'hazard' ? '在哪里，有什么隐患' : '在哪里，发生了什么',
  input: 'textarea' as const,
  maxLength: 300,
  hint: asked === 'hazard' ? '例如：二楼饮水机旁插座烧黑' : '例如：操场一名学生扭伤脚',
})

const advice = (asked: Asked): Field[] =>
  asked === 'room' || asked === 'all' || asked === 'hazard' || asked === 'incident'
    ? [photoField('照片', '有照片就在提交后直接发到这里，会自动附上。')]
    : []
