import { incidentCategories } from '../duties/catalogue.ts'
import type { Incident, IncidentLevel } from '../incidents/incident.ts'
import { sayInstant, timeOf } from '../time.ts'
import {
  type Block,
  type Button,
  bold,
  buttons,
  type Card,
  type CardPerson,
  type Field,
  type Form,
  facts,
  small,
  type Tone,
  text,
} from './card.ts'
import { sayPlace } from './hazard.ts'

export type IncidentAct =
  | 'acknowledge'
  | 'onTheWay'
  | 'note'
  | 'parents'
  | 'control'
  | 'raise'
  | 'lower'
  | 'close'
export type IncidentAsk = 'note' | 'parents' | 'control' | 'lower' | 'close'

export interface IncidentView {
  incident: Incident
  reporter: CardPerson | undefined
  /** Name of a person id. */
  name(id: string): string
  className: string | undefined
  /** People whose 收到 is still awaited. */
  awaited: string[]
  may: IncidentAct[]
  asked?: IncidentAsk | undefined
  /** Differs each time a form is shown: a submitted form's name stays locked in the client (`feishu.md` §14.6). */
  round: string
  /** `receipt` is what a reporter sees: number and time, nothing else (contract). */
  receipt?: boolean
}

export const LEVEL: Record<IncidentLevel, string> = { minor: '轻微', serious: '严重' }
const STATUS = { reported: '待响应', responding: '处置中', controlled: '已控制', closed: '已结束' } as const

/** The live card of an incident, edited in place for everybody who has it. */
export function incidentCard(view: IncidentView): Card {
  const { incident } = view
  const category = incidentCategories.get(incident.category)?.name ?? '其他'
  const shared = {
    kind: 'incident',
    tone: toneOf(incident),
    tags: [STATUS[incident.status], LEVEL[incident.level]],
    audience: 'personal' as const,
  }
  if (view.receipt) return { ...shared, ...receipt(view) }
  // A restricted matter's notification names neither people nor details (handbook §10.10).
  const title = incident.restricted
    ? `事件 ${incident.number} · 受限`
    : `事件 ${incident.number} · ${category}`
  return {
    ...shared,
    title,
    preview: (incident.restricted
      ? `有一起${LEVEL[incident.level]}受限事件,请点开`
      : `${LEVEL[incident.level]}事件 ${category}:${incident.text}`
    ).slice(0, 40),
    blocks: [
      text(bold(incident.text)),
      facts(
        ['类别', category],
        ['地点', view.className ?? (incident.place ? sayPlace(incident.place) : undefined)],
        ['发生', incident.eventAtMs === null ? '未填' : sayInstant(incident.eventAtMs)],
        ['得知', sayInstant(incident.learnedAtMs)],
        [
          '报告',
          [...(view.reporter ? [{ person: view.reporter }, ' '] : []), sayInstant(incident.reportedAtMs)],
        ],
        [
          '家长',
          incident.parentsToldAtMs === undefined
            ? undefined
            : `${sayInstant(incident.parentsToldAtMs)} 已告知`,
        ],
      ),
      ...responseBlocks(view),
      ...(view.asked ? incidentForm(view, view.asked) : actBlocks(view)),
    ],
  }
}

function toneOf(incident: Incident): Tone {
  if (incident.status === 'closed') return 'muted'
  if (incident.status === 'controlled') return 'info'
  return incident.level === 'serious' ? 'danger' : 'warn'
}

function receipt(view: IncidentView): Pick<Card, 'title' | 'preview' | 'blocks'> {
  const { incident } = view
  const serious = incident.level === 'serious'
  return {
    title: `已上报 · 事件 ${incident.number}`,
    preview: `事件 ${incident.number} 已上报,相关负责人已收到通知`,
    blocks: [
      text(
        `${sayInstant(incident.reportedAtMs)} 已收到,按`,
        bold(LEVEL[incident.level]),
        '事件通知了负责的同事。',
      ),
      ...(serious ? [small('请先保护好学生。有生命危险请立即拨打 120 / 110 / 119。')] : []),
      ...(view.asked ? incidentForm(view, view.asked) : actBlocks(view)),
    ],
  }
}

function responseBlocks(view: IncidentView): Block[] {
  const { incident } = view
  const blocks: Block[] = []
  if (incident.acknowledged.length > 0)
    blocks.push(
      facts([
        '收到',
        incident.acknowledged
          .map(
            (entry) =>
              `${view.name(entry.person)} ${timeOf(entry.atMs)}${entry.onTheWay ? '(赶往现场)' : ''}`,
          )
          .join('、'),
      ]),
    )
  if (view.awaited.length > 0) blocks.push(small(`等待收到:${view.awaited.join('、')}`))
  if (incident.notes.length > 0)
    blocks.push({
      kind: 'list',
      items: incident.notes.map((note) => [`${timeOf(note.atMs)} ${view.name(note.by)}:${note.text}`]),
    })
  if (incident.photos.length > 0)
    blocks.push({ kind: 'images', images: incident.photos.map((photo) => ({ photo, alt: '现场照片' })) })
  return blocks
}

function actBlocks({ may, incident }: IncidentView): Block[] {
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
      confirm: { title: '升为严重事件?', text: '会立即通知校长、书记等负责人。' },
    },
    lower: { label: '降为轻微', says: says('要降级') },
    close: { label: '结束', says: says('要结束') },
  }
  return may.length > 0 ? [buttons(...may.map((name) => act[name]))] : []
}

function incidentForm({ incident, round }: IncidentView, asked: IncidentAsk): Block[] {
  const says = (what: string) => `/上报 ${incident.number} ${what}`
  const area = (name: string, label: string, required = true): Field => ({
    kind: 'field',
    name,
    label,
    input: 'textarea',
    required,
    maxLength: 500,
  })
  const forms: Record<IncidentAsk, { fields: Field[]; submit: string }> = {
    note: { fields: [area('note', '补充的情况(不写学生姓名)')], submit: '补充' },
    parents: {
      fields: [{ kind: 'field', name: 'time', label: '告知家长的时间', input: 'datetime', required: true }],
      submit: '已告知家长',
    },
    control: { fields: [area('note', '现在的情况', false)], submit: '已控制' },
    lower: { fields: [area('reason', '下调的理由')], submit: '降级' },
    close: { fields: [area('note', '结果', false)], submit: '结束' },
  }
  const { fields, submit } = forms[asked]
  const form: Form = {
    kind: 'form',
    id: `i${incident.number}_${asked}_${round}`,
    blocks: fields,
    buttons: [{ label: '提交', says: says(submit), style: 'primary' }],
  }
  // 返回 outside: every button of a form is a submit, and an empty required field would block it.
  return [form, buttons({ label: '返回', says: `/上报 ${incident.number}` })]
}
