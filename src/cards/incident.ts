import { cut } from '../cut.ts'
import { incidentCategories } from '../duties/catalogue.ts'
import { type Incident, levelName } from '../incidents/incident.ts'
import { sayPlace } from '../reading/say-place.ts'
import { sayInstant, timeOf } from '../time.ts'
import { type Block, bold, type Card, type CardPerson, facts, small, type Tone, text } from './card.ts'
import { type IncidentAct, type IncidentAsk, incidentButtons, incidentForm } from './incident-buttons.ts'
import { lateTags, upwardFacts } from './incident-upward.ts'
import type { MatterCall } from './matter-calls.ts'

export interface IncidentView {
  incident: Incident
  reporter: CardPerson | undefined
  /** `没有留名 · 来自家长页面`: of a report without a name. */
  nameless?: string | undefined
  callBack?: string | undefined
  /** `平板代录 · 门岗`: who typed the report, when not the reporter. */
  entered?: string | undefined
  /** Name of a person id. */
  name(id: string): string
  className: string | undefined
  /** People whose 收到 is still awaited. */
  awaited: string[]
  /** What a step of its ladder asks of the viewer, as long as it is so. */
  call?: MatterCall | undefined
  may: IncidentAct[]
  asked?: IncidentAsk | undefined
  /** Differs each time a form is shown: a submitted form's name stays locked in the client (`feishu.md` §14.6). */
  round: string
  /** `receipt` is what a reporter sees: number and time, nothing else (contract). */
  receipt?: boolean
  /** The viewer reported it himself: the card says that it arrived. */
  own?: boolean
}

const STATUS = { reported: '待响应', responding: '处置中', controlled: '已控制', closed: '已结束' } as const

/** What is left on a message whose reader may not read the matter any more. */
export const incidentHidden = (incident: Incident): Card => ({
  kind: 'incident',
  title: `事件 ${incident.number} · 受限`,
  tone: 'muted',
  preview: `事件 ${incident.number} 已转为受限事项`,
  audience: 'personal',
  blocks: [text('这件事已转为受限事项，由少数负责人处理，内容不再在这里显示。')],
})

/** The live card of an incident, edited in place for everybody who has it. */
export function incidentCard(view: IncidentView): Card {
  const { incident } = view
  const category = incidentCategories.get(incident.category)?.name ?? '其他'
  const shared = {
    kind: 'incident',
    tone: toneOf(incident),
    tags: [STATUS[incident.status], levelName[incident.level], ...(view.receipt ? [] : lateTags(incident))],
    audience: 'personal' as const,
  }
  if (view.receipt) return { ...shared, ...receipt(view) }
  // A restricted matter's notification names neither people nor details (handbook §10.10).
  const title = `${view.own ? '已上报 · ' : ''}事件 ${incident.number} · ${incident.restricted ? '受限' : category}`
  return {
    ...shared,
    title,
    preview: cut(
      `${view.call ? `${view.call.word} · ` : ''}${
        incident.restricted
          ? `有一起${levelName[incident.level]}受限事件，请点开`
          : `${levelName[incident.level]}事件 ${category}：${incident.text}`
      }`,
      40,
    ),
    blocks: [
      ...(view.call ? [text({ tone: 'danger', text: view.call.say })] : []),
      text(bold(incident.text)),
      facts(
        incident.restricted && ['类别', category],
        ['班级', view.className],
        ['地点', sayWhere(view)],
        ['发生', incident.eventAtMs === null ? undefined : sayInstant(incident.eventAtMs)],
        sayInstant(incident.learnedAtMs) !== sayInstant(incident.reportedAtMs) && [
          '得知',
          sayInstant(incident.learnedAtMs),
        ],
        [
          '报告',
          [
            ...(view.reporter ? [{ person: view.reporter }, ' '] : []),
            ...(view.nameless ? [`${view.nameless} · `] : []),
            sayInstant(incident.reportedAtMs),
          ],
        ],
        ['回电', view.callBack],
        ['录入', view.entered],
        [
          '家长',
          incident.parentsToldAtMs === undefined
            ? undefined
            : `${sayInstant(incident.parentsToldAtMs)} 已告知`,
        ],
        ...upwardFacts(view),
      ),
      ...responseBlocks(view),
      ...(view.asked ? incidentForm(view, view.asked) : incidentButtons(view)),
    ],
  }
}

function sayWhere({ incident, className }: IncidentView): string | undefined {
  const { where, place } = incident
  if (where !== undefined || place === null) return where
  return sayPlace(place) === className ? undefined : sayPlace(place)
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
    preview: `事件 ${incident.number} 已上报，相关负责人已收到通知`,
    blocks: [
      text(
        `${sayInstant(incident.reportedAtMs)} 已收到，按`,
        bold(levelName[incident.level]),
        '事件通知了负责的同事。',
      ),
      ...(serious ? [small('请先保护好学生。有生命危险请立即拨打 120 / 110 / 119。')] : []),
      ...answered(view),
      ...(view.asked ? incidentForm(view, view.asked) : incidentButtons(view)),
    ],
  }
}

/** Who waits beside a hurt child wants to know that somebody is coming; of a restricted matter, only that. */
function answered({ incident, name }: IncidentView): Block[] {
  if (incident.acknowledged.length === 0) return []
  if (incident.restricted) return [text('已有负责人收到，正在处理。')]
  const names = incident.acknowledged.map(
    (entry) => `${name(entry.person)}${entry.onTheWay ? '（赶往现场）' : ''}`,
  )
  return [text(`已收到：${names.join('、')}`)]
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
              `${view.name(entry.person)} ${timeOf(entry.atMs)}${entry.onTheWay ? '（赶往现场）' : ''}`,
          )
          .join('、'),
      ]),
    )
  if (view.awaited.length > 0) blocks.push(small(`等待收到：${view.awaited.join('、')}`))
  if (incident.notes.length > 0)
    blocks.push({
      kind: 'list',
      items: incident.notes.map((note) => [`${timeOf(note.atMs)} ${view.name(note.by)}：${note.text}`]),
    })
  if (incident.photos.length > 0)
    blocks.push({ kind: 'images', images: incident.photos.map((photo) => ({ photo, alt: '现场照片' })) })
  return blocks
}
