import type { CardPerson, Inline, Tone } from '../../cards/card.ts'

/** Named colours of text (`feishu.md` §14.4: hex values are ignored or rejected). */
const COLORS: Record<Tone, string> = {
  info: 'blue',
  ok: 'green',
  warn: 'orange',
  danger: 'red',
  muted: 'grey',
}

/** Characters that mean something to Feishu's Markdown wherever they stand; above all `<at`, which would page people. */
const SPECIAL = /[&<>*_~`[\]\\#|$]/g
/** At the head of a line these begin a list, a rule or a heading. */
const LINE_HEAD = /^([ \t]*)([-+=])/gm
const NUMBERED = /^([ \t]*\d+)([.)])(?=\s|$)/gm
const EMOJI_CODE = /:(?=[A-Za-z_]+:)/g

const entity = (char: string): string => `&#${char.codePointAt(0)};`

/** User text as Markdown that shows exactly that text: nothing in it pages, links, styles or breaks the card. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(SPECIAL, entity)
    .replace(EMOJI_CODE, entity)
    .replace(/\n +/g, '\n')
    .replace(LINE_HEAD, (_, space: string, mark: string) => space + entity(mark))
    .replace(NUMBERED, (_, digits: string, mark: string) => digits + entity(mark))
}

/** Inlines as Markdown. Bold beside punctuation or bold needs a space, or CommonMark does not see its stars. */
export function drawInlines(inlines: Inline[]): string {
  let drawn = ''
  let before: 'none' | 'bold' | 'bold-mark' = 'none'
  for (const inline of inlines) {
    const piece = drawInline(inline)
    if (!piece) continue
    const bold = typeof inline === 'object' && 'bold' in inline
    const gap =
      (bold && (before !== 'none' || /^\*\*[\p{P}\p{S}]/u.test(piece))) ||
      (before === 'bold-mark' && /^[^\s\p{P}]/u.test(piece))
    drawn += gap && /\S$/.test(drawn) ? ` ${piece}` : piece
    before = bold ? (/[\p{P}\p{S}]\*\*$/u.test(piece) ? 'bold-mark' : 'bold') : 'none'
  }
  // Four spaces at the head would begin a code block.
  return drawn.trimStart()
}

/** One line: for list items, labels and table-like rows. */
export const drawLine = (inlines: Inline[]): string => drawInlines(inlines).replace(/\s*\n\s*/g, ' ')

function drawInline(inline: Inline): string {
  if (typeof inline === 'string') return escapeMarkdown(inline)
  if ('bold' in inline) return drawBold(inline.bold)
  if ('link' in inline) return drawLink(inline.link, inline.url)
  if ('tone' in inline) return wrap(`<font color='${COLORS[inline.tone]}'>`, inline.text, '</font>')
  if ('person' in inline) return drawPerson(inline.person)
  return inline satisfies never
}

export function drawBold(text: string): string {
  return wrap('**', text.replace(/\s+/g, ' ').trim(), '**')
}

const wrap = (open: string, text: string, close: string): string =>
  text.trim() ? open + escapeMarkdown(text) + close : ''

/** Only web addresses become links; brackets in them would end the link early. */
function drawLink(text: string, url: string): string {
  const address = webAddress(url)
  const words = escapeMarkdown(text).replace(/\n/g, ' ')
  return address ? `[${words}](${address.replaceAll('(', '%28').replaceAll(')', '%29')})` : words
}

/** The address normalised, or undefined when it is not one a client may open. */
export function webAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, href } = new URL(url)
  return ['https:', 'http:', 'lark:'].includes(protocol) ? href : undefined
}

/**
 * A named person. `<person>` shows the name the way `<at>` does, but does not page: in a group a card names many
 * people each time it is drawn, and only messages meant for somebody may ring.
 */
export function drawPerson(person: CardPerson): string {
  if (!hasAccount(person)) return escapeMarkdown(person.name)
  return `<person id='${person.account}' show_name=true show_avatar=false style='normal'></person>`
}

/** An account in a form the platform could know; one malformed id rejects the whole card (100290). */
export const hasAccount = (person: CardPerson): person is CardPerson & { account: string } =>
  person.account !== undefined && /^[A-Za-z0-9_-]+$/.test(person.account)

export const markdown = (content: string, more: object = {}): object => ({
  tag: 'markdown',
  content,
  ...more,
})

/** A plain text object: shown as it is, no escaping needed. */
export const plainText = (content: string): object => ({ tag: 'plain_text', content })
