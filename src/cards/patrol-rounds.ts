import type { Visit } from '../patrols/patrol.ts'
import { timeOf } from '../time.ts'
import { type Block, bold, buttons, type Card, divider, type Inline, small, text } from './card.ts'
import { sayHow, sayResult } from './patrol-point.ts'

/** A round as whoever walks it sees it. */
export interface RoundSeen {
  title: string
  /** Whose, when the viewer enters for somebody without the app. */
  whose: string | undefined
  opensAtMs: number
  dueAtMs: number
  /** From when on it is late, when it is. */
  lateAtMs: number | undefined
  done: { atMs: number; late: boolean; unscanned: boolean } | undefined
  points: { id: string; code: string; name: string; zone: string; visit?: Visit; who?: string }[]
  /** Visits of points that are not the round's own. */
  beyond: { code: string; visit: Visit }[]
  zonesLeft: string[]
}

/** More points than this are a list; each has its own card at `/巡查 XC-03`. */
const MOST_BUTTONS = 6

/** The rounds of today: which points, who was where, what is left (handbook §5.3). */
export function roundsCard(rounds: readonly RoundSeen[], own: RoundSeen['points']): Card {
  const open = rounds.filter(({ done }) => !done)
  const gaps = rounds.some(
    ({ done, points }) => done && (done.unscanned || points.some(({ visit }) => !visit)),
  )
  return {
    kind: 'patrols',
    title: '我的巡查',
    tone: open.some(({ lateAtMs }) => lateAtMs !== undefined)
      ? 'danger'
      : open.length > 0
        ? 'info'
        : gaps
          ? 'warn'
          : 'ok',
    tags: [
      open.length > 0
        ? `${open.length} 轮待走`
        : gaps
          ? '已记，有点没到'
          : rounds.length > 0
            ? '今天走完了'
            : '现在没有',
    ],
    preview: open[0] ? `${open[0].title}，${timeOf(open[0].dueAtMs)} 前` : '现在没有要走的巡查',
    audience: 'personal',
    blocks:
      rounds.length > 0
        ? rounds.flatMap((round, order) => [...(order > 0 ? [divider] : []), ...roundBlocks(round)])
        : [text('现在没有要走的巡查。看到问题随时可以报。'), ...pointLines(own), ...pointButtons(own)],
  }
}

function roundBlocks(round: RoundSeen): Block[] {
  const { points, beyond, zonesLeft, done } = round
  const left = points.filter(({ visit }) => !visit)
  return [
    text(bold(round.title), round.whose === undefined ? '' : `（代 ${round.whose}）`),
    small(stateOf(round)),
    ...pointLines(points),
    ...(beyond.length > 0
      ? [small(`另外到过 ${beyond.map(({ code, visit }) => `${code} ${sayResult(visit)}`).join('、')}`)]
      : []),
    ...(done && left.length > 0 ? [small(`没有到的点：${left.map(({ code }) => code).join('、')}`)] : []),
    ...(zonesLeft.length > 0 && (!done || done.unscanned)
      ? [small(`还没有扫码的区域：${zonesLeft.join('、')}，每个区域至少扫一个点。`)]
      : []),
    ...pointButtons(left),
  ]
}

function stateOf({ done, opensAtMs, dueAtMs, lateAtMs }: RoundSeen): string {
  const window = `${timeOf(opensAtMs)}–${timeOf(dueAtMs)}`
  if (done)
    return `${window} · ${timeOf(done.atMs)} 已完成${done.late ? '（迟）' : ''}${done.unscanned ? ' · 未扫码' : ''}`
  return lateAtMs === undefined
    ? `${window} · 到点扫码牌就算到`
    : `${window} · ${timeOf(lateAtMs)} 起已迟，现在补走仍算数`
}

function pointLines(points: RoundSeen['points']): Block[] {
  if (points.length === 0) return []
  const items = points.map((point): Inline[] => [`${point.code} ${point.name}：`, stateOfPoint(point)])
  return [{ kind: 'list', items }]
}

function stateOfPoint({ visit, who }: RoundSeen['points'][number]): Inline {
  if (!visit) return { tone: 'muted', text: '未到' }
  const words = `${timeOf(visit.atMs)} ${who ?? ''} ${sayHow(visit.how)} ${sayResult(visit)}`
  return { tone: visit.found.length > 0 ? 'warn' : visit.how === 'scan' ? 'ok' : 'info', text: words }
}

function pointButtons(points: RoundSeen['points']): Block[] {
  if (points.length === 0) return []
  if (points.length > MOST_BUTTONS) return [small('没有扫码时，也可以写：/巡查 XC-03 正常')]
  return [buttons(...points.map(({ id, code }) => ({ label: code, says: `/巡查 ${id}` })))]
}
