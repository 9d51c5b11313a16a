import { html } from 'hono/html'
import type { Html } from '../cards/html.ts'
import type { LedgerFilter } from '../ledger/filter.ts'
import type { Building, Spot } from '../ledger/map.ts'
import { openState } from '../ledger/read.ts'
import { SEVERITY_SIGN } from '../ledger/say.ts'
import { listAt } from './hazards-links.ts'

/** The school house by house, the upper storeys above: every point has its dot, and a dot is the list behind it. */
export function drawMap(filter: LedgerFilter, map: { buildings: Building[]; elsewhere: Spot }): Html {
  const { place: _, week: __, ...rest } = filter
  const base: LedgerFilter = { ...rest, state: openState(filter) }
  const dot = (spot: Spot) => drawDot(base, spot, filter.place === spot.key)
  const off = map.elsewhere.open > 0 ? html`<p>${dot(map.elsewhere)}</p>` : ''
  const legend = html`<p class="small">数字是未销号的条数；<b>重</b>、<b>较</b>、<b>般</b>是其中最重的等级，! 是有逾期的。点一下只看那里。</p>`
  return html`<section id="map"><h2>分布图</h2>${legend}<div class="houses">${map.buildings.map((house) => drawHouse(base, house, dot))}</div>${off}</section>`
}

function drawHouse(base: LedgerFilter, { name, storeys }: Building, dot: (spot: Spot) => Html): Html {
  const several = storeys.length > 1 || storeys[0]!.floor !== 1
  const rows = storeys.map(
    ({ floor, spots }) =>
      html`<li>${several ? html`<span class="floor">${floor}楼</span>` : ''}<div class="dots">${spots.map(dot)}</div></li>`,
  )
  return html`<div class="house"><h3><a href="${listAt(base, { place: `${name}/` })}">${name}</a></h3><ol>${rows}</ol></div>`
}

function drawDot(base: LedgerFilter, { key, name, open, overdue, worst }: Spot, chosen: boolean): Html {
  const words = `${name}：未销号 ${open} 条${overdue > 0 ? `，逾期 ${overdue} 条` : ''}`
  return html`<a class="dot ${worst ? `sev-${worst}` : 'is-clear'}${chosen ? ' is-chosen' : ''}" href="${listAt(base, { place: key })}" aria-label="${words}"><b>${open}${worst ? SEVERITY_SIGN[worst] : ''}${overdue > 0 ? '!' : ''}</b> ${name}</a>`
}
