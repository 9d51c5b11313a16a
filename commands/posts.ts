import { defineCommand } from '../src/bot/command.ts'
import { posts } from '../src/duties/catalogue.ts'
import { noteGaps } from '../src/gaps/gaps.ts'
import { followPosting } from '../src/handovers/posting.ts'
import { reassignScheduled } from '../src/instances/reassign.ts'
import { appoint, classesLeft, refuseAppointment } from '../src/people/appointing.ts'
import { withPeople } from '../src/people/directory.ts'
import { mayPost } from '../src/people/permissions.ts'
import type { Person } from '../src/people/person.ts'
import { personNamed } from '../src/people/person-named.ts'
import { readPosting } from '../src/people/posting.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'posts',
  chinese: ['任职', '任命'],
  summary: '调整岗位：/任职 姓名 岗位…（安全办公室和校长、书记）',
  examples: ['/posts', '/任职 顾鹿蓁 班主任 三(1)班 任课教师'],
  forWhom: mayPost,
  async run(said, context) {
    const { work, directory, speaker, chat } = context
    if (chat.type === 'group') return { text: '岗位调整请私聊我发送 /任职 姓名 岗位…。' }
    if (!mayPost(speaker, directory))
      throw new Refusal('not-yours', '岗位由安全办公室和校长、书记调整。您可以发送 /双责 看自己的岗位。')
    const [name = '', ...words] = said.words.split(' ').filter(Boolean)
    if (words.length === 0)
      throw new Refusal('no-words', '请写姓名和今后的全部岗位，例如：/任职 顾鹿蓁 班主任 三(1)班 任课教师。')
    const who = personNamed(directory, name)
    const posting = readPosting(directory, words)
    const changed = await appoint(work, directory, who, posting, speaker)
    const after = withPeople(directory, changed)
    refuseAppointment(directory, after, changed, speaker)
    const moved = await reassignScheduled(work, after, speaker.id)
    const begun = await followPosting(work, directory, after, changed, speaker)
    const given = begun.map(
      ({ giver, taker }) =>
        `${after.person(giver)?.name}手里还没办完的，已请${after.person(taker)?.name}接手，双方确认前仍由原责任人办。`,
    )
    const left = classesLeft(directory, after)
    await noteGaps(
      work,
      after,
      left.map(({ id: of }) => ({ kind: 'unheld', who: 'homeroom_teacher', of })),
    )
    const empty = left.map(
      ({ name: of }) =>
        `${of}现在没有班主任，每天的检查没有人收到：请发送 /任职 姓名 班主任 ${of} 任课教师。`,
    )
    const lines = [...changed.map(sayPosts), ...empty, sayMoved(moved, begun.length > 0), ...given]
    return { text: lines.join('\n') }
  },
})

const sayPosts = ({ name, posts: held }: Person): string =>
  `${name}：${held.map((id) => posts.get(id)?.name ?? id).join('、') || '暂无岗位'}。`

const sayMoved = ({ moved, brought }: { moved: number; brought: number }, handsOver: boolean): string => {
  const now = `还没开始的 ${moved} 项已转给现在的责任人${brought > 0 ? `，另补上 ${brought} 项` : ''}`
  return handsOver ? `${now}。` : `${now}；已经开始的仍由原责任人办，要移交请发送 /交接 原责任人 接手人。`
}
