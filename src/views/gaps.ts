import { bold, type Card, small, text } from '../cards/card.ts'
import { posts } from '../duties/catalogue.ts'
import { type Gap, gapDay } from '../gaps/gap-day.ts'
import { isOpen } from '../gaps/gaps.ts'
import { beginWork } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { HEAD_POSTS, sayWhoPosts } from '../people/permissions.ts'
import { sayDay } from '../time.ts'
import type { View } from './view.ts'

/** What the safety office has to mend so that messages reach somebody (handbook §10.9): what is still so when it is sent. */
export const gapsView: View = {
  about: ({ day }) => `gaps/${day}`,
  async draw({ db, directory, nowMs }, show) {
    const noted = await beginWork(db, nowMs, null).state(gapDay, String(show.day))
    const gaps = (noted?.gaps ?? []).filter((gap) => isOpen(directory, gap))
    return gaps.length > 0 ? gapsCard(directory, gaps) : undefined
  },
}

const gapsCard = (directory: Directory, gaps: Gap[]): Card => ({
  kind: 'gaps',
  title: '有消息送不到人',
  tone: 'warn',
  tags: [`${gaps.length} 处`],
  preview: `${gaps.length} 处缺口要补`,
  audience: 'personal',
  blocks: [
    ...gaps.map((gap) =>
      gap.kind === 'unheld' ? sayUnheld(directory, gap) : sayUnreachable(directory, gap),
    ),
    small('补好之前请电话通知；每天只提醒一次，补好就不再提醒。'),
  ],
})

function sayUnreachable(directory: Directory, { who }: Gap) {
  const person = directory.person(who)
  const name = person?.name ?? who
  if (!person?.active)
    return text(bold(name), `已停用，手里的事没人收到。请发送 /交接 ${name} 接手人，把岗位交出去。`)
  return text(bold(name), '没有账号，也没有代办人，收不到消息。请管理员在学校资料里补上账号或代办人。')
}

/** What a role that is no post is called, and where it is filled. */
const UNHELD: Record<string, (of: string, directory: Directory) => [string, string]> = {
  safety_office: () => ['安全办公室', '请发送 /任职 姓名 全部岗位，任命总务主任或安全员。'],
  lead_group: () => ['安全工作领导小组', '请管理员在学校资料里填上组长、副组长和成员。'],
  duty_leader: (of) => [`${sayDay(of)}值班领导`, '请发送 /值班 看值班表，补上这一天。'],
  assignee_dept_head: (of, directory) => [
    `${directory.departmentName(of)}负责人`,
    '请发送 /任职 姓名 全部岗位，任命一位。',
  ],
}

function sayUnheld(directory: Directory, { who, of = '' }: Gap) {
  if (who === 'homeroom_teacher') {
    const name = directory.class(of)?.name ?? of
    return text(
      bold(`${name}班主任`),
      `没有人担任，这个班每天的检查没有人收到。请发送 /任职 姓名 班主任 ${name} 任课教师。`,
    )
  }
  const [name, mend] = UNHELD[who]?.(of, directory) ?? [
    posts.get(who)?.name ?? who,
    `请${HEAD_POSTS.includes(who) ? sayWhoPosts(who, directory) : ''}发送 /任职 姓名 全部岗位，任命一位${posts.get(who)?.name ?? ''}。`,
  ]
  return text(bold(name), `没有人担任，消息先发给了上一级。${mend}`)
}
