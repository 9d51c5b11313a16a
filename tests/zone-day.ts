import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseSchoolFile, type SchoolFile } from '../src/people/school-file.ts'
import { openTown } from '../src/playground/town.ts'
import { instantOf } from '../src/time.ts'
import { readCard } from './reading-card.ts'

/**
 * A Friday with its weekly summary, lived through by the whole bot: every message anybody got, when, and in which words.
 * Printed as lines, so that a process in another zone can be compared with this one line by line.
 */
export async function livedThrough(): Promise<string[]> {
  const school = sampleSchool()
  const town = await openTown({ startAtMs: instantOf('2026-09-04', '07:25'), school })
  const account = (name: string) => school.staff.find((entry) => entry.name === name)!.feishu_user_id!
  const says = async (name: string, text: string) => {
    await town.emulator.say(account(name), text)
    await town.settleAnswers()
  }
  await town.moveTo(instantOf('2026-09-04', '07:55'))
  await says('单念蘅', '/打卡 全班正常')
  await says('叶梅砚', '/隐患 三楼男厕所水管漏水')
  await says('葛南枝', '/请假 9月7日 病假')
  await says('聂怀谷', '/未打卡')
  await town.moveTo(instantOf('2026-09-04', '18:10'))
  await says('聂怀谷', '/周报')
  const lines = school.staff.flatMap(({ name, feishu_user_id: id }) =>
    (id ? town.emulator.chatsOf(id) : []).flatMap(({ chatId, type }) =>
      town.emulator
        .messagesOf(chatId)
        .map(({ atMs, card, text, from }) =>
          JSON.stringify([name, type, atMs, from.name, card ? readCard(card) : text]),
        )
        .sort(),
    ),
  )
  const events = await town.db.all<{ line: string }>(
    "SELECT noun || ' ' || id || ' ' || kind || ' ' || at || ' ' || data AS line FROM events ORDER BY noun, id, version",
  )
  await town.close()
  // The address of the pages is another port each time.
  return [...lines, ...events.map(({ line }) => line)].map((line) =>
    line.replace(/127\.0\.0\.1:\d+/g, 'here'),
  )
}

const sampleSchool = (): SchoolFile =>
  parseSchoolFile(
    JSON.parse(readFileSync(new URL('../src/people/sample-school.json', import.meta.url), 'utf8')),
  )

if (process.argv[1] === import.meta.filename) {
  const lines = await livedThrough()
  const hash = createHash('sha256').update(lines.join('\n')).digest('hex')
  console.log(
    JSON.stringify({
      zone: process.env.TZ,
      offset: new Date('2026-09-04T00:00:00Z').getTimezoneOffset(),
      hash,
      lines,
    }),
  )
}
