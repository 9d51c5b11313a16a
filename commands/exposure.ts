import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { firstWord } from '../src/bot/words.ts'
import { drop, exposure } from '../src/exposures/exposure.ts'
import { exposureOf, newestExposure, publishExposure } from '../src/exposures/exposures.ts'
import { seesAll } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'exposure',
  chinese: ['曝光'],
  summary: '上月屡查屡犯清单：审核后发全体教职工',
  examples: ['/exposure', '/曝光', '/曝光 通过', '/曝光 不发布 已当面约谈'],
  forWhom: seesAll,
  async run(said, context) {
    if (context.chat.type === 'group') return { text: '屡查屡犯清单请和我私聊，发送 /曝光。' }
    const [month] = firstWord(said.words)
    const newest = /^\d{4}-\d\d$/.test(month)
      ? await exposureOf(context.work.db, month)
      : await newestExposure(context.work.db)
    if (!newest)
      throw new Refusal(
        'no-exposure',
        '还没有屡查屡犯清单。有重复出现的隐患时，每月第一个工作日 9:00 会拟好。',
      )
    const [verb, rest] = firstWord(said.words)
    if (verb === '' || verb === newest.id) return show(context, newest.id, newest.status)
    if (!seesAll(context.speaker, context.directory))
      throw new Refusal('not-yours', '清单由安全办公室、分管副校长、校长或书记审核。')
    if (verb === '通过' || verb === '审核通过') return publish(context, newest.id)
    if (verb === '要不发布') return { show: { card: 'exposure', id: newest.id, asked: true } }
    if (verb === '不发布') return keepBack(said, context, newest.id, rest)
    throw new Refusal(
      'unknown-act',
      `没看懂「${verb.slice(0, 10)}」。可以说：/曝光 通过、/曝光 不发布 加理由。`,
    )
  },
})

/** A draft is for those who decide; what was published is for everybody. */
function show({ speaker, directory }: Context, id: string, status: string): Reply {
  if (status !== 'published' && !seesAll(speaker, directory))
    throw new Refusal('not-yours', '现在没有已发布的屡查屡犯清单。')
  return { show: { card: 'exposure', id } }
}

async function publish({ work, directory, speaker }: Context, id: string): Promise<Reply> {
  const { told } = await publishExposure(work, directory, id, speaker.id)
  return {
    show: { card: 'exposure', id },
    toast: { type: 'success', text: `已通过，会发给 ${told} 位教职工` },
  }
}

async function keepBack(said: Said, { work, speaker }: Context, id: string, rest: string): Promise<Reply> {
  await work.change(exposure, id, drop(fieldText(said, 'reason') || rest, speaker.id))
  work.touch(`exposure/${id}`)
  return { show: { card: 'exposure', id }, toast: { type: 'success', text: '已登记不发布' } }
}
