import { defineCommand } from '../src/bot/command.ts'
import { dutiesCard } from '../src/cards/duties.ts'
import { keptOf } from '../src/instances/kept.ts'
import { ownDuties } from '../src/people/own-duties.ts'
import { dayOf } from '../src/time.ts'

export default defineCommand({
  name: 'duties',
  chinese: ['双责', '我的双责', '职责'],
  summary: '我的岗位：业务职责、安全职责、上次和下次日子',
  examples: ['/duties', '/双责', '我的双责'],
  everyday: true,
  async run(_said, { work, speaker, directory, nowMs, chat }) {
    if (chat.type === 'group') return { text: '这是个人的事，请和我私聊，发送 /双责。' }
    const today = dayOf(nowMs)
    const held = ownDuties(directory, speaker, today)
    const content = dutiesCard({
      name: speaker.name,
      held,
      kept: await keptOf(work.db, speaker, held, directory, nowMs),
      nameOf: (id) => (id === speaker.id ? undefined : directory.person(id)?.name),
      today,
    })
    return { show: { card: 'fixed', content } }
  },
})
