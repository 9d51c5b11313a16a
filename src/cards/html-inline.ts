import { html } from 'hono/html'
import type { CardPerson, Inline } from './card.ts'
import type { Html } from './html.ts'

export const drawInlines = (inlines: Inline[]): Html[] => inlines.map(drawInline)

function drawInline(inline: Inline): Html {
  if (typeof inline === 'string') return html`${inline}`
  if ('bold' in inline) return html`<b>${inline.bold}</b>`
  if ('link' in inline) return drawLink(inline.link, inline.url)
  if ('tone' in inline) return html`<span class="say-${inline.tone}">${inline.text}</span>`
  if ('person' in inline) return drawPerson(inline.person)
  return inline satisfies never
}

export const drawPerson = (person: CardPerson): Html => html`<span class="person">${person.name}</span>`

function drawLink(words: string, url: string): Html {
  const address = webAddress(url)
  return address ? html`<a href="${address}" rel="noopener noreferrer">${words}</a>` : html`${words}`
}

/** The address normalised, or undefined when it is none a browser should open: escaping does not stop `javascript:`. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  const { protocol, href } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? href : undefined
}
