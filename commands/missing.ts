import { defineCommand } from '../src/bot/command.ts'
import type { Directory } from '../src/people/directory.ts'
import { isDepartmentHead, isLeader, seesAll } from '../src/people/permissions.ts'
import type { Person } from '../src/people/person.ts'
import { Refusal } from '../src/refusal.ts'
import { dayOf } from '../src/time.ts'

/** Leaders and the office see everybody, grade leaders their grade, department heads their department (handbook §4). */
const sees = (who: Person, directory: Directory): boolean =>
  seesAll(who, directory) ||
  isLeader(who, directory) ||
  isDepartmentHead(who, who.department, directory) ||
  Object.values(directory.school.file.grade_leaders ?? {}).includes(who.id)

export default defineCommand({
  name: 'missing',
  chinese: ['未打卡', '谁没报', '未报'],
  summary: '谁还没有打卡（负责人可看）',
  examples: ['/missing', '/未打卡'],
  forWhom: sees,
  async run(_said, { speaker, directory, nowMs, chat }) {
    if (!sees(speaker, directory))
      throw new Refusal('not-yours', '未打卡名单只有年级组长、处室负责人和校领导可以看。')
    return { show: { card: 'missing', day: dayOf(nowMs), why: 'asked', countsOnly: chat.type === 'group' } }
  },
})
