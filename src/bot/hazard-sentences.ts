import type { HazardAsk } from '../cards/hazard-form.ts'
import { hazard } from '../hazards/evolve.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { hazardRights, mayReadHazard } from '../hazards/rights.ts'
import { Refusal } from '../refusal.ts'
import type { Context, Reply, Said } from './command.ts'
import { answerReporter } from './hazard-answers.ts'
import { attach, dismiss, place, reclassify, withdraw } from './hazard-corrections.ts'
import { keepUnlisted, plan, reportUp } from './hazard-papers.ts'
import { spend } from './hazard-spending.ts'
import type { Spoken } from './hazard-spoken.ts'
import { accept, assign, control, rectify, sendBack, transfer, verify } from './hazard-steps.ts'
import { hazardReply } from './matter-replies.ts'
import { firstWord } from './words.ts'

/** What can be said about a numbered hazard; each asks the table of handbook §4 first. */
const ACTS = new Map<string, (spoken: Spoken) => Promise<Reply>>([
  ['接收', accept],
  ['派给', assign],
  ['已管控', control],
  ['已整改', rectify],
  ['通过', verify],
  ['退回', sendBack],
  ['转交', transfer],
  ['改级', reclassify],
  ['地点', place],
  ['不是隐患', dismiss],
  ['撤回', withdraw],
  ['附照片', attach],
  ['方案', plan],
  ['已报上级', reportUp],
  ['不挂牌', keepUnlisted],
  ['投入', spend],
  ['答复', answerReporter],
])

/** Buttons that open a question on the card, without changing the record. */
const ASKS = new Map<string, HazardAsk>([
  ['补地点', 'place'],
  ['要派人', 'assign'],
  ['报管控', 'control'],
  ['要转交', 'transfer'],
  ['报整改', 'rectify'],
  ['要退回', 'return'],
  ['要改级', 'reclassify'],
  ['要作废', 'dismiss'],
  ['要方案', 'plan'],
  ['要报上级', 'reportUp'],
  ['要免挂牌', 'unlist'],
  ['要投入', 'spend'],
  ['要答复', 'answer'],
])

/** The verb a sentence about a hazard begins with; people leave out the blank: 「接收鲁锦木」「已整改,换了插座」. */
export function hazardVerb(rest: string): { verb: string; rest: string } | undefined {
  const [word, words] = firstWord(rest)
  if (word === '' || ACTS.has(word) || ASKS.has(word)) return { verb: word, rest: words }
  const verb = [...ACTS.keys()].find((name) => rest.startsWith(name))
  if (!verb) return undefined
  const after = rest.slice(verb.length)
  const named =
    verb === '接收' || verb === '派给' || verb === '转交' || (verb === '投入' && /^[-¥￥\d]/.test(after))
  if (!named && !/^[,，。:：;；!！、]/.test(after)) return undefined
  return { verb, rest: after.replace(/^[,，。:：;；!！、\s]+/, '') }
}

/** Says it. Throws a `Refusal` for a number the speaker may not read, as for one that does not exist. */
export async function sayOfHazard(
  said: Said,
  context: Context,
  number: string,
  { verb, rest }: { verb: string; rest: string },
): Promise<Reply> {
  const about = await readableHazard(context, number)
  if (!about) throw new Refusal('no-hazard', `没有找到隐患 ${number}，请核对编号。`)
  const rights = hazardRights(context.directory, about, context.speaker)
  const act = ACTS.get(verb)
  return act ? act({ said, context, about, rest, rights }) : hazardReply(context, about, ASKS.get(verb))
}

/** The hazard of this number, if the speaker may read it. */
export async function readableHazard(
  { work, directory, speaker }: Context,
  number: string,
): Promise<Hazard | undefined> {
  const about = await work.state(hazard, number)
  return about && (mayReadHazard(speaker, about, directory) || about.reporter === speaker.id)
    ? about
    : undefined
}
