import type { HazardAsk } from '../cards/hazard-form.ts'
import { hazard } from '../hazards/evolve.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import { hazardRights } from '../hazards/rights.ts'
import { Refusal } from '../refusal.ts'
import type { Context, Reply, Said } from './command.ts'
import { answerReporter } from './hazard-answers.ts'
import * as asks from './hazard-asks.ts'
import { attach, dismiss, place, reclassify, withdraw } from './hazard-corrections.ts'
import { followIt, merge, separateIt, unfollowIt } from './hazard-doubles.ts'
import { coOwn, partDone, refuse, reopen, unCoOwn } from './hazard-hands.ts'
import { askParty, hearParty, toCampus, toSurroundings } from './hazard-outside.ts'
import { keepUnlisted, plan, reportUp } from './hazard-papers.ts'
import { coverPhoto, deletePhoto, uncoverPhoto } from './hazard-photos.ts'
import { spend } from './hazard-spending.ts'
import type { Spoken } from './hazard-spoken.ts'
import { accept, assign, control, rectify, sendBack, transfer, verify } from './hazard-steps.ts'
import { proposeForListing } from './listing-proposal.ts'
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
  ['遮照片', coverPhoto],
  ['恢复照片', uncoverPhoto],
  ['删照片', deletePhoto],
  ['方案', plan],
  ['已报上级', reportUp],
  ['不挂牌', keepUnlisted],
  ['跟进', followIt],
  ['取消跟进', unfollowIt],
  ['另报', separateIt],
  ['并入', merge],
  ['申请挂牌', proposeForListing],
  ['不接', refuse],
  ['延期', asks.askExtension],
  ['准延期', asks.grantExtension],
  ['不准延期', asks.denyExtension],
  ['暂停', asks.askPause],
  ['准暂停', asks.grantPause],
  ['不准暂停', asks.denyPause],
  ['继续暂停', asks.keepPaused],
  ['恢复', asks.resume],
  ['周边', toSurroundings],
  ['校内', toCampus],
  ['联系', askParty],
  ['回复', hearParty],
  ['协办', coOwn],
  ['去掉协办', unCoOwn],
  ['已完成', partDone],
  ['重开', reopen],
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
  ['要挂牌', 'list'],
  ['要退单', 'refuse'],
  ['要延期', 'extend'],
  ['要不准延期', 'denyExtension'],
  ['要暂停', 'pause'],
  ['要不准暂停', 'denyPause'],
  ['要继续暂停', 'keepPaused'],
  ['要联系', 'contact'],
  ['要登记回复', 'reply'],
  ['要协办', 'coOwn'],
  ['要重开', 'reopen'],
  ['要投入', 'spend'],
  ['要答复', 'answer'],
])

/** What a button is called, typed as it is read: the verb behind it, and what it asks when nothing more is said. */
const AS_LABELLED = new Map<string, [verb: string, alone: string]>([
  ['补充地点', ['地点', '补地点']],
  ['改类别等级', ['改级', '要改级']],
  ['整改方案', ['方案', '要方案']],
  ['登记投入', ['投入', '要投入']],
  ['答复报告人', ['答复', '要答复']],
  ['需延期', ['延期', '要延期']],
  ['同意延期', ['准延期', '准延期']],
  ['不同意延期', ['不准延期', '要不准延期']],
  ['需暂停', ['暂停', '要暂停']],
  ['同意暂停', ['准暂停', '准暂停']],
  ['不同意暂停', ['不准暂停', '要不准暂停']],
  ['还要等', ['继续暂停', '要继续暂停']],
  ['是校园周边的', ['周边', '周边']],
  ['是校内的', ['校内', '校内']],
  ['已联系外部单位', ['联系', '要联系']],
  ['登记对方答复', ['回复', '要登记回复']],
  ['加协办人', ['协办', '要协办']],
  ['我的部分已完成', ['已完成', '已完成']],
])

/** Begins with a verb and goes on as something else that was seen: 「周边 小吃摊堵了消防通道」「联系 不上电工」. */
const READS_OTHERWISE = /^(?:(?:周边|校内)\s+\S|联系\s*[不没]|投入\s*使用|协办公)/

/** The verb a sentence about a hazard begins with; people leave out the blank: 「接收鲁锦木」「已整改,换了插座」. */
export function hazardVerb(rest: string): { verb: string; rest: string } | undefined {
  const [word, words] = firstWord(rest)
  if (READS_OTHERWISE.test(rest)) return undefined
  const labelled = AS_LABELLED.get(word)
  if (labelled) return { verb: labelled[words === '' ? 1 : 0], rest: words }
  if (word === '' || ACTS.has(word) || ASKS.has(word)) return { verb: word, rest: words }
  const verb = [...ACTS.keys()].find((name) => rest.startsWith(name))
  if (!verb) return undefined
  const after = rest.slice(verb.length)
  const named =
    ['接收', '派给', '转交', '协办', '去掉协办'].includes(verb) ||
    (verb === '投入' && /^[-¥￥\d]/.test(after))
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
