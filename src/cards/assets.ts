import type { AssetNow } from '../assets/assets.ts'
import { dayOf, sayDate } from '../time.ts'
import { areaField, type Block, bold, type Card, heading, type Inline, small, text } from './card.ts'

/** An asset in words, as its reader may see it. */
export interface AssetLine extends Pick<AssetNow, 'entry' | 'status' | 'next' | 'last'> {
  place?: string
  keepers: string
  /** Numbers of its open hazards that he may read. */
  hazards: number[]
}

export interface AssetsView {
  lines: AssetLine[]
  /** Only what is due with its reader: the weekly word. */
  due: boolean
  /** Whether he may say of any of them that it was maintained. */
  maintains: boolean
  /** The asset the form speaks of already. */
  chosen?: string
  round: string
}

const KINDS = { people: '人防', barrier: '物防', technical: '技防' } as const
const WORST: AssetLine['status'][] = ['broken', 'due', 'never', 'normal']
/** A card is read on a phone: the rest is counted, the sound ones first. */
const MOST_LINES = 20

/** The register of 人防, 物防 and 技防 (S1-54). */
export function assetsCard({ lines, due, maintains, chosen, round }: AssetsView): Card {
  const count = (status: AssetLine['status']) => lines.filter((line) => line.status === status).length
  const [broken, waiting] = [count('broken'), count('due')]
  return {
    kind: 'assets',
    title: due ? '三防设施该维护了' : '三防设施',
    tone: broken > 0 ? 'danger' : waiting > 0 ? 'warn' : 'ok',
    tags: [...(broken > 0 ? [`坏了 ${broken}`] : []), ...(waiting > 0 ? [`该维护 ${waiting}`] : [])],
    preview: due ? `${lines.length} 样三防设施该维护了` : `三防设施 ${lines.length} 样，坏了 ${broken} 样`,
    audience: 'personal',
    blocks: [
      ...(Object.keys(KINDS) as (keyof typeof KINDS)[]).flatMap((kind) =>
        part(
          KINDS[kind],
          lines.filter(({ entry }) => entry.kind === kind),
        ),
      ),
      form(lines, maintains, chosen, round),
    ],
  }
}

function part(title: string, lines: AssetLine[]): Block[] {
  if (lines.length === 0) return []
  const worst = lines.toSorted((one, other) => WORST.indexOf(one.status) - WORST.indexOf(other.status))
  return [
    heading(`${title}（${lines.length}）`),
    ...worst.slice(0, MOST_LINES).flatMap(lineOf),
    ...(worst.length > MOST_LINES ? [small(`还有 ${worst.length - MOST_LINES} 样没有列出。`)] : []),
  ]
}

const lineOf = (line: AssetLine): Block[] => [
  text(bold(line.entry.name), ' ', statusOf(line)),
  small(
    [
      line.place,
      line.keepers,
      line.last
        ? `上次 ${sayDate(dayOf(line.last.atMs))}${line.last.words ? `（${line.last.words}）` : ''}`
        : '',
      line.next ? `下次 ${sayDate(line.next)}` : '',
    ]
      .filter(Boolean)
      .join(' · '),
  ),
]

function statusOf({ status, hazards }: AssetLine): Inline {
  switch (status) {
    case 'broken':
      return { tone: 'danger', text: hazards.length > 0 ? `坏了 隐患 ${hazards.join('、')}` : '坏了' }
    case 'due':
      return { tone: 'warn', text: '该维护了' }
    case 'never':
      return { tone: 'muted', text: '从未维护' }
    case 'normal':
      return { tone: 'ok', text: '正常' }
  }
}

const form = (lines: AssetLine[], maintains: boolean, chosen: string | undefined, round: string): Block => ({
  kind: 'form',
  id: `assets_${round}`,
  blocks: [
    {
      kind: 'field',
      name: 'asset',
      label: '哪一样',
      input: 'select',
      required: true,
      options: lines.map(({ entry }) => ({ value: entry.id, label: entry.name })),
      ...(chosen && { initial: chosen }),
    },
    areaField('text', maintains ? '怎么坏的，或维护了什么' : '怎么坏的'),
  ],
  buttons: [
    ...(maintains ? [{ label: '已维护', says: '/三防 已维护', style: 'primary' as const }] : []),
    { label: '坏了', says: '/三防 坏了', style: 'danger' },
  ],
})
