import type { FieldValue } from '../cards/card.ts'
import type { StoredAnswer } from '../log/record.ts'
import type { Show, Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'

/** What was said: the words after the command's name, and the fields of a submitted form. */
export interface Said {
  words: string
  fields: Record<string, FieldValue>
  /** The whole sentence as it was typed, with its line breaks. */
  typed?: string
  /** A button or a form, not typed. */
  pressed: boolean
  /** When the person said it, by the platform's clock. */
  atMs: number
  /** The message pressed on or replied to. */
  messageId?: string
  /** The patrol point whose signed address the page was opened at; only a page can know, no field says so. */
  scanned?: string
}

/** Everything a command may look at. It changes nothing but `work`. */
export interface Context {
  work: Work
  directory: Directory
  speaker: Person
  chat: { id: string; type: 'private' | 'group' }
  nowMs: number
  /** Commands of the product, for help and suggestions. */
  commands: readonly Command[]
}

/** Who types it: the speaker, or the shared tablet he stands at. */
export const typist = ({ work, speaker }: Context): string => work.actor ?? speaker.id

/**
 * The answer in the chat it was said in: a card by its view, or one plain sentence. `toast` is what came of it: shown over
 * a pressed card, the first line of the card that answers typed words.
 */
export interface Reply {
  show?: Show
  text?: string
  toast?: StoredAnswer['toast']
}

export interface Command {
  /** ASCII, because native slash commands want it (`feishu.md` §7.1). */
  name: string
  /** Chinese names; the first is the one we show. */
  chinese: string[]
  /** One line for help and the native command list. */
  summary: string
  /** Sentences as people type them; each is parsed by a test. */
  examples: string[]
  /** Stands on the first help card; the others come with `/帮助 全部`. */
  everyday?: true
  /** Left out of help for people who may not use it. */
  forWhom?: (speaker: Person, directory: Directory) => boolean
  run(said: Said, context: Context): Promise<Reply>
}

export const defineCommand = (command: Command): Command => command

/** What help lists for this person. */
export const entriesFor = (commands: readonly Command[], speaker: Person, directory: Directory) =>
  commands
    .filter((command) => command.forWhom?.(speaker, directory) ?? true)
    .map(({ name, chinese, summary, everyday }) => ({
      name,
      chinese: chinese[0]!,
      summary,
      ...(everyday && { everyday }),
    }))

/** A field as text, trimmed, without control characters; empty when missing. */
export const fieldText = (said: Said, name: string): string => {
  const value = said.fields[name]
  const words = typeof value === 'string' ? value : Array.isArray(value) ? value.join('、') : ''
  return words.replace(/[^\P{Cc}\s]/gu, '').trim()
}
