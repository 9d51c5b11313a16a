import { hazardCategories } from '../duties/catalogue.ts'
import type { Exposure, ExposureItem } from '../exposures/exposure.ts'
import { type Block, buttons, type Card, reasonField, small, text } from './card.ts'

export interface ExposureView {
  exposure: Exposure
  departmentName(id: string): string
  /** Its viewer decides whether it is published. */
  decides: boolean
  /** Why it is not published is being asked. */
  asked: boolean
  round: string
}

/** The month's repeats: places, categories, departments and how often; never a person (S2-126). */
export function exposureCard({ exposure, departmentName, decides, asked, round }: ExposureView): Card {
  const { id, status, items, reason } = exposure
  const month = `${Number(id.slice(5))}月`
  const drafted = status === 'drafted'
  return {
    kind: 'exposure',
    title: `${month}屡查屡犯清单${drafted ? '（待审核）' : ''}`,
    tone: drafted ? 'warn' : status === 'dropped' ? 'muted' : 'info',
    preview: `${month}有 ${items.length} 处隐患反复出现`,
    audience: drafted ? 'personal' : 'shared',
    blocks: [
      text(`同一地点、同一类隐患销号后又出现，共 ${items.length} 处：`),
      { kind: 'list', items: items.map((item) => [sayItem(item, departmentName)]) },
      ...(status === 'dropped' ? [small(`不发布：${reason}`)] : []),
      ...(drafted && decides ? decision(id, asked, round) : []),
    ],
  }
}

const sayItem = (item: ExposureItem, departmentName: (id: string) => string): string =>
  `${item.place ?? '其他地点'} · ${hazardCategories.get(item.category)?.name ?? item.category} · 第 ${item.times} 次 · ${departmentName(item.department)}`

/** Beside a form no other button fires (`feishu.md` §14.6), so the reason is asked alone. */
const decision = (id: string, asked: boolean, round: string): Block[] =>
  asked
    ? [
        {
          kind: 'form',
          id: `exposure_${id}_${round}`,
          blocks: [{ ...reasonField('为什么不发布？', '例如：已当面约谈'), required: false }],
          buttons: [
            { label: '提交', says: '/曝光 不发布', style: 'primary' },
            { label: '返回', says: '/曝光' },
          ],
        },
      ]
    : [
        buttons(
          {
            label: '通过并发布',
            says: '/曝光 通过',
            style: 'primary',
            confirm: { title: '发给全体教职工？', text: '每人一条，清单里没有人名。' },
          },
          { label: '不发布', says: '/曝光 要不发布' },
        ),
      ]
