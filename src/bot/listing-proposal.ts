import { mayBeListed } from '../hazards/papers.ts'
import * as wishes from '../listings/decide.ts'
import type { Criteria } from '../listings/listing.ts'
import { proposeListing } from '../listings/listings.ts'
import { tellListing } from '../listings/tell.ts'
import { Refusal } from '../refusal.ts'
import { fieldText, type Reply } from './command.ts'
import type { Spoken } from './hazard-spoken.ts'
import { labelledWords } from './labelled-words.ts'
import { changeSpoken, isBare, listingReply, type SpokenOfListing } from './listing-spoken.ts'
import { hazardReply } from './matter-replies.ts'

const CRITERIA = { A: 'difficult', a: 'difficult', B: 'outside', b: 'outside' } as const
export const WHO_PROPOSES = '申请挂牌和摘牌由部门负责人、安全办公室或分管副校长提出，校长或书记批准。'

/** `/隐患 12 申请挂牌 A 围墙要拆了重建，要两个月 B …`; without a reason the form asks for one (S2-062, S2-063). */
export async function proposeForListing(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  mayBeListed(about)
  if (!rights.proposesListing) throw new Refusal('not-yours', WHO_PROPOSES)
  if (isBare(spoken)) return hazardReply(context, about, 'list')
  const typed: Criteria = labelledWords(rest, CRITERIA)
  const difficult = fieldText(said, 'difficult') || typed.difficult
  const outside = fieldText(said, 'outside') || typed.outside
  const criteria = { ...(difficult && { difficult }), ...(outside && { outside }) }
  const { work, directory, speaker } = context
  const proposed = await proposeListing(work, directory, about, criteria, speaker)
  const toast = `已提出，编号为挂牌 ${proposed.number}，等校长或书记批准`
  return { ...listingReply({ context }, proposed), toast: { type: 'success', text: toast } }
}

const WHO_APPROVES = '挂牌和摘牌由校长或书记批准。'

/** `/挂牌 3 同意`: to the proposal, or to asking for its removal. */
export async function approve(spoken: SpokenOfListing): Promise<Reply> {
  const { context, rights } = spoken
  const decide = wishes.approve(context.speaker.id, rights.approvesOwn || !rights.approves)
  const { reply } = await changeSpoken(spoken, decide, rights.approves, WHO_APPROVES, '已同意')
  tellAsker(spoken)
  return reply
}

export async function decline(spoken: SpokenOfListing): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const decide = wishes.decline(fieldText(said, 'reason') || rest, context.speaker.id)
  const { reply } = await changeSpoken(spoken, decide, rights.approves, WHO_APPROVES, '已退回，理由已告知')
  tellAsker(spoken)
  return reply
}

/** Whoever asked hears what became of it. */
function tellAsker({ context: { work, directory, speaker }, about, of }: SpokenOfListing): void {
  const asker = about.status === 'proposed' ? about.proposedBy : about.removal?.by
  if (asker !== speaker.id) tellListing(work, directory, about, of, directory.person(asker ?? ''), 'answered')
}

export async function withdraw(spoken: SpokenOfListing): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const decide = wishes.withdraw(fieldText(said, 'reason') || rest, context.speaker.id)
  const { reply } = await changeSpoken(spoken, decide, rights.proposes, WHO_PROPOSES, '已撤回')
  return reply
}
