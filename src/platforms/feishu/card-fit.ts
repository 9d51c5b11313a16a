import type { Block, Card, Field, Inline } from '../../cards/card.ts'

const CUT = '…(内容过长,已截断)'
/** Below this many characters a text is no longer worth cutting. */
const SHORTEST = 40

const NOTICE: Block = { kind: 'text', text: [CUT], small: true }

/**
 * The card with its longest part cut by a quarter, or undefined when nothing is left to cut. What a person answers with
 * (buttons, fields) goes last: a cut list of options is worse than a cut text.
 */
export function shorten(card: Card): Card | undefined {
  const parts = partsOf(card.blocks)
  const longest = heaviest(parts.filter(({ part }) => isText(part))) ?? heaviest(parts)
  if (!longest) return dropLast(card)
  return { ...card, blocks: replace(card.blocks, longest.part, longest.shorter) as Block[] }
}

type Part = Block | Field
interface Cut {
  part: Part
  weight: number
  shorter: Part
}

const isText = (part: Part): boolean => part.kind !== 'field' && part.kind !== 'buttons'

function heaviest(parts: Cut[]): Cut | undefined {
  return parts.reduce<Cut | undefined>(
    (best, next) => (best && best.weight >= next.weight ? best : next),
    undefined,
  )
}

/** Every part that can be cut, however deep, with what it weighs and what it would become. */
function partsOf(blocks: Part[]): Cut[] {
  return blocks.flatMap((part) => {
    const inner = childrenOf(part)
    if (inner) return partsOf(inner)
    const shorter = cut(part)
    return shorter ? [{ part, weight: JSON.stringify(part).length, shorter }] : []
  })
}

function childrenOf(part: Part): Part[] | undefined {
  if (part.kind === 'details' || part.kind === 'form') return part.blocks
  return part.kind === 'columns' ? part.columns.flat() : undefined
}

/** The parts with `shorter` for `old`; what cannot say itself that it goes on is followed by the remark. */
function replace(parts: Part[], old: Part, shorter: Part): Part[] {
  return parts.flatMap((part, index): Part | Part[] => {
    if (part === old) {
      const next = parts[index + 1]
      return saysItself(shorter) || (next && isNotice(next)) ? shorter : [shorter, NOTICE]
    }
    if (part.kind === 'form') return { ...part, blocks: replace(part.blocks, old, shorter) }
    if (part.kind === 'details') return { ...part, blocks: replace(part.blocks, old, shorter) as Block[] }
    if (part.kind !== 'columns') return part
    return { ...part, columns: part.columns.map((column) => replace(column, old, shorter) as Block[]) }
  })
}

/** Parts made of words end in the remark; rows, pictures, people and choices have no room for it. */
const saysItself = (part: Part): boolean => !['table', 'images', 'people', 'field'].includes(part.kind)

/** Three quarters of one part, or undefined when it is short enough already. */
function cut(part: Part): Part | undefined {
  switch (part.kind) {
    case 'text':
      return lengthOf(part.text) > SHORTEST ? { ...part, text: cutInlines(part.text) } : undefined
    case 'heading':
      return part.text.length > SHORTEST ? { ...part, text: cutText(part.text) } : undefined
    case 'list':
      return cutList(part)
    case 'facts':
      return cutFacts(part)
    case 'table':
      return part.rows.length > 1 ? { ...part, rows: most(part.rows) } : undefined
    case 'chart':
      return part.chart.points.length > 0 || part.chart.summary.length > SHORTEST
        ? { ...part, chart: { ...part.chart, points: [], summary: remarked(cutText(part.chart.summary)) } }
        : undefined
    case 'images':
      return part.images.length > 1 ? { ...part, images: most(part.images) } : undefined
    case 'people':
      return part.people.length > 1 ? { ...part, people: most(part.people) } : undefined
    case 'field':
      return cutField(part)
    default:
      return undefined
  }
}

function cutList(part: Extract<Block, { kind: 'list' }>): Part | undefined {
  if (part.items.length > 2) {
    const items = part.items.filter((item) => item[0] !== CUT)
    return items.length > 1 ? { ...part, items: [...most(items), [CUT]] } : undefined
  }
  if (!part.items.some((item) => lengthOf(item) > SHORTEST)) return undefined
  return { ...part, items: part.items.map(cutInlines) }
}

type Facts = Extract<Block, { kind: 'facts' }>
type Fact = Facts['facts'][number]

function cutFacts(part: Facts): Part | undefined {
  if (part.facts.some(({ value }) => lengthOf(value) > SHORTEST)) {
    return { ...part, facts: part.facts.map((fact) => ({ ...fact, value: cutInlines(fact.value) })) }
  }
  if (part.facts.length < 2) return undefined
  const facts = most(part.facts)
  return {
    ...part,
    facts: facts.map((fact, index) => (index < facts.length - 1 ? fact : remarkedFact(fact))),
  }
}

const remarkedFact = (fact: Fact): Fact =>
  fact.value.at(-1) === CUT ? fact : { ...fact, value: [...fact.value, '\n', CUT] }

function cutField(field: Field): Part | undefined {
  if ('options' in field && field.options.length > 1) return { ...field, options: most(field.options) }
  if ('people' in field && field.people.length > 1) return { ...field, people: most(field.people) }
  return undefined
}

/** What one step keeps: small steps cut no more than needed. */
const KEPT = 0.75
const most = <T>(items: T[]): T[] =>
  items.slice(0, Math.min(items.length - 1, Math.ceil(items.length * KEPT)))

const wordsOf = (inline: Inline): string => {
  if (typeof inline === 'string') return inline
  if ('bold' in inline) return inline.bold
  if ('link' in inline) return inline.link + inline.url
  return 'person' in inline ? inline.person.name : inline.text
}
const lengthOf = (inlines: Inline[]): number =>
  inlines.reduce((sum, inline) => sum + wordsOf(inline).length, 0)

/** The head of a text and the remark that it goes on. */
function cutInlines(inlines: Inline[]): Inline[] {
  if (lengthOf(inlines) <= SHORTEST) return inlines
  let room = Math.floor(lengthOf(inlines) * KEPT) - CUT.length
  const kept: Inline[] = []
  for (const inline of inlines) {
    const words = wordsOf(inline)
    if (words.length > room) {
      if (room > 0) kept.push(cutInline(inline, room))
      break
    }
    kept.push(inline)
    room -= words.length
  }
  return [...kept.filter((inline) => inline !== CUT), CUT]
}

function cutInline(inline: Inline, room: number): Inline {
  if (typeof inline === 'string') return cutAt(inline, room)
  if ('bold' in inline) return { bold: cutAt(inline.bold, room) }
  if ('tone' in inline) return { ...inline, text: cutAt(inline.text, room) }
  // A name or an address cut in the middle would be another one.
  return ''
}

function cutText(text: string): string {
  if (text.length <= SHORTEST) return text
  return cutAt(text.replace(CUT, ''), Math.floor(text.length * KEPT) - CUT.length) + CUT
}

const remarked = (text: string): string => (text.endsWith(CUT) ? text : text + CUT)

/** Cut between characters, never inside an emoji. */
const cutAt = (text: string, length: number): string =>
  text
    .slice(0, Math.max(length, 0))
    .toWellFormed()
    .replace(/\uFFFD$/, '')

/** Nothing can be cut smaller: whole blocks go, the last ones that nobody answers with first, each with its remark. */
function dropLast(card: Card): Card | undefined {
  const { blocks } = card
  const plain = blocks.findLastIndex((block) => !isInteractive(block) && !isNotice(block))
  const last = plain >= 0 ? plain : blocks.findLastIndex((block) => !isNotice(block))
  const index = last >= 0 ? last : blocks.length - 2
  if (index < 0) return undefined
  const next = blocks[index + 1]
  const rest = blocks.toSpliced(index, next && isNotice(next) ? 2 : 1)
  const end = rest.at(-1)
  return { ...card, blocks: end && isNotice(end) ? rest : [...rest, NOTICE] }
}

const isInteractive = (block: Block): boolean => block.kind === 'form' || block.kind === 'buttons'
const isNotice = (part: Part): boolean => part.kind === 'text' && part.text[0] === CUT
