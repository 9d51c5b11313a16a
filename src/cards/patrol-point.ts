import { cut } from '../cut.ts'
import type { How, Visit } from '../patrols/patrol.ts'
import { dayOf, sayDay, timeOf } from '../time.ts'
import { areaField, type Block, bold, buttons, type Card, facts, photoField, small, text } from './card.ts'

/** A point as whoever stands before it needs it. */
export interface PointSeen {
  id: string
  /** `XC-03`; the id where the school has no codes. */
  code: string
  name: string
  where: string
  owner: string | undefined
  items: readonly string[]
  /** Visits of the last days, newest first, each with who it was. */
  visits: (Visit & { who: string })[]
  /** How often somebody is to be here on a school day, and was today. */
  perDay: number
  today: number
  /** The visitor's own visit so far, in the round it counts for. */
  own: Visit | undefined
  /** `门卫重点部位巡查 09:30`; undefined when no round of the visitor's is under way. */
  round: string | undefined
  /** The round asks for a photo that is not there yet. */
  wantsPhoto: boolean
  scanned: boolean
  /** The item being asked about; 0 is anything else. */
  asked: { item: number; round: string; words?: string } | undefined
}

export const sayHow = (how: How): string => (how === 'scan' ? '扫码' : '未扫码')

/** What was found, in a few words: `正常`, `隐患 5、6`. */
export const sayResult = ({ normal, found }: Pick<Visit, 'normal' | 'found'>): string =>
  found.length > 0
    ? `隐患 ${found.map(({ hazard }) => hazard).join('、')}${normal ? '，其余正常' : ''}`
    : '正常'

/** Standing before a point: look at each item, one tap when all is well, words and a photo where it is not. */
export function pointCard(point: PointSeen): Card {
  const { own } = point
  const trouble = own !== undefined && own.found.length > 0
  return {
    kind: 'point',
    title: `${point.code} ${point.name}`,
    tone: trouble ? 'warn' : own ? 'ok' : 'info',
    tags: [point.scanned ? '已扫码' : own ? sayHow(own.how) : '未扫码'],
    preview: `巡查点 ${point.code}`,
    audience: 'personal',
    blocks: point.asked ? [troubleForm(point, point.asked)] : pointBlocks(point),
  }
}

function pointBlocks(point: PointSeen): Block[] {
  const { own } = point
  const [last] = point.visits
  const photos = [...new Set(point.visits.flatMap((visit) => visit.photos))].slice(0, 4)
  return [
    facts(
      ['位置', point.where],
      ['责任人', point.owner ?? '还没有责任人'],
      ['轮次', point.round ?? '现在没有要走的巡查，记为临时巡查'],
      ['上次', last ? sayVisit(last) : '最近没有人来过'],
      point.perDay > 0 && ['今天', `${point.today}/${point.perDay} 次`],
    ),
    ...(point.scanned || own?.how === 'scan'
      ? []
      : [small('没有扫码，会记为「未扫码」。请到点用手机扫码牌。')]),
    ...(own ? [text(bold(`${timeOf(own.atMs)} 已记：${sayVisitResult(own)}`))] : []),
    ...point.items.flatMap((item, order) => itemBlocks(point, item, order + 1)),
    ...endBlocks(point),
    ...(photos.length > 0
      ? [{ kind: 'images' as const, images: photos.map((photo) => ({ photo, alt: '巡查照片' })) }]
      : []),
  ]
}

const sayVisitResult = (visit: Visit): string =>
  visit.normal || visit.found.length > 0 ? sayResult(visit) : '到点'

const sayVisit = (visit: PointSeen['visits'][number]): string =>
  `${sayDay(dayOf(visit.atMs))} ${timeOf(visit.atMs)} ${visit.who} ${sayHow(visit.how)} ${sayVisitResult(visit)}`

function itemBlocks({ id, own }: PointSeen, item: string, number: number): Block[] {
  const found = own?.found.filter((entry) => entry.item === item) ?? []
  const line = text(
    `${number}. ${item}`,
    ...found.map(({ hazard }) => ({ tone: 'warn' as const, text: ` 隐患 ${hazard}` })),
  )
  return [
    {
      kind: 'columns',
      columns: [[line], [buttons({ label: '有问题', says: `/巡查 ${id} 问题 ${number}` })]],
    },
  ]
}

/** One tap, or with the photo the round asks for; what is no item has a way too. */
function endBlocks({ id, own, wantsPhoto, asked, items }: PointSeen): Block[] {
  const label = own && own.found.length > 0 ? '其余正常' : '全部正常'
  const all = { label, says: `/巡查 ${id} ${label}`, style: 'primary' as const }
  const other = {
    label: items.length > 0 ? '其他问题' : '有问题',
    says: `/巡查 ${id} 问题 0`,
  }
  if (own?.normal && !wantsPhoto) return [buttons(other)]
  if (!wantsPhoto) return [buttons(all, other)]
  return [
    {
      kind: 'form',
      id: `p${asked?.round ?? ''}_photo`,
      blocks: [photoField('现场照片（本轮要一张）', '照片请直接发给我，再点「全部正常」。')],
      buttons: [all, other],
    },
  ]
}

/** `words`: what was typed and was neither normality nor trouble; it stands in the question. */
function troubleForm(
  { id, items }: PointSeen,
  { item, round, words }: NonNullable<PointSeen['asked']>,
): Block {
  const unclear = words !== undefined
  return {
    kind: 'form',
    id: `p${round}_${item}`,
    blocks: [
      unclear
        ? text(`您写的是「${cut(words, 40)}」。正常，还是有问题？`)
        : text(bold(items[item - 1] ?? '其他问题')),
      areaField('text', '什么问题？', words && cut(words, 500)),
      photoField('照片', '照片请直接发给我，再点提交。'),
    ],
    buttons: [
      { label: unclear ? '有问题' : '提交', says: `/巡查 ${id} 报隐患 ${item}`, style: 'primary' },
      ...(unclear ? [{ label: '正常', says: `/巡查 ${id} 全部正常` }] : []),
      { label: '返回', says: `/巡查 ${id} 返回` },
    ],
  }
}
