import { type Cell, DIMENSIONS, type Dimension } from '../coverage/cell.ts'
import { mendsOf } from '../coverage/mend.ts'
import { type Day, sayDay } from '../time.ts'
import { type Block, bold, type Card, facts, heading, type Inline, small, text } from './card.ts'

export const DIMENSION_WORDS: Record<Dimension, string> = {
  post: '岗位',
  person: '人员',
  duty: '职责',
  department: '部门',
  grade: '年级',
  class: '班级',
  point: '巡查点',
  roster: '值班岗',
  time: '时段',
}

/** Longer lists are read on the page. */
const MOST_NAMED = 12

/** How far the school is covered: counts for each dimension, and what is red with the way to mend it (S1-15). */
export function coverageCard(cells: readonly Cell[], day: Day): Card {
  const mends = mendsOf(cells)
  const more =
    mends.length > MOST_NAMED ? [small(`还有 ${mends.length - MOST_NAMED} 处，请在网页中看。`)] : []
  const red = cells.filter(({ green }) => !green).length
  return {
    kind: 'coverage',
    title: `无盲点 · ${sayDay(day)}`,
    tone: red > 0 ? 'warn' : 'ok',
    tags: [red > 0 ? `${red} 处要补` : '全部有人负责'],
    preview: red > 0 ? `还有 ${red} 处没有人负责` : '岗位、人员、地点、时段都有人负责',
    audience: 'personal',
    blocks: [
      facts(...DIMENSIONS.map((dimension): [string, Inline[]] => countOf(cells, dimension))),
      ...(mends.length > 0
        ? [
            heading('要补的'),
            { kind: 'list' as const, items: mends.slice(0, MOST_NAMED).map((mend) => [mend]) },
            ...more,
          ]
        : [text('没有空白：每个岗位、每个人、每个地点、每个时段都有人负责。')]),
    ],
  }
}

function countOf(cells: readonly Cell[], dimension: Dimension): [string, Inline[]] {
  const all = cells.filter((each) => each.dimension === dimension)
  const green = all.filter((each) => each.green).length
  const gap = all.length - green
  return [
    DIMENSION_WORDS[dimension],
    [
      bold(`${green}/${all.length}`),
      ...(gap > 0 ? [' ', { tone: 'danger' as const, text: `缺 ${gap}` }] : []),
    ],
  ]
}

/** What everybody may see: the own posts, and whether both lists of duties are there (S1-02). */
export function ownCoverageCard(name: string, posts: readonly string[], own: readonly Cell[]): Card {
  const red = own.some(({ green }) => !green)
  const lines: Block[] = own
    .filter(({ green }) => !green)
    .map(({ mend }) => text({ tone: 'danger', text: mend }))
  const said = (column: string): string => {
    const found = own.find(({ key }) => key.endsWith(`/${column}`))
    return found?.green ? `有，${found.says}` : '缺'
  }
  return {
    kind: 'own-coverage',
    title: `${name} · 一岗双责`,
    tone: red ? 'warn' : 'ok',
    tags: [red ? '要补' : '两张清单都有'],
    preview: red ? '您的职责清单还不全' : '您的业务职责和安全职责都有',
    audience: 'personal',
    blocks: [
      facts(
        ['岗位', posts.join('、') || '还没有'],
        ['业务职责', said('business')],
        ['安全职责', said('safety')],
      ),
      ...lines,
      small('看清单请发送 /双责。'),
    ],
  }
}
