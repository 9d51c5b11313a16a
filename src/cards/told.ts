import { nounName } from '../about.ts'
import { cut } from '../cut.ts'
import { type Block, type Button, bold, buttons, type Card, heading, small, type Tone, text } from './card.ts'
import { matterCall } from './matter-calls.ts'

/** One matter of a message, as it is read. */
export interface ToldLine {
  message: string
  title: string
  /** Whose it is, where the duty is owed by each person. */
  whose?: string
  /** Sent already: what it still waits for, `回执`. */
  lacks?: string
  /** The reader's own. */
  mine?: true
  /** Meetings: who has not come yet. */
  absent?: string[]
  /** Of a hazard or an incident: which of both, and the number its reader may open. */
  noun?: string
  record?: string
  /** The post the reader may take: its instance. */
  fills?: string
  /** Nothing but the title may be said. */
  sealed?: boolean
}

/** What a step of a ladder is called where people read it, and how grave it looks. */
const WORDS: Record<string, { word: string; tone: Tone }> = {
  card: { word: '今日双责', tone: 'info' },
  reminder: { word: '快到时间了', tone: 'info' },
  notice: { word: '会议通知', tone: 'info' },
  overdue: { word: '已过时间', tone: 'danger' },
  overdue_list: { word: '还没签的', tone: 'warn' },
  exception: { word: '超时未办', tone: 'warn' },
  digest: { word: '今日汇总', tone: 'warn' },
  escalate: { word: '逾期未办', tone: 'danger' },
  fill_post: { word: '请补岗', tone: 'danger' },
  urgent: { word: '今天截止', tone: 'danger' },
  registered: { word: '收到惩戒措施', tone: 'danger' },
  late_risk: { word: '就要迟报了', tone: 'danger' },
  late: { word: '已经迟报', tone: 'danger' },
  absent_list: { word: '到会情况', tone: 'info' },
  not_held: { word: '本期会议还没开', tone: 'warn' },
  missed: { word: '本期没有完成', tone: 'danger' },
  pace_warning: { word: '次数还不够', tone: 'warn' },
  draft_missing: { word: '初稿还没交', tone: 'warn' },
  draft_due: { word: '请交初稿', tone: 'warn' },
}

/** What to do about it, where the title alone does not say. */
const HINTS: Record<string, string> = {
  fill_post: '请马上补上岗位，或请人去。',
  exception: '请联系本人问一下情况。',
  escalate: '请督促办结。',
  draft_missing: '请督促今天交出整改报告初稿。',
  late_risk: '今天还没有报出，请马上处理。',
  not_held: '请定好时间，在本期内开。',
}

/**
 * What is urgent in any case was just registered, what is urgent while undone ends today (ESC-SANCTION, ESC-UP); what
 * climbs for its draft is not overdue yet.
 */
export function readAs({ message, condition }: { message: string; condition: string }): string {
  if (message === 'urgent' && condition === 'always') return 'registered'
  return message === 'escalate' && condition === 'draft_missing' ? 'draft_missing' : message
}

const wordOf = ({ message, noun = '', sealed, lacks }: ToldLine): string =>
  sealed
    ? '紧急'
    : lacks !== undefined
      ? `已报送，还差${lacks}`
      : (matterCall(noun, message)?.word ?? WORDS[message]?.word ?? message)
const toneOf = ({ message, noun, sealed }: ToldLine): Tone =>
  sealed ? 'danger' : noun === undefined || message === 'digest' ? (WORDS[message]?.tone ?? 'warn') : 'danger'

/** Longer lists are counted: a card is read on a phone. */
const MOST_NAMED = 12

/** Everything one person is told at one minute, gravest first; `own`: some of it is his to do. */
export function toldCard(lines: readonly ToldLine[], own: boolean): Card {
  const groups = [...Map.groupBy(lines, wordOf).values()].sort(
    ([one], [other]) => GRAVE.indexOf(toneOf(one!)) - GRAVE.indexOf(toneOf(other!)),
  )
  const first = groups[0]?.[0] ?? { message: '', title: '' }
  return {
    kind: 'told',
    title: wordOf(first),
    tone: toneOf(first),
    tags: [`${lines.length} 项`],
    preview: sayTold(lines),
    audience: 'personal',
    blocks: [
      ...groups.flatMap((matters, order): Block[] => [
        ...(order > 0 ? [heading(wordOf(matters[0]!))] : []),
        ...byTitle(matters),
        ...hintOf(matters[0]!),
      ]),
      ...fillButtons(lines),
      ...opens(lines),
      ...(own ? [buttons({ label: '去办', says: '/今日', style: 'primary' })] : []),
    ],
  }
}

/** A record's own card says what is asked; a duty's line needs a word. */
const hintOf = ({ message, noun, lacks }: ToldLine): Block[] =>
  noun === undefined && lacks === undefined && HINTS[message] !== undefined ? [small(HINTS[message])] : []

/** A post nobody came to is taken with a press; of several each is named. */
function fillButtons(lines: readonly ToldLine[]): Block[] {
  const posts = lines.filter(({ fills }) => fills !== undefined).slice(0, MOST_NAMED)
  const list = posts.map(
    ({ fills, title, whose }, order): Button => ({
      label: posts.length === 1 ? '我来补岗' : `补岗：${cut(whose ?? title, 12)}`,
      says: `/完成 ${fills} 补岗`,
      ...(order === 0 && { style: 'primary' as const }),
    }),
  )
  return list.length > 0 ? [buttons(...list)] : []
}

/** A record is looked at on its own card. */
function opens(lines: readonly ToldLine[]): Block[] {
  const records = new Map(
    lines.flatMap(({ noun, record }) =>
      noun === undefined || record === undefined ? [] : [[`${noun}/${record}`, { noun, record }] as const],
    ),
  )
  const list = [...records.values()].slice(0, MOST_NAMED).map(({ noun, record }): Button => {
    // A handover's id is for machines.
    const label = noun === 'handover' ? '看交接' : `${nounName(noun)} ${record}`
    return { label, says: `${COMMANDS[noun] ?? '/上报'} ${record}` }
  })
  return list.length > 0 ? [buttons(...list)] : []
}

const COMMANDS: Record<string, string> = { hazard: '/隐患', handover: '/交接', listing: '/挂牌' }

const GRAVE: Tone[] = ['danger', 'warn', 'info', 'muted', 'ok']

const byTitle = (matters: readonly ToldLine[]): Block[] =>
  [...Map.groupBy(matters, ({ title }) => title)].map(([title, same]) => {
    const absent = same.flatMap(({ absent: names }) => names ?? [])
    if (same.some((line) => line.absent)) return text(bold(title), sayAbsent(absent))
    // Among others the reader's own is named too; alone it needs no name.
    const others = same.flatMap(({ whose }) => (whose === undefined ? [] : [whose]))
    const own = others.length > 0 && same.some(({ whose, mine }) => mine && whose === undefined)
    const names = own ? ['您', ...others] : others
    const named = names.length > 0 ? `：${names.slice(0, MOST_NAMED).join('、')}` : ''
    const more = names.length > MOST_NAMED ? ` 等 ${names.length} 项` : ''
    return text(bold(title), `${named}${more}`)
  })

const sayAbsent = (names: string[]): string =>
  names.length === 0
    ? '：都到了'
    : `：还没到会 ${names.length} 人：${names.slice(0, MOST_NAMED).join('、')}${names.length > MOST_NAMED ? ' 等' : ''}`

/** `已过时间：防火巡查、月度安全工作报告`. */
export function sayTold(lines: readonly ToldLine[]): string {
  return [...Map.groupBy(lines, wordOf)]
    .map(([word, matters]) => {
      const titles = [...new Set(matters.map(({ title }) => title))]
      const count = titles.length > 3 || matters.length > titles.length ? ` 共 ${matters.length} 项` : ''
      if (matters.some(({ sealed }) => sealed)) return titles.join('；')
      return `${word}：${titles.slice(0, 3).join('、')}${count}`
    })
    .join('；')
}
