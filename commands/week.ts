import { defineCommand } from '../src/bot/command.ts'
import { weekNamed } from '../src/bot/week-named.ts'
import { readsWeek } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'
import { dayOf } from '../src/time.ts'

export default defineCommand({
  name: 'week',
  chinese: ['周报', '小结', '每周小结'],
  summary: '每周安全小结（可加 上周 或日期）',
  examples: ['/week', '/周报 上周', '/周报 2026-09-01'],
  everyday: true,
  forWhom: readsWeek,
  async run(said, { speaker, directory, nowMs }) {
    if (!readsWeek(speaker, directory))
      throw new Refusal('not-yours', '每周小结给校领导和处室负责人看。您可以发送 /今日 看自己的。')
    const day = weekNamed(said.words.trim(), dayOf(nowMs), '/周报')
    return { show: { card: 'week', day: directory.calendar.schoolWeekOf(day).start } }
  },
})
