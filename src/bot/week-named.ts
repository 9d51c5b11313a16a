import { Refusal } from '../refusal.ts'
import { addDays, type Day, isDay, sayDay } from '../time.ts'

/** `上周`, `2026-09-01`, `9月1日`, or nothing for this week: a day of it. @throws Refusal saying how */
export function weekNamed(words: string, today: Day, command: string): Day {
  if (words === '' || words === '本周' || words === '这周') return today
  if (words === '上周') return addDays(today, -7)
  if (words === '上上周') return addDays(today, -14)
  const parts = /^(?:(\d{4})[-年/.])?(\d{1,2})[-月/.](\d{1,2})日?$/.exec(words)
  const written =
    parts && `${parts[1] ?? today.slice(0, 4)}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`
  if (!written || !isDay(written))
    throw new Refusal(
      'bad-day',
      `没看懂「${words.slice(0, 20)}」是哪一周。可以说：${command}、${command} 上周、${command} 2026-09-01。`,
    )
  if (written > today) throw new Refusal('future', `${sayDay(written)}还没到，没有小结。`)
  return written
}
