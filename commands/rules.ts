import { defineCommand, fieldText } from '../src/bot/command.ts'
import { dropPlanned, previewRule, previewWayBack, showRules, takeRule } from '../src/bot/rule-sentences.ts'
import { readRuleWish, ruleWishOf } from '../src/bot/rule-words.ts'
import { setsRules } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'
import { dayOf } from '../src/time.ts'

export default defineCommand({
  name: 'rules',
  chinese: ['规则'],
  summary: '看隐患、事件和预警的期限等数字；安全办公室和校领导可以改',
  examples: ['/rules', '/规则', '/规则 一般隐患整改期限 5', '/规则 撤销'],
  async run(said, context) {
    const { directory, speaker, chat, nowMs } = context
    if (chat.type === 'group') return { text: '请私聊我发送 /规则 看。' }
    const words = said.words.trim()
    if (words === '') return showRules(context)
    if (!setsRules(speaker, directory))
      throw new Refusal('not-yours', '规则由安全办公室和校领导改。发送 /规则 可以看现在的数字。')
    const [verb, which = ''] = words.split(/\s+/)
    if (verb === '生效') return takeRule(context, which)
    if (verb === '撤销') return previewWayBack(context)
    if (verb === '取消') return dropPlanned(context, which)
    const today = dayOf(nowMs)
    const wish =
      verb === '改'
        ? ruleWishOf(fieldText(said, 'key'), fieldText(said, 'value'), fieldText(said, 'from'), today)
        : readRuleWish(words, today)
    return previewRule(context, wish)
  },
})
