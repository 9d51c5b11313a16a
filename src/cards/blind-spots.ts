import { sayInstant } from '../time.ts'
import { type Block, type Card, heading, type Inline, small, text } from './card.ts'

/** Where nobody looks, in words. */
export interface BlindSpotsSeen {
  days: number
  count: number
  unvisited: { point: string; owner: string; lastAtMs?: number }[]
  unscanned: string[]
  unowned: string[]
  missedRounds: { title: string; owner: string; lateAtMs: number; over: boolean }[]
  tickedRounds: number
}

/** A card is read on a phone: the rest is counted. */
const MOST_LINES = 15

/** Points nobody visits, points nobody looks after, rounds nobody walked (S2-098). */
export function blindSpotsCard(seen: BlindSpotsSeen): Card {
  const { days, count, unvisited, unscanned, unowned, missedRounds, tickedRounds } = seen
  const blocks: Block[] = [
    ...part(
      `${days} 天没有人到的点`,
      unvisited.map(({ point, owner, lastAtMs }) => [
        `${point}（${owner}）`,
        { tone: 'muted', text: lastAtMs === undefined ? ' 还没有人到过' : ` 上次 ${sayInstant(lastAtMs)}` },
      ]),
    ),
    ...part(
      `${days} 天没有走的巡查`,
      missedRounds.map(({ title, owner, lateAtMs, over }) => [
        `${title}（${owner}） `,
        { tone: over ? 'danger' : 'warn', text: `${sayInstant(lateAtMs)} 起${over ? '缺' : '迟'}` },
      ]),
    ),
    ...part(
      '没有责任人的点',
      unowned.map((point) => [point]),
    ),
    ...part(
      `${days} 天没有人扫码的点`,
      unscanned.map((point) => [point]),
    ),
    ...(tickedRounds > 0 ? [text(`未扫码就打勾的巡查：${tickedRounds} 轮`)] : []),
  ]
  return {
    kind: 'blind-spots',
    title: '巡查盲区',
    tone: count > 0 ? 'warn' : 'ok',
    tags: [count > 0 ? `${count} 处` : '没有盲区'],
    preview: count > 0 ? `巡查盲区 ${count} 处` : `最近 ${days} 天没有巡查盲区`,
    audience: 'personal',
    blocks: [
      ...(blocks.length > 0 ? blocks : [text(`最近 ${days} 天每个点都有人到，每轮都有人走。`)]),
      small('要打印巡查码，请安全办公室发送 /巡查 打印。'),
    ],
  }
}

function part(title: string, lines: Inline[][]): Block[] {
  if (lines.length === 0) return []
  const more = lines.length - MOST_LINES
  return [
    heading(`${title}（${lines.length}）`),
    { kind: 'list', items: lines.slice(0, MOST_LINES) },
    ...(more > 0 ? [small(`还有 ${more} 处没有列出。`)] : []),
  ]
}
