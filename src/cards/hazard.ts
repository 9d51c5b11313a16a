import { cut } from '../cut.ts'
import { isOver } from '../hazards/decide.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { severityName } from '../hazards/severity.ts'
import { sayStatus } from '../hazards/status.ts'
import { sayPlace } from '../reading/say-place.ts'
import { sayInstant } from '../time.ts'
import { bold, type Card, type CardPerson, facts, small, type Tone, text } from './card.ts'
import { type HazardAct, hazardButtons } from './hazard-buttons.ts'
import { bodyBlocks, sayClass } from './hazard-facts.ts'
import { type HazardAsk, hazardForm } from './hazard-form.ts'
import { type HazardLoop, sayDue } from './hazard-loop.ts'
import type { MatterCall } from './matter-calls.ts'

/** Everything the card says that is not in the record itself. What the viewer may do decides his buttons. */
export interface HazardView {
  hazard: Hazard
  reporter: CardPerson | undefined
  /** Where somebody without an account wants to be called; for those who handle it only. */
  callBack?: string | undefined
  /** Names of those who answered for the school, by person id. */
  talkers: ReadonlyMap<string, string>
  /** `平板代录 · 门岗`: who typed the report, when not the reporter. */
  entered?: string | undefined
  assignee: CardPerson | undefined
  rectifier: CardPerson | undefined
  verifier: CardPerson | undefined
  /** Whoever else the card names. */
  person: (id: string) => CardPerson | undefined
  department: string
  may: HazardAct[]
  /** What a step of its ladder asks of the viewer, as long as it is so. */
  call?: MatterCall | undefined
  /** The viewer sees what only the office and its reporter have to settle: whether it is another one once more. */
  decides: boolean
  /** Its reporter looks at his receipt, before anybody acts on it. */
  corrects: boolean
  /** The window of a repeat in days, by the rules it is judged by. */
  repeatDays: number
  /** By when it is to be reported to the authority; of a major one that was not yet. */
  upwardDueMs?: number | undefined
  /** How its listing stands, in words. */
  listing?: string | undefined
  /** It is the viewer's to take on; others who may are asked first whether they mean it. */
  responsible: boolean
  /** The viewer has it in hand, or speaks for whoever has. */
  rectifies: boolean
  /** The numbers it keeps although the school has others by now. */
  keptRule?: string | undefined
  asked?: HazardAsk | undefined
  /** Differs each time a form is shown: a submitted form's name stays locked in the client (`feishu.md` §14.6). */
  round: string
  /** People it can be handed to, for the forms that name one. */
  colleagues: (CardPerson & { value: string })[]
  /** Its waiting, other hands and clocks. */
  loop: HazardLoop
}

/** One living card for everybody concerned; always drawn from the record. */
export function hazardCard(view: HazardView): Card {
  const { hazard, call } = view
  const { preview, ...outer } = frame(hazard)
  return {
    ...outer,
    preview: call ? cut(`${call.word} · ${preview}`, 40) : preview,
    blocks: [
      ...(call ? [text({ tone: 'danger', text: call.say })] : []),
      ...bodyBlocks(view),
      ...(view.asked ? hazardForm(view, view.asked) : hazardButtons(view)),
    ],
  }
}

/**
 * What a group sees: where it is and how it stands. Words and pictures may show a name or a face, and a group never does
 * (handbook §4, §13).
 */
export function hazardOutline(view: HazardView): Card {
  const { hazard } = view
  const holder = view.rectifier ?? view.assignee
  // Only a place of the school's own list: one in somebody's words may name a child (「张三座位旁」).
  const place = hazard.place?.kind === 'words' ? '地点见详情' : sayPlace(hazard.place)
  return {
    ...frame(hazard),
    title: `隐患 ${hazard.number} · ${place}`,
    preview: `隐患${hazard.number} ${sayStatus(hazard)}`,
    blocks: [
      facts(
        ['类别', sayClass(hazard)],
        ['责任', [view.department, ...(holder ? [' ', { person: holder }] : [])]],
        isExposed(hazard) && ['期限', sayDue(hazard)],
      ),
      small(`内容和照片请和我私聊，发送 /隐患 ${hazard.number}。`),
    ],
  }
}

/** What the reporter of a restricted matter sees: his own words and how it stands (handbook §4, §13). */
export function hazardReceipt(view: HazardView): Card {
  const { hazard } = view
  return {
    ...frame(hazard),
    blocks: [
      text(bold(hazard.text)),
      small(`${sayInstant(hazard.reportedAtMs)} 已登记，只有负责的同事能看到。`),
      ...(hazard.status === 'invalid' ? [facts(['作废', hazard.lastReason])] : []),
      ...(view.asked ? hazardForm(view, view.asked) : hazardButtons(view)),
    ],
  }
}

/** What is left on a message whose reader may not read the matter any more. */
export const hazardHidden = (hazard: Hazard): Card => ({
  ...frame(hazard),
  tags: [],
  tone: 'muted',
  blocks: [text('这条隐患已转为受限事项，内容不再在这里显示。')],
})

function frame(hazard: Hazard): Omit<Card, 'blocks'> {
  const status = sayStatus(hazard)
  // The notification and the chat list of a restricted matter name neither place nor words (handbook §13).
  const [title, preview] = hazard.restricted
    ? [`隐患 ${hazard.number} · 受限`, `隐患${hazard.number} ${status}，请点开查看`]
    : [`隐患 ${hazard.number} · ${sayWhere(hazard)}`, `隐患${hazard.number} ${status}：${hazard.text}`]
  return {
    kind: 'hazard',
    title,
    tone: toneOf(hazard),
    tags: [
      status,
      severityName[hazard.severity],
      ...(hazard.urgent && isExposed(hazard) ? ['紧急'] : (hazard.flags ?? []).slice(0, 1)),
    ],
    preview: cut(preview, 40),
    audience: hazard.restricted || hazard.claimed?.phone ? 'personal' : 'shared',
  }
}

/** Mended means that nobody is in danger any more, though somebody has yet to look. */
const isExposed = (hazard: Hazard) => !isOver(hazard) && hazard.status !== 'rectified'

function toneOf(hazard: Hazard): Tone {
  if (hazard.status === 'closed') return 'ok'
  if (hazard.status === 'invalid') return 'muted'
  if (hazard.status === 'rectified') return 'info'
  return hazard.urgent || hazard.severity === 'major' ? 'danger' : 'warn'
}

/** The place in the words of whoever named it, else as the list has it. */
const sayWhere = ({ where, place }: Hazard): string => cut(where ?? sayPlace(place), 24)
