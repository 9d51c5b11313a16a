import type { Day } from '../time.ts'

/**
 * The vocabulary of everything shown (design §3.7; `dingtalk.md` §20). A card is data: platforms draw it with one
 * exhaustive switch each. Nothing here is markup: a text is a list of inlines, so user text never needs escaping
 * until a platform draws it.
 */
export interface Card {
  /** Which card this is, for logs and golden files: `today`, `hazard`, `help` … */
  kind: string
  title: string
  tone: Tone
  /** At most three short status words beside the title. */
  tags?: string[]
  /** Plain text of the notification and the chat list, at most 40 characters. */
  preview: string
  /** `personal` cards cannot be forwarded. */
  audience: 'shared' | 'personal'
  blocks: Block[]
  /** Absolute address of this card as a page, for photos and whoever prefers a browser. It carries no authority. */
  page?: string
}

/** info: to read · ok: done · warn: due or open · danger: urgent, overdue · muted: over, closed. */
export type Tone = 'info' | 'ok' | 'warn' | 'danger' | 'muted'

export type Inline =
  | string
  | { bold: string }
  | { link: string; url: string }
  | { tone: Tone; text: string }
  | { person: CardPerson }

/** A person as a card names one; `account` is the platform's id (Feishu open_id), absent for people without the app. */
export interface CardPerson {
  name: string
  account?: string
}

export type Block =
  | { kind: 'text'; text: Inline[]; small?: boolean }
  | { kind: 'heading'; text: string }
  | { kind: 'facts'; facts: { label: string; value: Inline[] }[] }
  | { kind: 'list'; items: Inline[][] }
  | { kind: 'table'; columns: TableColumn[]; rows: Record<string, string | number>[] }
  | { kind: 'chart'; chart: Chart }
  | { kind: 'images'; images: CardImage[] }
  | { kind: 'people'; people: CardPerson[] }
  | { kind: 'divider' }
  /** `together`: to be compared, so they stay side by side on a phone too. */
  | { kind: 'columns'; columns: Block[][]; together?: boolean }
  | { kind: 'details'; summary: string; blocks: Block[]; open?: boolean }
  | { kind: 'buttons'; buttons: Button[] }
  | Form

export interface TableColumn {
  key: string
  label: string
  align?: 'left' | 'center' | 'right'
}

/** `summary` repeats the numbers in words: charts do not render in notifications and old clients (`feishu.md` §14.4). */
export interface Chart {
  type: 'bar' | 'line' | 'pie'
  title?: string
  points: { x: string; y: number; series?: string }[]
  summary: string
}

/** `photo` is our photo id; a platform that needs its own key gets it through `DrawContext`. */
export interface CardImage {
  photo: string
  alt: string
}

/** A button is a sentence said by whoever presses it; it carries no authority (design §3.1). */
export interface Button {
  label: string
  says: string
  style?: 'primary' | 'default' | 'danger'
  confirm?: { title: string; text: string }
  /** Opens a page instead of saying a sentence; `says` is then ignored. */
  url?: string
}

/** A submitted form is its submit button's sentence with fields. `id` must differ from the form it replaces (`feishu.md` §14.6). */
export interface Form {
  kind: 'form'
  id: string
  blocks: (Block | Field)[]
  buttons: Button[]
}

export type Field = { kind: 'field'; name: string; label: string; required?: boolean; hint?: string } & (
  | { input: 'text'; initial?: string; maxLength?: number }
  | { input: 'textarea'; initial?: string; maxLength?: number }
  | { input: 'number'; initial?: number }
  | { input: 'select'; options: Option[]; initial?: string }
  | { input: 'multiselect'; options: Option[]; initial?: string[] }
  | { input: 'date'; initial?: string }
  | { input: 'time'; initial?: string }
  | { input: 'datetime'; initial?: string }
  | { input: 'switch'; initial?: boolean }
  | { input: 'person'; people: (CardPerson & { value: string })[]; initial?: string }
  /** Pictures: a file choice on a page; chat cards cannot upload and show only the hint (`feishu.md` §1.1). */
  | { input: 'photo' }
)

export interface Option {
  value: string
  label: string
}

/** What a form field can come back as, whatever the platform: text, several texts, or a switch. */
export type FieldValue = string | string[] | boolean

export const text = (...inlines: Inline[]): Block => ({ kind: 'text', text: inlines })
export const small = (...inlines: Inline[]): Block => ({ kind: 'text', text: inlines, small: true })
export const heading = (words: string): Block => ({ kind: 'heading', text: words })
export const divider: Block = { kind: 'divider' }
export const bold = (words: string | number): Inline => ({ bold: String(words) })
export const buttons = (...list: Button[]): Block => ({ kind: 'buttons', buttons: list })
/** Facts as `[label, value]`; a missing value leaves its line out. */
export const facts = (...pairs: ([string, Inline | Inline[] | undefined] | false)[]): Block => ({
  kind: 'facts',
  facts: pairs.flatMap((pair) => {
    if (!pair || pair[1] === undefined) return []
    return [{ label: pair[0], value: Array.isArray(pair[1]) ? pair[1] : [pair[1]] }]
  }),
})
/** Somebody's own words, a few sentences long. */
export const areaField = (name: string, label: string, initial?: string): Field => ({
  kind: 'field',
  name,
  label,
  input: 'textarea',
  maxLength: 500,
  ...(initial !== undefined && { initial }),
})

/** From a day to a day, both filled with the likeliest one. */
export const spanFields = (initial: Day): Field[] => [
  { kind: 'field', name: 'from', label: '从', input: 'date', initial, required: true },
  { kind: 'field', name: 'to', label: '到', input: 'date', initial, required: true },
]

/** The few words without which the form is not taken. */
export const reasonField = (label: string, hint: string): Field => ({
  kind: 'field',
  name: 'reason',
  label,
  input: 'text',
  required: true,
  maxLength: 60,
  hint,
})

/** Pictures chosen on a page; `hint` says in the chat how to send them there. */
export const photoField = (label: string, hint: string): Field => ({
  kind: 'field',
  name: 'photos',
  label,
  input: 'photo',
  hint,
})
