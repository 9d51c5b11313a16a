import { PARTICULAR, PARTS, type Part, SAYINGS } from './place-words.ts'
import type { PartPoint, PointInput, Strength } from './places.ts'

/** Half-width, lower case, no spaces: the form in which places are compared. */
export function tidy(words: string): string {
  return words.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

export function literally(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}

export function pointWords(points: readonly PointInput[]): Map<string, { id: string; strength: Strength }> {
  const words = new Map<string, { id: string; strength: Strength }>()
  const given = new Map<string, Set<string>>()
  const derived = new Map<string, Map<string, Strength>>()
  for (const point of points) {
    for (const alias of [point.name, ...(point.aliases ?? [])].map(tidy)) {
      if (alias.length > 1 && !isStorey(alias, point))
        given.set(alias, (given.get(alias) ?? new Set()).add(point.id))
    }
    for (const [word, strength] of derivedWords(point)) {
      derived.set(word, (derived.get(word) ?? new Map()).set(point.id, strength))
    }
  }
  for (const [word, ids] of derived) {
    const [only] = [...ids]
    if (ids.size === 1 && !given.has(word)) words.set(word, { id: only![0], strength: only![1] })
  }
  for (const [word, ids] of given) {
    if (ids.size === 1) words.set(word, { id: [...ids][0]!, strength: strengthOf(word) })
  }
  return words
}

/** 综合楼四楼 as an alias of one hall there: said of a corridor or a toilet it would lead to the wrong place. */
function isStorey(alias: string, point: PointInput): boolean {
  const house = tidy(point.building)
  const letter = /[a-z]$/u.exec(house)?.[0]
  return new RegExp(
    `^(?:${literally(house)}${letter ? `|${letter}[楼栋座幢]` : ''})[一二三四五六七八九1-9][楼层]$`,
    'u',
  ).test(alias)
}

/** An alias can be a thing (书架, 配电箱) that classrooms have too, or a lesson; neither is as sure as a name. */
function strengthOf(alias: string): Strength {
  if (/(?:架|箱|柱|报警器|阀门|灶台|道闸|球门)$/u.test(alias)) return 'holds'
  return /(?:课|操|陪餐|护学岗)$/u.test(alias) ? 'doing' : 'name'
}

/** The words a point's own name gives: its parts, 南侧车行门 → 南门, and what people call such places. */
function derivedWords(point: PointInput): [string, Strength][] {
  const name = tidy(point.name)
  const inBuilding = name.startsWith(tidy(point.building)) && partsOf(point).length > 0
  const found: [string, Strength][] = []
  if (!inBuilding) for (const part of nameParts(name)) found.push([part, 'name'])
  const side = /([东南西北])(?:侧|边)?[^与和及]*门/.exec(name)
  if (side) found.push([`${side[1]}门`, 'name'])
  for (const { named, say, doing, holds } of SAYINGS) {
    if (!named.test(name)) continue
    for (const word of say?.split(' ') ?? []) found.push([word, 'name'])
    for (const word of doing?.split(' ') ?? []) found.push([word, 'doing'])
    for (const word of holds?.split(' ') ?? []) found.push([word, 'holds'])
  }
  return found.reverse()
}

function nameParts(name: string): string[] {
  return name.split(/[与和及、/]/u).filter((part) => part.length > 1)
}

export function partsOf(point: PointInput): PartPoint[] {
  const name = tidy(point.name)
  const building = tidy(point.building)
  if (building === '' || !name.startsWith(building)) return []
  const storey = /([一二三四五六七八九])(?:楼|层)/u.exec(name.slice(building.length))
  const of = (part: Part, particular: boolean): PartPoint[] =>
    part.named.test(name)
      ? [
          {
            id: point.id,
            building: point.building,
            floor: storey && !part.everyFloor ? point.floor : null,
            part,
            particular,
          },
        ]
      : []
  return [...PARTS.flatMap((part) => of(part, false)), ...PARTICULAR.flatMap((part) => of(part, true))]
}
