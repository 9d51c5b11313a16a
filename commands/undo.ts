import { type Context, defineCommand, fieldText, type Reply } from '../src/bot/command.ts'
import { dutyNamed } from '../src/bot/duty-named.ts'
import { touchHolders } from '../src/bot/duty-sentences.ts'
import { letterNamed } from '../src/bot/letter-named.ts'
import { firstWord } from '../src/bot/words.ts'
import { type Instance, isOwed, responsibleFor } from '../src/instances/instance.ts'
import { hasSigned } from '../src/instances/letter.ts'
import { undoDuty, undoSignature } from '../src/instances/undo.ts'
import { isSafetyOffice } from '../src/people/permissions.ts'
import type { Person } from '../src/people/person.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'undo',
  chinese: ['撤销'],
  summary: '撤销误记的完成，要写理由：/撤销 防火巡查 点错了人',
  examples: [
    '/undo',
    '/撤销 防火巡查 点错了人',
    '/撤销 放学路队 单念蘅 点错了人',
    '/撤销 责任书 单念蘅 不是本人签的',
  ],
  forWhom: isSafetyOffice,
  async run(said, context) {
    const { work, directory, speaker, chat } = context
    if (chat.type === 'group') return { text: '撤销请和我私聊说。' }
    if (!isSafetyOffice(speaker, directory))
      throw new Refusal('not-yours', '误记的完成由安全办公室撤销，请和安全办公室说一声。')
    const [named, rest] = firstWord(said.words)
    if (named === '') return { text: '请写明哪一项和理由，例如：/撤销 防火巡查 点错了人' }
    const [who, after] = firstWord(rest)
    const whose = directory.byName(who)
    const period = fieldText(said, 'period')
    const letter = await letterNamed(context, { named, period, signer: whose })
    if (letter) return takeBack(context, letter, whose, whose ? after : rest)
    const over = (about: Instance) => {
      if (!isOwed(about)) return undefined
      const holder = directory.person(responsibleFor(about))?.name ?? '责任人'
      return about.undone ? `这一项已经撤销，等${holder}重新办。` : '这一项还没有完成，不用撤销。'
    }
    const about = await dutyNamed(context, { named, period, whose, among: 'done', over })
    const undone = await undoDuty(work, directory, about, whose ? after : rest, speaker)
    return undoneReply(context, undone)
  },
})

/** A letter is taken back from one signer at a time; only where one alone signs it, nobody need be named. */
async function takeBack(
  context: Context,
  letter: Instance,
  named: Person | undefined,
  reason: string,
): Promise<Reply> {
  const { work, directory, speaker } = context
  const owner = directory.person(letter.owner)
  const signer = named ?? (letter.others.length === 0 ? owner : undefined)
  if (!signer)
    throw new Refusal(
      'whose',
      `责任书按人撤销，请写明是谁的签字，例如：/撤销 责任书 ${owner?.name ?? '姓名'} 签错了`,
    )
  if (!hasSigned(letter, signer.id))
    throw new Refusal('not-signed', `${signer.name}没有签这份责任书，不用撤销。`)
  return undoneReply(context, await undoSignature(work, directory, letter, signer, reason, speaker))
}

function undoneReply(context: Context, undone: Instance): Reply {
  touchHolders(context, undone)
  return {
    show: { card: 'duty', id: undone.id },
    toast: { type: 'success', text: '已撤销，本人会收到通知' },
  }
}
