import { type Context, defineCommand, type Reply } from '../src/bot/command.ts'
import { switchCard, switchedCard, templateCard } from '../src/cards/template.ts'
import { appliedCard, proposalCard, sameCard } from '../src/cards/template-proposal.ts'
import { posts } from '../src/duties/catalogue.ts'
import { type Duty, duties as stock } from '../src/duties/duty.ts'
import { stockRules } from '../src/duties/rules.ts'
import type { Directory } from '../src/people/directory.ts'
import { setsRules } from '../src/people/permissions.ts'
import { school, THE_SCHOOL } from '../src/people/school.ts'
import { Refusal } from '../src/refusal.ts'
import { applyToSchool } from '../src/template/apply.ts'
import { differencesOf } from '../src/template/differences.ts'
import {
  applyProposal,
  changesNothing,
  effectAhead,
  proposal,
  proposeFormer,
} from '../src/template/propose.ts'
import { ruleDifferencesOf } from '../src/template/rule-differences.ts'
import { aheadOf, sectionsWith } from '../src/template/switching.ts'

export default defineCommand({
  name: 'template',
  chinese: ['模板', '职责模板'],
  summary: '本校职责和规则与通用目录有何不同，停用、启用、导入或撤销',
  examples: ['/template', '/模板', '/模板 停用 每日防火巡查', '/模板 启用 每日防火巡查', '/模板 撤销'],
  forWhom: setsRules,
  async run(said, context) {
    const { directory, speaker, chat } = context
    if (!setsRules(speaker, directory))
      throw new Refusal('not-yours', '职责模板由安全办公室和校领导管理。您可以发送 /双责 看自己的职责。')
    if (chat.type === 'group') return { text: '请私聊我发送 /模板 看。' }
    const words = said.words.split(' ').filter(Boolean)
    const [verb] = words
    if (verb === undefined) return fixed(templateCard(differing(directory)))
    if (verb === '预览') return look(context)
    if (verb === '生效') return take(context, words[1] ?? '')
    if (verb === '撤销') {
      await proposeFormer(context.work, speaker.id)
      return look(context)
    }
    if (verb !== '停用' && verb !== '启用')
      throw new Refusal(
        'no-words',
        '请这样写：/模板 停用 职责名称，/模板 启用 职责名称，或 /模板 撤销。要导入，请把模板文件发给我。',
      )
    const sure = words.length > 2 && words.at(-1) === '确认'
    const duty = named(directory, words.slice(1, sure ? -1 : undefined).join(' '))
    return turn(context, duty, verb === '启用', sure)
  },
})

const fixed = (content: object): Reply => ({ show: { card: 'fixed', content } })

/** What a template, or the way back, does to the coming month; nothing applies before it is confirmed. */
async function look({ work, directory, nowMs }: Context): Promise<Reply> {
  const proposed = await proposal(work)
  if (changesNothing(directory, proposed)) return fixed(sameCard)
  return fixed(proposalCard(proposed.id, effectAhead(directory, proposed, nowMs)))
}

async function take({ work, directory }: Context, id: string): Promise<Reply> {
  const changed = await applyProposal(work, directory, id)
  return { ...fixed(appliedCard(changed)), toast: { type: 'success', text: '已生效' } }
}

function differing(directory: Directory) {
  const { duties } = directory
  const all = [...duties.values()]
  const differences = differencesOf(stock, duties)
  return {
    own: all.filter(({ id }) => !stock.has(id)).map(({ title, defaultOn }) => ({ title, off: !defaultOn })),
    off: differences.filter(({ kind }) => kind === 'gone').map(({ title }) => title),
    on: differences.filter(({ id, kind }) => kind === 'new' && stock.has(id)).map(({ title }) => title),
    changed: differences.filter(({ kind }) => kind === 'changed'),
    rules: ruleDifferencesOf(stockSchool(directory), directory),
  }
}

/** The same school by the catalogue's policies and numbers. */
const stockSchool = (directory: Directory): Directory => {
  const { escalation_policies: _, settings: __, ...file } = directory.school.file
  return { ...directory, school: { ...directory.school, file }, rules: stockRules }
}

/** By its id, its title, or words that only one title has. */
function named({ duties }: Directory, words: string): Duty {
  const all = [...duties.values()]
  const exact = all.find(({ id, title }) => id === words || title === words)
  const like = words.length < 2 ? [] : all.filter(({ title }) => title.includes(words))
  const found = exact ?? (like.length === 1 ? like[0] : undefined)
  if (found) return found
  throw new Refusal(
    'no-such-duty',
    like.length > 1
      ? `有几项都含「${words}」：${like.map(({ title }) => title).join('、')}。请写完整的名称。`
      : '没有找到这一项职责，请写它的名称，例如：/模板 停用 每日防火巡查。',
  )
}

async function turn(context: Context, duty: Duty, on: boolean, sure: boolean): Promise<Reply> {
  const { work, directory, nowMs } = context
  const { id, title } = duty
  if (duty.defaultOn === on) return already(title, on)
  const sections = sectionsWith(directory, duty, on)
  if (!sure) {
    const ahead = aheadOf(duty, directory, nowMs)
    const byEvent = duty.recurrence.type === 'on_event'
    return fixed(switchCard({ id, title, on, ahead, byEvent, post: posts.get(duty.post)?.name ?? duty.post }))
  }
  // Somebody changed the school since this sentence began: what we looked at is not what we would write over.
  const now = await work.state(school, THE_SCHOOL)
  if (JSON.stringify(now?.file.duties) !== JSON.stringify(directory.school.file.duties))
    throw new Refusal('changed', '学校的职责刚刚有改动，请再按一次。')
  const changed = await applyToSchool(work, directory, sections)
  return {
    ...fixed(switchedCard({ id, title, on }, changed)),
    toast: { type: 'success', text: `已${on ? '启用' : '停用'}` },
  }
}

function already(title: string, on: boolean): Reply {
  const text = `「${title}」${on ? '已经在用' : '已经停用'}，没有改动。`
  return { text, toast: { type: 'info', text } }
}
