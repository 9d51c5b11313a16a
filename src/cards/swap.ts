import type { Swap } from '../rosters/swap.ts'
import { sayDay } from '../time.ts'
import { type Button, buttons, type Card, facts, small } from './card.ts'

const WORDS: Record<Swap['status'], string> = {
  asked: '等人接',
  agreed: '已换好',
  withdrawn: '已取消',
  expired: '没有换成',
}

/** One turn somebody would like to give away: as the asker sees it, and as those who could take it do. */
export function swapCard(
  of: Swap,
  names: { asker: string; volunteer: string | undefined; seat: string; others: string[] },
  may: { take: boolean; withdraw: boolean },
): Card {
  const open = of.status === 'asked'
  const actions: Button[] = []
  if (may.take && open) actions.push({ label: '我来', says: `/值班 ${of.id} 我来`, style: 'primary' })
  if (may.withdraw && open) actions.push({ label: '不换了', says: `/值班 ${of.id} 取消` })
  return {
    kind: 'swap',
    title: `${names.asker} 想换班`,
    tone: open ? 'warn' : of.status === 'agreed' ? 'ok' : 'muted',
    tags: [WORDS[of.status]],
    preview: `${sayDay(of.day)} ${names.seat}，${WORDS[of.status]}`,
    audience: 'personal',
    blocks: [
      facts(
        ['日期', sayDay(of.day)],
        ['岗位', names.seat],
        names.volunteer !== undefined && ['接班', names.volunteer],
        may.withdraw && open && ['问了', names.others.join('、')],
      ),
      small(endOf(of, names.asker)),
      ...(actions.length > 0 ? [buttons(...actions)] : []),
    ],
  }
}

function endOf({ status, why }: Swap, asker: string): string {
  switch (status) {
    case 'asked':
      return `第一位点「我来」的接班；没有人接，仍由${asker}值班。不方便就不用理会。`
    case 'agreed':
      return '已经换好，不用再接。'
    case 'withdrawn':
      return `${asker}不换了，仍由${asker}值班。`
    case 'expired':
      return why === 'turn-gone' ? '这个班已经另有安排，不用接了。' : `没有人接，仍由${asker}值班。`
  }
}
