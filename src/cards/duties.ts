import { type Kept, SOON_DAYS } from '../instances/kept.ts'
import type { HeldPost, OwnDuty } from '../people/own-duties.ts'
import { addDays, type Day, dayOf, endOf, sayDay, timeOf } from '../time.ts'
import { type Block, bold, type Card, heading, type Inline, small, text } from './card.ts'
import { sayCount } from './counters.ts'

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

/** What is due soon is read at a glance; more than this stands in the details only. */
const MOST_SOON = 10

export interface DutiesView {
  name: string
  held: readonly HeldPost[]
  kept: ReadonlyMap<string, Kept>
  /** Names of those who did something last, by id; the viewer's own is left out. */
  nameOf(id: string): string | undefined
  today: Day
}

/** 一岗双责 on one card: what is due within a fortnight, then each post with both duty lists and every rhythm (S2-114). */
export function dutiesCard(view: DutiesView): Card {
  const { name, held } = view
  return {
    kind: 'duties',
    title: `${name} · 我的双责`,
    tone: 'info',
    preview: '您的业务职责和安全职责',
    audience: 'personal',
    blocks:
      held.length > 0
        ? [
            ...soonBlocks(view),
            ...held.map((post, order) => postDetails(view, post, order === 0)),
            small('到了时间双责会提醒您；写着「有事即办」的，事情发生时再办。'),
          ]
        : [text('学校资料里还没有写您的岗位，请联系安全办公室。')],
  }
}

function soonBlocks(view: DutiesView): Block[] {
  const { held, today } = view
  const until = addDays(today, SOON_DAYS)
  const all = new Map(held.flatMap(({ duties }) => duties.map((own) => [own.duty.id, own] as const)))
  const soon = [...all.values()]
    .map((own) => ({ own, day: dueDayOf(view, own) }))
    .filter(({ day }) => day !== undefined && day <= until)
    .sort(
      (one, other) =>
        one.day!.localeCompare(other.day!) || timeIn(view, one.own).localeCompare(timeIn(view, other.own)),
    )
  if (soon.length === 0) return [text(`${SOON_DAYS} 天内没有要办的。`)]
  const more = soon.length - MOST_SOON
  return [
    heading(`${SOON_DAYS} 天内要办`),
    { kind: 'list', items: soon.slice(0, MOST_SOON).map(({ own, day }) => soonLine(view, own, day!)) },
    ...(more > 0 ? [small(`还有 ${more} 项，见下面各岗位。`)] : []),
  ]
}

/** The day what is owed now must be done, else the next day of the rhythm, unless that was seen to already. */
function dueDayOf({ kept }: DutiesView, { duty, next }: OwnDuty): Day | undefined {
  const { owed, lastDone } = kept.get(duty.id) ?? {}
  if (owed) return dayOf(owed.dueAtMs - 1)
  return next?.day === lastDone?.day ? undefined : next?.day
}

/** The time its line says, `17:50`. */
function timeIn({ kept }: DutiesView, { duty, asked }: OwnDuty): string {
  const owed = kept.get(duty.id)?.owed
  if (!owed) return asked?.dueAt ?? ''
  return timeOf(duty.kind === 'meeting' ? owed.opensAtMs : owed.dueAtMs)
}

function soonLine({ kept, today }: DutiesView, { duty, asked }: OwnDuty, day: Day): Inline[] {
  const owed = kept.get(duty.id)?.owed
  const on = day === today ? '今天' : sayDay(day)
  if (!owed) return [bold(duty.title), ` ${asked ? `${on} ${asked.dueAt} 前` : on}`]
  const overdue = owed.status === 'overdue' || owed.status === 'late_flagged'
  const at = duty.kind === 'meeting' ? `${timeOf(owed.opensAtMs)} 开始` : `${endOf(owed.dueAtMs)} 前`
  return overdue
    ? [bold(duty.title), ' ', { tone: 'danger', text: `${on} 已过时间` }]
    : [bold(duty.title), ` ${on} ${at}`]
}

function postDetails(view: DutiesView, { post, duties }: HeldPost, open: boolean): Block {
  return {
    kind: 'details',
    summary: `${post.name} · ${duties.length} 项有日子的职责`,
    open,
    blocks: [
      ...listed('业务职责', post.businessDuties),
      ...listed('安全职责', post.safetyDuties),
      ...(duties.length > 0
        ? [
            text(bold('什么时候做')),
            { kind: 'list' as const, items: duties.map((own): Inline[] => line(view, own)) },
          ]
        : []),
    ],
  }
}

const listed = (title: string, duties: string[]): Block[] =>
  duties.length > 0 ? [text(bold(title)), { kind: 'list', items: duties.map((duty) => [duty]) }] : []

function line(view: DutiesView, { duty, next, asked }: OwnDuty): Inline[] {
  const { owed, count, putOffTo } = view.kept.get(duty.id) ?? {}
  const when = count
    ? sayCount(count)
    : putOffTo
      ? `下次 ${sayDay(putOffTo)}`
      : next
        ? `下次 ${sayDay(next.day)}${next.provisional ? '（暂定）' : ''}`
        : owed
          ? `应在 ${sayDay(dayOf(owed.dueAtMs - 1))}前`
          : '有事即办'
  const proof = duty.evidence.required.map((kind) => EVIDENCE[kind] ?? kind).join('、')
  return [
    bold(duty.title),
    ` ${when} · ${asked ? `每个上课日 ${asked.opensAt}–${asked.dueAt}` : duty.cadence}`,
    sayLast(view, duty.id),
    proof ? ` · 凭证：${proof}` : '',
    duty.basis[0] ? ` · 依据：${duty.basis[0]}` : '',
  ]
}

/** ` · 上次 9月1日 周二（迟），由顾鹿蓁办`. */
function sayLast({ kept, nameOf }: DutiesView, duty: string): string {
  const last = kept.get(duty)?.lastDone
  if (!last) return ''
  const other = nameOf(last.by)
  return ` · 上次 ${sayDay(last.day)}${last.late ? '（迟）' : ''}${other === undefined ? '' : `，由${other}办`}`
}
