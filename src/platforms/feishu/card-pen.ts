import type { DrawContext } from '../platform.ts'
import { repeatedName } from './press.ts'

/** What drawing one card keeps count of: names must be unique, tables and charts are limited (`feishu.md` §14.1). */
export interface Pen {
  readonly draw: DrawContext
  /** The name for a component: `wanted`, or its numbered variant if that is taken. */
  claimName(wanted: string): string
  /** True while the card may hold one more table or chart. */
  claimTable(): boolean
  claimChart(): boolean
}

/** Where a block stands; nesting rules of §14.3 depend on it. */
export interface Place {
  inForm: boolean
  /** Containers around the block; the platform takes five, we draw at most four. */
  depth: number
}

export const BODY: Place = { inForm: false, depth: 0 }
export const MAX_DEPTH = 4
const MAX_TABLES = 5
const MAX_CHARTS = 5

export function newPen(draw: DrawContext): Pen {
  const names = new Set<string>()
  let tables = 0
  let charts = 0
  return {
    draw,
    claimName(wanted) {
      let name = wanted
      for (let count = 2; names.has(name); count++) name = repeatedName(wanted, count)
      names.add(name)
      return name
    },
    claimTable: () => ++tables <= MAX_TABLES,
    claimChart: () => ++charts <= MAX_CHARTS,
  }
}
