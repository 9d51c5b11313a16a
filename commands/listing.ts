import { defineCommand } from '../src/bot/command.ts'
import { fileIfTrouble, fileOrRefuse } from '../src/bot/free-words.ts'
import { sayOfListing } from '../src/bot/listing-sentences.ts'
import { numberAndRest } from '../src/bot/words.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'listing',
  chinese: ['挂牌', '挂牌督办'],
  summary: '挂牌督办：看在办的挂牌、报每周进展',
  examples: ['/listing', '/挂牌', '/挂牌 3 进展 围墙已拆除一半', '/挂牌 3 同意'],
  async run(said, context) {
    // A group reads along, and words of a hazard may name a child (handbook §4).
    if (context.chat.type === 'group')
      return (await fileIfTrouble(said, context, said.words)) ?? { text: '挂牌督办请和我私聊，发送 /挂牌。' }
    if (said.words === '') return { show: { card: 'listings', for: context.speaker.id } }
    const numbered = numberAndRest(said.words)
    try {
      if (numbered) return await sayOfListing(said, context, numbered.number, numbered.rest)
      throw new Refusal('which', WHICH)
    } catch (refusal) {
      // Words of something new are not of the listing whose number stands before them.
      const isOther = refusal instanceof Refusal && ['which', 'unknown-act'].includes(refusal.code)
      if (!isOther) throw refusal
      return fileOrRefuse(refusal, said, context, numbered?.rest ?? said.words)
    }
  },
})

const WHICH =
  '请写明挂牌的编号，例如「/挂牌 3 进展 围墙已拆除一半」。为隐患申请挂牌请发送「/隐患 12 申请挂牌」。'
