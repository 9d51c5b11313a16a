import { defineCommand } from '../src/bot/command.ts'
import { readsWeek } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'
import { addDays, type Day, dayOf, isDay, sayDay } from '../src/time.ts'

/** `上周`, `2026-09-01`, `9月1日`, or nothing for this week. */
function weekOf(words: string, today: Day): Day {
  if (words === '' || words === '本周' || words === '这周') return today
  if (words === '上周') return addDays(today, -7)
  if (words === '上上周') return addDays(today, -14)
  const parts = /^(?:(\d{4})[-年/.])?(\d{1,2})[-月/.](\d{1,2})日?$/.exec(words)
  const written =
    parts && `${parts[1] ?? today.slice(0, 4)}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`
  if (!written || !isDay(written))
    throw new Refusal(
      'bad-day',
      `没看懂「${words.slice(0, 20)}」是哪一周。可以说：/周报、/周报 上周、/周报 2026-09-01。`,
    )
  if (written > today) throw new Refusal('future', `${sayDay(written)}还没到，没有小结。`)
  return written
}

export default defineCommand({
  name: 'week',
  chinese: ['周报', '小结', '每周小结'],
  summary: '每周安全小结（可加 上周 或日期）',
  examples: ['/week', '/周报 上周', '/周报 2026-09-01'],
  forWhom: readsWeek,
  async run(said, { speaker, directory, nowMs }) {
    if (!readsWeek(speaker, directory))
      throw new Refusal('not-yours', '每周小结给校领导和处室负责人看。您可以发送 /今日 看自己的。')
    const day = weekOf(said.words.trim(), dayOf(nowMs))
    return { show: { card: 'week', day: directory.calendar.schoolWeekOf(day).start } }
  },
})
