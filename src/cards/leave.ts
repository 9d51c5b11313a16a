import { cut } from '../cut.ts'
import { counts, type Leave, STATUS_WORDS } from '../leaves/leave.ts'
import { type Day, sayDay } from '../time.ts'
import {
  type Button,
  buttons,
  type Card,
  type CardPerson,
  type Form,
  facts,
  reasonField,
  small,
  spanFields,
  text,
} from './card.ts'

export type People = (CardPerson & { value: string })[]

/** Four questions; the substitute takes over the moment this is submitted. */
export function leaveFormCard(round: string, today: Day, colleagues: People): Card {
  const form: Form = {
    kind: 'form',
    id: `leave_${round}`,
    blocks: [
      ...spanFields(today),
      { kind: 'field', name: 'substitute', label: '替岗人', input: 'person', people: colleagues },
      reasonField('事由', '例如：发烧就医'),
    ],
    buttons: [{ label: '提交', says: '/请假', style: 'primary' }],
  }
  return {
    kind: 'leave-form',
    title: '请假与替岗',
    tone: 'info',
    preview: '填好日期和事由就生效',
    audience: 'personal',
    blocks: [text('提交后替岗人马上接手您的签到。不选替岗人，就由上一级代。'), form],
  }
}

/** For the supervisor (decides), the substitute (knows) and the asker (sees, may take it back). */
export function leaveCard(
  leave: Leave,
  who: string,
  substitute: string | undefined,
  may: { decide: boolean; withdraw: boolean },
): Card {
  const over = !counts(leave)
  const actions: Button[] = []
  if (may.decide && leave.status === 'asked')
    actions.push(
      { label: '准假', says: `/请假 ${leave.id} 准假`, style: 'primary' },
      { label: '不准', says: `/请假 ${leave.id} 不准` },
    )
  if (may.withdraw && !over) actions.push({ label: '取消请假', says: `/请假 ${leave.id} 取消` })
  return {
    kind: 'leave',
    title: `${who} 请假`,
    tone: leave.status === 'asked' ? 'warn' : over ? 'muted' : 'ok',
    tags: [STATUS_WORDS[leave.status]],
    preview: cut(`${sayDays(leave)} ${substitute ? `${substitute}替岗` : ''}`.trim(), 40),
    audience: 'personal',
    blocks: [
      facts(
        ['日期', sayDays(leave)],
        ['替岗', over ? `不用替岗，由${who}本人签到` : (substitute ?? '没有人选，请安全办公室安排')],
        ['事由', leave.reason],
        leave.refusal ? ['理由', leave.refusal] : false,
      ),
      ...(actions.length > 0 ? [buttons(...actions)] : []),
      ...(leave.status === 'asked' && substitute ? [small('替岗已生效，不必等批准。')] : []),
    ],
  }
}

const sayDays = ({ firstDay, lastDay }: Leave): string =>
  firstDay === lastDay ? sayDay(firstDay) : `${sayDay(firstDay)} 至 ${sayDay(lastDay)}`
