/** What a person reads on a Feishu card: title, words, labels. Works on the JSON the emulated platform stored. */
export interface ReadCard {
  title: string
  tags: string[]
  /** Every word of the body in order, one line an element, markup left out. */
  text: string
  buttons: string[]
  fields: string[]
  template: string
}

type Json = Record<string, unknown>

export function readCard(card: object): ReadCard {
  const root = card as { header?: Json; body?: { elements?: unknown[] } }
  const header = root.header ?? {}
  const lines: string[] = []
  const buttons: string[] = []
  const fields: string[] = []
  walk(root.body?.elements ?? [], (element) => {
    if (element.tag === 'markdown') lines.push(plain(String(element.content ?? '')))
    if (element.tag === 'button') buttons.push(contentOf(element.text))
    if (element.tag === 'plain_text' && typeof element.content === 'string') lines.push(element.content)
    if (typeof element.name === 'string' && element.tag !== 'button' && element.tag !== 'form')
      fields.push(element.name)
    if (element.tag === 'table') lines.push(JSON.stringify(element.rows))
  })
  return {
    title: contentOf(header.title),
    tags: ((header.text_tag_list as Json[] | undefined) ?? []).map((tag) => contentOf(tag.text)),
    text: lines.join('\n'),
    buttons,
    fields,
    template: String(header.template ?? ''),
  }
}

const contentOf = (text: unknown): string => String((text as Json | undefined)?.content ?? '')

function walk(nodes: unknown, visit: (element: Json) => void): void {
  if (Array.isArray(nodes)) {
    for (const node of nodes) walk(node, visit)
    return
  }
  if (typeof nodes !== 'object' || nodes === null) return
  const element = nodes as Json
  if (typeof element.tag === 'string') visit(element)
  for (const key of ['elements', 'columns', 'header', 'fields']) if (element[key]) walk(element[key], visit)
}

/** Markdown as a person reads it. */
const plain = (markdown: string): string =>
  markdown
    .replace(/<person id='([^']*)'[^>]*><\/person>/g, '@$1')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\*\*/g, '')
    .replace(/\\([\\`*_{}[\]()#+\-.!~|>])/g, '$1')
