import { CODE, type Inspection, isObject } from './validate-checks.ts'

/** The platform's limits (`feishu.md` §14.1) and our own budget below them. */
const MAX_BYTES = 30 * 1024
const MAX_NODES = 200
const BUDGET = { bytes: 25_000, nodes: 120, depth: 4, markdown: 8000, tables: 3, charts: 5 }

/** Size and number of elements; every object with a `tag` counts one (§18.7). */
export function checkLimits(card: unknown, inspection: Inspection): void {
  const { context } = inspection
  const bytes = new TextEncoder().encode(JSON.stringify(card)).length
  const nodes = countTags(card)
  const isCardkit = context.surface === 'cardkit'
  if (bytes > MAX_BYTES) {
    inspection.error('ROOT', isCardkit ? CODE.cardkitSize : CODE.size, `card of ${bytes} bytes is over 30 KB`)
  }
  if (nodes > MAX_NODES) {
    inspection.error('ROOT', isCardkit ? CODE.elements : CODE.several, `element exceeds the limit: ${nodes}`)
  }
  const { deepest, markdownLength, tables, charts } = inspection
  const over: [number, number, string][] = [
    [bytes, BUDGET.bytes, 'bytes'],
    [nodes, BUDGET.nodes, 'elements'],
    [deepest, BUDGET.depth, 'levels of containers'],
    [markdownLength, BUDGET.markdown, 'characters of Markdown'],
    [tables, BUDGET.tables, 'tables'],
    [charts, BUDGET.charts, 'charts'],
  ]
  for (const [count, limit, what] of over) {
    if (count > limit) inspection.warn('ROOT', CODE.several, `${count} ${what}, our budget is ${limit}`)
  }
}

function countTags(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countTags(item), 0)
  if (!isObject(value)) return 0
  const own = typeof value.tag === 'string' ? 1 : 0
  return Object.values(value).reduce<number>((sum, item) => sum + countTags(item), own)
}
