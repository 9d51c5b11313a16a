import { CODE, type Inspection } from './validate-checks.ts'

/** Tags Feishu's Markdown knows (`feishu.md` §14.4); others show as text. */
const TAGS = new Set('br hr at a font text_tag link person number_tag local_datetime raw'.split(' '))

/** What can be wrong inside Markdown: people nobody knows reject the card, the rest is only unwise. */
export function checkMarkdown(content: string, path: string, inspection: Inspection): void {
  inspection.markdownLength += content.length
  for (const [, tag = '', attributes = ''] of content.matchAll(/<([a-z_]+)((?:\s[^<>]*)?)>/gi)) {
    if (!TAGS.has(tag)) inspection.warn(path, CODE.property, `Markdown has no tag <${tag}>`, tag)
    if (tag === 'at' || tag === 'person') checkPeople(attributes, path, inspection)
    if (tag === 'font' && /color\s*=\s*['"]?#/.test(attributes)) {
      inspection.warn(path, CODE.property, 'hex colours are ignored or rejected', attributes)
    }
  }
  const tables = content.match(/^\s*\|?\s*:?-{3,}:?\s*\|/gm)?.length ?? 0
  if (tables > 4) inspection.warn(path, CODE.several, `${tables} Markdown tables, at most 4`)
}

function checkPeople(attributes: string, path: string, inspection: Inspection): void {
  const known = inspection.context.users
  const ids = /\bids?\s*=\s*['"]?([^\s'">]*)/.exec(attributes)?.[1]?.split(',') ?? []
  if (ids.length === 0) inspection.error(path, CODE.user, 'at without an id')
  for (const id of ids) {
    if (known && id !== 'all' && !known.has(id))
      inspection.error(path, CODE.user, `invalid user id: ${id}`, id)
  }
}
