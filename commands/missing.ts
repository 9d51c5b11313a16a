import { defineCommand } from '../src/bot/command.ts'
import { seesSomebodysStatus } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'
import { dayOf } from '../src/time.ts'

export default defineCommand({
  name: 'missing',
  chinese: ['未打卡', '未签到', '谁没报', '未报'],
  summary: '谁还没有签到（负责人可看）',
  examples: ['/missing', '/未打卡'],
  everyday: true,
  forWhom: seesSomebodysStatus,
  async run(_said, { speaker, directory, nowMs, chat }) {
    if (!seesSomebodysStatus(speaker, directory))
      throw new Refusal('not-yours', '未签到名单只有年级组长、处室负责人和校领导可以看。')
    return { show: { card: 'missing', day: dayOf(nowMs), why: 'asked', countsOnly: chat.type === 'group' } }
  },
})
