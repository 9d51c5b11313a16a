import type { ListingAsk } from '../cards/listing-form.ts'
import { hazardById } from '../hazards/hazards.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import { listing } from '../listings/evolve.ts'
import { listingRights } from '../listings/rights.ts'
import { Refusal } from '../refusal.ts'
import type { Context, Reply, Said } from './command.ts'
import {
  extend,
  list,
  recordOutcome,
  recordRefusal,
  recordReply,
  recordRequest,
  setLevel,
} from './listing-papers.ts'
import { approve, decline, withdraw } from './listing-proposal.ts'
import { listingReply, type SpokenOfListing } from './listing-spoken.ts'
import { askRemoval, recordRemoval, reportProgress } from './listing-steps.ts'
import { hidePart, type PhotoAct, showAll } from './photo-sentences.ts'
import { firstWord } from './words.ts'

/** What can be said about a numbered listing; each asks the table of handbook §4. */
const ACTS = new Map<string, (spoken: SpokenOfListing) => Promise<Reply>>([
  ['同意', approve],
  ['不同意', decline],
  ['撤回', withdraw],
  ['提请', setLevel],
  ['已提请', recordRequest],
  ['答复', recordReply],
  ['不予挂牌', recordRefusal],
  ['已挂牌', list],
  ['进展', reportProgress],
  ['延期', extend],
  ['后果', recordOutcome],
  ['申请摘牌', askRemoval],
  ['已摘牌', recordRemoval],
  ['遮照片', (spoken) => photoReply(spoken, hidePart)],
  ['恢复照片', (spoken) => photoReply(spoken, showAll)],
])

/** Buttons that open a question on the card, without changing the record. */
const ASKS = new Map<string, ListingAsk>([
  ['要退回', 'decline'],
  ['要撤回', 'withdraw'],
  ['要提请', 'level'],
  ['报提请', 'request'],
  ['报答复', 'reply'],
  ['报挂牌', 'list'],
  ['报进展', 'progress'],
  ['要延期', 'extend'],
  ['报后果', 'outcome'],
  ['要摘牌', 'askRemoval'],
  ['报摘牌', 'remove'],
])

/** Says it. Throws a `Refusal` for a number the speaker may not read, as for one that does not exist. */
export async function sayOfListing(
  said: Said,
  context: Context,
  number: string,
  words: string,
): Promise<Reply> {
  const { work, directory, speaker } = context
  const about = await work.state(listing, number)
  const of = about && (await hazardById(work.db, about.hazard))
  if (!about || !of || !mayReadHazard(speaker, of, directory))
    throw new Refusal(
      'no-listing',
      `没有找到挂牌 ${number}。要为隐患申请挂牌，请发送 /隐患 ${number} 申请挂牌；发送 /挂牌 看看有哪些。`,
    )
  const { verb, rest } = verbIn(words)
  const rights = listingRights(directory, about, of, speaker)
  const act = ACTS.get(verb)
  if (act) return act({ said, context, about, of, rest, rights })
  const asked = ASKS.get(verb)
  if (verb !== '' && !asked)
    throw new Refusal(
      'unknown-act',
      `没看懂「${words.slice(0, 20)}」。挂牌 ${number} 可以说：同意、已提请、已挂牌、进展、申请摘牌、已摘牌。例如：/挂牌 ${number} 进展 已拆除一半。`,
    )
  return listingReply({ context }, about, asked)
}

/** The pictures of the progress, counted from the first that was reported. */
async function photoReply({ said, context, about, rest }: SpokenOfListing, act: PhotoAct): Promise<Reply> {
  const photos = (about.progress ?? []).flatMap((each) => each.photos)
  const text = await act(said, context, `listing/${about.id}`, photos, rest)
  return { ...listingReply({ context }, about), toast: { type: 'success', text } }
}

/** People leave out the blank: 「进展：围墙已拆」. */
function verbIn(words: string): { verb: string; rest: string } {
  const [word, rest] = firstWord(words)
  if (ACTS.has(word) || ASKS.has(word)) return { verb: word, rest }
  const verb = [...ACTS.keys()].find((name) => new RegExp(`^${name}[,，。:：;；!！、]`).test(words))
  return verb
    ? { verb, rest: words.slice(verb.length).replace(/^[,，。:：;；!！、\s]+/, '') }
    : { verb: word, rest }
}
