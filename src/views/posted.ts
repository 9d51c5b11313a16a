import { noticeCard } from '../cards/notice.ts'
import { posts } from '../duties/catalogue.ts'
import type { View } from './view.ts'

/** Somebody's posts were changed: which they are now, and the way to the duties. */
export const postedView: View = {
  async draw({ directory }, show) {
    const who = directory.person(String(show.person))
    if (!who) return undefined
    const held = who.posts.map((id) => posts.get(id)?.name ?? id).join('、') || '暂无'
    return noticeCard(
      '您的岗位有调整',
      'info',
      [`现在的岗位：${held}。`],
      [{ label: '看我的双责', says: '/双责' }],
    )
  },
}
