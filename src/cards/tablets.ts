import { sayInstant } from '../time.ts'
import { areaField, type Block, bold, buttons, type Card, photoField, small, text } from './card.ts'

/** A shared tablet as the office reads of it. */
export interface TabletSeen {
  place: string
  open: boolean
  sinceMs: number
  by: string
}

/** Where shared tablets hang. The links themselves stand on the page, never in a chat, where they could be passed on. */
export function tabletsCard(seen: readonly TabletSeen[], people: readonly string[], round: string): Card {
  const open = seen.filter((each) => each.open)
  return {
    kind: 'tablets',
    title: '公用平板',
    tone: open.length > 0 ? 'ok' : 'info',
    tags: [open.length > 0 ? `${open.length} 块在用` : '还没有开通'],
    preview: open.length > 0 ? `在用：${open.map(({ place }) => place).join('、')}` : '还没有开通公用平板',
    audience: 'personal',
    blocks: [
      text('没有应用的同事，在平板上点自己的名字，填自己今天的事，不用登录。'),
      small(
        people.length > 0 ? `现在有 ${people.length} 位：${people.join('、')}` : '现在每位同事都用应用。',
      ),
      ...seen.flatMap(tabletBlocks),
      ...(open.length > 0 ? [text('请打开本卡的网页，用平板扫上面的二维码。')] : []),
      {
        kind: 'form',
        id: `t${round}_open`,
        blocks: [
          {
            kind: 'field',
            name: 'place',
            label: '新开一块，挂在哪里',
            input: 'text',
            maxLength: 12,
            hint: '例如：门岗、厨房',
          },
        ],
        buttons: [{ label: '开通', says: '/平板 开通', style: 'primary' }],
      },
    ],
  }
}

function tabletBlocks({ place, open, sinceMs, by }: TabletSeen): Block[] {
  if (!open)
    return [
      text(bold(place), ' 已停用'),
      small(`${sayInstant(sinceMs)} ${by}停用`),
      buttons({ label: '重新开通', says: `/平板 ${place}` }),
    ]
  return [
    text(bold(place)),
    small(`链接 ${sayInstant(sinceMs)} 由${by}开通`),
    buttons(
      {
        label: '换新链接',
        says: `/平板 ${place} 换新`,
        confirm: { title: '换新链接', text: `${place}现在的链接马上不能用，要在平板上重新扫码。` },
      },
      {
        label: '停用',
        says: `/平板 ${place} 停用`,
        style: 'danger',
        confirm: { title: '停用平板', text: `${place}的平板马上不能填了。` },
      },
    ),
  ]
}

/** One line about something dangerous, told at a tablet. */
export const hazardLineCard = (round: string): Card => ({
  kind: 'hazard-line',
  title: '报隐患',
  tone: 'warn',
  preview: '报隐患',
  audience: 'personal',
  blocks: [
    {
      kind: 'form',
      id: `l${round}_hazard`,
      blocks: [areaField('text', '在哪里，有什么隐患'), photoField('照片', '有照片可以附上。')],
      buttons: [{ label: '提交', says: '/隐患', style: 'primary' }],
    },
  ],
})
