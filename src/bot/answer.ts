import type { Card } from '../cards/card.ts'
import { unknownCard } from '../cards/help.ts'
import { type Done, recordUntilDone, type StoredAnswer } from '../log/record.ts'
import { beginWork, type Owed, type Show, type Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { ReadDirectory } from '../people/read-directory.ts'
import { Refusal } from '../refusal.ts'
import { ANONYMOUS_ELSEWHERE } from '../reporting/no-name.ts'
import type { Database } from '../store/database.ts'
import { aboutOf } from '../views/index.ts'
import { anonymousIn } from './anonymous-words.ts'
import type { Command, Context, Reply, Said } from './command.ts'
import { readWords } from './free-words.ts'
import { understand } from './understand.ts'

export interface Speech {
  /** Dedupe key of what was said; the cause of everything recorded for it. */
  cause: string
  speaker: Person
  chat: { id: string; type: 'private' | 'group' }
  sentence: string
  said: Omit<Said, 'words'>
  /** The shared tablet it was entered at, as the log names it (`tablet/门岗`). */
  enteredAt?: string
  /** As it stood when the speaker was recognised; read now when absent. */
  directory?: Directory
  /** Done first, in the same write, and forgotten with it when the sentence is refused; its toast serves if there is no other. */
  before?(work: Work): Promise<Reply['toast']>
}

export interface Answering {
  db: Database
  directory: ReadDirectory
  commands: readonly Command[]
  now(): number
}

/**
 * A person says a sentence: understood, decided, recorded with its answer. A pressed button is answered in its response,
 * so the answer is returned; a typed sentence is answered by a reply owed in the same write, once per message.
 */
export async function answer(parts: Answering, speech: Speech): Promise<Done> {
  const directory = speech.directory ?? (await parts.directory())
  const nowMs = parts.now()
  const pressed = speech.said.pressed
  return recordUntilDone(
    parts.db,
    speech.cause,
    () => beginWork(parts.db, nowMs, speech.enteredAt ?? speech.speaker.id),
    async (work) => {
      const reply = await replyOrRefusal(parts, work, directory, speech, nowMs)
      if (pressed) keepShown(work, speech, reply)
      else oweReply(work, speech, reply)
      return pressed ? answerOf(speech, reply) : {}
    },
    pressed ? speech.said.messageId : undefined,
  )
}

async function replyOrRefusal(
  parts: Answering,
  work: Work,
  directory: Directory,
  speech: Speech,
  nowMs: number,
): Promise<Reply> {
  const { speaker, chat } = speech
  const context: Context = { work, directory, speaker, chat, nowMs, commands: parts.commands }
  try {
    const done = await speech.before?.(work)
    const reply = await run(speech, context)
    return done && !reply.toast ? { ...reply, toast: done } : reply
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    work.forget()
    return { text: error.message, toast: { type: 'warning', text: error.message } }
  }
}

/** A pressed message that turned into a record's card is kept true from now on, like any other. */
function keepShown(work: Work, { said, chat, speaker, cause }: Speech, { show }: Reply): void {
  if (!show || !said.messageId) return
  const priv = chat.type === 'private'
  const shown = { ...roundOf({ cause }), ...(priv && { for: speaker.id }), ...show }
  work.shows({
    messageId: said.messageId,
    chatId: chat.id,
    recipient: priv ? `person:${speaker.id}` : `chat:${chat.id}`,
    about: aboutOf(show),
    show: shown,
  })
}

/**
 * What this person would be shown for a sentence that only asks; nothing is recorded, whatever it says. Throws `Refusal`
 * where the person may not see it: a page asks the same question as the chat.
 */
export async function look(
  parts: Answering,
  speaker: Person,
  sentence: string,
): Promise<StoredAnswer['show']> {
  const nowMs = parts.now()
  const work = beginWork(parts.db, nowMs, speaker.id)
  const chat = { id: '', type: 'private' as const }
  const context = {
    work,
    directory: await parts.directory(),
    speaker,
    chat,
    nowMs,
    commands: parts.commands,
  }
  const { show } = await run({ sentence, said: { fields: {}, pressed: true, atMs: nowMs } }, context)
  return show
}

async function run(speech: Pick<Speech, 'sentence' | 'said'>, context: Context): Promise<Reply> {
  const understood = understand(speech.sentence, context.commands)
  // Heard elsewhere (anonymous.ts); what arrives here all the same is never said in somebody's name.
  const wish = anonymousIn(understood, speech.said.fields)
  if (wish) throw new Refusal('anonymous', 'unkept' in wish ? wish.unkept : ANONYMOUS_ELSEWHERE)
  if (understood.kind === 'command')
    return understood.command.run(
      { ...speech.said, words: understood.words, typed: speech.sentence },
      context,
    )
  if (understood.kind === 'unknown')
    return { show: { card: 'fixed', content: suggest(understood.words, understood.likely) } }
  return readWords({ ...speech.said, words: understood.words, typed: speech.sentence }, context)
}

export const suggest = (words: string, likely: readonly Command[]): Card =>
  unknownCard(
    words,
    likely.map(({ name, chinese, summary }) => ({ name, chinese: chinese[0]!, summary })),
  )

/** A press is answered with a card, a toast or both; a plain sentence becomes a toast. */
function answerOf(speech: Speech, reply: Reply): StoredAnswer {
  const toast = reply.toast ?? (reply.text ? { type: 'info' as const, text: reply.text } : undefined)
  return {
    ...(reply.show && { show: { ...roundOf(speech), ...viewerOf(speech), ...reply.show } }),
    ...(toast && { toast }),
  }
}

/** Names the forms of this answer: one that was submitted stays locked in the client (`feishu.md` §14.6). */
const roundOf = ({ cause }: Pick<Speech, 'cause'>) => ({
  round: cause.replace(/[^A-Za-z0-9]/g, '').slice(-10),
})

/** Whose eyes a card is drawn for is part of the answer: a repeat gets the same card. In a group it is everybody's. */
const viewerOf = ({ chat, speaker }: Speech) => (chat.type === 'private' ? { for: speaker.id } : {})

/** There is no toast over a typed sentence: what happened is the first line of the card that answers it. */
function oweReply(work: Work, speech: Speech, reply: Reply): void {
  const show: Show | undefined = reply.show
    ? {
        ...roundOf(speech),
        ...viewerOf(speech),
        ...reply.show,
        ...(reply.toast && { said: reply.toast }),
      }
    : undefined
  const content = show ?? { card: 'text', text: reply.text ?? '' }
  const owed: Owed = {
    once: `reply:${speech.cause}`,
    kind: speech.said.messageId ? 'reply' : 'send',
    recipient: speech.chat.type === 'group' ? `chat:${speech.chat.id}` : `person:${speech.speaker.id}`,
    ...(speech.said.messageId && { replyTo: speech.said.messageId }),
    show: content,
    urgency: 1,
    notBeforeMs: work.nowMs,
  }
  work.owe(owed)
}
