import type { Block, Card, Form } from '../../cards/card.ts'

/** A form together with what must move into it, before and behind its own blocks. */
export type PlannedForm = Form & { behind?: Block[] }
export type PlannedBlock = Exclude<Block, Form> | PlannedForm

/**
 * Orders blocks the way the platform wants them (`feishu.md` §14.3, §14.6): forms stand in the body itself, and in a
 * card with a form every button stands inside a form, because buttons outside were reported dead. There it is a submit:
 * a card whose form has a required field should not rely on such a button, for the empty field would hold it back.
 */
export function planBlocks(card: Card): PlannedBlock[] {
  const blocks = card.blocks.flatMap(liftForms)
  const last = blocks.findLastIndex((block) => block.kind === 'form')
  const form = blocks[last]
  if (form?.kind !== 'form') return blocks
  const moves = (block: Block) => block.kind !== 'form' && hasButtons(block)
  const before = blocks.slice(0, last)
  const behind = blocks.slice(last + 1)
  return [
    ...before.filter((block) => !moves(block)),
    { ...form, blocks: [...before.filter(moves), ...form.blocks], behind: behind.filter(moves) },
    ...behind.filter((block) => !moves(block)),
  ]
}

/** The block without the forms inside it, followed by those forms. */
function liftForms(block: Block): Block[] {
  const forms: Form[] = []
  const keep = (inner: Block): Block[] => {
    if (inner.kind === 'form') forms.push(inner)
    return inner.kind === 'form' ? [] : [strip(inner)]
  }
  const strip = (outer: Block): Block => {
    if (outer.kind === 'details') return { ...outer, blocks: outer.blocks.flatMap(keep) }
    if (outer.kind === 'columns') return { ...outer, columns: outer.columns.map((c) => c.flatMap(keep)) }
    return outer
  }
  return [strip(block), ...forms]
}

function hasButtons(block: Block): boolean {
  if (block.kind === 'buttons') return true
  if (block.kind === 'details') return block.blocks.some(hasButtons)
  return block.kind === 'columns' && block.columns.flat().some(hasButtons)
}
